"""Importing a file end to end (read, understand, check, store, keep the history) against the shortest way to copy it.

Both start from the same file with a cold draft; ours writes a new layer each time. The polygons are a grid of octagons
over Latvia, the points a table with names, kinds, dates and coordinates in degrees.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis_app.domain.imports import Choices
from gis_app.services import wiring
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.registry import examined
from gis_app.services.imports.understand import understand
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from tests.benchmarks.frame import Ratio, Result, alternating, benchmark

Array = NDArray[np.float64]
MANY = 100_000
ROUNDS = 3
_NUMBERS = count()


@benchmark("import")
def import_against_copy() -> Iterator[Result]:
    """Yield the seconds of importing 100,000 polygons and 100,000 points, each beside its baseline."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        context = wiring.build(Settings(data_dir=home / "instance"))
        polygons, points = _polygons(home / "units.gpkg"), _points(home / "points.csv")
        ours, copied = alternating(lambda: _ours(context, polygons), lambda: _copied(polygons), rounds=ROUNDS)
        yield Ratio("import 100,000 polygons", ours, copied, "s", 1 / 3, note="read_file + to_file")
        ours, inserted = alternating(lambda: _ours(context, points), lambda: _inserted(points), rounds=ROUNDS)
        yield Ratio("import 100,000 points", ours, inserted, "s", 1 / 8, note="read_csv + one bulk insert")
        context.database.close()


def _ours(context: Context, file: Path) -> float:
    start = perf_counter()
    choices = Choices(target="layer", layer=f"layer-{next(_NUMBERS)}", source="bench", licence="CC0")
    draft = examined(context, understand(context, file, name=file.name, choices=choices))
    done = confirm(context, draft, account=None, progress=lambda _done: None)
    if done.features != MANY:
        raise RuntimeError(f"{done.features} features stored")
    return perf_counter() - start


def _copied(file: Path) -> float:
    target = file.with_name(f"copy-{next(_NUMBERS)}.gpkg")
    start = perf_counter()
    gpd.read_file(file).to_file(target)
    return perf_counter() - start


def _inserted(file: Path) -> float:
    target = file.with_name(f"table-{next(_NUMBERS)}.sqlite")
    start = perf_counter()
    frame = pd.read_csv(file)
    with sqlite3.connect(target) as connection:
        columns = ", ".join(f'"{name}"' for name in frame.columns)
        connection.execute(f"CREATE TABLE place ({columns})")
        marks = ", ".join("?" * len(frame.columns))
        rows = frame.astype(object).itertuples(index=False, name=None)
        connection.executemany(f"INSERT INTO place VALUES ({marks})", rows)  # noqa: S608 - our own column names
    connection.close()
    return perf_counter() - start


def _places() -> tuple[Array, Array]:
    """Return 100,000 places in EPSG:3059, 400 m apart, in the middle of Latvia."""
    wide = 500
    number = np.arange(MANY, dtype=np.float64)
    return 450_000.0 + 400 * (number % wide), 250_000.0 + 400 * (number // wide)


def _polygons(file: Path) -> Path:
    x, y = _places()
    around = np.linspace(0, 2 * np.pi, 9)[:-1]
    rings = np.stack([x[:, None] + 190 * np.cos(around), y[:, None] + 190 * np.sin(around)], axis=2)
    number = np.arange(MANY)
    columns = {
        "kods": [f"{one:07d}" for one in number],
        "nosaukums": [f"Vieta {one}" for one in number],
        "iedzivotaji": number % 977,
        "platiba": (number % 1013) / 7,
    }
    gpd.GeoDataFrame(columns, geometry=shapely.polygons(rings), crs=3059).to_file(file)
    return file


def _points(file: Path) -> Path:
    x, y = _places()
    degrees = gpd.GeoSeries(gpd.points_from_xy(x, y), crs=3059).to_crs(4326)
    number = np.arange(MANY)
    kinds = np.array(["skola", "veikals", "pietura", "bibliotēka"])
    pd.DataFrame(
        {
            "id": number,
            "nosaukums": [f"Vieta {one}" for one in number],
            "veids": kinds[number % 4],
            "skaits": number % 977,
            "diena": [f"2026-{one % 12 + 1:02d}-{one % 28 + 1:02d}" for one in number],
            "lat": degrees.y.round(7),
            "lon": degrees.x.round(7),
        }
    ).to_csv(file, index=False)
    return file
