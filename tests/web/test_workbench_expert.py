"""The expert view: what a criteria file can say the page can say, and the doubt says what it varied."""

import csv
import json
import math
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from gis_app.analysis.robustness.simulation import VARY
from gis_app.cli.main import gis_app
from gis_app.domain.roles import Role
from gis_app.services.selection.criteria_file import parse_criteria
from gis_app.services.selection.time_page import time_page
from gis_app.services.selection.why import kept_unit
from gis_app.services.wiring import Context
from tests.web.bench_world import CODES, answer, begun, build_bench, form

Visit = Callable[[str], FlaskClient]
FIRST, SECOND, THIRD = CODES[:3]
LEVELS = f"""
normalise = "minmax"
aggregate = "geometric"
shift = 0.5
missing = "at_least"
min_criteria = 2
min_events = 30
population = "izdomata-people:count"
min_population = 300
suppress = true
unit_group = "level"
missing_codes = [-1, -9999]
[[criterion]]
column = "{FIRST}"
denominator = "{FIRST}:base"
higher_is = "worse"
weight = 79.0
goalposts = [0.0123456789012345, 0.4]
winsorise = [0.02, 0.9]
group = "work"
justification = "Jauniem."
[[criterion]]
column = "{SECOND}"
denominator = "{SECOND}:base"
higher_is = "better"
weight = 0.333
winsorise = 5
threshold = 0.07
group = "home"
[[group]]
id = "work"
group = "life"
aggregate = "arithmetic"
normalise = "exponential"
[[group]]
id = "home"
group = "life"
min_criteria = 1
missing = "leave_out"
[[group]]
id = "life"
weight = 2.5
"""
FROZEN = f"""
restandardise = true
reference = [0.1, 1.5]
population = "izdomata-people:count"
population_weights = true
ddof = 1
min_events = 20
[[criterion]]
column = "{FIRST}"
denominator = "{FIRST}:base"
higher_is = "worse"
reference = [0.16666666666666669, 0.0712345]
justification = "Jauniem."
[[criterion]]
column = "{SECOND}"
denominator = "{SECOND}:base"
higher_is = "worse"
weight = 3
winsorise = [0.05, 0.95]
"""


@pytest.fixture
def town(context: Context) -> Context:
    """Six neighbourhoods and two villages with six criteria over three years, and their residents."""
    return build_bench(context)


def rank_of(files: Path, *, planner: FlaskClient, draft: str) -> list[str]:
    """Return the arguments that rank a draft's files on the command line."""
    for name in ("values.csv", "criteria.toml"):
        (files / name).write_bytes(planner.get(f"{draft}/{name}").data)
    return ["--id", "id", "--values", str(files / "values.csv"), "--criteria", str(files / "criteria.toml")]


@pytest.mark.parametrize("content", [LEVELS, FROZEN])
def test_nothing_that_a_criteria_file_says_is_lost_when_the_page_takes_it_and_saves_it(
    visit: Visit, town: Context, content: str, tmp_path: Path
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    answered = planner.post(f"{draft}/criteria", data={"file": (BytesIO(content.encode()), "criteria.toml")})
    assert answered.status_code == 302, answered.text
    asked = parse_criteria(content.encode(), name="asked")
    held = parse_criteria(planner.get(f"{draft}/criteria.toml").data, name="held")
    assert held.used == asked.used
    assert {group.id: group for group in held.groups} == {group.id: group for group in asked.groups}
    for key in ("normalise", "aggregate", "reference", "population", "min_population", "population_weights", "shift"):
        assert getattr(held, key) == getattr(asked, key)
    assert (held.suppress, held.unit_group, held.missing_codes) == (
        asked.suppress,
        asked.unit_group,
        asked.missing_codes,
    )
    files = rank_of(tmp_path, planner=planner, draft=draft)
    ranked = CliRunner().invoke(gis_app, ["select", "rank", *files, "--output", str(tmp_path / "out.csv")])
    assert ranked.exit_code == 0, ranked.stderr


def test_a_file_with_what_the_page_cannot_hold_is_refused_and_the_part_is_named(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    content = LEVELS.replace(f'denominator = "{FIRST}:base"\n', "")
    file = {"file": (BytesIO(content.encode()), "criteria.toml")}
    answered = planner.post(f"{begun(planner)}/criteria", data=file)
    assert answered.status_code == 400
    assert f"{FIRST}: denominator" in answered.text


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({f"goalposts.{FIRST}": "40; 0"}, f"goalposts.{FIRST}", "skalas gali"),
        ({f"reference.{FIRST}": "5"}, f"reference.{FIRST}", "vidējo un novirzi"),
        ({f"reference.{FIRST}": "5; 1", "normalise": "rank"}, f"reference.{FIRST}", "iesaldēt nevar"),
        ({f"winsorise.{FIRST}": "0,7"}, f"winsorise.{FIRST}", "daļu, kas mazāka par pusi"),
        ({"population_weights": "yes"}, "population", "iedzīvotāju skaitu"),
        ({"min_events": "5"}, "min_events", "20"),
        ({"vary_asked": "yes"}, "vary", "vismaz vienu"),
        ({f"group.{FIRST}": "a", "within.a": "a"}, "within.a", "pati sevī"),
        ({f"group.{FIRST}": "a", "group_min.a": "3", "missing": "at_least"}, "group_min.a", "3"),
    ],
)
def test_what_the_expert_view_cannot_read_is_said_beside_its_field_and_stays_typed(
    visit: Visit, town: Context, fields: dict[str, str], where: str, said: str
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    assert said in answer(planner, draft, **fields)["troubles"][where]
    planner.post(draft, data=form(**fields))
    page = planner.get(draft).text
    assert f'data-trouble="{where}"' in page
    assert all(f'value="{text}"' in page for text in fields.values())


def test_the_scale_of_a_year_is_written_into_the_draft_and_let_go_again(visit: Visit, town: Context) -> None:
    # Every year is alike here: the mean of the eight rates of the first criterion, and their deviation, by hand.
    cases = [20.0 + (number * 3) % 11 * 5 for number in range(8)]
    mean = math.fsum(cases) / 8 / 300
    deviation = math.sqrt(math.fsum((one / 300 - mean) ** 2 for one in cases) / 8)
    planner = visit("planner")
    draft = begun(planner)
    assert planner.post(draft, data=form(do="freeze", freeze_period="2022")).status_code == 302
    frozen = {item.column: item for item in parse_criteria(planner.get(f"{draft}/criteria.toml").data, name="f").used}
    assert frozen[FIRST].reference == pytest.approx((mean, deviation))
    assert planner.post(draft, data=form(do="loosen")).status_code == 302
    loose = parse_criteria(planner.get(f"{draft}/criteria.toml").data, name="l")
    assert all(item.reference is None for item in loose.used)


def test_a_scale_of_places_in_an_order_is_not_frozen_and_says_why(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    refused = planner.post(begun(planner), data=form(do="freeze", normalise="rank", purpose_words="Mani vārdi"))
    assert refused.status_code == 400
    assert "nav skalas, ko iesaldēt" in refused.text
    assert "Mani vārdi" in refused.text


def test_the_doubt_varies_everything_until_somebody_unticks_a_part(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    every, some = (
        json.loads(planner.post(f"{draft}/doubt", data=form(**ticks)).text)["doubt"]
        for ticks in ({}, {"vary_asked": "yes", "vary.weights": "yes", "vary.leave_one_out": "yes"})
    )
    assert "svari, kopējā skala, kritēriju apvienošana, par vienu kritēriju mazāk, nejaušība" in every["drawn"][0]
    assert some["drawn"][0] == "Mainīts: svari, par vienu kritēriju mazāk."
    assert every["few"]
    assert "Mainīts: svari, par vienu kritēriju mazāk." in planner.get(f"{draft}/units/own:1").text


def test_the_doubt_of_page_and_kept_decision_is_that_of_the_command_line(
    visit: Visit, town: Context, tmp_path: Path
) -> None:
    planner = visit("planner")
    draft = begun(planner)
    told = json.loads(planner.post(f"{draft}/doubt", data=form(seed="7", most="3")).text)["doubt"]
    files = rank_of(tmp_path, planner=planner, draft=draft)
    out = tmp_path / "robust.csv"
    options = ["--most", "3", "--seed", "7", "--vary", ",".join(VARY), "--output", str(out)]
    assert CliRunner().invoke(gis_app, ["select", "robustness", *files, *options]).exit_code == 0
    rows = {row["id"]: row for row in csv.DictReader(StringIO(out.read_text(encoding="utf-8")))}
    assert {unit: one["verdict"] for unit, one in told["units"].items()} == {
        unit: row["verdict"] for unit, row in rows.items()
    }
    kept = planner.post(draft, data=form(do="keep", seed="7", most="3")).location
    choice = json.loads(planner.get(f"{kept}/decision.json").text)["choice"]
    assert choice == {"most": 3, "seed": 7, "draws": 1000, "vary": list(VARY)}
    assert "kritēriju apvienošana" in planner.get(kept).text


def test_card_and_years_of_a_selection_over_another_base_divide_by_that_base(visit: Visit, town: Context) -> None:
    # Place 1: 20 + 3 % 11 * 5 = 35 cases a year of the first criterion, 5000 residents; its own base is 300.
    planner = visit("planner")
    kept = planner.post(begun(planner), data=form(do="keep", base="izdomata-people", level="neighbourhood@")).location
    selection = kept.rsplit("/", 1)[-1]
    card = kept_unit(town, selection, "own:1", role=Role.PLANNER)
    reason = next(item for item in card.reasons if item.id == FIRST)
    assert (reason.cell.numerator, reason.cell.denominator) == (105.0, 15000.0)
    assert [year.own.rate for year in reason.years] == pytest.approx([35 / 5000] * 3)
    cases = [20 + (number * 3) % 11 * 5 for number in range(6)]
    assert reason.whole.rate == pytest.approx(sum(cases) / (3 * 1000 + 3 * 5000))
    assert [year.whole for year in reason.years] == pytest.approx([sum(cases) / 18000] * 3)
    page = time_page(town, selection, role=Role.PLANNER, span=1)
    assert page.found is not None
    whole = next(item for item in page.wholes if item.id == FIRST)
    assert whole.rates == pytest.approx([sum(cases) / 18000] * 3)
    assert {line.id for line in page.lines} == {f"own:{number}" for number in range(6)}
    assert page.found.moments[0].rates[FIRST]["own:1"] == pytest.approx(35 / 5000)
    assert planner.get(f"{kept}/time").status_code == 200
    assert planner.get(f"{kept}/units/own:1").status_code == 200


@pytest.mark.parametrize("many", [0, 1, 2, 3])
def test_a_level_of_few_territories_is_answered_in_words(visit: Visit, town: Context, many: int) -> None:
    planner = visit("planner")
    draft = begun(planner)
    left = {f"leave.own:{number}": "yes" for number in range(many, 8)}
    told = answer(planner, draft, leave_why="Nav mūsu.", **left)
    planner.post(draft, data=form(leave_why="Nav mūsu.", **left))
    page = planner.get(draft)
    assert page.status_code == 200
    assert ("units" in told) == (many > 1)
    assert bool(told["troubles"]) == (many < 2)
    assert "Nav mūsu." in page.text
    doubt = json.loads(planner.post(f"{draft}/doubt", data=form(leave_why="Nav mūsu.", **left)).text)["doubt"]
    assert (doubt is None) == (many < 2)


def test_a_weight_that_fits_no_slider_is_kept_to_its_last_digit(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    planner.post(draft, data=form(**{f"weight.{FIRST}": "79.25"}))
    page = planner.get(draft).text
    assert 'max="79.25"' in page
    assert 'step="any"' in page
    assert 'value="79.25"' in page


def test_pairs_that_contradict_each_other_are_told_and_stay_chosen(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    draft = begun(planner)
    only = {f"weight.{code}": "0" for code in CODES[3:]}
    pairs = {f"pair.{FIRST}|{SECOND}": "9", f"pair.{SECOND}|{THIRD}": "9", f"pair.{FIRST}|{THIRD}": "0.111111111111"}
    told = answer(planner, draft, weights_from="pairwise", **only, **pairs)
    assert "savstarpēji" in told["consistency"] or "pretrun" in told["consistency"]
    planner.post(draft, data=form(weights_from="pairwise", **only, **pairs))
    assert planner.get(draft).text.count("selected") > 3
