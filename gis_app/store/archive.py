"""Every row of a project or of the whole installation as plain JSON values, and back: the same for every database."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gis_app.domain.errors import Conflict
from gis_app.store.models import Base
from gis_app.store.plain import from_plain, to_plain

_LEFT_OUT = frozenset({"job"})
"""Work in the queue: its files lie beside and end after a day."""
_OF_INSTALLATION = frozenset({"account", "audit"})
"""Tables that no single project owns."""
_FOR_ALL = frozenset({"purpose_text"})
_STAYS_BEHIND = frozenset(
    {(table, "account") for table in ("area_publication", "edge_edits", "import_run", "publication", "selection_draft")}
)
"""References to tables that stay behind when one project leaves."""
OWNERS = ("meeting", "indicator")
"""Tables through which the rows of others belong to a project."""
_RUNNING = {"import_run": "number"}
"""Numbers for people, counted over the whole installation."""
_AT_ONCE = 500

Row = dict[str, Any]


def tables(*, whole: bool) -> list[str]:
    """Return the tables of an archive, each after those it refers to."""
    names = [table.name for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]
    return [name for name in names if whole or name not in _OF_INSTALLATION]


def dump(session: Session, name: str, *, project: str | None = None) -> Iterator[Row]:
    """Yield the rows of a table in the order of their keys, those of one project if given, as JSON values."""
    table = Base.metadata.tables[name]
    query = select(table).order_by(*table.primary_key.columns)
    if project is not None and name not in _FOR_ALL:
        query = query.where(_of_project(table, project))
    for row in session.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield to_plain(table, {column.name: row._mapping[column] for column in _columns(table)})


def load(session: Session, name: str, rows: Iterable[Mapping[str, Any]], *, whole: bool) -> int:
    """Insert rows that ``dump`` made; return how many.

    Numbers that only count are kept where the table is empty, else given anew in the same order. A column that this
    version no longer has is left out, one that it has since got its default.

    Raises
    ------
    Conflict
        If a row of that key is there already, or one that it refers to is not.
    """
    table = Base.metadata.tables[name]
    to_itself = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    place = _Place(session, table, whole=whole)
    links: list[tuple[Any, Row]] = []
    number, waiting = 0, []
    for row in rows:
        values = place.values(row)
        links += [(values[_key(table)], {column: values.pop(column)}) for column in to_itself if values.get(column)]
        waiting.append({**values, **dict.fromkeys(to_itself)})
        number += 1
        if len(waiting) == _AT_ONCE:
            _insert(session, table, waiting)
            waiting = []
    if waiting:
        _insert(session, table, waiting)
    for key, link in links:
        session.execute(update(table).where(table.c[_key(table)] == key).values(**link))
    _count_on(session, table)
    return number


class _Place:
    """Fits rows into a table as it is here and now."""

    def __init__(self, session: Session, table: Table, *, whole: bool) -> None:
        self._table = table
        self._known = {column.name for column in _columns(table)}
        self._cut = set() if whole else {column for owner, column in _STAYS_BEHIND if owner == table.name}
        filled = session.scalar(select(func.count()).select_from(table)) != 0
        given = _counted(table)
        self._anew = {given.name} if given is not None and filled else set()
        runs = _RUNNING.get(table.name) if filled else None
        self._last = session.scalar(select(func.max(table.c[runs]))) or 0 if runs else 0
        self._runs = runs

    def values(self, row: Mapping[str, Any]) -> Row:
        """Return the columns of a row to insert."""
        kept = {name: value for name, value in row.items() if name in self._known - self._anew}
        values = from_plain(self._table, kept)
        values |= dict.fromkeys(self._cut)
        if self._runs:
            self._last += 1
            values[self._runs] = self._last
        return values | box_of(values)


def _insert(session: Session, table: Table, rows: list[Row]) -> None:
    try:
        session.execute(insert(table), rows)
    except IntegrityError:
        raise Conflict("archive_rows_taken", value=table.name) from None


def strangers(name: str, rows: Iterable[Mapping[str, Any]], *, project: str) -> bool:
    """Whether any of the rows of a table says that it belongs to another project than ``project``."""
    column = "code" if name == "project" else "project"
    return column in Base.metadata.tables[name].c and any(row.get(column) != project for row in rows)


def owners(name: str, rows: Iterable[Mapping[str, Any]]) -> set[tuple[str, Any]]:
    """Return the meetings and indicators to which the rows of a table say that they belong, each with its table."""
    owned = [column for column in OWNERS if column in Base.metadata.tables[name].c]
    return {(column, row.get(column)) for row in rows for column in owned}


def is_empty(session: Session) -> bool:
    """Whether the installation holds neither project nor account nor meeting."""
    names = ("project", "account", "meeting")
    return all(session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) == 0 for name in names)


def _of_project(table: Table, project: str) -> ColumnElement[bool]:
    """Return the condition that a row belongs to a project, through the tables it refers to if need be."""
    if table.name == "project":
        return table.c.code == project
    if "project" in table.c:
        condition: ColumnElement[bool] = table.c.project == project
        return condition
    for name in OWNERS:
        if name in table.c:
            owner = Base.metadata.tables[name]
            return table.c[name].in_(select(owner.c.id).where(owner.c.project == project))
    raise LookupError(table.name)  # a new table must say whose it is


def _columns(table: Table) -> list[Column[Any]]:
    """Return the columns that are written: a box is made from its geometry."""
    made = {"minx", "miny", "maxx", "maxy"} if "geometry" in table.c else set()
    return [column for column in table.columns if column.name not in made]


def box_of(values: Mapping[str, Any]) -> Row:
    """Return the box of a row's geometry, for the columns beside it; nothing for a table without geometry."""
    if "geometry" not in values:
        return {}
    shape = values["geometry"]
    box = (None,) * 4 if shape is None or shape.is_empty else shape.bounds
    return dict(zip(("minx", "miny", "maxx", "maxy"), box, strict=True))


def _key(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


def _counted(table: Table) -> Column[Any] | None:
    """Return the column whose numbers the database gives, if there is one."""
    column = table.autoincrement_column
    return column if column is not None and column.autoincrement is True else None


def _count_on(session: Session, table: Table) -> None:
    """Let PostgreSQL go on counting after the largest number that was loaded; SQLite does so by itself."""
    counted = _counted(table)
    if counted is None or session.get_bind().dialect.name != "postgresql":
        return
    sequence = func.pg_get_serial_sequence(table.name, counted.name)
    largest = select(func.coalesce(func.max(counted), 0) + 1).scalar_subquery()
    session.execute(select(func.setval(sequence, largest, False)))
