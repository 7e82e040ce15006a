from dataclasses import replace
from datetime import date

import geopandas as gpd
import pytest
from shapely import Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Project, Territory, territory_id
from gis_app.domain.layers import Layer
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.search import geocode, search
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories

LIBRARY = Resource(
    id="1",
    project="there",
    layer="there-resursi",
    name="Bibliotēka „Āriņi”",
    kind="library",
    formal=True,
    geometry=Point(500100, 300100),
    epsg=LKS92,
    precision="neighbourhood",
    address="Āriņi",
)
ADDRESSES = Layer(
    id="there-adreses",
    project="there",
    theme="functional",
    role="addresses",
    geometry="point",
    epsg=LKS92,
    title={"lv": "Adreses", "en": "Addresses"},
    source={"lv": "zīmēts", "en": "drawn"},
    licence="CC0",
    dated=None,
)


@pytest.fixture
def there(context: Context) -> Context:
    houses = gpd.GeoDataFrame(
        {"address": ["Āru iela 1", "Āru iela 2"], "street": "Āru iela", "number": ["1", "2"]},
        geometry=[Point(500500, 300500), Point(501500, 300500)],
        crs=LKS92,
    )
    write_layer(ADDRESSES, houses, living=context.layers_dir, version="1")
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"}), Project("town", {"lv": "Pilsēta"}, invented=True)])
        put_territories(
            session,
            [
                Territory(
                    id=territory_id("own", name, date(2021, 1, 1)),
                    project="there",
                    scheme="own",
                    code=name,
                    level="neighbourhood",
                    name=name,
                    geometry=box(x, 300000, x + 1000, 301000),
                    epsg=LKS92,
                )
                for name, x in (("Āriņi", 500000), ("Bērzi", 501000))
            ],
        )
        put_resources(
            session,
            [
                LIBRARY,
                replace(LIBRARY, id="2", name="Āriņu patversme", kind="shelter", sensitive=True),
                replace(LIBRARY, id="3", name="Čaklo pulciņš", kind="ngo", geometry=None, precision="none"),
                replace(LIBRARY, id="4", name="Cerību pulciņš", kind="ngo", geometry=None, precision="none"),
            ],
        )
    return context


def titles(context: Context, text: str, *, role: Role = Role.PUBLIC, project: str = "there") -> list[str]:
    return [hit.title for hit in search(context, text, project=project, role=role)]


def test_everything_is_searched_the_exact_first(there: Context) -> None:
    assert titles(there, "arini") == ["Āriņi", "Bibliotēka „Āriņi”"]
    assert titles(there, "aru") == ["Āru iela"]
    assert titles(there, "Āru 2")[0] == "Āru iela 2"
    assert titles(there, "qwerty") == titles(there, "") == titles(there, " . ") == []


def test_equals_come_in_latvian_order(there: Context) -> None:
    assert titles(there, "pulcins") == ["Cerību pulciņš", "Čaklo pulciņš"]


def test_an_address_says_in_which_territory_it_lies(there: Context) -> None:
    assert [hit.detail for hit in search(there, "aru 2", project="there", role=Role.PUBLIC)] == ["Bērzi"]


def test_a_kind_meant_by_the_words_finds_its_places(there: Context) -> None:
    hits = search(there, "grāmatas", project="there", role=Role.PUBLIC, kinds=["library"])
    assert [hit.title for hit in hits] == ["Bibliotēka „Āriņi”"]


@pytest.mark.parametrize("role", list(Role))
def test_rule_6_4_search_finds_sensitive_places_for_workers_only(there: Context, role: Role) -> None:
    found = "Āriņu patversme" in titles(there, "patversme", role=role)
    assert found == (role in {Role.WORKER, Role.PLANNER, Role.ADMIN})


def test_another_project_is_not_searched(there: Context) -> None:
    assert titles(there, "arini", project="town") == []
    with pytest.raises(NotFound):
        titles(there, "arini", project="nowhere")


def test_what_is_stored_later_is_found_at_once(there: Context) -> None:
    assert titles(there, "dārzs") == []
    with there.database.transaction() as session:
        put_resources(session, [replace(LIBRARY, id="5", name="Dārzs", kind="park")])
    assert titles(there, "dārzs") == ["Dārzs"]


def test_geocoding_gives_the_address_itself_or_its_street_and_never_a_similar_one(there: Context) -> None:
    exact = geocode(there, "āru iela 1", project="there")[0]
    assert (exact.geometry, exact.epsg, exact.precision, exact.score) == (Point(500500, 300500), LKS92, "exact", 1.0)
    assert [hit.precision for hit in geocode(there, "Āru iela 99", project="there")] == ["street"]
    assert geocode(there, "Ara iella 1", project="there") == []


def test_a_very_long_text_is_answered(there: Context) -> None:
    assert titles(there, "a" * 1_000_000) == []
