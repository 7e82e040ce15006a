"""What the screen in the hall needs of a meeting's marks: likes shown and not yet shown, people by class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shapely.geometry import Point
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gis_app.store.models import ChangeRow, MarkRow, PaperSheetRow

_SEEN = ("waiting", "approved")
BATCH = "shown"
"""What the list of changes says of a batch: one row without a mark, so that it tells of nobody's."""


@dataclass(frozen=True, slots=True)
class Like:
    """A like on its way to the screen; point in the work CRS."""

    uuid: str
    participant: str | None
    sheet: str | None
    geometry: Point
    uncertainty_m: float | None
    text: str = field(repr=False)
    told: bool


@dataclass(frozen=True, slots=True)
class Heads:
    """People by class of mark: who marked with a card, and marks of paper by sheet (``None``: of no known sheet)."""

    cards: Mapping[str, int]
    everybody: int
    paper: Mapping[str, Mapping[str | None, int]]


def likes(session: Session, meeting: str, *, on_wall: bool) -> list[Like]:
    """Return the likes of a meeting that the screen shows already, or those that it does not.

    Hidden and withdrawn ones and those near a dwelling are left out. ``told`` says that the words were approved, and
    the mark too.
    """
    asked = select(
        MarkRow.uuid,
        MarkRow.participant,
        MarkRow.sheet,
        MarkRow.geometry,
        MarkRow.uncertainty_m,
        MarkRow.text,
        (MarkRow.text_state == "approved") & (MarkRow.state == "approved"),
    ).where(
        MarkRow.meeting == meeting,
        MarkRow.state.in_(_SEEN),
        MarkRow.kind == "like",
        MarkRow.near_dwelling.is_(False),
        MarkRow.on_wall.is_(on_wall),
    )
    rows = session.execute(asked.order_by(MarkRow.uuid))
    return [
        Like(uuid, participant, sheet, point, uncertainty_m, text, told=bool(told))
        for uuid, participant, sheet, point, uncertainty_m, text, told in rows
        if isinstance(point, Point)
    ]


def put_on_wall(session: Session, meeting: str, uuids: Iterable[str]) -> None:
    """Let the screen show these likes, as one batch."""
    chosen = list(uuids)
    for start in range(0, len(chosen), 500):
        session.execute(
            update(MarkRow)
            .where(MarkRow.uuid.in_(chosen[start : start + 500]))
            .values(on_wall=True)
            .execution_options(synchronize_session=False)
        )
    session.add(ChangeRow(meeting=meeting, mark="", what=BATCH))
    session.flush()


def heads(session: Session, meeting: str) -> Heads:
    """Return how many people placed marks that stand, by class and altogether."""
    here = (MarkRow.meeting == meeting, MarkRow.state.in_(_SEEN))
    by_card = session.execute(
        select(MarkRow.kind, func.count(MarkRow.participant.distinct())).where(*here).group_by(MarkRow.kind)
    )
    everybody = session.scalar(select(func.count(MarkRow.participant.distinct())).where(*here)) or 0
    by_sheet = session.execute(
        select(MarkRow.kind, MarkRow.sheet, func.count())
        .where(*here, MarkRow.participant.is_(None), MarkRow.kind != "home")
        .group_by(MarkRow.kind, MarkRow.sheet)
    )
    paper: dict[str, dict[str | None, int]] = {}
    for kind, sheet, number in by_sheet:
        paper.setdefault(kind, {})[sheet] = number
    return Heads(cards={row[0]: row[1] for row in by_card}, everybody=everybody, paper=paper)


def sheet_people(session: Session, meeting: str) -> dict[str, int]:
    """Return how many people used each printed sheet of a meeting, where somebody counted them."""
    asked = select(PaperSheetRow.code, PaperSheetRow.headcount).where(PaperSheetRow.meeting == meeting)
    return {code: number for code, number in session.execute(asked) if number is not None}
