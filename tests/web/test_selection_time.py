"""The years of a kept selection."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from shapely import box

from gis_app.domain.geography import Territory
from gis_app.domain.roles import Role
from gis_app.domain.statistics import Indicator, Observation
from gis_app.domain.work_areas import PUBLISHED, WITHDRAWN, WorkArea
from gis_app.services.selection import workbench
from gis_app.services.selection.pooled import GRAZ
from gis_app.services.selection.time_page import time_page
from gis_app.services.selection.wish import Wish
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.territories import put_territories
from gis_app.store.work_areas import put_area
from tests.web.selection_world import TOWN, build_town

Visit = Callable[[str], FlaskClient]
AT = datetime(2026, 5, 20, tzinfo=UTC)


@pytest.fixture
def kept(context: Context) -> str:
    """The id of a kept selection of the invented town with four territories, of which two are ranked."""
    build_town(context)
    codes = [f"izdomata-{code}" for code in GRAZ]
    wish = Wish("families", "Ģimenēm.", dict.fromkeys(codes, 1.0), dict.fromkeys(codes, "Vajag."), {})
    return workbench.keep(context, project="izdomata", wish=wish, role=Role.PLANNER, account=None).id


@pytest.mark.parametrize(("role", "status"), [("public", 401), ("representative", 403)])
def test_rule_6_12_the_years_are_internal_and_no_browser_keeps_them(
    visit: Visit, kept: str, role: str, status: int
) -> None:
    path = f"/lv/selections/{kept}/time"
    assert visit(role).get(path).status_code == status
    answer = visit("worker").get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Iekšējai lietošanai. Nepievienot lēmuma projektam." in answer.text
    assert "Izdomāta pilsēta" in answer.text


def test_rule_5_fewer_than_twenty_cases_in_a_period_give_no_index(context: Context, kept: str) -> None:
    # Āres has 10, 11 and 12 cases a year: too few alone, 21 and 23 in two years. Bērzi has 20, 25 and 30.
    single = time_page(context, kept, role=Role.PLANNER, span=1)
    assert single.found is not None
    assert [moment.compared for moment in single.found.moments] == [0, 0, 0]
    double = time_page(context, kept, role=Role.PLANNER, span=2)
    assert double.found is not None
    assert [moment.period.label for moment in double.found.moments] == ["2021–2022", "2022–2023"]
    assert [moment.compared for moment in double.found.moments] == [2, 2]


def test_as_many_years_are_taken_together_as_the_cases_ask_for(context: Context, kept: str) -> None:
    page = time_page(context, kept, role=Role.PLANNER)
    assert page.found is not None
    assert page.found.span == 2
    assert page.overlap == ("2022",)


def test_the_second_period_is_measured_on_the_scale_of_the_first(context: Context, kept: str) -> None:
    # Rates of 2021-22: Āres 21/200 = 0.105, Bērzi 45/200 = 0.225; mean 0.165, deviation 0.06.
    # 2022-23: Āres 23/200 = 0.115, Bērzi 55/200 = 0.275; on that scale -0.05 / 0.06 and 0.11 / 0.06.
    page = time_page(context, kept, role=Role.PLANNER)
    lines = {line.name: line for line in page.lines}
    assert lines["Āres"].indexes == pytest.approx((-1.0, -0.05 / 0.06))
    assert lines["Bērzi"].indexes == pytest.approx((1.0, 0.11 / 0.06))
    assert lines["Bērzi"].classes == (4, 4)
    assert page.moved == {"lower": 0, "higher": 0, "same": 2, "unknown": 2}


def test_another_period_may_be_the_scale(context: Context, kept: str) -> None:
    # Mean of 0.115 and 0.275 is 0.195, deviation 0.08: the last period is then -1 and 1.
    page = time_page(context, kept, role=Role.PLANNER, reference="2022–2023")
    lines = {line.name: line for line in page.lines}
    assert lines["Āres"].indexes == pytest.approx(((0.105 - 0.195) / 0.08, -1.0))


def test_a_change_is_told_in_points_and_beside_the_change_of_the_whole(context: Context, kept: str) -> None:
    # Āres 0.115 - 0.105 = 0.010. All four: (21 + 45 + 30 + 60) / 800 = 0.195, then (23 + 55 + 30 + 60) / 800 = 0.21.
    page = time_page(context, kept, role=Role.PLANNER)
    change = next(line for line in page.lines if line.name == "Āres").changes["izdomata-origin"]
    assert change.own == pytest.approx(0.010)
    assert change.apart == pytest.approx(0.010 - 0.015)


def test_territories_stand_by_name_and_those_without_figures_are_named_apart(visit: Visit, kept: str) -> None:
    page = visit("planner").get(f"/lv/selections/{kept}/time").text
    assert "2 teritorijas nav salīdzinātas nevienā posmā" in page
    table = page.split('id="periods"')[1].split("</table>")[0]
    assert table.index("Āres") < table.index("Bērzi")
    assert "Cēres" not in table


def test_a_selection_of_a_single_year_says_that_nothing_can_be_said_of_change(
    visit: Visit, context: Context, kept: str
) -> None:
    codes = [f"izdomata-{code}" for code in GRAZ]
    old = [
        Observation(code, f"own:{number}", year, None, invented=True)
        for code in codes
        for number in range(4)
        for year in ("2021", "2022")
    ]
    with context.database.transaction() as session:
        put_observations(session, old)
    page = visit("planner").get(f"/lv/selections/{kept}/time").text
    assert "Ir tikai viena gada (2023) skaitļi" in page
    assert "Indekss pa posmiem" not in page


def test_how_many_residents_of_a_former_area_are_still_covered(context: Context, kept: str) -> None:
    # Residents 100, 200, 300, 400. The former area had the first two, today's area the second and the third.
    residents = Indicator("izdomata-population", TOWN.code, {}, {}, {}, "iedz.", "", {}, invented=True)
    figures = [
        Observation(residents.id, f"own:{number}", "2023", 100.0 * (number + 1), invented=True) for number in range(4)
    ]
    with context.database.transaction() as session:
        put_indicators(session, [residents])
        put_observations(session, figures)
        put_area(session, area("vecā", ("own:0", "own:1"), WITHDRAWN), at=AT)
        put_area(session, area("jaunā", ("own:1", "own:2"), PUBLISHED, selection=kept), at=AT)
    found = time_page(context, kept, role=Role.PLANNER).coverage
    assert found.current == ("jaunā",)
    assert found.current_people == 500.0
    former = found.former[0]
    assert (former.units, former.covered, former.people, former.covered_people) == (2, 1.0, 300.0, 200.0)
    assert not former.carried


def test_a_former_area_of_other_boundaries_is_covered_by_its_share(context: Context, kept: str) -> None:
    # An old unit over the first two squares; today's area holds the second: half of it.
    old = Territory(
        "own:vecs", TOWN.code, "own", "vecs", "own", "Vecs", box(0, 0, 2, 1), 3059, valid_from=date(2010, 1, 1)
    )
    with context.database.transaction() as session:
        put_territories(session, [old])
        put_area(session, area("vecā", ("own:vecs",), WITHDRAWN), at=AT)
        put_area(session, area("jaunā", ("own:1", "own:2"), PUBLISHED, selection=kept), at=AT)
    former = time_page(context, kept, role=Role.PLANNER).coverage.former[0]
    assert former.carried
    assert former.covered == pytest.approx(0.5)
    assert former.people is None


def area(name: str, units: tuple[str, ...], state: str, selection: str | None = None) -> WorkArea:
    return WorkArea(
        id=name, project=TOWN.code, name=name, units=units, geometry=box(0, 0, 2, 1), selection=selection, state=state
    )


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
@pytest.mark.parametrize("asked", ["", "?span=1", "?span=2&reference=2022–2023", "?span=99&reference=nekas", "?span=x"])
def test_the_page_answers_whatever_is_asked(visit: Visit, kept: str, language: str, asked: str) -> None:
    assert visit("planner").get(f"/{language}/selections/{kept}/time{asked}").status_code == 200
