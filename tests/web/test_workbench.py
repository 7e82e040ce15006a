"""The workbench: what is typed is kept, what is blind stays blind, and the page ranks as the command line does."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from gis_app.cli.main import gis_app
from gis_app.domain.statistics import Observation
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_observations
from gis_app.store.projects import remove_project
from tests.web.bench_world import CODES, answer, begun, build_bench, form

Visit = Callable[[str], FlaskClient]


@pytest.fixture
def town(context: Context) -> Context:
    """Six neighbourhoods and two villages with six criteria over three years, and their residents."""
    return build_bench(context)


def test_a_moved_slider_is_answered_with_the_ranks_that_the_command_line_gives(
    visit: Visit, town: Context, tmp_path: Path
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    moved = {"weight.izdomata-unemployed": "9.5", "threshold.izdomata-origin": "12,5", "normalise": "minmax"}
    told = answer(planner, draft, **moved)
    assert planner.post(draft, data=form(**moved)).status_code == 302
    for name in ("values.csv", "criteria.toml"):
        (tmp_path / name).write_bytes(planner.get(f"{draft}/{name}").data)
    files = ["--values", str(tmp_path / "values.csv"), "--criteria", str(tmp_path / "criteria.toml")]
    out = tmp_path / "out.csv"
    ranked = CliRunner().invoke(gis_app, ["select", "rank", "--id", "id", *files, "--output", str(out)])
    assert ranked.exit_code == 0, ranked.stderr
    rows = [line.split(",") for line in out.read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[1]: row[3] for row in rows} == {unit: str(one["rank"]) for unit, one in told["units"].items()}


def test_the_live_answer_stores_nothing_and_the_doubt_stores_what_was_typed(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    answer(planner, draft, purpose_words="Tikai skatos")
    assert "Tikai skatos" not in planner.get(draft).text
    answered = planner.post(f"{draft}/doubt", data=form(purpose_words="Saglabā mani"))
    assert answered.headers["Cache-Control"] == "no-store"
    doubt = json.loads(answered.text)["doubt"]
    assert {one["verdict"] for one in doubt["units"].values()} <= {"always", "contested", "never"}
    assert "Ar citiem, tikpat pamatotiem svariem un aprēķina veidiem atlase mainītos" in doubt["sentences"][0]
    assert "Saglabā mani" in planner.get(draft).text


def test_the_same_draft_gives_the_same_doubt_and_another_seed_another(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    first, again, other = (
        json.loads(planner.post(f"{draft}/doubt", data=form(seed=seed)).text)["doubt"]["units"]
        for seed in ("7", "7", "8")
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({f"weight.{code}": "0" for code in CODES}, "weights", "pabīdiet vismaz vienu slīdni"),
        ({"weight.izdomata-origin": "nan"}, "weight.izdomata-origin", "nav svars"),
        ({"weight.izdomata-origin": "<b>"}, "weight.izdomata-origin", "nav svars"),
        ({"aggregate": "geometric"}, "aggregate", "ģeometrisk"),
        ({"aggregate": "count"}, "aggregate", "Rādītājs izdomata-origin"),
        ({"missing": "at_least", "min_criteria": "99"}, "min_criteria", "99"),
        ({"weights_from": "budget"}, "weights", "30"),
        ({"weights_from": "pairwise", "pair.izdomata-origin|izdomata-unemployed": "12"}, None, "nav salīdzinājums"),
        ({f"leave.own:{number}": "yes" for number in range(8)}, "weights", ""),
    ],
)
def test_what_cannot_be_computed_is_said_beside_its_control_and_nothing_typed_is_lost(
    visit: Visit, town: Context, fields: dict[str, str], where: str | None, said: str
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    troubles = answer(planner, draft, **fields)["troubles"]
    place = where or next(iter(fields.keys() - {"weights_from"}))
    assert said.casefold() in str(troubles[place]).casefold()
    assert planner.post(draft, data=form(purpose_words="Mani vārdi", **fields)).status_code == 302
    page = planner.get(draft).text
    assert "Mani vārdi" in page
    assert "<b>" not in page
    assert planner.post(draft, data=form(do="keep", **fields)).status_code == 400


def test_a_constant_indicator_is_named_by_its_title_beside_its_slider(visit: Visit, town: Context) -> None:
    same = [
        Observation(CODES[0], f"own:{number}", str(year), 10.0, 30.0, 300.0, invented=True)
        for number in range(8)
        for year in (2021, 2022, 2023)
    ]
    with town.database.transaction() as session:
        put_observations(session, same)
    planner = visit("planner")
    troubles = answer(planner, begun(planner))["troubles"]
    assert "Rādītājs izdomata-origin" in str(troubles["weight.izdomata-origin"])


def test_a_territory_is_left_out_only_with_a_reason_that_stays_in_the_decision(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    told = answer(planner, draft, **{"leave.own:3": "yes"})
    assert "own:3" not in told["units"]
    assert planner.post(draft, data=form(do="keep", **{"leave.own:3": "yes"})).status_code == 400
    kept = planner.post(draft, data=form(do="keep", leave_why="Robežas mainīja.", **{"leave.own:3": "yes"})).location
    decision = json.loads(planner.get(f"{kept}/decision.json").text)
    assert decision["areas"]["excluded"] == [{"id": "own:3", "name": "Vieta 3", "reason": "Robežas mainīja."}]
    assert len(decision["result"]) == 7
    assert "Robežas mainīja." in planner.get(kept).text


def test_level_and_base_are_choices_and_another_base_gives_another_order(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    page = planner.get(draft).text
    assert "katrs kritērijs ar savu bāzi" in page
    assert len(answer(planner, draft, level="neighbourhood@")["units"]) == 6
    own, other = (answer(planner, draft, **base)["units"] for base in ({}, {"base": "izdomata-people"}))
    assert {unit: one["rank"] for unit, one in own.items()} != {unit: one["rank"] for unit, one in other.items()}
    sentences = json.loads(planner.post(f"{draft}/doubt", data=form()).text)["doubt"]["sentences"]
    assert any("Iedzīvotāji" in one for one in sentences)


def test_several_voices_weigh_alike_and_their_spread_is_told(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    planner.post(draft, data=form(do="add_voice", new_voice="resident"))
    page = planner.get(draft).text
    assert 'name="w2.izdomata-origin"' in page
    only = {f"w2.{code}": "10" if code == CODES[0] else "0" for code in CODES}
    told = answer(planner, draft, **{"voice.2": "resident", **only})
    assert told["lines"][CODES[0]]["share"] == "58\u00a0%"  # the mean of 1/6 and 1
    assert "no 17\u00a0% līdz 100\u00a0%" in told["lines"][CODES[0]]["spread"]
    kept = planner.post(draft, data=form(do="keep", **{"voice.2": "resident", **only})).location
    voices = json.loads(planner.get(f"{kept}/decision.json").text)["voices"]
    assert [voice["role"] for voice in voices] == ["planner", "resident"]


def test_blind_mode_shows_no_ranking_before_the_weights_are_fixed(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner, blind="yes")
    page = planner.get(draft).text
    assert "data-unit" not in page
    assert 'value="keep"' not in page
    assert "units" not in answer(planner, draft)
    assert json.loads(planner.post(f"{draft}/doubt", data=form()).text) == {"doubt": None}
    assert planner.post(draft, data=form(do="keep")).status_code == 409
    planner.post(draft, data=form(do="fix"))
    page = planner.get(draft).text
    assert "data-unit" in page
    assert "Svari nofiksēti" in page


def test_a_change_after_fixing_needs_a_reason_and_both_stand_in_the_decision(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner, blind="yes")
    planner.post(draft, data=form(do="fix"))
    moved = {"weight.izdomata-origin": "9"}
    assert planner.post(f"{draft}/answer", data=form(**moved)).status_code == 409
    refused = planner.post(draft, data=form(**moved))
    assert refused.status_code == 400
    assert "uzrakstiet, kāpēc kaut ko maināt" in refused.text
    assert planner.post(draft, data=form(change_reason="Vienojāmies ar biedrību.", **moved)).status_code == 302
    kept = planner.post(draft, data=form(do="keep", **moved)).location
    blind = json.loads(planner.get(f"{kept}/decision.json").text)["blind"]
    assert blind["fixed_at"] == "2026-05-20T17:30:00+00:00"
    assert blind["log"] == [
        {
            "at": "2026-05-20T17:30:00+00:00",
            "role": "planner",
            "what": "weight.izdomata-origin: 5 → 9",
            "reason": "Vienojāmies ar biedrību.",
        }
    ]
    shown = planner.get(kept).text
    assert "Vienojāmies ar biedrību." in shown
    assert "svars „Rādītājs izdomata-origin”: 5 → 9" in shown
    assert "weight.izdomata-origin" not in shown
    assert "20:30" in shown
    assert "UTC" not in shown


def test_the_result_says_how_many_are_chosen_and_by_what_rule_and_outlines_them(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    told = answer(planner, draft)
    assert told["chosen"].startswith("Izvēlēta 1 teritorija, piektā daļa no salīdzinātajām")
    page = planner.get(draft).text
    assert told["chosen"] in page
    assert page.count(' chosen" data-unit=') == told["most"] == len(told["units"]) // 5
    one = answer(planner, draft, **{f"weight.{code}": "0" for code in CODES[1:]})
    assert one["most"] == sum(not unit["index"].startswith(("0", "−")) for unit in one["units"].values())
    assert "ar indeksu 1 vai vairāk" in one["chosen"]
    assert "no saraksta sākuma: skaits noteikts ar roku" in answer(planner, draft, most="3")["chosen"]


def test_rule_6_13_the_written_reason_of_a_delicate_criterion_stands_on_the_internal_page(
    visit: Visit, town: Context
) -> None:
    planner = visit("planner")
    kept = planner.post(begun(planner), data=form(do="keep")).location
    shown = planner.get(kept).text
    assert "Kāpēc vajadzīgs: Jauniem." in shown
    assert shown.index("Kā tas aprēķināts") < shown.index("result.csv") < shown.index("Kāpēc vajadzīgs: Jauniem.")


def test_words_may_be_written_after_fixing_without_a_reason(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner, blind="yes")
    planner.post(draft, data=form(do="fix"))
    more = {"purpose_words": "Vēl kas", "answer.our_job": "yes"}
    assert planner.post(draft, data=form(**more)).status_code == 302
    assert "Vēl kas" in planner.get(draft).text


def test_a_criteria_file_saved_by_the_page_is_taken_over_by_another_draft(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    first, second = begun(planner), begun(planner)
    told = {
        "weight.izdomata-unemployed": "2.5",
        "higher.izdomata-subsidised": "better",
        "threshold.izdomata-origin": "12.5",
        "winsorise.izdomata-origin": "0.05",
        "normalise": "percentile",
        "aggregate": "median",
        **{f"group.{code}": "a" if place < 3 else "b" for place, code in enumerate(CODES)},
        "of_group.a": "2",
    }
    planner.post(first, data=form(**told))
    saved = planner.get(f"{first}/criteria.toml").data
    answered = planner.post(f"{second}/criteria", data={"file": (BytesIO(saved), "criteria.toml")})
    assert answered.status_code == 302, answered.text
    assert planner.get(f"{second}/criteria.toml").data == saved


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "nav TOML"),
        (b'[[criterion]]\ncolumn = "elsewhere"\nhigher_is = "worse"\n', "nav rādītāja"),
        (b'population = "x"\n[[criterion]]\ncolumn = "izdomata-origin"\nhigher_is = "worse"\n', "nekas nav pārņemts"),
    ],
)
def test_a_criteria_file_that_does_not_fit_is_refused_whole(
    visit: Visit, town: Context, content: bytes, said: str
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    before = planner.get(f"{draft}/criteria.toml").data
    answered = planner.post(f"{draft}/criteria", data={"file": (BytesIO(content), "criteria.toml")})
    assert answered.status_code == 400
    assert said in answered.text
    assert planner.get(f"{draft}/criteria.toml").data == before


def test_a_draft_is_thrown_away(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    assert draft in planner.get("/lv/selections").text
    planner.post(draft, data={"do": "delete"})
    assert planner.get(draft).status_code == 404


def test_pages_of_the_workbench_say_that_they_are_internal_and_print_no_ranking(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    page = planner.get(begun(planner))
    assert page.headers["Cache-Control"] == "no-store"
    assert "Iekšējai lietošanai. Nepievienot lēmuma projektam." in page.text
    assert "no pārlūka nedrukā" in page.text
    assert "<img" not in page.text.split("<main")[1]


def test_a_project_goes_with_the_drafts_and_decisions_in_it(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    assert planner.post(begun(planner), data=form(do="keep")).status_code == 302
    with town.database.transaction() as session:
        assert remove_project(session, "izdomata")
    assert planner.get(draft).status_code == 404
