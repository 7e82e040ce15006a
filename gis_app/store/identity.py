"""Answers to the identity questions."""

from collections.abc import Iterable

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.meetings import IdentityAnswer
from gis_app.store.models import IdentityAnswerRow

_NAMES = tuple(IdentityAnswer.__dataclass_fields__)
_COLUMNS = tuple(getattr(IdentityAnswerRow, name) for name in _NAMES)


def put_answers(session: Session, answers: Iterable[IdentityAnswer]) -> None:
    """Store new answers."""
    for answer in answers:
        session.add(IdentityAnswerRow(**{name: getattr(answer, name) for name in _NAMES}))
    session.flush()


def find_answer(session: Session, uuid: str) -> IdentityAnswer | None:
    """Return the answer with this uuid, if there is one."""
    row = session.execute(select(*_COLUMNS).where(IdentityAnswerRow.uuid == uuid)).first()
    return None if row is None else IdentityAnswer(*row)


def answers_of(session: Session, *, meeting: str | None = None, participant: str | None = None) -> list[IdentityAnswer]:
    """Return the answers of a meeting or a participant, in the order of their random ids."""
    asked = select(*_COLUMNS).order_by(IdentityAnswerRow.uuid)
    if meeting is not None:
        asked = asked.where(IdentityAnswerRow.meeting == meeting)
    if participant is not None:
        asked = asked.where(IdentityAnswerRow.participant == participant)
    return [IdentityAnswer(*row) for row in session.execute(asked)]


def set_text(session: Session, uuid: str, *, text: str, state: str) -> None:
    """Store the words of an answer and what was decided about them."""
    changed = update(IdentityAnswerRow).where(IdentityAnswerRow.uuid == uuid)
    session.execute(changed.values(text=text, text_state=state))


def delete_answers(session: Session, uuids: Iterable[str]) -> None:
    """Delete answers."""
    session.execute(delete(IdentityAnswerRow).where(IdentityAnswerRow.uuid.in_(list(uuids))))


def count_waiting(session: Session, meeting: str) -> int:
    """Return how many answers of a meeting wait for review."""
    asked = select(func.count()).select_from(IdentityAnswerRow)
    waits = asked.where(IdentityAnswerRow.meeting == meeting, IdentityAnswerRow.text_state == "waiting")
    return session.scalar(waits) or 0
