"""How many marks of a meeting stand in which state, or where: counted without reading the marks themselves."""

from dataclasses import dataclass

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.domain.meetings import still_waits
from gis_app.store.models import MarkRow


@dataclass(frozen=True, slots=True)
class Tally:
    """How many marks of a meeting are alike in class, channel, states and nearness to a dwelling; homes are none."""

    kind: str
    channel: str
    state: str
    text_state: str
    photo_state: str
    near_dwelling: bool
    number: int

    @property
    def waits(self) -> bool:
        """Whether something of these marks is still to be decided."""
        return still_waits(self.state, self.text_state, self.photo_state)


def tallies(session: Session, meeting: str) -> list[Tally]:
    """Return the counts of the marks of a meeting that still have a place."""
    alike = (
        MarkRow.kind,
        MarkRow.channel,
        MarkRow.state,
        MarkRow.text_state,
        MarkRow.photo_state,
        MarkRow.near_dwelling,
    )
    asked = (
        select(*alike, func.count())
        .where(MarkRow.meeting == meeting, MarkRow.kind != "home", MarkRow.state.not_in(EMPTY_MARK_STATES))
        .group_by(*alike)
    )
    return [Tally(*row) for row in session.execute(asked)]


@dataclass(frozen=True, slots=True)
class CellCount:
    """How many marks of a class stand in one square; ``x`` and ``y`` is their middle in the work CRS."""

    kind: str
    x: float
    y: float
    number: int


def cells_of(session: Session, meeting: str, *, size_m: float) -> list[CellCount]:
    """Return the marks of a meeting that wait or are approved as counts, by class and square of this width."""
    across, up = cast(MarkRow.minx / size_m, Integer), cast(MarkRow.miny / size_m, Integer)
    asked = (
        select(MarkRow.kind, func.avg(MarkRow.minx), func.avg(MarkRow.miny), func.count())
        .where(MarkRow.meeting == meeting, MarkRow.state.in_(("waiting", "approved")), MarkRow.minx.is_not(None))
        .group_by(MarkRow.kind, across, up)
        .order_by(MarkRow.kind, across, up)
    )
    return [CellCount(*row) for row in session.execute(asked)]
