"""The problem from ids and figures, and the lights of zones that are drawn by hand: sums are those of the drawing."""

import numpy as np
import pytest
from geopandas import GeoSeries
from pandas import Series
from shapely.geometry import Point, Polygon, box

from gis_app.analysis.zones.access import away_from_places
from gis_app.analysis.zones.diagnosis import cannot_be
from gis_app.analysis.zones.ground import Edges, Ground, ground
from gis_app.analysis.zones.lights import edit, lights
from gis_app.analysis.zones.problem import Limits
from gis_app.analysis.zones.search import IMPOSSIBLE, choose, search
from gis_app.analysis.zones.shape import holes, outline
from gis_app.domain.errors import InputRefused
from tests.unit.analysis.zones.world import squares

IDS = [f"u{number}" for number in range(9)]
AREAS = squares(3, 3).set_axis(IDS)
INDEX = Series([1.5, 0.5, -0.2, -0.4, np.nan, -0.1, 1.2, -0.3, -0.6], index=IDS)
PEOPLE = Series(100.0, index=IDS)
LIMITS = Limits(200, 400, (0.3, 0.6))


def problem(*, edges: Edges = Edges(), minutes: float = 0.0) -> Ground:  # noqa: B008 (frozen)
    away = away_from_places(AREAS, GeoSeries([Point(450, 450)], crs=3059))
    return ground(AREAS, index=INDEX, population=PEOPLE, away_m={"library": away}, reach_minutes=minutes, edges=edges)


def test_a_unit_without_figures_is_neither_core_nor_ordinary_but_its_people_count() -> None:
    found = problem()
    middle = found.ids.index("u4")
    assert not found.units.core[middle]
    assert not found.units.ordinary[middle]
    assert found.units.need[middle] == 0
    shown = {light.code: light for light in lights(found.units, LIMITS, found.zone_of(["u0", "u3", "u4"]))}
    assert shown["ordinary_low"].value == pytest.approx(1 / 3)


def test_lights_say_by_how_much_a_limit_is_missed() -> None:
    found = problem()
    drawn = edit(found.units, LIMITS, found.zone_of(["u0"]), add=found.zone_of(["u8"]), areas=found.areas)
    shown = {light.code: light for light in drawn.lights}
    assert not drawn.kept
    assert shown["connected"].value == 2
    assert found.names(shown["connected"].among) == ["u8"]
    assert shown["min_population"].met
    assert shown["ordinary_low"].met
    assert shown["resource"].lack == pytest.approx(1.35 * 300 * 2**0.5)  # from a corner square to the middle one
    smaller = edit(found.units, LIMITS, drawn.zone, remove=found.zone_of(["u8"]))
    assert {light.code: light.lack for light in smaller.lights}["min_population"] == 100


def test_a_place_eight_minutes_away_is_near_enough_for_eight_minutes_on_foot() -> None:
    corner = [0]
    assert not problem(minutes=5).units.brings[corner].any()
    assert problem(minutes=8).units.brings[corner].all()  # 573 m at 72 m a minute


def test_a_ring_has_a_hole_and_a_cut_link_opens_it() -> None:
    ring = [name for name in IDS if name != "u4"]
    found = problem()
    assert [found.names(hole) for hole in holes(found.units, found.zone_of(ring))] == [["u4"]]
    opened = problem(edges=Edges(cut=(("u4", "u5"),)))
    assert holes(opened.units, opened.zone_of(ring)) == ()


def test_slivers_between_units_are_closed_in_the_outline() -> None:
    areas = GeoSeries([box(0, 0, 100, 100), box(100.3, 0, 200, 100)], crs=3059)
    shape = outline(areas, {0, 1})
    assert isinstance(shape, Polygon)
    assert shape.area == pytest.approx(20_000, rel=0.01)


@pytest.mark.parametrize(
    ("edges", "code"),
    [
        (Edges(cut=(("u0", "u8"),)), "zones_cut_without_link"),
        (Edges(bridges=(("u0", "u0"),)), "zones_link_to_itself"),
        (Edges(cut=(("u0", "LV0001000"),)), "zones_unit_unknown"),
    ],
)
def test_a_change_of_links_that_fits_nothing_is_refused(edges: Edges, code: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        problem(edges=edges)
    assert refusal.value.code == code


def test_a_unit_without_population_is_named() -> None:
    with pytest.raises(InputRefused) as refusal:
        ground(AREAS, index=INDEX, population=PEOPLE.drop("u7"))
    assert refusal.value.code == "population_missing"
    assert refusal.value.params["value"] == "u7"


def test_the_order_of_rows_changes_nothing() -> None:
    plain = ground(AREAS, index=INDEX, population=PEOPLE)
    turned = ground(AREAS[::-1], index=INDEX.sample(frac=1, random_state=1), population=PEOPLE)
    first, second = search(plain.units, LIMITS), search(turned.units, LIMITS)
    assert first.zones
    assert [plain.names(zone) for zone in first.zones] == [turned.names(zone) for zone in second.zones]
    assert first.worth == second.worth


def test_a_smaller_budget_is_answered_from_the_same_pool() -> None:
    units = ground(AREAS, index=INDEX, population=PEOPLE).units
    limits = Limits(200, 400, (0.3, 0.6), max_zones=2)
    both = search(units, limits)
    assert len(both.zones) == 2
    people = sum(100 * len(zone) for zone in both.zones)
    tight = Limits(200, 400, (0.3, 0.6), max_zones=2, budget_population=people - 100)
    fewer = choose(units, tight, both.pool)
    assert 0 < sum(100 * len(zone) for zone in fewer.zones) < people
    assert fewer.worth <= both.worth


def test_the_second_best_shares_no_unit_with_the_best_where_it_can() -> None:
    pairs = Limits(200, 200, (0.3, 0.6))
    answer = search(ground(AREAS, index=INDEX, population=PEOPLE).units, pairs)
    assert answer.second_apart
    assert not answer.zones[0] & answer.second[0]
    assert answer.second_worth <= answer.worth


def test_too_few_people_everywhere_is_said_to_be_impossible() -> None:
    units = ground(AREAS, index=INDEX, population=PEOPLE).units
    wish = Limits(5000, 9000, (0.3, 0.6))
    assert cannot_be(units, wish)
    assert search(units, wish).status == IMPOSSIBLE
