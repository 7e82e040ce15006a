from geopandas import GeoDataFrame
from shapely import Point, box

from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.thin_supply import NOWHERE, OUTSIDE, UNLOCATED, indicator_id, measure

PROJECT = Project(code="p", title={"lv": "P"})
# Three squares of 1 km, the third 20 km away; every one has four houses.
WEST = [0, 1_000, 20_000]
NAMES = ["Rietumi", "Austrumi", "Tāle"]


def territory(place: int) -> Territory:
    shape = box(500_000 + WEST[place], 310_000, 501_000 + WEST[place], 311_000)
    return Territory(f"own:{place}", "p", "own", str(place), "neighbourhood", NAMES[place], shape, 3059)


def houses() -> GeoDataFrame:
    corners = [(100, 100), (100, 900), (900, 100), (900, 900)]
    points = [Point(500_000 + west + x, 310_000 + y) for west in WEST for x, y in corners]
    return GeoDataFrame(geometry=points, crs=3059)


def place(kind: str, precision: str, x: float | None = None) -> Resource:
    point = None if x is None else Point(500_000 + x, 310_100)
    return Resource(f"{kind}-{precision}", "p", "p-resursi", kind, kind, True, point, 3059, precision)


def evidence(*places: Resource, surveyed: frozenset[str] = frozenset(NAMES)) -> Evidence:
    territories = [territory(number) for number in range(3)]
    return measure(PROJECT, territories=territories, resources=places, addresses=houses(), surveyed=surveyed)


def test_the_share_of_addresses_beyond_a_distance_is_counted() -> None:
    found = evidence(place("library", "exact", 100))
    library = [found.cell(f"own:{number}", indicator_id("library", 500)).rate for number in range(3)]
    assert library == [0.75, 1.0, 1.0]
    assert found.cell("own:0", indicator_id("library", 1000)).rate == 0.25  # the far corner: 800 · √2 = 1131 m
    assert found.facts["own:0"] == {"addresses": 4.0, "per_km2": 4.0}
    assert found.places["library"] == (1, 0)


def test_outside_the_surveyed_neighbourhoods_there_is_not_enough_data_and_never_no_library() -> None:
    found = evidence(place("library", "exact", 100), surveyed=frozenset({"Rietumi"}))
    assert found.cell("own:0", indicator_id("library", 500)).standing == "known"
    assert found.cell("own:1", indicator_id("library", 500)).standing == OUTSIDE
    assert found.cell("own:1", indicator_id("library", 500)).rate is None


def test_a_place_known_by_its_neighbourhood_only_leaves_open_what_is_near_it() -> None:
    found = evidence(place("library", "exact", 100), place("library", "neighbourhood", 1500))
    standings = [found.cell(f"own:{number}", indicator_id("library", 500)).standing for number in range(3)]
    assert standings == [UNLOCATED, UNLOCATED, "known"]


def test_a_place_without_location_leaves_its_whole_kind_open() -> None:
    found = evidence(place("park", "exact", 100), place("park", "none"))
    assert {found.cell(f"own:{number}", indicator_id("park", 500)).standing for number in range(3)} == {UNLOCATED}


def test_a_kind_without_any_located_place_is_not_measured() -> None:
    found = evidence(place("library", "exact", 100))
    assert found.cell("own:0", indicator_id("youth_centre", 500)).standing == NOWHERE
    assert indicator_id("youth_centre", 500) not in found.usable


def test_every_figure_says_that_it_was_computed_here() -> None:
    assert all(item.computed and item.source["en"] == "computed here" for item in evidence().indicators)
