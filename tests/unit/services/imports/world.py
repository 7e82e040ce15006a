"""A file with two libraries and a third of no place, understood by hand."""

import hashlib
from pathlib import Path
from typing import Any

from geopandas import GeoDataFrame
from shapely.geometry import Point

from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Column, Problem, Understanding
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.wiring import Context

ROWS = [("Centra bibliotēka", "007", Point(503_000, 312_000)), ("Krasta bibliotēka", "012", Point(504_000, 313_000))]


def understood(folder: Path, *, rows: list[tuple[str, str, Point | None]] | None = None, **choices: Any) -> Draft:
    """Return a draft of a CSV file with names, codes with leading zeros, and places in EPSG:3059."""
    rows = [*ROWS, ("Bez vietas", "013", None)] if rows is None else rows
    file = folder / "bibliotekas.csv"
    file.write_text("".join(f"{name};{code};{place}\n" for name, code, place in rows), encoding="utf-8")
    frame = GeoDataFrame(
        {"nosaukums": [row[0] for row in rows], "kods": [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs=3059,
        index=range(2, len(rows) + 2),
    )
    given = {"layer": "bibliotekas", "title": {"lv": "Bibliotēkas", "en": "Libraries"}, "epsg": 3059}
    return Draft(
        file=file,
        name=file.name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        choices=Choices(**{**given, **choices}),
        understanding=Understanding(
            format="csv",
            kind="table",
            encoding="utf-8",
            separator=";",
            epsg=3059,
            epsg_reason="guessed",
            geometry="point",
            places="columns",
            features=len(rows),
            columns=(Column("nosaukums", "text"), Column("kods", "text")),
            bounds=Bounds(24.05, 56.9, 24.1, 56.95, 4326),
        ),
        problems=(Problem("row_without_place", row=99, severity="notice"),),
        frame=frame,
    )


def libraries(context: Context, folder: Path, **choices: Any) -> Draft:
    """Return that draft, looked at for its target."""
    return examined(context, understood(folder, **choices))


def silent(_done: float) -> None:
    """Take the progress and say nothing."""
