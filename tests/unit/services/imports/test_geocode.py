import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Project
from gis_app.domain.layers import Layer
from gis_app.services.imports.geocode import geocoded
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects

ADDRESSES = Layer(
    id="ciema-adreses",
    project="village",
    theme="functional",
    role="addresses",
    geometry="point",
    epsg=LKS92,
    title={"lv": "Adreses", "en": "Addresses"},
    source={"lv": "zīmēts", "en": "drawn"},
    licence="CC0",
    dated=None,
    public=False,
)


@pytest.fixture
def village(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project("village", {"lv": "Ciems"}), Project("bare", {"lv": "Tukšs"})])
    houses = gpd.GeoDataFrame(
        {"address": ["Āru iela 1", "Āru iela 1", "Āru iela 2"], "street": "Āru iela", "number": ["1", "1", "2"]},
        geometry=[Point(500_500, 300_500), Point(502_500, 300_500), Point(501_500, 300_500)],
        crs=LKS92,
    )
    write_layer(ADDRESSES, houses, living=context.layers_dir, version="1")
    return context


def _column(*texts: str) -> pd.Series:
    return pd.Series(texts, index=range(2, 2 + len(texts)), name="Adrese")


def test_addresses_are_matched_ambiguous_or_not_found_each_with_its_row(village: Context) -> None:
    found = geocoded(village, _column("Āru iela 2", "Āru iela 1", "Lejas iela 7", ""), project="village")
    assert found.counts == {"matched": 1, "ambiguous": 1, "unmatched": 1, "empty": 1}
    assert [(one.row, one.column, one.code) for one in found.problems] == [
        (3, "Adrese", "address_ambiguous"),
        (4, "Adrese", "address_not_found"),
    ]
    assert [shape is not None for shape in found.placed.shapes] == [True, False, False, False]
    place = gpd.GeoSeries(found.placed.shapes[:1], crs=4326).to_crs(LKS92).iloc[0]
    assert (place.x, place.y) == pytest.approx((501_500, 300_500), abs=0.01)


def test_without_a_layer_of_addresses_it_is_said_what_is_missing(village: Context) -> None:
    found = geocoded(village, _column("Āru iela 2"), project="bare")
    assert [one.code for one in found.problems] == ["no_addresses_here", "address_not_found"]
