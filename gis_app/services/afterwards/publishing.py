"""The gate: nothing of a meeting is public before somebody has seen exactly what would be, and said yes (§6.7)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import uuid4

from gis_app.domain.errors import Conflict, InputRefused, KarteError
from gis_app.domain.meetings import Meeting
from gis_app.domain.publications import Publication, Shown, Talk
from gis_app.services.afterwards.results import Results, draft_of, results_of_meeting
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import audit, identity, meetings, publications
from gis_app.store.tallies import Tally, tallies


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands before publishing.

    Attributes
    ----------
    preview
        Exactly what the public will see.
    left_out
        How much stays inside, by reason (``text.labels``: ``left_out``).
    waiting
        How much of what would be shown is still to be reviewed.
    refusals
        Why it cannot be published now; empty: it can.
    acts
        What was published and taken back before, the newest first.
    outdated
        Whether texts were edited after they were published: the public sees the former ones.
    """

    meeting: Meeting
    preview: Results
    left_out: tuple[tuple[str, int], ...]
    waiting: int
    refusals: tuple[KarteError, ...]
    acts: tuple[Publication, ...]
    outdated: bool

    @property
    def seen(self) -> str:
        """What the preview showed; a preview that has changed since is another thing to decide."""
        return sha256(repr(self.preview).encode()).hexdigest()[:16]


def gate(context: Context, meeting_id: str, *, areas: bool = False, answers: bool = False) -> Gate:
    """Return the preview of a publication with these ticks, and what stands in its way.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    shown = draft_of(context, meeting_id, areas=areas, answers=answers)
    preview = results_of_meeting(context, meeting, shown)
    with context.database.reading() as session:
        counted = tallies(session, meeting_id)
        acts = publications.publications(session, meeting_id)
        unread = identity.count_waiting(session, meeting_id) if answers else 0
    waiting = 0 if preview.small else _waiting(counted, shown) + unread
    published = meeting.published_on is not None
    return Gate(
        meeting=meeting,
        preview=preview,
        left_out=_left_out(counted, preview),
        waiting=waiting,
        refusals=tuple(_refusals(meeting, preview, waiting)),
        acts=tuple(acts),
        outdated=published and bool(acts) and _texts(acts[0].shown) != _texts(shown),
    )


def shown_now(context: Context, meeting_id: str) -> Shown:
    """Return what the newest publication of a meeting shows; nothing where it was never published."""
    with context.database.reading() as session:
        return publications.shown_of(session, [meeting_id]).get(meeting_id, Shown())


def publish(
    context: Context,
    meeting_id: str,
    *,
    talk: Talk,
    areas: bool = False,
    answers: bool = False,
    seen: str = "",
    account: str | None,
) -> None:
    """Make the results of a meeting public as the preview showed them; ``seen`` is the preview on the screen.

    Raises
    ------
    InputRefused
        If the noted talk lies in the future or before the meeting.
    Conflict
        If the meeting cannot be published now (``Gate.refusals``), or its preview has changed since it was seen.
    """
    found = gate(context, meeting_id, areas=areas, answers=answers)
    _check_day(found.meeting, talk.day, today=context.clock().date())
    if found.refusals:
        raise found.refusals[0]
    if seen and seen != found.seen:
        raise Conflict("preview_changed")
    shown = draft_of(context, meeting_id, areas=areas, answers=answers)
    if found.preview.small:
        shown = replace(shown, places=(), areas=False, answers=False)
    _act(context, found.meeting, "published", account=account, talk=talk, shown=shown)


def take_back(context: Context, meeting_id: str, *, account: str | None) -> None:
    """Make the results of a meeting private again, at once; without a publication nothing happens."""
    meeting = get_meeting(context, meeting_id)
    if meeting.published_on is not None:
        _act(context, meeting, "withdrawn", account=account)


def _act(
    context: Context,
    meeting: Meeting,
    what: str,
    *,
    account: str | None,
    talk: Talk | None = None,
    shown: Shown | None = None,
) -> None:
    now = context.clock()
    act = Publication(str(uuid4()), meeting.id, what, now, account, talk, shown or Shown())
    with context.database.transaction() as session:
        current = meetings.get_meeting(session, meeting.id)
        day = now.date() if what == "published" else None
        meetings.put_meetings(session, [replace(current, published_on=day)])
        publications.add_publication(session, act)
        audit.record(session, account, f"results.{what}", meeting.id, now)


def _check_day(meeting: Meeting, day: date, *, today: date) -> None:
    if not meeting.starts.date() <= day <= today:
        raise InputRefused("talk_day_refused", value=day.isoformat(), expected=meeting.starts.date().isoformat())


def _refusals(meeting: Meeting, preview: Results, waiting: int) -> list[KarteError]:
    found: list[KarteError] = []
    if meeting.kind == "specialists":
        found.append(Conflict("publish_specialists"))
    if meeting.state != "closed":
        found.append(Conflict("publish_while_open"))
    if waiting:
        found.append(Conflict("publish_unreviewed", value=waiting))
    if not (preview.closing.sentences or preview.likes or preview.places):
        found.append(Conflict("publish_nothing"))
    return found


def _waiting(counted: list[Tally], shown: Shown) -> int:
    """Return how many marks that would be shown still wait, they themselves or their words or photo."""
    classes = {"like", "dislike"} if shown.areas else {"like"}
    drawn = [line for line in counted if line.kind in classes and (line.kind == "dislike" or not line.near_dwelling)]
    return sum(line.number for line in drawn if line.waits)


def _left_out(counted: list[Tally], preview: Results) -> tuple[tuple[str, int], ...]:
    reasons: Counter[str] = Counter()
    for line in counted:
        reasons[_reason(line)] += line.number
    shown = sum(like.properties["likes"] for like in preview.likes)
    reasons["near_dwelling"] += reasons.pop("", 0) - shown
    if preview.small:
        return (("small", sum(reasons.values())),)
    return tuple((reason, number) for reason, number in sorted(reasons.items()) if number > 0)


def _reason(line: Tally) -> str:
    """Return why marks of this line stay inside; empty: approved likes, which are shown unless they point at a home."""
    if line.state == "hidden":
        return "hidden"
    if line.kind != "like":
        return "dislike" if line.kind == "dislike" else "other"
    if line.near_dwelling:
        return "near_dwelling"
    return "" if line.state == "approved" else "unreviewed"


def _texts(shown: Shown) -> object:
    return shown.closing, shown.places
