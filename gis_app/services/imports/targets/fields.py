"""Columns of a file as fields of a layer: names that a GeoPackage takes, titles as the file has them, kinds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from gis_app.domain.imports import Column, Understanding
from gis_app.domain.layers import FIELD_KINDS, Field
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_RESERVED = {"fid", "geom", "geometry", "ogc_fid", "rowid"}
_NAMES = ("nosaukums", "name", "title", "pilns nosaukums", "iestade", "iestades nosaukums", "objekts", "name lv", "nos")
_IDS = (
    "id",
    "kods",
    "code",
    "uuid",
    "osm id",
    "objectid",
    "identifikators",
    "nr",
    "gid",
    "registracijas numurs",
    "reg nr",
    "reg numurs",
)


def storable(frame: GeoDataFrame) -> tuple[GeoDataFrame, dict[str, str]]:
    """Return a copy with column names that a GeoPackage takes, and the old name of each new one.

    A name that the format keeps for itself, or that differs from another only by case, gets ``_2``, ``_3`` …; an empty
    one becomes ``column``.
    """
    taken, names = set(_RESERVED), {}
    for name in frame.columns:
        if name == frame.geometry.name:
            continue
        base = str(name).strip() or "column"
        fitting = next(one for one in _numbered(base) if one.casefold() not in taken)
        taken.add(fitting.casefold())
        names[fitting] = str(name)
    old = {before: fitting for fitting, before in names.items()}
    columns = [name for name in frame.columns if name != frame.geometry.name]
    copy = frame[[*columns, frame.geometry.name]].rename(columns=old).reset_index(drop=True)
    return copy if copy.geometry.name == "geometry" else copy.rename_geometry("geometry"), names


def fields_of(understanding: Understanding, names: dict[str, str]) -> tuple[Field, ...]:
    """Return the fields of a layer with ``{name: name in the file}``; the unit of none is known."""
    kinds = {column.name: column.kind for column in understanding.columns}
    return tuple(
        Field(name, {"lv": old.strip() or name, "en": old.strip() or name}, kind=_kind(kinds.get(old, "text")))
        for name, old in names.items()
    )


def guess_name(columns: Sequence[Column]) -> str:
    """Return the column that names the features, empty if none looks so."""
    return named(columns, _NAMES) or next(
        (column.name for column in columns if column.kind == "text" and "nosaukum" in fold(column.name)), ""
    )


def guess_id(columns: Sequence[Column], frame: GeoDataFrame) -> str:
    """Return a column with another value in every row that looks like an identifier, empty if there is none.

    Rows that are only counted (1, 2, 3 …) have no identifier: the next file counts them anew.
    """
    name = named(columns, _IDS)
    if not name or name not in frame.columns:
        return ""
    cells = frame[name].astype(str).str.strip()
    counted = cells.tolist() == [str(number) for number in range(1, len(cells) + 1)]
    return name if frame[name].notna().all() and cells.is_unique and (cells != "").all() and not counted else ""


def named(columns: Iterable[Column], wanted: Sequence[str]) -> str:
    """Return the column whose folded name is the first of the wanted ones that there is, else an empty text."""
    known = {fold(column.name.replace("_", " ")): column.name for column in columns}
    return next((known[name] for name in wanted if name in known), "")


def _kind(kind: str) -> str:
    return kind if kind in FIELD_KINDS else "text"


def _numbered(base: str) -> Iterable[str]:
    yield base
    for number in range(2, 10_000):
        yield f"{base}_{number}"
