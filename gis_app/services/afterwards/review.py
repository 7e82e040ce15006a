"""Review: a facilitator approves or hides marks, and their words apart from them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from shapely.geometry import Point

from gis_app.domain.crs import WGS84, project
from gis_app.domain.errors import Conflict, NotFound, UnknownCode
from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.domain.meetings import Mark, Meeting
from gis_app.services.ground import Ground, ground_of
from gis_app.services.meetings import get_meeting
from gis_app.services.photos.files import drop_photos
from gis_app.services.wiring import Context
from gis_app.store import audit, marks, meetings

MARK_DECISIONS: Mapping[str, str] = {"approve": "approved", "hide": "hidden"}
TEXT_DECISIONS: Mapping[str, str] = {"approve": "approved", "refuse": "refused"}
TEXT_REASONS = ("accusation", "name", "insult")
"""Why words were deleted: they accuse a person, name one or tell a case, insult or advertise."""
URGENT_REASONS = ("violence", "child", "life")
"""Why words were handed over at once: violence, danger to a child, danger to life."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A mark as staff see it: no participant, order or time; degrees of WGS 84.

    ``drawn`` says whether the public would see it on the map once it is approved.
    """

    uuid: str
    kind: str
    state: str
    lon: float
    lat: float
    place: str
    text: str
    text_state: str
    near_dwelling: bool

    @property
    def drawn(self) -> bool:
        """Whether approval puts it on the public map."""
        return self.kind == "like" and not self.near_dwelling

    @property
    def seen(self) -> str:
        """What a decision is about; another place or other words are another thing to decide."""
        return _fingerprint(self.lon, self.lat, self.text)

    @property
    def waits(self) -> bool:
        """Whether something of it is still to be decided."""
        return self.state == "waiting" or (self.text_state == "waiting" and self.state != "hidden")


def review_items(context: Context, meeting_id: str) -> list[ReviewItem]:
    """Return the marks of a meeting, homes left out (§6.2), in the order of their random ids.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        found = marks.marks_of(session, meeting=meeting_id)
    return items(context, meeting, found)


def items(context: Context, meeting: Meeting, found: list[Mark]) -> list[ReviewItem]:
    """Return marks as staff see them."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    return [_item(ground, mark) for mark in found if mark.kind != "home" and mark.geometry is not None]


def review_mark(
    context: Context, meeting_id: str, uuid: str, *, decision: str, seen: str = "", account: str | None = None
) -> None:
    """Approve or hide a mark; ``seen`` is what the facilitator had on the screen (``ReviewItem.seen``).

    Raises
    ------
    NotFound
        If the meeting has no such mark.
    Conflict
        If its participant has removed or changed it meanwhile.
    UnknownCode
        If the decision is not in the list.
    """
    if decision not in MARK_DECISIONS:
        raise UnknownCode("unknown_decision", value=decision[:20], expected=", ".join(MARK_DECISIONS))
    with context.database.transaction() as session:
        mark = _as_seen(marks.get_mark(session, uuid, meeting=meeting_id), seen)
        _refuse_after_publishing(meetings.get_meeting(session, meeting_id), decision)
        state = MARK_DECISIONS[decision]
        marks.replace_mark(session, replace(mark, state=state), what=state)
        audit.record(session, account, f"mark.{state}", uuid, context.clock())


def review_text(
    context: Context,
    meeting_id: str,
    uuid: str,
    *,
    decision: str,
    reason: str = "",
    seen: str = "",
    account: str | None = None,
) -> None:
    """Approve the words of a mark, or refuse them: refused words are deleted (§6.11).

    ``reason`` is one of ``TEXT_REASONS`` and goes into the log instead of the words.

    Raises
    ------
    NotFound
        If the meeting has no such mark.
    Conflict
        If its participant has removed or changed it, or it has no words.
    UnknownCode
        If the decision is not in the list.
    """
    if decision not in TEXT_DECISIONS:
        raise UnknownCode("unknown_decision", value=decision[:20], expected=", ".join(TEXT_DECISIONS))
    if reason and reason not in TEXT_REASONS:
        raise UnknownCode("unknown_decision", value=reason[:20], expected=", ".join(TEXT_REASONS))
    with context.database.transaction() as session:
        mark = _as_seen(marks.get_mark(session, uuid, meeting=meeting_id), seen)
        if not mark.text:
            raise Conflict("mark_without_words")
        _refuse_after_publishing(meetings.get_meeting(session, meeting_id), decision)
        state = TEXT_DECISIONS[decision]
        kept = mark.text if state == "approved" else ""
        marks.replace_mark(session, replace(mark, text=kept, text_state=state), what=f"text_{state}")
        said = reason if reason and state == "refused" else state
        audit.record(session, account, f"text.{said}", uuid, context.clock())


def undo(context: Context, meeting_id: str, uuid: str, *, what: str, account: str | None = None) -> None:
    """Put a mark, or its words, back to wait; words that were deleted cannot come back.

    Raises
    ------
    NotFound
        If the meeting has no such mark.
    Conflict
        If its participant has removed it, or its words are deleted.
    """
    with context.database.transaction() as session:
        mark = _as_seen(marks.get_mark(session, uuid, meeting=meeting_id), "")
        if what == "text" and not mark.text:
            raise Conflict("words_are_gone")
        changed = replace(mark, text_state="waiting") if what == "text" else replace(mark, state="waiting")
        marks.replace_mark(session, changed, what="text_waiting" if what == "text" else "waiting")
        audit.record(session, account, f"{'text' if what == 'text' else 'mark'}.waiting", uuid, context.clock())


def hand_over(context: Context, meeting_id: str, uuid: str, *, reason: str, account: str | None = None) -> None:
    """Note that violence or danger was handed over at once: words and photo go, the mark is hidden (§6.11).

    The log holds the id of the mark and the reason (``URGENT_REASONS``), never the words.

    Raises
    ------
    NotFound
        If the meeting has no such mark.
    Conflict
        If its participant has removed it.
    UnknownCode
        If the reason is not in the list.
    """
    if reason not in URGENT_REASONS:
        raise UnknownCode("unknown_decision", value=reason[:20], expected=", ".join(URGENT_REASONS))
    with context.database.transaction() as session:
        mark = _as_seen(marks.get_mark(session, uuid, meeting=meeting_id), "")
        emptied = replace(
            mark,
            state="hidden",
            text="",
            text_state="refused" if mark.text else mark.text_state,
            photo=None,
            photo_state="refused" if mark.photo else mark.photo_state,
        )
        marks.replace_mark(session, emptied, what="hidden")
        audit.record(session, account, "mark.urgent", f"{uuid} ({reason})", context.clock())
    drop_photos(context, meeting_id, [mark.photo])


def _as_seen(mark: Mark, seen: str) -> Mark:
    if mark.kind == "home":
        raise NotFound("not_found", value=mark.uuid)
    if mark.geometry is None or mark.state in EMPTY_MARK_STATES:
        raise Conflict("mark_withdrawn")
    if seen and seen != _fingerprint(*_degrees(mark), mark.text):
        raise Conflict("mark_changed")
    return mark


def _fingerprint(lon: float, lat: float, text: str) -> str:
    return sha256(f"{lon:.6f}/{lat:.6f}/{text}".encode()).hexdigest()[:16]


def _degrees(mark: Mark) -> tuple[float, float]:
    point = project(mark.geometry or Point(), source=mark.epsg, target=WGS84)
    return round(point.x, 6), round(point.y, 6)


def _item(ground: Ground, mark: Mark) -> ReviewItem:
    if mark.geometry is None:
        raise Conflict("mark_needs_place")
    lon, lat = _degrees(mark)
    place = ground.place_at(mark.geometry)
    return ReviewItem(
        uuid=mark.uuid,
        kind=mark.kind,
        state=mark.state,
        lon=lon,
        lat=lat,
        place=place.name if place is not None else "",
        text=mark.text,
        text_state=mark.text_state,
        near_dwelling=mark.near_dwelling,
    )


def _refuse_after_publishing(meeting: Meeting, decision: str) -> None:
    """Refuse to add to what is public; hiding and deleting work at any time (§6.7)."""
    if decision == "approve" and meeting.published_on is not None:
        raise Conflict("published_already")
