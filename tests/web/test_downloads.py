import io
import json
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from shapely import Point, box

from gis_app.catalog.schema import read_layer
from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories
from tests.unit.catalog.world import layer_file, squares
from tests.web.conftest import Visit

FORMATS = ("gpkg", "geojson", "kml", "xlsx", "csv")
CRS = "http://www.opengis.net/def/crs/"


def place(key: str, name: str, kind: str, x: float, *, sensitive: bool = False) -> Resource:
    return Resource(
        key, "there", "there-resursi", name, kind, True, Point(x, 300500), LKS92, "exact", sensitive=sensitive
    )


def square(key: str, name: str, x: float, parent: str | None = None) -> Territory:
    shape = box(x, 300000, x + 1000, 301000) if parent else box(500000, 300000, 503000, 301000)
    level = "parish" if parent else "municipality"
    return Territory(f"own:{key}@2020-01-01", "there", "own", key, level, name, shape, LKS92, parent=parent)


def figure(key: str, numerator: float) -> Observation:
    return Observation("cases", f"own:{key}@2020-01-01", "2024", numerator, numerator=numerator, denominator=500)


@pytest.fixture
def there(context: Context) -> None:
    whole = "own:all@2020-01-01"
    parishes = [
        square("a", "Āriņi", 500000, whole),
        square("b", "Bieriņi", 501000, whole),
        square("c", "Ceriņi", 502000, whole),
    ]
    text = {"lv": "Gadījumi"}
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"})])
        put_territories(session, [square("all", "Visu novads", 0), *parishes])
        put_resources(
            session,
            [
                place("1", "Bibliotēka Ābele", "library", 500500),
                place("2", "Veikals", "shop", 501500),
                place("3", "Krīzes centrs Vējš", "crisis_centre", 502500, sensitive=True),
            ],
        )
        put_indicators(session, [Indicator("cases", "there", text, text, text, "skaits", "worse", text)])
        put_observations(session, [figure("a", 4), figure("b", 27), figure("c", 61), figure("all", 92)])


def got(client: FlaskClient, address: str, status: int = 200) -> bytes:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)[:300]
    content: bytes = answer.data
    return content


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_holds_the_places_the_public_may_see(
    client: FlaskClient, there: None, extension: str, tmp_path: Path
) -> None:
    content = got(client, f"/lv/data/there-resursi.{extension}?project=there")
    text = _text(content, extension)
    assert "Bibliotēka Ābele" in text
    assert "Vējš" not in text


@pytest.mark.parametrize("extension", FORMATS)
def test_a_sensitive_place_is_in_the_files_of_workers_only(
    visit: Visit, there: None, extension: str, tmp_path: Path
) -> None:
    address = f"/lv/data/there-resursi.{extension}?project=there"
    assert "Vējš" in _text(got(visit("worker"), address), extension)
    assert "Vējš" not in _text(got(visit("representative"), address), extension)


def _text(content: bytes, extension: str) -> str:
    if extension == "xlsx":
        return str(CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python())
    return content.decode("utf-8", errors="ignore")


def test_filters_stand_in_the_link(client: FlaskClient, there: None) -> None:
    def names(filters: str) -> list[str]:
        found = json.loads(got(client, f"/lv/data/there-resursi.geojson?project=there&{filters}"))
        return [feature["properties"]["name"] for feature in found["features"]]

    assert names("kind=shop") == ["Veikals"]
    assert names("q=abele") == ["Bibliotēka Ābele"]
    assert names("where=own:b@2020-01-01") == ["Veikals"]
    assert names("kind=gp") == []


def test_a_filter_by_an_unknown_column_is_refused_by_name(client: FlaskClient, there: None) -> None:
    assert "sensitive" in got(client, "/lv/data/there-resursi.csv?project=there&sensitive=True", 400).decode()


def test_an_unknown_format_or_layer_is_refused(client: FlaskClient, there: None) -> None:
    assert "gpkg" in got(client, "/lv/data/there-resursi.pdf?project=there", 400).decode()
    assert "nowhere" in got(client, "/lv/data/nowhere.csv?project=there", 404).decode()


def test_the_list_leaves_as_the_page_shows_it(client: FlaskClient, there: None) -> None:
    rows = got(client, "/lv/list.csv?project=there&group=places&kind=shop").decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "Veikals" in rows[1]
    book = CalamineWorkbook.from_filelike(io.BytesIO(got(client, "/lv/list.xlsx?project=there")))
    assert book.sheet_names[0] == "Vietas un pakalpojumi"


def test_rule_5_small_figures_leave_in_no_file_nor_by_subtraction(visit: Visit, there: None) -> None:
    content = got(visit("planner"), "/lv/data/figures.csv?project=there").decode("utf-8-sig")
    rows = {line.split(",")[0]: line for line in content.splitlines()}
    assert "pārāk maz, lai rādītu" in rows["a"]
    assert "pārāk maz, lai rādītu" in rows["b"]  # 92 − 61 − 27 would give a away
    assert ",61.0," in rows["c"]
    assert ",92.0," in rows["all"]


def test_figures_are_for_those_who_may_see_indicators(visit: Visit, there: None) -> None:
    got(visit("representative"), "/lv/data/figures.xlsx?project=there", 403)
    book = CalamineWorkbook.from_filelike(io.BytesIO(got(visit("worker"), "/lv/data/figures.xlsx?project=there")))
    assert "Gadījumi" in book.sheet_names


def test_files_are_kept_by_no_cache(client: FlaskClient, there: None) -> None:
    answer = client.get("/lv/data/there-resursi.csv?project=there")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="there-resursi.csv"'


def test_ogc_lists_public_layers_and_links_to_itself(client: FlaskClient, there: None) -> None:
    listed = json.loads(got(client, "/ogc/collections"))["collections"]
    assert "there-resursi" in {one["id"] for one in listed}
    for one in listed:
        for link in one["links"]:
            got(client, link["href"])


def test_ogc_gives_even_a_worker_only_what_is_public(visit: Visit, there: None) -> None:
    assert "Vējš" not in got(visit("worker"), "/ogc/collections/there-resursi/items").decode()


def test_ogc_pages_hold_every_feature_once(client: FlaskClient, there: None) -> None:
    address: str | None = "/ogc/collections/there-resursi/items?limit=1"
    seen = []
    while address:
        page = json.loads(got(client, address))
        assert page["numberMatched"] == 2
        seen += [feature["id"] for feature in page["features"]]
        address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    assert sorted(seen) == ["1", "2"]


def test_ogc_writes_axes_in_the_order_of_the_crs_definition(client: FlaskClient, there: None) -> None:
    def point(crs: str) -> list[float]:
        answer = client.get(f"/ogc/collections/there-resursi/items/1?crs={CRS}{crs}")
        assert answer.headers["Content-Crs"] == f"<{CRS}{crs}>"
        coordinates: list[float] = answer.get_json(force=True)["geometry"]["coordinates"]
        return coordinates

    assert point("EPSG/0/3059") == [300500.0, 500500.0]  # EPSG:3059: X is the northing
    lon, lat = point("OGC/1.3/CRS84")
    assert point("EPSG/0/4326") == [lat, lon]


def test_ogc_reads_a_box_in_the_axes_of_its_crs(client: FlaskClient, there: None) -> None:
    box_3059 = "300000,500000,301000,501000"
    found = json.loads(got(client, f"/ogc/collections/there-resursi/items?bbox={box_3059}&bbox-crs={CRS}EPSG/0/3059"))
    assert [feature["id"] for feature in found["features"]] == ["1"]


@pytest.mark.parametrize(
    "asked", ["colour=red", "limit=0", "limit=x", "bbox=1,2,3", "crs=EPSG:3059", "offset=-1", "f=html"]
)
def test_ogc_refuses_what_it_does_not_understand(client: FlaskClient, there: None, asked: str) -> None:
    answer = json.loads(got(client, f"/ogc/collections/there-resursi/items?{asked}", 400))
    assert answer["error"]["message"]


def test_ogc_describes_itself_with_every_path_it_has(client: FlaskClient, there: None) -> None:
    described = json.loads(got(client, "/ogc/api"))
    assert described["openapi"].startswith("3.0")
    for path in described["paths"]:
        if "{" not in path:
            got(client, f"/ogc{path}".rstrip("/"))


def test_a_geopackage_of_territories_reads_back_with_every_shape(
    client: FlaskClient, there: None, context: Context, tmp_path: Path
) -> None:
    layer = read_layer(layer_file(tmp_path)).layer
    frame: gpd.GeoDataFrame = squares()
    write_layer(layer, frame, living=context.layers_dir, version="1")
    file = tmp_path / "here.gpkg"
    file.write_bytes(got(client, "/lv/data/here.gpkg?project=there"))
    back = pyogrio.read_dataframe(file, layer="here")
    assert back.geometry.geom_equals(frame.geometry).all()
    assert back["name"].tolist() == ["Āriņi", "Bieriņi", "Ceriņi"]
