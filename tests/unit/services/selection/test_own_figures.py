from pathlib import Path

import pytest

from gis_app.domain.errors import InputRefused
from gis_app.domain.roles import Role
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.imports.confirm import confirm
from gis_app.services.selection import workbench
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.own_figures import cells_of, own_evidence
from gis_app.services.selection.wish import Wish
from gis_app.services.wiring import Context
from tests.unit.services.imports.figures_world import draft_of, put_register, unit
from tests.unit.services.imports.world import silent

NAMES = ("Rīga", "Talsu novads", "Cēsu novads")
CASES = {"Rīga": (4, 100), "Talsu novads": (20, 100), "Cēsu novads": (10, 100)}


@pytest.fixture
def here(context: Context) -> Context:
    put_register(context)
    return context


def _take_in(context: Context, folder: Path, title: str, table: str, **options: str) -> None:
    draft = draft_of(context, folder, f"{title}\n\n{table}", options=options)
    confirm(context, draft, account=None, progress=silent)


def _cases(times: int = 1, years: int = 3) -> str:
    rows = [
        f"{name};{2020 + year};{cases * times};{base * times}"
        for name, (cases, base) in CASES.items()
        for year in range(years)
    ]
    return "Teritorija;Gads;Skaitītājs;Saucējs\n" + "\n".join(rows) + "\n"


def _project(context: Context) -> Evidence | None:
    found = workbench.evidence_of(context, project="te", role=Role.PLANNER)
    return found if found.kind == "own" else None


def _indicator(**given: object) -> Indicator:
    words = {"lv": "a"}
    facts = {"people": False, "unit": "", **given}
    return Indicator("i", "te", words, words, words, facts["unit"], "worse", words, people=bool(facts["people"]))  # type: ignore[arg-type]


def test_cases_and_bases_of_the_years_are_summed_and_ranked(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases(), higher_is="worse")
    evidence = _project(here)
    assert evidence is not None
    [criterion] = evidence.indicators
    assert evidence.cell(unit("LV0022000"), criterion.id).rate == 0.2
    ranking = workbench.weigh(evidence, Wish("families", "", {criterion.id: 1.0}, {}, {}))
    ranks = ranking.result.rank.dropna().astype(int).to_dict()
    assert ranks == {unit("LV0022000"): 1, unit("LV0025000"): 2}


def test_rule_5_fewer_than_twenty_cases_in_all_years_give_no_rank(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases(), higher_is="worse")
    evidence = _project(here)
    assert evidence is not None
    assert evidence.cell(unit("LV0001000"), evidence.indicators[0].id).standing == "few_events"


def test_rule_5_two_years_are_too_few(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases(10, years=2), higher_is="worse")
    evidence = _project(here)
    assert evidence is not None
    assert {cell.standing for cell in evidence.cells.values()} == {"few_years"}


def test_a_figure_without_a_direction_waits_outside_the_workbench(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases())
    assert _project(here) is None


def test_rule_6_13_a_protected_topic_never_becomes_a_criterion(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Cilvēki ar invaliditāti", _cases(10), higher_is="worse")
    assert _project(here) is None


def test_rule_6_13_origin_needs_a_written_reason(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Iebraukušie (migrācija)", _cases(10), higher_is="worse")
    evidence = _project(here)
    assert evidence is not None
    wish = Wish("families", "", {evidence.indicators[0].id: 1.0}, {}, {})
    with pytest.raises(InputRefused) as refusal:
        workbench.keep(here, project="te", wish=wish, role=Role.PLANNER, account=None)
    assert refusal.value.code == "reason_needed"


def test_a_kept_decision_gives_the_same_ranks_again(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases(), higher_is="worse")
    _take_in(
        here, tmp_path, "Ceļi (km)", "Teritorija,2021\nRīga,5\nTalsu novads,700\nCēsu novads,90\n", higher_is="better"
    )
    evidence = own_evidence(here, workbench.evidence_of(here, project="te", role=Role.PLANNER).project)
    assert evidence is not None
    wish = Wish("families", "", {one.id: 1.0 for one in evidence.indicators}, {}, {})
    kept = workbench.keep(here, project="te", wish=wish, role=Role.PLANNER, account=None)
    again = workbench.rank_again(kept).result.rank
    assert again.equals(workbench.weigh(evidence, wish).result.rank)
    units = kept.decision["data"]["units"]
    assert {told["unit"] for told in units.values()} == {"%", "km"}


def test_a_count_of_people_without_a_base_is_no_criterion() -> None:
    found = [Observation("i", "a", str(year), 500.0, 500.0) for year in range(2019, 2024)]
    assert [cell.standing for cell in cells_of([_indicator(people=True)], found).values()] == ["no_base"]


def test_a_rate_that_came_without_cases_is_the_mean_of_its_last_five_years() -> None:
    found = [Observation("i", "a", str(2015 + year), float(year)) for year in range(8)]
    [cell] = cells_of([_indicator(unit="%")], found).values()
    assert cell.rate == pytest.approx(0.05)
    [cell] = cells_of([_indicator(unit="km")], found).values()
    assert cell.rate == pytest.approx(5.0)
    assert cell.unit == "km"


def test_a_table_of_another_level_does_not_mix_parishes_with_municipalities(here: Context, tmp_path: Path) -> None:
    _take_in(here, tmp_path, "Atbalsta saņēmēji", _cases(10), higher_is="worse")
    evidence = _project(here)
    assert evidence is not None
    assert {place.level for place in evidence.territories} == {"municipality", "state_city"}
