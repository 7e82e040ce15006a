"""What a meeting still holds of residents, taking it away, and the log of what was taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, delete, func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.store.models import (
    CardRow,
    ChangeRow,
    IdentityAnswerRow,
    MarkRow,
    MeetingPassRow,
    MeetingRow,
    ParticipantDeviceRow,
    ParticipantRow,
    RetentionRunRow,
)


@dataclass(frozen=True, slots=True)
class RetentionRun:
    """What was taken away of one meeting on a day, in numbers by what it was."""

    id: str
    meeting: str
    title: str
    day: date
    removed: Mapping[str, int]


def kept_of(session: Session, meeting: str) -> dict[str, int]:
    """Return how much a meeting still holds of residents: points, words, photos, answers, hashes; zeros left out."""
    there = MarkRow.meeting == meeting
    counted = select(
        func.count(MarkRow.minx),
        func.sum(case((MarkRow.text != "", 1), else_=0)),
        func.count(MarkRow.photo),
        func.sum(case((MarkRow.state.not_in(EMPTY_MARK_STATES), 1), else_=0)),
    ).where(there)
    points, words, photos, live = (int(number or 0) for number in session.execute(counted).one())
    found = {
        "points": points,
        "words": words,
        "photos": photos,
        "marks": live,
        "answers": _count(session, select(func.count()).where(IdentityAnswerRow.meeting == meeting)),
        "people": _count(
            session,
            select(func.count()).where(
                ParticipantRow.meeting == meeting, ParticipantRow.card_hash != ParticipantRow.id
            ),
        ),
        "cards": _count(session, select(func.count()).where(CardRow.meeting == meeting)),
        "passes": _count(session, select(func.count()).where(MeetingPassRow.meeting == meeting)),
    }
    return {what: number for what, number in found.items() if number}


def forget_people(session: Session, meeting: str) -> None:
    """Take away hashes of tokens and cards, answers, passes and the order of changes; how many joined stays a number.

    A participant keeps a row without a hash: its own random id stands in its place, which no card can give.
    """
    for table in (ParticipantDeviceRow, IdentityAnswerRow, CardRow, MeetingPassRow, ChangeRow):
        session.execute(delete(table).where(table.meeting == meeting))
    unlinked = update(MarkRow).where(MarkRow.meeting == meeting).values(participant=None)
    session.execute(unlinked.execution_options(synchronize_session=False))
    nameless = update(ParticipantRow).where(ParticipantRow.meeting == meeting)
    session.execute(nameless.values(card_hash=ParticipantRow.id).execution_options(synchronize_session=False))


def add_run(session: Session, run: RetentionRun) -> None:
    """Keep what was taken away."""
    session.add(RetentionRunRow(id=run.id, meeting=run.meeting, day=run.day, removed=dict(run.removed)))
    session.flush()


def runs(session: Session) -> list[RetentionRun]:
    """Return what was taken away, the newest first, with the titles of the meetings."""
    asked = select(RetentionRunRow, MeetingRow.title).join(MeetingRow, MeetingRow.id == RetentionRunRow.meeting)
    rows = session.execute(asked.order_by(RetentionRunRow.day.desc(), RetentionRunRow.id))
    return [RetentionRun(row.id, row.meeting, title, row.day, dict(row.removed)) for row, title in rows]


def _count(session: Session, asked: Select[Any]) -> int:
    return session.scalar(asked) or 0
