"""A country on one map: every unit before and after the reform, neighbourhoods, a grid of people, very many points."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio
import shapely

from gis_app.catalog.writer import write_layer
from gis_app.domain.geography import Bounds, Project, Territory
from gis_app.domain.layers import Field, Layer, Style
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.services.wiring import Context, build
from gis_app.settings import Settings
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

DATA = Path(__file__).parents[3] / "shared" / "data" / "latvia"
WEST, SOUTH, EAST, NORTH = 306_000.0, 166_000.0, 772_000.0, 444_000.0
"""A box around the country in EPSG:3059."""
_UNIT = Layer(
    id="units",
    title={"lv": "Pagasti un pilsētas", "en": "Parishes and towns"},
    project="latvija",
    theme="boundaries",
    role="territories",
    geometry="polygon",
    epsg=3059,
    source={"lv": "Centrālā statistikas pārvalde", "en": "Central Statistical Bureau"},
    licence="free use naming the source",
    dated=date(2022, 7, 1),
    level="parish",
    id_field="id",
    name_field="name",
    fields=(Field("name", {"lv": "Nosaukums", "en": "Name"}),),
    style=Style(stroke="#2f5d73"),
)


def real() -> bool:
    """Whether the published files are beside the checkout; else units and cells of the same number are made."""
    return (DATA / "lv_territorial_units_2022-07-01.gpkg").exists()


def units(after: bool = True) -> gpd.GeoDataFrame:
    """592 units after the reform, or 587 before it."""
    if not real():
        return _made(592 if after else 587, prefix="unit")
    day = "2022-07-01" if after else "2021-01-01"
    frame = gpd.read_file(DATA / f"lv_territorial_units_{day}.gpkg")
    ids = "atvk:" + frame["L1_code"] + f"@{day}"
    return gpd.GeoDataFrame({"id": ids, "name": frame["L1_name"]}, geometry=frame.geometry, crs=3059)


def neighbourhoods() -> gpd.GeoDataFrame:
    """85 neighbourhoods of Rīga and Valmiera."""
    if not real():
        return _made(85, prefix="apkaime")
    frame = gpd.read_file(DATA / "lv_apkaimes_csb_2021.gpkg")
    ids = "csp:" + frame["Code"] + "@2021-01-01"
    return gpd.GeoDataFrame({"id": ids, "name": frame["Name"]}, geometry=frame.geometry, crs=3059)


def cells() -> gpd.GeoDataFrame:
    """32,031 populated cells of 1 km with their number of people."""
    if real():
        with rasterio.open(DATA / "lv_pop_2019_1km_epsg3059.tif") as source:
            band, place = source.read(1), source.transform
        row, column = np.nonzero(band > 0)
        west, north = place.c + column * 1000.0, place.f - row * 1000.0
        people = band[row, column]
    else:
        chosen = np.random.default_rng(32031).choice(466 * 278, 32_031, replace=False)
        west, north = WEST + chosen % 466 * 1000.0, NORTH - chosen // 466 * 1000.0
        people = np.ones(len(chosen)) * 5
    squares = shapely.box(west, north - 1000, west + 1000, north)
    return gpd.GeoDataFrame({"people": people.astype(np.int64)}, geometry=squares, crs=3059)


def points(number: int) -> gpd.GeoDataFrame:
    """Invented places scattered as people live: each near the middle of a populated cell."""
    random = np.random.default_rng(number)
    grid = cells()
    weight = grid["people"].to_numpy(dtype=float) ** 0.7
    here = random.choice(len(grid), number, p=weight / weight.sum())
    xy = shapely.get_coordinates(grid.geometry.centroid.to_numpy())[here] + random.normal(0, 300, (number, 2))
    names = "Vieta nr. " + pd.Series(np.arange(number)).astype(str)
    kinds = random.choice(RESOURCE_KINDS, number)
    return gpd.GeoDataFrame({"name": names, "kind": kinds}, geometry=shapely.points(xy), crs=3059)


def layers(number: int) -> list[tuple[Layer, Callable[[], gpd.GeoDataFrame]]]:
    """Every layer of the country and its features; ``number`` of points."""
    title = {"lv": "Nosaukums", "en": "Name"}
    before = replace(
        _UNIT,
        id="units-before",
        title={"lv": "Pagasti un pilsētas pirms reformas, 01.01.2021.", "en": "Parishes and towns before the reform"},
        dated=date(2021, 1, 1),
        visible=False,
    )
    inner = replace(_UNIT, id="neighbourhoods", title={"lv": "Apkaimes", "en": "Neighbourhoods"}, level="neighbourhood")
    grid = replace(
        _UNIT,
        id="people",
        title={"lv": "Iedzīvotāji 1 km šūnās, 2019", "en": "People in 1 km cells, 2019"},
        theme="demography",
        role="grid",
        level="",
        id_field="",
        name_field="",
        fields=(Field("people", {"lv": "Iedzīvotāji", "en": "People"}, kind="whole"),),
    )
    places = replace(
        _UNIT,
        id="places",
        title={"lv": "Vietas", "en": "Places"},
        theme="institutions",
        role="places",
        geometry="point",
        level="",
        id_field="",
        fields=(Field("name", title), Field("kind", {"lv": "Veids", "en": "Kind"})),
        dated=None,
        invented=True,
    )
    return [
        (before, lambda: units(after=False)),
        (_UNIT, units),
        (inner, neighbourhoods),
        (grid, cells),
        (places, lambda: points(number)),
    ]


def country(folder: Path, *, number: int = 100_000) -> Context:
    """Make an installation that holds the country."""
    context = build(Settings(data_dir=folder))
    areas: list[Territory] = []
    for layer, features in layers(number):
        frame = features()
        write_layer(layer, frame, living=context.layers_dir, version="1")
        areas += territories(layer, frame) if layer.role == "territories" else []
    with context.database.transaction() as session:
        box = Bounds(WEST, SOUTH, EAST, NORTH, 3059)
        put_projects(session, [Project("latvija", {"lv": "Latvija", "en": "Latvia"}, bounds=box)])
        put_territories(session, areas)
    return context


def territories(layer: Layer, frame: gpd.GeoDataFrame) -> list[Territory]:
    """The same territories as the register has them."""
    found = []
    for key, name, shape in zip(frame["id"], frame["name"], frame.geometry, strict=True):
        scheme, _, rest = key.partition(":")
        found.append(Territory(key, "latvija", scheme, rest.partition("@")[0], layer.level, name, shape, 3059))
    return found


def _made(number: int, *, prefix: str) -> gpd.GeoDataFrame:
    columns = 32
    rows = -(-number // columns)
    wide, high = (EAST - WEST) / columns, (NORTH - SOUTH) / rows
    west = WEST + np.arange(number) % columns * wide
    south = SOUTH + np.arange(number) // columns * high
    shapes = shapely.segmentize(shapely.box(west, south, west + wide, south + high), wide / 12)
    ids = [f"own:{prefix}-{place}@2022-07-01" for place in range(number)]
    return gpd.GeoDataFrame({"id": ids, "name": ids}, geometry=shapes, crs=3059)
