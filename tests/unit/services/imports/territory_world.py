"""Files of boundaries understood by hand: a tiny land before and after a reform, or a real file."""

import hashlib
from pathlib import Path
from typing import Any

import geopandas as gpd
from geopandas import GeoDataFrame
from shapely import box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Column, Understanding
from gis_app.services.imports.confirm import Imported, confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.wiring import Context
from gis_app.text.import_problems import problem_sentence
from gis_app.text.words import words_for
from tests.unit.services.imports.world import silent

EAST, NORTH = 500_000.0, 300_000.0
Row = tuple[Any, str, Any, BaseGeometry]


def square(column: float, row: float, *, wide: float = 1, high: float = 1) -> BaseGeometry:
    """Return a rectangle on a chessboard of one kilometre."""
    west, south = EAST + column * 1000, NORTH + row * 1000
    return box(west, south, west + wide * 1000, south + high * 1000)


def before() -> GeoDataFrame:
    """Two municipalities of two parishes each and a state city, with codes of before the reform."""
    return units(
        [
            ("LV0400268", "Īslīces pagasts", "LV0400200", "Bauskas novads", 7, square(0, 0)),
            ("LV0400296", "Vecsaules pagasts", "LV0400200", "Bauskas novads", 7, square(1, 0)),
            ("LV0409584", "Stelpes pagasts", "LV0409500", "Vecumnieku novads", 7, square(0, 1)),
            ("LV0409552", "Bārbeles pagasts", "LV0409500", "Vecumnieku novads", 7, square(1, 1)),
            ("LV0090000", "Jelgava", "LV0090000", "Jelgava", 1, square(2, 0)),
        ]
    )


def after() -> GeoDataFrame:
    """The same ground after it: one municipality, the state city under its new code."""
    return units(
        [
            ("LV0025450", "Īslīces pagasts", "LV0025000", "Bauskas novads", 7, square(0, 0)),
            ("LV0025520", "Vecsaules pagasts", "LV0025000", "Bauskas novads", 7, square(1, 0)),
            ("LV0025490", "Stelpes pagasts", "LV0025000", "Bauskas novads", 7, square(0, 1)),
            ("LV0025400", "Bārbeles pagasts", "LV0025000", "Bauskas novads", 7, square(1, 1)),
            ("LV0003000", "Jelgava", "LV0003000", "Jelgava", 1, square(2, 0)),
        ]
    )


def units(rows: list[tuple[Any, ...]]) -> GeoDataFrame:
    """Return rows as the statistical bureau's boundary files have them."""
    names = ["L1_code", "L1_name", "L0_code", "L0_name", "L1_type"]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return GeoDataFrame(columns, geometry=[row[-1] for row in rows], crs=3059)


def boundaries(folder: Path, frame: GeoDataFrame, *, name: str = "robezas.gpkg", **choices: Any) -> Draft:
    """Return the draft of a file of boundaries, not yet looked at for its target."""
    file = folder / name
    file.write_bytes(frame.to_json(drop_id=True).encode())
    given: dict[str, Any] = {"layer": "robezas", "title": {"lv": "Robežas", "en": "Boundaries"}, "epsg": 3059}
    columns = tuple(Column(str(column), "text") for column in frame.columns if column != "geometry")
    west, south, east, north = map(float, frame.to_crs(4326).total_bounds)
    return Draft(
        file=file,
        name=name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        choices=Choices(**{**given, "target": "territories", **choices}),
        understanding=Understanding(
            format="gpkg",
            kind="vector",
            epsg=3059,
            epsg_reason="declared",
            geometry="polygon",
            places="geometry",
            features=len(frame),
            columns=columns,
            bounds=Bounds(west, south, east, north, 4326),
        ),
        frame=frame.set_axis(range(1, len(frame) + 1)),
    )


def look(context: Context, folder: Path, frame: GeoDataFrame, **choices: Any) -> Draft:
    """Return the draft looked at as territories; whatever is doubtful can be said in words."""
    draft = examined(context, boundaries(folder, frame, **choices))
    assert all(problem_sentence(problem, words_for("lv")) for problem in draft.problems)
    return draft


def take(context: Context, folder: Path, frame: GeoDataFrame, **choices: Any) -> Imported:
    """Import a file of boundaries."""
    return confirm(context, look(context, folder, frame, **choices), account=None, progress=silent)


def real(latvia: Path, name: str) -> GeoDataFrame:
    """Return a real file of boundaries."""
    return gpd.read_file(latvia / name)
