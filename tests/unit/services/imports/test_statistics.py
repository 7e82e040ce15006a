from pathlib import Path

import pytest

from gis_app.domain.errors import InputRefused
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.undo import undo_import
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from tests.unit.services.imports.figures_world import draft_of, put_register, unit
from tests.unit.services.imports.world import silent

ENGLISH = (
    '"Population at the beginning of year by Territorial unit and Time period"\n\n'
    '"Territorial unit","2020 Number","2021 Number","2023 Number"\n'
    '"Latvia",1907675,1893223,1883008\n'
    '"Riga region (before 01.01.2024.)",1,..,3\n'
    '"Riga state city (before 01.01.2024.)",621120,…,605802\n'
    '"..Talsi municipality",7,0,"-"\n'
    '"..Cēsu novads",300,301,302\n'
    '"..Kandava municipality",5,6,7\n'
)


@pytest.fixture
def here(context: Context) -> Context:
    put_register(context)
    return context


def _codes(draft: Draft, severity: str) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in draft.problems if problem.severity == severity]


def _stored(context: Context) -> tuple[list[Indicator], list[Observation]]:
    with context.database.reading() as session:
        known = store.indicators(session, "te")
        return known, store.observations(session, indicator_ids=[one.id for one in known])


def _confirm(context: Context, draft: Draft) -> str:
    return confirm(context, draft, account=None, progress=silent).import_id


def test_an_english_table_is_matched_and_what_did_not_match_is_listed_by_row(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, ENGLISH)
    assert draft.facts["matched"] == 3
    assert _codes(draft, "refused") == [("statistics_unmatched", 9)]
    assert [found["name"] for found in draft.facts["other_levels"]] == ["Latvia", "Riga region"]
    assert draft.facts["moment"] == "start"
    assert ("statistics_until", 6) in _codes(draft, "notice")
    assert [problem.params["value"] for problem in draft.problems if problem.code == "statistics_gaps"] == ["2022"]


def test_nothing_is_stored_before_confirm_and_everything_by_it(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, ENGLISH, source="CSP", licence="CC0")
    assert _stored(here) == ([], [])
    _confirm(here, draft)
    (indicator,), observations = _stored(here)
    assert (indicator.title["en"], indicator.source["lv"], indicator.licence) == (
        "Population at the beginning of year",
        "CSP",
        "CC0",
    )
    assert (indicator.moment, indicator.people, indicator.higher_is) == ("start", True, "")
    talsi = [
        (one.period, one.value, one.status, one.sign) for one in observations if one.territory_id == unit("LV0022000")
    ]
    assert talsi == [("2020", 7.0, "published", ""), ("2021", 0.0, "published", ""), ("2023", None, "no_data", "-")]


def test_rule_5_few_people_are_marked_when_they_are_taken_in(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, ENGLISH)
    assert draft.facts["small"] == 1
    _confirm(here, draft)
    small = [one for one in _stored(here)[1] if one.is_small]
    assert [(one.territory_id, one.period) for one in small] == [(unit("LV0022000"), "2020")]


def test_kilometres_are_no_people(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, "Ceļi (km)\n\nTeritorija,2020\nRīga,5\nTalsu novads,7\n")
    assert draft.facts["small"] == 0
    assert draft.facts["indicators"][0]["unit"] == "km"


def test_a_count_of_things_is_not_protected_and_a_count_of_unknown_things_is(here: Context, tmp_path: Path) -> None:
    for title, small in (("Muzeju skaits", 0), ("Number of museums", 0), ("Skaits", 1), ("Skolēnu skaits", 1)):
        assert (
            draft_of(here, tmp_path, f"{title}\n\nTeritorija,2020\nRīga,5\nTalsu novads,70\n").facts["small"] == small
        )


def test_a_corrected_table_says_what_changes_and_undo_brings_the_old_figures_back(
    here: Context, tmp_path: Path
) -> None:
    _confirm(here, draft_of(here, tmp_path, ENGLISH))
    before = _stored(here)
    corrected = ENGLISH.replace("301,302", "299,302").replace('7,0,"-"', "7,0,4")
    again = draft_of(here, tmp_path, corrected)
    assert {name: again.facts[name] for name in ("new", "changed", "same")} == {"new": 0, "changed": 2, "same": 7}
    import_id = _confirm(here, again)
    assert [one.value for one in _stored(here)[1] if one.territory_id == unit("LV0025000")] == [300.0, 299.0, 302.0]
    undo_import(here, import_id, account=None)
    assert _stored(here) == before


def test_undoing_the_first_import_leaves_nothing(here: Context, tmp_path: Path) -> None:
    undo_import(here, _confirm(here, draft_of(here, tmp_path, ENGLISH)), account=None)
    assert _stored(here) == ([], [])


def test_a_name_of_two_territories_is_asked_and_its_municipality_answers(here: Context, tmp_path: Path) -> None:
    asked = draft_of(here, tmp_path, "Teritorija,2020\nPilskalnes pagasts,500\nRīga,5000\n")
    assert _codes(asked, "refused") == [("statistics_ambiguous", 2)]
    assert [one["code"] for one in asked.facts["ambiguous"][0]["candidates"]] == ["LV0020500", "LV0021500"]
    said = draft_of(here, tmp_path, "Novads,Pagasts,2020\nAugšdaugavas novads,Pilskalnes pagasts,500\nRīga,,5000\n")
    assert _codes(said, "refused") == []
    pushed = draft_of(here, tmp_path, "Teritorija,2020\nAizkraukles novads,900\n..Pilskalnes pagasts,500\n")
    assert pushed.facts["matched"] == 2
    chosen = {"units": {"Pilskalnes pagasts": unit("LV0020500")}}
    answered = draft_of(here, tmp_path, "Teritorija,2020\nPilskalnes pagasts,500\nRīga,5000\n", options=chosen)
    assert answered.facts["matched"] == 2


@pytest.mark.parametrize("code", ["LV0022000", "0022000", "22000"])
def test_a_code_is_matched_in_any_of_its_forms(here: Context, tmp_path: Path, code: str) -> None:
    draft = draft_of(here, tmp_path, f"Kods,Gads,Vērtība\n{code},2020,15\nLV0001000,2020,16\n")
    assert draft.facts["matched"] == 2


def test_a_dash_is_no_data_until_somebody_says_that_it_is_nought(here: Context, tmp_path: Path) -> None:
    _confirm(here, draft_of(here, tmp_path, ENGLISH, options={"nil": "zero"}))
    talsi = [one.value for one in _stored(here)[1] if one.territory_id == unit("LV0022000")]
    assert talsi == [7.0, 0.0, 0.0]


def test_rule_6_13_the_import_says_what_may_never_decide_where_to_work(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, "Cilvēki ar invaliditāti\n\nTeritorija,2020\nRīga,5000\nTalsu novads,70\n")
    assert ("statistics_never_disability", None) in _codes(draft, "notice")
    draft = draft_of(here, tmp_path, "Imigranti (migrācija)\n\nTeritorija,2020\nRīga,5000\nTalsu novads,70\n")
    assert ("statistics_needs_reason", None) in _codes(draft, "notice")


def test_a_table_of_another_country_is_refused_when_confirmed(here: Context, tmp_path: Path) -> None:
    draft = draft_of(here, tmp_path, "County,2020\nHarju county,5\nHiiu county,6\n")
    assert ("statistics_nothing_matched", None) in _codes(draft, "refused")
    with pytest.raises(InputRefused) as refusal:
        _confirm(here, draft)
    assert refusal.value.code == "statistics_nothing_matched"
    assert _stored(here) == ([], [])


def test_real_figures_never_stand_on_invented_ground(context: Context, tmp_path: Path) -> None:
    put_register(context, invented=True)
    draft = draft_of(context, tmp_path, ENGLISH)
    assert ("statistics_on_invented_ground", None) in _codes(draft, "refused")
    with pytest.raises(InputRefused):
        _confirm(context, draft)
    assert _stored(context) == ([], [])


def test_two_rows_of_one_territory_are_joined_by_the_day_they_hold(here: Context, tmp_path: Path) -> None:
    table = "Teritorija,2022,2023,2024\nRīga (līdz 01.01.2024.),10,20,…\nRīga (no 01.01.2024.),…,21,30\n"
    draft = draft_of(here, tmp_path, table)
    _confirm(here, draft)
    assert [(one.period, one.value) for one in _stored(here)[1]] == [("2022", 10.0), ("2023", 20.0), ("2024", 30.0)]


def test_a_share_given_by_its_parts_is_marked_as_computed_here(here: Context, tmp_path: Path) -> None:
    _confirm(
        here, draft_of(here, tmp_path, "Teritorija,Gads,Skaitītājs,Saucējs\nRīga,2020,5,50\nTalsu novads,2020,20,80\n")
    )
    (indicator,), observations = _stored(here)
    assert (indicator.computed, indicator.unit) == (True, "%")
    assert [(one.value, one.is_small) for one in observations] == [(10.0, True), (25.0, False)]


def test_words_that_people_gave_an_indicator_outlive_a_new_table(here: Context, tmp_path: Path) -> None:
    _confirm(here, draft_of(here, tmp_path, ENGLISH, options={"counts": "Cik cilvēku", "higher_is": "better"}))
    _confirm(here, draft_of(here, tmp_path, ENGLISH.replace("301,302", "299,302")))
    (indicator,), _observations = _stored(here)
    assert (indicator.counts["lv"], indicator.higher_is) == ("Cik cilvēku", "better")
