"""Rows as plain JSON values and back: geometry as hexadecimal WKB, bytes as base64, dates as ISO 8601."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from shapely import from_wkb, to_wkb
from sqlalchemy import Column, Date, DateTime, LargeBinary, Table

from gis_app.store.geometry import Geometry

_FORMS: tuple[tuple[type, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    (Geometry, lambda shape: to_wkb(shape, hex=True), from_wkb),
    (LargeBinary, lambda content: b64encode(content).decode("ascii"), b64decode),
    (DateTime, lambda at: at.isoformat(), datetime.fromisoformat),
    (Date, lambda day: day.isoformat(), date.fromisoformat),
)
"""Type of a column, how its value is written, how it is read; the rest is JSON as it stands."""


def to_plain(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row (or of some of its columns) as JSON can hold them."""
    return {name: _turn(table.c[name], value, 1) for name, value in row.items()}


def from_plain(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what ``to_plain`` was given."""
    return {name: _turn(table.c[name], value, 2) for name, value in row.items()}


def _turn(column: Column[Any], value: Any, way: int) -> Any:
    form = next((form for form in _FORMS if isinstance(column.type, form[0])), None)
    return value if value is None or form is None else form[way](value)
