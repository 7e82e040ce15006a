"""Publications of meetings: every act is kept, the newest one holds."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.publications import Publication, Shown, Talk, TalkedPlace
from gis_app.store.meeting_json import closing_json, closing_of
from gis_app.store.models import PublicationRow
from gis_app.store.moments import in_utc, without_zone


def add_publication(session: Session, act: Publication) -> None:
    """Keep an act."""
    session.add(
        PublicationRow(
            id=act.id,
            meeting=act.meeting,
            what=act.what,
            at=without_zone(act.at),
            account=act.account,
            talk_on=act.talk.day if act.talk else None,
            talk_with=act.talk.role if act.talk else "",
            note=act.talk.note if act.talk else "",
            shown=_shown_json(act.shown),
        )
    )
    session.flush()


def publications(session: Session, meeting: str) -> list[Publication]:
    """Return the acts of a meeting, the newest first."""
    asked = select(PublicationRow).where(PublicationRow.meeting == meeting)
    return [_fact(row) for row in session.scalars(asked.order_by(PublicationRow.at.desc(), PublicationRow.id))]


def shown_of(session: Session, meetings: Sequence[str]) -> dict[str, Shown]:
    """Return what the newest publication of each of these meetings shows; those never published are left out."""
    asked = select(PublicationRow).where(PublicationRow.meeting.in_(meetings), PublicationRow.what == "published")
    return {row.meeting: _shown(row.shown) for row in session.scalars(asked.order_by(PublicationRow.at))}


def _fact(row: PublicationRow) -> Publication:
    talk = Talk(row.talk_on, row.talk_with, row.note) if row.talk_on else None
    at = in_utc(row.at)
    return Publication(row.id, row.meeting, row.what, at, row.account, talk, _shown(row.shown))


def _shown_json(shown: Shown) -> dict[str, Any]:
    return {
        "closing": closing_json(shown.closing),
        "places": [{**asdict(place), "words": dict(place.words)} for place in shown.places],
        "areas": shown.areas,
        "answers": shown.answers,
    }


def _shown(told: Mapping[str, Any]) -> Shown:
    return Shown(
        closing=closing_of(told.get("closing", {})),
        places=tuple(TalkedPlace(**place) for place in told.get("places", ())),
        areas=bool(told.get("areas")),
        answers=bool(told.get("answers")),
    )
