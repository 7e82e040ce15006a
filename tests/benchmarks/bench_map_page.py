"""The map page and the data of its first view against plain Folium: a Marker each and GeoJSON inlined."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import folium
import geopandas as gpd
import numpy as np
import shapely
from flask.testing import FlaskClient

from gis_app.catalog.writer import write_layer
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.layers import Field, Layer
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.domain.resources import Resource
from gis_app.services.map_page import fitting_zoom
from gis_app.services.wiring import Context, build
from gis_app.settings import Settings
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.web.factory import create_app
from tests.benchmarks.frame import Absolute, Ratio, Result, benchmark

SERVICES = 5000
COLUMNS, ROWS = 30, 20
CORNERS_PER_SIDE = 24
SIDE_M = 900.0
WEST, SOUTH = 490_000.0, 300_000.0
GZIP = {"Accept-Encoding": "gzip"}


def territories() -> gpd.GeoDataFrame:
    """600 neighbouring territories of about 96 corners; neighbours share every corner of their border."""
    random = np.random.default_rng(600)
    steps = np.arange(COLUMNS * CORNERS_PER_SIDE + 1) * SIDE_M / CORNERS_PER_SIDE
    rows = np.arange(ROWS * CORNERS_PER_SIDE + 1) * SIDE_M / CORNERS_PER_SIDE
    bend = SIDE_M / CORNERS_PER_SIDE / 3
    shift = random.uniform(-bend, bend, (len(rows), len(steps), 2))

    def corner(row: int, column: int) -> tuple[float, float]:
        dx, dy = shift[row, column]
        return (WEST + steps[column] + dx, SOUTH + rows[row] + dy)

    def ring(row: int, column: int) -> list[tuple[float, float]]:
        top, left, many = row * CORNERS_PER_SIDE, column * CORNERS_PER_SIDE, CORNERS_PER_SIDE
        return [
            *(corner(top, left + step) for step in range(many)),
            *(corner(top + step, left + many) for step in range(many)),
            *(corner(top + many, left + many - step) for step in range(many)),
            *(corner(top + many - step, left) for step in range(many)),
        ]

    shapes = [shapely.Polygon(ring(row, column)) for row in range(ROWS) for column in range(COLUMNS)]
    numbers = range(len(shapes))
    return gpd.GeoDataFrame(
        {"id": [f"own:{number}@2026-01-01" for number in numbers], "name": [f"Teritorija {n}" for n in numbers]},
        geometry=shapes,
        crs=3059,
    )


def services() -> list[Resource]:
    """5,000 services scattered over the territories."""
    random = np.random.default_rng(5000)
    xy = random.uniform((WEST, SOUTH), (WEST + COLUMNS * SIDE_M, SOUTH + ROWS * SIDE_M), (SERVICES, 2))
    kinds = random.choice(RESOURCE_KINDS, SERVICES)
    return [
        Resource(
            f"service-{number}",
            "bench",
            "bench-resursi",
            f"Pakalpojums nr. {number}",
            str(kind),
            True,
            shapely.Point(x, y),
            3059,
            "exact",
            address=f"Zosu iela {number}",
        )
        for number, (kind, (x, y)) in enumerate(zip(kinds, xy.tolist(), strict=True))
    ]


def plain_page(areas: gpd.GeoDataFrame, places: list[Resource]) -> str:
    """The page as Folium's own guide would have it."""
    degrees = areas.to_crs(4326)
    page = folium.Map(location=[56.9, 24.1], zoom_start=11)
    folium.GeoJson(json.loads(degrees.to_json()), tooltip=folium.GeoJsonTooltip(["name"])).add_to(page)
    points = gpd.GeoSeries([place.geometry for place in places], crs=3059).to_crs(4326)
    for place, point in zip(places, points, strict=True):
        folium.Marker([point.y, point.x], popup=f"{place.name}, {place.address}").add_to(page)
    return str(page.get_root().render())


def world(folder: Path, areas: gpd.GeoDataFrame, places: list[Resource]) -> tuple[Context, Bounds]:
    """An installation that holds the same territories and services."""
    context = build(Settings(data_dir=folder))
    words = {"lv": "Teritorijas", "en": "Territories"}
    layer = Layer(
        id="bench-teritorijas",
        title=words,
        project="bench",
        theme="boundaries",
        role="territories",
        geometry="polygon",
        epsg=3059,
        source=words,
        licence="CC0",
        dated=date(2026, 1, 1),
        level="own",
        id_field="id",
        name_field="name",
        fields=(Field("name", words),),
    )
    write_layer(layer, areas, living=context.layers_dir, version="1")
    west, south, east, north = areas.total_bounds.tolist()
    bounds = Bounds(west, south, east, north, 3059)
    with context.database.transaction() as session:
        put_projects(session, [Project("bench", {"lv": "Mērījums"}, invented=True, bounds=bounds)])
        put_resources(session, places)
    return context, bounds


def first_view(client: FlaskClient, bounds: Bounds) -> list[bytes]:
    """Return what goes over the wire for the page and the data of its first view, as the page asks for it."""
    box = bounds.to(4326)
    asked = f"project=bench&bbox={','.join(f'{edge:.5f}' for edge in box.box)}&zoom={fitting_zoom(box)}"
    addresses = ["/lv/?project=bench"]
    addresses += [
        f"/api/v1/layers/{layer}/features?{asked}"
        for layer in ("bench-teritorijas", "bench-resursi", "bench-kopienas", "bench-atzimes")
    ]
    return [client.get(address, headers=GZIP).data for address in addresses]


def files_of(client: FlaskClient, page: bytes) -> int:
    """Return the bytes over the wire of every style sheet and script that the page needs."""
    text = gzip.decompress(page).decode()
    waiting = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', text)
    done: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        if address not in done:
            answer = client.get(address, headers=GZIP)
            done[address] = len(answer.data)
            content = gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name}" for name in re.findall(r'from "\./([^"]+)"', content.decode())]
    return sum(done.values())


def seconds(work: object, *, times: int) -> float:
    """Return the median time of a call."""
    assert callable(work)
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return median(taken)


@benchmark("map_page")
def map_page() -> Iterator[Result]:
    """Bytes and server time of page and first view, 5,000 services and 600 territories, gzip on both sides."""
    areas, places = territories(), services()
    plain = gzip.compress(plain_page(areas, places).encode(), 6)
    plain_seconds = seconds(lambda: gzip.compress(plain_page(areas, places).encode(), 6), times=3)
    with TemporaryDirectory() as folder:
        context, bounds = world(Path(folder), areas, places)
        client = create_app(context=context).test_client()
        sent = first_view(client, bounds)

        def cold() -> None:
            context.memory.frames.clear()
            context.memory.answers.clear()
            first_view(client, bounds)

        cold_seconds = seconds(cold, times=5)
        warm_seconds = seconds(lambda: first_view(client, bounds), times=15)
        files = files_of(client, sent[0])
        context.database.close()
    ours = sum(map(len, sent))
    yield Ratio("map page + first view: bytes", ours / 1000, len(plain) / 1000, "kB", 10)
    yield Ratio(
        "map page + first view: server time", warm_seconds * 1000, plain_seconds * 1000, "ms", 20, note="kept answers"
    )
    yield Ratio(
        "… by the first visitor after a change",
        cold_seconds * 1000,
        plain_seconds * 1000,
        "ms",
        20,
        note="nothing kept but the files read",
    )
    yield Absolute("first visit over the wire", (ours + files) / 1000, "kB", 200, note="base map data apart")
