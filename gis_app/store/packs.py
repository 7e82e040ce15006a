"""The rows of one meeting as they travel in a pack, and the log of packs made and taken over."""

from collections.abc import Mapping, Sequence
from typing import Any

from shapely.errors import ShapelyError
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Pack
from gis_app.store.archive import box_of
from gis_app.store.marks import delete_of_meetings
from gis_app.store.models import (
    Base,
    ChangeRow,
    MeetingPackRow,
    MeetingRow,
    ParticipantRow,
    ProjectRow,
    PurposeTextRow,
)
from gis_app.store.plain import from_plain, to_plain

TABLES = (
    "participant",
    "participant_device",
    "card",
    "paper_sheet",
    "identity_answer",
    "problem_card",
    "mark",
)
"""What travels with a meeting, each after those it refers to; passes and publications stay where they were made."""
ANSWER_GONE = "answer_gone"
"""What the list of changes says of an identity answer that was deleted: a file must not bring it back."""
Row = dict[str, Any]
_NAMES = tuple(Pack.__dataclass_fields__)
_AT_ONCE = 500


def rows_of(session: Session, name: str, meeting: str) -> list[Row]:
    """Return the rows of a table that belong to a meeting, as JSON values, in the order of their keys."""
    table = Base.metadata.tables[name]
    owner = table.c.id if name == "meeting" else table.c.meeting
    found = session.execute(select(table).where(owner == meeting).order_by(*table.primary_key.columns))
    return [to_plain(table, {column.name: row._mapping[column] for column in table.columns}) for row in found]


def territory_row(session: Session, territory_id: str) -> Row | None:
    """Return a territory of the register as JSON values, None if it is not there."""
    table = Base.metadata.tables["territory"]
    row = session.execute(select(table).where(table.c.id == territory_id)).first()
    return None if row is None else to_plain(table, {column.name: row._mapping[column] for column in table.columns})


def known_keys(session: Session, name: str, meeting: str) -> set[tuple[Any, ...]]:
    """Return the keys of the rows of a table that belong to a meeting."""
    table = Base.metadata.tables[name]
    return {tuple(row) for row in session.execute(select(*table.primary_key.columns).where(table.c.meeting == meeting))}


def key_of(name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the key of a row."""
    return tuple(row[column.name] for column in Base.metadata.tables[name].primary_key.columns)


def add_rows(session: Session, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; columns that this version does not have are left out, those it has since got their default.

    Raises
    ------
    InputRefused
        If a value is none of its column, its key is taken by a row of another meeting, or what it refers to is not
        there.
    """
    table = Base.metadata.tables[name]
    try:
        for start in range(0, len(rows), _AT_ONCE):
            session.execute(insert(table), [_values(name, row) for row in rows[start : start + _AT_ONCE]])
    except (StatementError, ShapelyError, ValueError, TypeError):
        raise InputRefused("pack_damaged") from None


def replace_row(session: Session, name: str, row: Mapping[str, Any]) -> None:
    """Put a row in the place of the one with its key."""
    table = Base.metadata.tables[name]
    values = _values(name, row)
    changed = update(table)
    for column in table.primary_key.columns:
        changed = changed.where(column == values[column.name])
    session.execute(changed.values(**values))


def participants_by_card_hash(session: Session, meeting: str) -> dict[str, str]:
    """Return the ids of a meeting's participants by the keyed hash of their card."""
    asked = select(ParticipantRow.card_hash, ParticipantRow.id).where(ParticipantRow.meeting == meeting)
    return dict(session.execute(asked).all())


def purpose_with(session: Session, texts: Mapping[str, str]) -> int | None:
    """Return the version of the purpose text that holds exactly these words, if there is one."""
    found: dict[int, dict[str, str]] = {}
    for row in session.scalars(select(PurposeTextRow)):
        found.setdefault(row.version, {})[row.lang] = row.text
    return min((version for version, known in found.items() if known == dict(texts)), default=None)


def has_project(session: Session, code: str) -> bool:
    """Whether there is such a project here."""
    return session.get(ProjectRow, code) is not None


def note_changes(session: Session, meeting: str, marks: Sequence[str], *, what: str) -> None:
    """Note for whoever follows a meeting what happened to these marks."""
    if marks:
        session.execute(insert(ChangeRow), [{"meeting": meeting, "mark": mark, "what": what} for mark in marks])


def last_changes(session: Session, meeting: str) -> dict[str, int]:
    """Return the number of the newest change of each mark of a meeting."""
    asked = select(ChangeRow.mark, func.max(ChangeRow.seq)).where(ChangeRow.meeting == meeting).group_by(ChangeRow.mark)
    return dict(session.execute(asked.order_by(ChangeRow.mark)).all())


def put_pack(session: Session, pack: Pack) -> None:
    """Note a pack that was made or taken over."""
    session.add(MeetingPackRow(**{name: getattr(pack, name) for name in _NAMES}))
    session.flush()


def last_pack(session: Session, meeting: str, *, taken: bool) -> Pack | None:
    """Return the newest pack of a meeting that was made here, or taken over here."""
    asked = select(MeetingPackRow).where(MeetingPackRow.meeting == meeting, MeetingPackRow.taken.is_(taken))
    row = session.scalar(asked.order_by(MeetingPackRow.number.desc()).limit(1))
    return None if row is None else Pack(**{name: getattr(row, name) for name in _NAMES})


def is_published(session: Session, meeting: str) -> bool:
    """Whether the results of a meeting are public here."""
    asked = select(MeetingRow.published_on).where(MeetingRow.id == meeting)
    return session.scalar(asked) is not None


def answers_gone(session: Session, meeting: str) -> set[str]:
    """Return the ids of identity answers of a meeting that were taken back or gave way to another one."""
    asked = select(ChangeRow.mark).where(ChangeRow.meeting == meeting, ChangeRow.what == ANSWER_GONE)
    return set(session.scalars(asked))


def erase_meeting(session: Session, meeting: str) -> None:
    """Delete a meeting and everything of it; what is deleted is overwritten on the disk."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    delete_of_meetings(session, [meeting])
    session.execute(delete(MeetingRow).where(MeetingRow.id == meeting))


def _values(name: str, row: Mapping[str, Any]) -> Row:
    table = Base.metadata.tables[name]
    values = from_plain(table, {column: value for column, value in row.items() if column in table.c})
    return values | box_of(values)
