import re
from dataclasses import replace

import geopandas as gpd
import pytest
from flask.testing import FlaskClient
from shapely import box

from gis_app.catalog.writer import write_layer
from gis_app.domain.geography import Bounds, Community, Project, Territory
from gis_app.domain.layers import Layer
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.wiring import Context
from gis_app.store.communities import put_communities
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories
from tests.web.conftest import Visit

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(autouse=True)
def zoseni(context: Context) -> None:
    """One village of 1 km² with a library, a shelter, a place with a hostile name and one without a place."""
    square = box(500000, 300000, 501000, 301000)
    library = Resource("1", "zoseni", "zoseni-resursi", "Bibliotēka", "library", True, square.centroid, 3059, "exact")
    with context.database.transaction() as session:
        put_projects(
            session,
            [
                Project(
                    "zoseni", {"lv": "Zosēni", "en": "Zosēni"}, bounds=Bounds(500000, 300000, 501000, 301000, 3059)
                ),
                Project("pilseta", {"lv": "Pilsēta", "en": "Town"}, invented=True),
            ],
        )
        put_territories(
            session,
            [Territory("own:1@2026-01-01", "zoseni", "own", "1", "village", "Zosēni", square, 3059, source="Roka")],
        )
        put_resources(
            session,
            [
                library,
                replace(library, id="2", name="Patversme", kind="shelter", sensitive=True),
                replace(library, id="3", name=HOSTILE, kind="ngo"),
                replace(library, id="4", name="Pulciņš", kind="ngo", geometry=None, precision="none"),
            ],
        )
        put_communities(session, [Community("1", "zoseni", "Adītājas", "interest", None, 3059)])


def features(client: FlaskClient, **changes: str) -> dict[str, object]:
    asked = {"project": "zoseni", "bbox": "23.9,56.8,24.1,56.9", "zoom": "14", **changes}
    found: dict[str, object] = client.get("/api/v1/layers/zoseni-resursi/features", query_string=asked).get_json()
    return found


def names(client: FlaskClient) -> set[object]:
    collection = features(client)
    assert isinstance(collection["features"], list)
    return {feature["properties"]["name"] for feature in collection["features"]}


def test_the_page_is_never_kept_and_its_script_has_the_nonce_of_this_answer(client: FlaskClient) -> None:
    first, second = client.get("/lv/"), client.get("/lv/")
    assert first.headers["Cache-Control"] == "no-store"
    nonces = [re.search(r'<script nonce="([^"]+)"', answer.text) for answer in (first, second)]
    assert nonces[0]
    assert nonces[1]
    assert f"'nonce-{nonces[0][1]}'" in first.headers["Content-Security-Policy"]
    assert nonces[0][1] != nonces[1][1]


def test_apart_from_the_nonce_the_page_is_the_same_every_time(client: FlaskClient) -> None:
    def text() -> str:
        return re.sub(r'nonce="[^"]+"', "", client.get("/lv/").text)

    assert text() == text()


def test_the_page_is_in_the_language_of_its_address(client: FlaskClient) -> None:
    assert "Slāņi un apzīmējumi" in client.get("/lv/").text
    assert "Layers and legend" in client.get("/en/").text


def test_an_unknown_project_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/lv/?project=atlantida")
    assert answer.status_code == 404


def test_a_hostile_name_stays_text_on_every_page(client: FlaskClient) -> None:
    for address in ("/lv/", "/lv/list", "/lv/territories/own:1@2026-01-01"):
        assert HOSTILE not in client.get(address).text


def test_an_invented_project_says_so_on_the_map_and_in_the_list(client: FlaskClient) -> None:
    for address in ("/lv/?project=pilseta", "/lv/list?project=pilseta"):
        assert "invented-banner" in client.get(address).text
    assert "invented-banner" not in client.get("/lv/?project=zoseni").text


@pytest.mark.parametrize(("role", "sees"), [(Role.PUBLIC, False), (Role.REPRESENTATIVE, False), (Role.WORKER, True)])
def test_rule_6_4_a_sensitive_place_is_on_no_public_map_list_or_card(visit: Visit, role: Role, sees: bool) -> None:
    client = visit(role)
    assert ("Patversme" in names(client)) is sees
    for address in ("/lv/list", "/lv/territories/own:1@2026-01-01"):
        assert ("Patversme" in client.get(address).text) is sees


def test_what_the_browser_already_has_is_not_sent_again_until_something_is_stored(
    client: FlaskClient, context: Context
) -> None:
    address = "/api/v1/layers/zoseni-resursi/features?project=zoseni&bbox=23.9,56.8,24.1,56.9&zoom=14"
    first = client.get(address)
    tag = {"If-None-Match": first.headers["ETag"]}
    again = client.get(address, headers=tag)
    assert (again.status_code, again.data) == (304, b"")
    with context.database.transaction() as session:
        point = box(500100, 300100, 500200, 300200).centroid
        put_resources(
            session,
            [Resource("5", "zoseni", "zoseni-resursi", "Veikals", "shop", True, point, 3059, "exact")],
        )
    assert client.get(address, headers=tag).status_code == 200
    assert "Veikals" in names(client)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"bbox": ""}, 400),
        ({"bbox": "1,2,3"}, 400),
        ({"bbox": "24.1,56,24.0,57"}, 400),
        ({"bbox": "nan,nan,nan,nan"}, 400),
        ({"zoom": "x"}, 400),
        ({"zoom": "99"}, 400),
        ({"project": "atlantida"}, 404),
    ],
)
def test_bad_input_gets_a_clear_answer_in_the_visitor_s_language(
    client: FlaskClient, changes: dict[str, str], status: int
) -> None:
    asked = {"project": "zoseni", "bbox": "23.9,56.8,24.1,56.9", "zoom": "14", **changes}
    answer = client.get("/api/v1/layers/zoseni-resursi/features", query_string=asked, headers={"Accept-Language": "lv"})
    assert answer.status_code == status
    assert answer.get_json()["error"]["message"]


def test_an_unknown_layer_is_not_found(client: FlaskClient) -> None:
    answer = client.get("/api/v1/layers/nav/features?project=zoseni&bbox=23.9,56.8,24.1,56.9&zoom=14")
    assert answer.status_code == 404


def test_the_layers_of_a_project_are_listed_with_source_and_licence(client: FlaskClient) -> None:
    found = client.get("/api/v1/layers?project=zoseni").get_json()
    assert (found["project"], found["invented"]) == ("zoseni", False)
    assert all(layer["source"]["lv"] and layer["licence"] for layer in found["layers"])


@pytest.mark.parametrize("tile", ["30/1/1", "3/9/1", "3/1/9"])
def test_a_tile_that_does_not_exist_is_refused(client: FlaskClient, tile: str) -> None:
    assert client.get(f"/api/v1/base/zoseni/{tile}").status_code == 400


def test_a_tile_of_a_project_without_addresses_is_empty_paper(client: FlaskClient) -> None:
    assert client.get("/api/v1/base/zoseni/14/9286/5023").get_json() == {"extent": 2048}


def test_the_list_holds_what_has_no_place_and_filters_by_kind_words_and_group(client: FlaskClient) -> None:
    everything = client.get("/lv/list").text
    assert "Pulciņš" in everything
    assert "Adītājas" in everything
    only = client.get("/lv/list?group=places&kind=library").text
    assert "Bibliotēka" in only
    assert "Pulciņš" not in only
    assert "Bibliotēka" in client.get("/lv/list?text=BIBLIO").text
    assert client.get("/lv/list?group=nav").status_code == 400


def test_a_card_is_a_page_of_its_own_with_figures_services_and_source(client: FlaskClient) -> None:
    text = client.get("/lv/territories/own:1@2026-01-01").text
    for words in ("Zosēni", "1,0 km²", "Bibliotēka", "Avots: Roka"):
        assert words in text
    assert client.get("/lv/territories/own:2@2026-01-01").status_code == 404


def test_the_sources_of_the_ground_are_named_for_pages_that_have_no_corner_of_their_own(
    context: Context, visit: Visit
) -> None:
    pond = gpd.GeoDataFrame({"kind": ["lake"], "name": [""], "zoom": [0]}, geometry=[box(0, 0, 1, 1)], crs=3059)
    water = Layer(
        id="osm-udens",
        title={"lv": "Ūdens", "en": "Water"},
        project="zoseni",
        theme="physical",
        role="context",
        geometry="any",
        epsg=3059,
        source={"lv": "© OpenStreetMap līdzautori, ODbL", "en": "© OpenStreetMap contributors, ODbL"},
        licence="ODbL 1.0",
        dated=None,
        base="water",
    )
    client = visit(Role.PUBLIC)
    assert client.get("/api/v1/base/zoseni/sources").get_json() == {"sources": [], "text": ""}
    write_layer(water, pond, living=context.layers_dir, version="1")
    told = client.get("/api/v1/base/zoseni/sources", headers={"Accept-Language": "en"}).get_json()
    assert told["text"] == "Base map: © OpenStreetMap contributors, ODbL"
    assert client.get("/api/v1/base/atlantida/sources").status_code == 404
