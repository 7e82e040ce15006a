"""Truth: counts worked out by hand on squares of one hundred metres."""

from datetime import date

import pytest
from shapely import box

from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.time_figures import whole_of, yearly_figures
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

PROJECT = Project(code="ista", title={"lv": "Īstā"})
OLD, NEW = date(2015, 1, 1), date(2022, 7, 1)
SHARE = Indicator("share", "ista", {"lv": "Daļa"}, {}, {}, "%", "worse", {})
MEAN = Indicator("mean", "ista", {"lv": "Vidējais"}, {}, {}, "eiro", "better", {})


def place(code: str, west: float, east: float, valid_from: date) -> Territory:
    return Territory(
        f"own:{code}", "ista", "own", code, "parish", code, box(west, 0, east, 100), 3059, valid_from=valid_from
    )


@pytest.fixture
def world(context: Context) -> tuple[Context, list[Territory]]:
    """One old parish of 200 metres that became a town half and a country half; a second that stayed."""
    before = [place("vecais", 0, 200, OLD), place("otrais", 200, 300, OLD)]
    after = [place("a", 0, 100, NEW), place("b", 100, 200, NEW), place("c", 200, 300, NEW)]
    seen = [
        Observation("share", "own:vecais", "2020", 20.0, 40.0, 200.0),
        Observation("share", "own:otrais", "2020", 50.0, 30.0, 60.0),
        Observation("share", "own:a", "2022", 10.0, 10.0, 100.0),
        Observation("share", "own:b", "2022", 30.0, 30.0, 100.0),
        Observation("mean", "own:vecais", "2020", 800.0),
        Observation("mean", "own:a", "2022", 900.0),
    ]
    with context.database.transaction() as session:
        put_projects(session, [PROJECT])
        put_territories(session, [*before, *after])
        put_indicators(session, [SHARE, MEAN])
        put_observations(session, seen)
    return context, after


def test_figures_of_former_boundaries_are_carried_by_their_counts_and_bases(
    world: tuple[Context, list[Territory]],
) -> None:
    context, after = world
    found = yearly_figures(context, PROJECT, indicators=[SHARE], places=after)
    # Half of the ground, so half of the cases and half of the base: the rate stays, the numbers do not double.
    for code in ("a", "b"):
        cell = found.cell(f"own:{code}", "share", "2020")
        assert (cell.numerator, cell.denominator) == pytest.approx((20.0, 100.0))
    assert found.carried == {("own:a", "share", "2020"), ("own:b", "share", "2020"), ("own:c", "share", "2020")}
    assert found.cell("own:a", "share", "2022").numerator == 10.0


def test_a_rate_without_cases_and_base_is_not_carried(world: tuple[Context, list[Territory]]) -> None:
    context, after = world
    found = yearly_figures(context, PROJECT, indicators=[MEAN], places=after)
    assert found.cell("own:a", "mean", "2020").rate is None
    assert found.cell("own:a", "mean", "2022").rate == 900.0


def test_a_unit_that_took_ground_without_figures_has_none(world: tuple[Context, list[Territory]]) -> None:
    context, _after = world
    newest = date(2024, 1, 1)
    silent = place("klusais", 300, 400, OLD)
    west, east = place("rietumi", 0, 150, newest), place("austrumi", 150, 400, newest)
    with context.database.transaction() as session:
        put_territories(session, [silent, west, east])
    found = yearly_figures(context, PROJECT, indicators=[SHARE], places=[west, east])
    # Three quarters of 40 cases and of a base of 200; the east took in a parish of which nobody knows anything.
    cell = found.cell("own:rietumi", "share", "2020")
    assert (cell.numerator, cell.denominator) == pytest.approx((30.0, 150.0))
    assert found.cell("own:austrumi", "share", "2020").rate is None
    # In 2022 the figures stood on boundaries between: all of one half and half of the other.
    cell = found.cell("own:rietumi", "share", "2022")
    assert (cell.numerator, cell.denominator) == pytest.approx((25.0, 150.0))


def test_a_part_of_the_units_gets_no_more_than_its_part(world: tuple[Context, list[Territory]]) -> None:
    context, after = world
    found = yearly_figures(context, PROJECT, indicators=[SHARE], places=after[:1])
    assert found.cell("own:a", "share", "2020").numerator == pytest.approx(20.0)
    assert found.carried == {("own:a", "share", "2020")}


def test_years_are_taken_together_by_their_sums_and_a_missing_year_leaves_none(
    world: tuple[Context, list[Territory]],
) -> None:
    context, after = world
    found = yearly_figures(context, PROJECT, indicators=[SHARE], places=after)
    both = found.together("own:b", "share", ("2020", "2022"))
    assert (both.numerator, both.denominator) == pytest.approx((50.0, 200.0))
    assert found.together("own:c", "share", ("2020", "2022")).rate is None
    whole = whole_of(found, [item.id for item in after], "share", ["2022"])
    assert (whole.numerator, whole.denominator) == (40.0, 200.0)


def test_quarters_do_not_mix_with_years(world: tuple[Context, list[Territory]]) -> None:
    context, after = world
    with context.database.transaction() as session:
        put_observations(session, [Observation("share", "own:a", "2022Q1", 10.0, 10.0, 100.0)])
    assert yearly_figures(context, PROJECT, indicators=[SHARE], places=after).periods == ("2020", "2022")
