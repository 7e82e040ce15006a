"""The whole country on one map: bytes, times and memory of a served installation over a random walk of views."""

import gzip
import http.client
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.parse import quote

import geopandas as gpd
import numpy as np

from gis_app.cli.network import wait_until_it_answers
from gis_app.domain.crs import transformer
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import HALF, pixel
from gis_app.services.map_page import fitting_zoom
from gis_app.settings import Settings
from tests.benchmarks import nation_world as world
from tests.benchmarks.frame import Absolute, Ratio, Result, benchmark
from tests.ports import free_port

VIEWS = 120
SCREEN = (1366, 768)
DRAWN = ("units", "neighbourhoods", "places")
GZIP = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class View:
    """A view in EPSG:3857 at a zoom."""

    x: float
    y: float
    zoom: int

    def addresses(self) -> list[str]:
        """What the page asks for: a box of whole tiles of each layer of features, and pictures of the grid."""
        side = 512 * pixel(self.zoom)
        half = [size / 2 * pixel(self.zoom) for size in SCREEN]
        west, south = (math.floor((at - by + HALF) / side) for at, by in zip((self.x, self.y), half, strict=True))
        east, north = (math.ceil((at + by + HALF) / side) for at, by in zip((self.x, self.y), half, strict=True))
        hair = 0.01 * side
        corners = (west * side - HALF + hair, south * side - HALF + hair, east * side - HALF - hair)
        box = Bounds(*corners, north * side - HALF - hair, 3857).to(4326)
        asked = f"project=latvija&bbox={','.join(f'{edge:.5f}' for edge in box.box)}&zoom={self.zoom}"
        tiles = 2 ** (self.zoom - 1)
        return [f"/api/v1/layers/{layer}/features?{asked}" for layer in DRAWN] + [
            f"/api/v1/raster/people/{self.zoom - 1}/{x}/{tiles - 1 - y}?project=latvija"
            for x in range(west, east)
            for y in range(south, north)
        ]


def walk(places: gpd.GeoDataFrame) -> list[View]:
    """Zooms in and out and moves aside, as people do who look for a place; always near where somebody lives."""
    random = np.random.default_rng(592)
    spots = np.column_stack(transformer(3059, 3857).transform(places.geometry.x, places.geometry.y))
    (x, y), zoom = spots.mean(axis=0).tolist(), 7
    views = [View(x, y, zoom)]
    while len(views) < VIEWS:
        step = random.choice(["in", "out", "aside", "elsewhere"], p=[0.35, 0.2, 0.35, 0.1])
        last = views[-1]
        zoom = min(18, zoom + 2) if step == "in" else max(7, zoom - 2) if step == "out" else zoom
        x, y = last.x, last.y
        if step == "in":
            reach = 600 * pixel(last.zoom)
            near = spots[np.abs(spots - (x, y)).max(axis=1) < reach]
            x, y = near[random.integers(len(near))].tolist() if len(near) else (x, y)
        elif step == "aside":
            x, y = (np.array([x, y]) + random.uniform(-0.7, 0.7, 2) * SCREEN * np.array(pixel(zoom))).tolist()
        elif step == "elsewhere":
            x, y = spots[random.integers(len(spots))].tolist()
        views.append(View(x, y, zoom))
    return views


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Yield port and process of a site as ``gis-app serve`` starts it."""
    port = free_port()
    command = [sys.executable, "-m", "gis_app", "--data", str(folder), "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        try:
            assert wait_until_it_answers(Settings(port=port), lambda: running.poll() is not None)
            yield port, running
        finally:
            running.terminate()
            running.wait(30)


class Visitor:
    """One connection that stays open, as a browser's does."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, address: str) -> tuple[bytes, float]:
        """Return the body as it came over the wire, and the seconds until it was there."""
        begun = perf_counter()
        self.connection.request("GET", address, headers=GZIP)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (answer.status, address)
        return body, perf_counter() - begun


def whole(number: int, folder: Path) -> int:
    """Bytes of the layers sent whole: GeoJSON in degrees with six decimals, gzipped."""
    total = 0
    for layer, features in world.layers(number):
        if layer.id in {*DRAWN, "people"}:
            file = folder / f"{layer.id}.geojson"
            features().to_crs(4326).to_file(file, driver="GeoJSON", COORDINATE_PRECISION=6)
            total += len(gzip.compress(file.read_bytes(), 6))
    return total


def first_visit(visitor: Visitor) -> int:
    """Bytes over the wire of the page, its scripts and styles, and the first view of the country."""
    page, _ = visitor.get("/lv/?project=latvija")
    text = gzip.decompress(page).decode()
    waiting = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', text)
    done: dict[str, int] = {}
    while waiting:
        address = waiting.pop()
        if address not in done:
            body, _ = visitor.get(address)
            done[address] = len(body)
            content = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name}" for name in re.findall(r'from "\./([^"]+)"', content.decode())]
    box = Bounds(world.WEST, world.SOUTH, world.EAST, world.NORTH, 3059)
    middle = box.to(3857)
    view = View((middle.west + middle.east) / 2, (middle.south + middle.north) / 2, fitting_zoom(box.to(4326)))
    return len(page) + sum(done.values()) + sum(len(visitor.get(address)[0]) for address in view.addresses())


def megabytes(process: int) -> float:
    """Memory of a process as Linux counts it, in MB; NaN elsewhere."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return math.nan
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return int(found[1]) / 1000 if found else math.nan


def per_cent(values: list[float], share: float) -> float:
    """Return the value that a share of the values does not exceed."""
    return float(np.percentile(values, share))


def measured(number: int) -> Iterator[Result]:
    """Walk through the country with so many points."""
    data = "published units, neighbourhoods and cells" if world.real() else "made units and cells"
    many = f"{number:,} points".replace(",", " ")
    with TemporaryDirectory() as folder:
        world.country(Path(folder), number=number).database.close()
        views = walk(world.points(number))
        with served(Path(folder)) as (port, running):
            visitor = Visitor(port)
            first = first_visit(visitor)
            cold = [[visitor.get(address) for address in view.addresses()] for view in views]
            warm = [[visitor.get(address) for address in view.addresses()] for view in views]
            listed = [visitor.get(address)[1] for address in ("/lv/list?project=latvija", _list(2), _list(400))]
            memory = megabytes(running.pid)
        everything = whole(number, Path(folder))
    sizes = [float(sum(len(body) for body, _ in view)) for view in cold]
    yield Absolute(f"{many}: page, scripts and first view", first / 1000, "kB", 300, note=data)
    yield Ratio(
        f"{many}: a view (95 % of them) against the layers whole",
        per_cent(sizes, 95) / 1000,
        everything / 1000,
        "kB",
        20,
    )
    for name, answers, limit in (("warm", warm, 200), ("cold", cold, 2000)):
        times = [1000 * seconds for view in answers for _, seconds in view]
        worst = f"slowest {max(times):.0f} ms"
        yield Absolute(f"{many}: {name} answers, 95 %", per_cent(times, 95), "ms", limit, note=worst)
    yield Absolute(
        f"{many}: list, a page once made", max(listed[1:]) * 1000, "ms", 500, note=f"first {listed[0]:.1f} s"
    )
    yield Absolute(f"{many}: memory of the server after the walk", memory, "MB", 600, note=os.uname().sysname)


def _list(page: int) -> str:
    return f"/lv/list?project=latvija&page={page}&text={quote('vieta')}"


@benchmark("nation")
def nation() -> Iterator[Result]:
    """592 units twice, 85 neighbourhoods, 32,031 cells and 100,000 points."""
    yield from measured(100_000)


@benchmark("nation_million")
def nation_million() -> Iterator[Result]:
    """The same with a million points: not refused; its numbers are reported."""
    yield from measured(1_000_000)
