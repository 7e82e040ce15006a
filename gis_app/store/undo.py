"""The way back of an import: what rows were before, and which rows are new."""

from __future__ import annotations

import gzip
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table, delete, insert, select, tuple_, update
from sqlalchemy.orm import Session

from gis_app.domain.errors import Conflict
from gis_app.store.models import Base, MarkRow, TerritoryRow
from gis_app.store.plain import from_plain, to_plain

_AT_ONCE = 500
_NAMED = 5
_SOFT_REFERENCES = ((MarkRow.__tablename__, "area_id", TerritoryRow.__tablename__),)
"""Table and column that hold the id of a row of another table without a constraint."""

Key = tuple[Any, ...]
Image = dict[str, Any]


@dataclass
class _Touched:
    """What is known of one table.

    Attributes
    ----------
    columns
        Names of the columns by which its rows are known.
    before
        Rows as they were, by key.
    added
        Keys of rows that were not there (a mapping for its order).
    """

    columns: tuple[str, ...]
    before: dict[Key, Image] = field(default_factory=dict)
    added: dict[Key, None] = field(default_factory=dict)


class Undo:
    """Told before rows are put or removed; puts everything back later.

    Call ``will_put`` and ``will_remove`` inside the transaction, **before** the rows change. A row named twice keeps
    what it was at first.
    """

    def __init__(self) -> None:
        self._touched: dict[str, _Touched] = {}

    def will_put(
        self, session: Session, model: type[Base], keys: Iterable[Hashable], *, by: Sequence[str] = ()
    ) -> None:
        """Keep the rows that are about to be replaced, and note the others as new.

        Parameters
        ----------
        keys
            Values of the primary key, or of the columns ``by`` (tuples when there are several).
        by
            Columns that name a row otherwise than its primary key does, for example
            ``("indicator", "territory_id", "period")`` of an observation.
        """
        table, touched = self._table(model, by)
        fresh = [
            key for key in dict.fromkeys(map(_key, keys)) if key not in touched.before and key not in touched.added
        ]
        known = _read(session, table, touched.columns, fresh)
        touched.before |= known
        touched.added |= dict.fromkeys(key for key in fresh if key not in known)

    def will_remove(
        self, session: Session, model: type[Base], keys: Iterable[Hashable], *, by: Sequence[str] = ()
    ) -> None:
        """Keep the rows that are about to be removed; a row that this import added is only forgotten."""
        table, touched = self._table(model, by)
        named = list(dict.fromkeys(map(_key, keys)))
        fresh = [key for key in named if key not in touched.before and key not in touched.added]
        touched.before |= _read(session, table, touched.columns, fresh)
        for key in named:
            touched.added.pop(key, None)

    def keys(self) -> dict[str, set[Key]]:
        """Return the keys of every row it knows, by table."""
        return {name: {*one.before, *one.added} for name, one in self._touched.items()}

    def apply(self, session: Session) -> None:
        """Put rows back as they were and remove the new ones.

        Raises
        ------
        Conflict
            If other records depend on a row that would go; they are named. The caller's transaction is then given up.
        """
        session.flush()
        session.expire_all()
        tables = [table for table in Base.metadata.sorted_tables if table.name in self._touched]
        for table in tables:
            _restore(session, table, self._touched[table.name])
        going = {table.name: _primary(session, table, self._touched[table.name]) for table in tables}
        for table in tables:
            _refuse_dependents(session, table, going)
        for table in reversed(tables):
            _remove(session, table, going[table.name])

    def to_blob(self) -> bytes:
        """Return it as compressed JSON."""
        document = {
            name: {
                "columns": touched.columns,
                "before": [to_plain(Base.metadata.tables[name], image) for image in touched.before.values()],
                "added": [list(key) for key in touched.added],
            }
            for name, touched in self._touched.items()
        }
        return gzip.compress(json.dumps(document, separators=(",", ":")).encode(), 6, mtime=0)

    @classmethod
    def from_blob(cls, blob: bytes) -> Undo:
        """Return what ``to_blob`` wrote."""
        undo = cls()
        for name, part in json.loads(gzip.decompress(blob)).items():
            table, columns = Base.metadata.tables[name], tuple(part["columns"])
            images = [from_plain(table, plain) for plain in part["before"]]
            undo._touched[name] = _Touched(
                columns,
                before={tuple(image[column] for column in columns): image for image in images},
                added=dict.fromkeys(tuple(key) for key in part["added"]),
            )
        return undo

    def _table(self, model: type[Base], by: Sequence[str]) -> tuple[Table, _Touched]:
        table = Base.metadata.tables[model.__tablename__]
        columns = tuple(by) or tuple(column.name for column in table.primary_key)
        touched = self._touched.setdefault(table.name, _Touched(columns))
        if touched.columns != columns:
            message = f"rows of {table.name} are known by {touched.columns}, not by {columns}"
            raise ValueError(message)
        return table, touched


def _key(value: Hashable) -> Key:
    return value if isinstance(value, tuple) else (value,)


def _chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def _where(table: Table, columns: Sequence[str], keys: Sequence[Key]) -> Any:
    if len(columns) == 1:
        return table.c[columns[0]].in_([key[0] for key in keys])
    return tuple_(*(table.c[name] for name in columns)).in_(keys)


def _read(session: Session, table: Table, columns: Sequence[str], keys: Sequence[Key]) -> dict[Key, Image]:
    found = {}
    for some in _chunks(keys):
        for row in session.execute(select(table).where(_where(table, columns, some))):
            image = dict(row._mapping)
            found[tuple(image[name] for name in columns)] = image
    return found


def _primary(session: Session, table: Table, touched: _Touched) -> list[Key]:
    """Return the primary keys of the new rows that are still there."""
    primary = list(table.primary_key)
    found: list[Key] = []
    for some in _chunks(list(touched.added)):
        rows = session.execute(select(*primary).where(_where(table, touched.columns, some)))
        found += [tuple(row) for row in rows]
    return found


def _restore(session: Session, table: Table, touched: _Touched) -> None:
    images = list(touched.before.values())
    names = [column.name for column in table.primary_key]
    there = _read(session, table, names, [tuple(image[name] for name in names) for image in images])
    to_itself = _self_references(table)
    for image in images:
        if tuple(image[name] for name in names) not in there:
            session.execute(insert(table).values(**{**image, **dict.fromkeys(to_itself)}))
    for image in images:
        this = [table.c[name] == image[name] for name in names]
        session.execute(update(table).where(*this).values(**image))


def _remove(session: Session, table: Table, keys: list[Key]) -> None:
    names = [column.name for column in table.primary_key]
    for some in _chunks(keys):
        for column in _self_references(table):
            session.execute(update(table).where(_where(table, names, some)).values({column: None}))
    for some in _chunks(keys):
        session.execute(delete(table).where(_where(table, names, some)))


def _self_references(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _refuse_dependents(session: Session, table: Table, going: Mapping[str, list[Key]]) -> None:
    keys = going[table.name]
    if not keys or len(table.primary_key) != 1:
        return
    for column in _referring(table):
        holders = [
            row
            for some in _chunks(keys)
            for row in session.execute(select(column.table).where(column.in_([key[0] for key in some])))
        ]
        primary = [one.name for one in column.table.primary_key]
        leaving = set(going.get(column.table.name, ()))
        staying = [row for row in holders if tuple(row._mapping[name] for name in primary) not in leaving]
        if staying:
            names = list(dict.fromkeys(filter(None, (_name(dict(row._mapping)) for row in staying))))
            raise Conflict("import_needed", kind=column.table.name, count=len(staying), value="; ".join(names[:_NAMED]))


def _referring(table: Table) -> Iterator[Column[Any]]:
    """Yield the columns of every table that hold a key of this one."""
    for other in Base.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                yield key.parent
    for holder, column, target in _SOFT_REFERENCES:
        if target == table.name:
            yield Base.metadata.tables[holder].c[column]


def _name(row: Mapping[str, Any]) -> str:
    """Return the title or name of a record; a mark or a participant has none (§6.8)."""
    value = row.get("title") or row.get("name") or ""
    return str(value.get("lv", "")) if isinstance(value, dict) else str(value)
