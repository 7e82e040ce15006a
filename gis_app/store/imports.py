"""Imports that were confirmed: kept, listed, found again."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.imports import ImportRun, LayerVersion
from gis_app.store.models import ImportRow
from gis_app.store.moments import in_utc, without_zone

STANDING = ("placing", "done")
"""States of imports whose data is there."""

_PLAIN = tuple(name for name in ImportRun.__dataclass_fields__ if name not in {"layers", "at"})


def add_import(session: Session, run: ImportRun, *, undo: bytes) -> ImportRun:
    """Keep an import with its way back; return it with its number."""
    last = session.scalar(select(func.max(ImportRow.number))) or 0
    numbered = replace(run, number=last + 1)
    columns = {name: getattr(numbered, name) for name in _PLAIN}
    columns |= {"choices": dict(run.choices), "facts": dict(run.facts)}
    session.add(ImportRow(**columns, layers=[asdict(one) for one in run.layers], at=without_zone(run.at), undo=undo))
    session.flush()
    return numbered


def get_import(session: Session, import_id: str) -> ImportRun:
    """Return an import by its id or its number.

    Raises
    ------
    NotFound
        If there is none.
    """
    number = int(import_id) if import_id.isascii() and import_id.isdigit() and len(import_id) < 10 else -1
    row = session.scalar(select(ImportRow).where((ImportRow.id == import_id) | (ImportRow.number == number)))
    if row is None:
        raise NotFound("import_not_found", value=import_id)
    return _fact(row)


def find_import(session: Session, import_id: str) -> ImportRun | None:
    """Return an import by its id, or None."""
    row = session.get(ImportRow, import_id)
    return None if row is None else _fact(row)


def imports(session: Session, *, project: str = "", layer: str = "", states: tuple[str, ...] = ()) -> list[ImportRun]:
    """Return imports, newest first; only those of a project, a layer or these states, if given."""
    query = select(ImportRow).order_by(ImportRow.number.desc())
    if project:
        query = query.where(ImportRow.project == project)
    if layer:
        query = query.where(ImportRow.layer == layer)
    if states:
        query = query.where(ImportRow.state.in_(states))
    return [_fact(row) for row in session.scalars(query)]


def newest(session: Session, *, project: str, layer: str, target: str) -> ImportRun | None:
    """Return the newest import of a layer whose data is there."""
    standing = imports(session, project=project, layer=layer, states=STANDING)
    return next((run for run in standing if run.target == target), None)


def set_state(session: Session, import_id: str, state: str) -> None:
    """Say how far an import is; one that is undone keeps no way back."""
    values: dict[str, Any] = {"state": state}
    if state == "undone":
        values["undo"] = None
    session.execute(update(ImportRow).where(ImportRow.id == import_id).values(**values))


def set_layers(session: Session, import_id: str, layers: tuple[LayerVersion, ...]) -> None:
    """Say which versions an import still has, after one was removed from the catalogue."""
    values: Mapping[str, Any] = {"layers": [asdict(one) for one in layers]}
    session.execute(update(ImportRow).where(ImportRow.id == import_id).values(**values))


def way_back(session: Session, import_id: str) -> bytes | None:
    """Return the way back of an import, None when there is none any more."""
    return session.scalar(select(ImportRow.undo).where(ImportRow.id == import_id))


def _fact(row: ImportRow) -> ImportRun:
    return ImportRun(
        **{name: getattr(row, name) for name in _PLAIN},
        layers=tuple(LayerVersion(**one) for one in row.layers),
        at=in_utc(row.at),
    )
