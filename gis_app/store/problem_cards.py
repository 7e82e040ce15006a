"""Problem cards of meetings."""

from shapely.geometry import Point
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gis_app.domain.errors import NotFound
from gis_app.domain.problem_cards import ProblemCard
from gis_app.store.models import ProblemCardRow


def put_card(session: Session, card: ProblemCard) -> None:
    """Store a card; one that is there already (same id) is replaced."""
    row = session.get(ProblemCardRow, card.id) or ProblemCardRow(id=card.id, meeting=card.meeting)
    row.place, row.words, row.public, row.position = card.place, dict(card.words), card.public, card.position
    row.geometry = card.geometry
    session.add(row)
    session.flush()


def get_card(session: Session, card: str, *, meeting: str) -> ProblemCard:
    """Return a card of a meeting.

    Raises
    ------
    NotFound
        If the meeting has no such card.
    """
    row = session.get(ProblemCardRow, card)
    if row is None or row.meeting != meeting:
        raise NotFound("not_found", value=card[:40])
    return _fact(row)


def cards_of(session: Session, meeting: str) -> list[ProblemCard]:
    """Return the cards of a meeting in their order."""
    asked = select(ProblemCardRow).where(ProblemCardRow.meeting == meeting)
    return [_fact(row) for row in session.scalars(asked.order_by(ProblemCardRow.position, ProblemCardRow.id))]


def delete_card(session: Session, card: str) -> None:
    """Delete a card."""
    session.execute(delete(ProblemCardRow).where(ProblemCardRow.id == card))


def _fact(row: ProblemCardRow) -> ProblemCard:
    return ProblemCard(
        id=row.id,
        meeting=row.meeting,
        place=row.place,
        words=dict(row.words or {}),
        public=row.public,
        position=row.position,
        geometry=row.geometry if isinstance(row.geometry, Point) else None,
    )
