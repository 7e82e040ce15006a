"""One person at two devices becomes one participant: marks, answers and pages go over to the drawn card's."""

from dataclasses import replace

from sqlalchemy.orm import Session

from gis_app.domain.meetings import Device, Participant
from gis_app.services.my_marks import emptied
from gis_app.store import marks, meetings


def go_over(session: Session, person: Participant, *, to: Participant) -> None:
    """Give everything of a participant to another, who is the same person.

    A person lives in one place: where both named an area, the other's stays and this one's is withdrawn. More marks of
    a class than may be placed stay; no more can be added. The code of the card given up still opens what it opened.
    """
    theirs = marks.marks_of(session, participant=to.id)
    if any(mark.kind == "home" for mark in theirs):
        for mark in marks.marks_of(session, participant=person.id):
            if mark.kind == "home":
                marks.replace_mark(session, emptied(mark), what="withdrawn")
    meetings.move_participant(session, person.id, to=to.id)
    _keep_card(session, person, holder=to)


def rename_card(session: Session, person: Participant, *, card_hash: str) -> None:
    """Give a participant the drawn card that nobody has used yet; the one before still opens what it opened."""
    meetings.rename_card(session, person.id, card_hash=card_hash)
    _keep_card(session, person, holder=replace(person, card_hash=card_hash))


def _keep_card(session: Session, person: Participant, *, holder: Participant) -> None:
    """Somebody may have written the first code down: it stays a way to see and remove the marks (§6.6)."""
    meetings.put_devices(session, [Device(person.meeting, person.card_hash, holder.id)])
