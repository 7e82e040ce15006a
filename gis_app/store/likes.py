"""Approved likes as columns, and what tells that those of a meeting may have changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from gis_app.store.models import ChangeRow, MarkRow, MeetingRow, PaperSheetRow


@dataclass(frozen=True, slots=True)
class LikeColumns:
    """The approved likes of a meeting that do not stand near a dwelling, one row each, in no order.

    Attributes
    ----------
    xy
        ``(n, 2)`` places in the work CRS.
    uncertainty_m
        How far off each may be, in metres; 0 where nobody knows.
    texts, photos
        Approved words and the name of the approved photo; empty without.
    """

    xy: NDArray[np.float64]
    uncertainty_m: NDArray[np.float64]
    texts: list[str] = field(repr=False)
    photos: list[str]


def approved_likes(session: Session, meeting: str) -> LikeColumns:
    """Return what the public may see of a meeting's likes once it is published."""
    asked = select(
        MarkRow.minx,
        MarkRow.miny,
        func.coalesce(MarkRow.uncertainty_m, 0.0),
        case((MarkRow.text_state == "approved", MarkRow.text), else_=""),
        case((MarkRow.photo_state == "approved", func.coalesce(MarkRow.photo, "")), else_=""),
    ).where(
        MarkRow.meeting == meeting,
        MarkRow.kind == "like",
        MarkRow.state == "approved",
        MarkRow.near_dwelling.is_(False),
        MarkRow.minx.is_not(None),
    )
    rows = session.execute(asked).all()
    numbers = np.array([row[:3] for row in rows], dtype=float).reshape(-1, 3)
    return LikeColumns(numbers[:, :2], numbers[:, 2], [row[3] for row in rows], [row[4] for row in rows])


def newest_changes(session: Session, meetings: Sequence[str]) -> dict[str, int]:
    """Return the number of the newest change of each of these meetings, 0 without any."""
    newest = select(func.coalesce(func.max(ChangeRow.seq), 0)).where(ChangeRow.meeting == MeetingRow.id)
    asked = select(MeetingRow.id, newest.correlate(MeetingRow).scalar_subquery()).where(MeetingRow.id.in_(meetings))
    return dict(session.execute(asked).all())


def sheet_counts(session: Session, meetings: Sequence[str]) -> list[tuple[str, str, int | None]]:
    """Return meeting, code and counted people of every sheet of paper of these meetings."""
    asked = select(PaperSheetRow.meeting, PaperSheetRow.code, PaperSheetRow.headcount)
    asked = asked.where(PaperSheetRow.meeting.in_(meetings)).order_by(PaperSheetRow.code)
    return [(meeting, code, people) for meeting, code, people in session.execute(asked)]
