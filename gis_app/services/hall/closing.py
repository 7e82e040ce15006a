"""The close: what the room agreed, the next step that must not be missing, and the end of the meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import Meeting
from gis_app.services import meetings as meeting_service
from gis_app.services.hall.cards import cards
from gis_app.services.hall.people import STEP
from gis_app.services.hall.wall import wall_feed
from gis_app.services.hall.words import clean_words
from gis_app.services.waiting_phones import StillWaiting
from gis_app.services.wiring import Context
from gis_app.store import meetings

MAX_SENTENCE = 300
MAX_STEP = 300
MAX_WHO = 120
MAX_MISSING = 500
FEWEST_SENTENCES, MOST_SENTENCES = 3, 5
WORDS: Mapping[str, int] = {"next_step": MAX_STEP, "who": MAX_WHO, "missing_people": MAX_MISSING}
"""Fields of words and their longest."""
DAYS = ("by_when", "next_date")


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence offered from what the room said or marked; ``kind`` tells ``text`` how to word it."""

    kind: str
    values: tuple[str, ...]


def save_closing(context: Context, meeting_id: str, typed: Mapping[str, Sequence[str]]) -> Meeting:
    """Store some fields of the close as they were typed; empty sentences are left out.

    Raises
    ------
    NotFound
        If there is no such meeting.
    TooLarge, UnknownCode
        If words are too long or a group of people is not in the list.
    InputRefused
        If a day is not one, or lies before the meeting.
    Conflict
        If the meeting is closed: what the room agreed stays as it was agreed.
    """
    with context.database.transaction() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        if meeting.state == "closed":
            raise Conflict("closing_agreed")
        changed = replace(meeting, closing=replace(meeting.closing, **_fields(meeting, typed)))
        meetings.put_meetings(session, [changed])
    return changed


def what_lacks(meeting: Meeting) -> tuple[str, ...]:
    """Return the fields without which the meeting cannot end; a meeting to which nobody came needs none.

    A collection point has no room that could agree on sentences.
    """
    if meeting.headcount == 0:
        return ()
    said = meeting.closing
    few = len(said.sentences) < FEWEST_SENTENCES and meeting.kind != "point"
    lacks = {
        "sentences": few,
        "next_step": not said.next_step,
        "who": not said.who,
        "by_when": said.by_when is None,
        "next_date": said.next_date is None,
        "headcount": meeting.headcount is None and meeting.kind != "point",
    }
    return tuple(name for name, missing in lacks.items() if missing)


def close_meeting(
    context: Context, meeting_id: str, *, waiting: StillWaiting, anyway: bool = False, account: str | None = None
) -> Meeting:
    """End a meeting whose next step is agreed.

    Raises
    ------
    InputRefused
        If something lacks (``closing_incomplete``), or phones still hold marks and nobody said to close ``anyway``.
    Conflict
        If the meeting is not running.
    """
    meeting = meeting_service.get_meeting(context, meeting_id)
    if what_lacks(meeting):
        raise InputRefused("closing_incomplete")
    if waiting.phones and not anyway:
        raise InputRefused("closing_phones_wait", value=waiting.phones, expected=waiting.marks)
    return meeting_service.set_state(context, meeting_id, "closed", account=account)


def drafts(context: Context, meeting: Meeting) -> list[Draft]:
    """Return sentences to begin from: those of the cards, and what the screen may say of likes. Nothing is invented."""
    found = [
        Draft("card", (card.place, card.words["sentence"]))
        for card in cards(context, meeting.id)
        if card.words.get("sentence")
    ]
    liked = [spot for spot in wall_feed(context, meeting.id)["likes"] if spot["place"] and spot["people"] >= STEP]
    best = sorted(liked, key=lambda spot: (-spot["people"], spot["place"]))[:3]
    if best:
        found.append(Draft("liked", tuple(spot["place"] for spot in best)))
    if meeting.closing.missing_people:
        found.append(Draft("missing", (meeting.closing.missing_people,)))
    return found


def _fields(meeting: Meeting, typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, most in WORDS.items():
        if name in typed:
            fields[name] = clean_words(" ".join(typed[name]), most=most)
    for name in DAYS:
        if name in typed:
            fields[name] = _day(meeting, "".join(typed[name]).strip())
    if "sentence" in typed:
        said = [clean_words(text, most=MAX_SENTENCE) for text in typed["sentence"][:MOST_SENTENCES]]
        fields["sentences"] = tuple(filter(None, said))
    if "missing_group" in typed:
        fields["missing_groups"] = Closing(missing_groups=tuple(filter(None, typed["missing_group"]))).missing_groups
    return fields


def _day(meeting: Meeting, typed: str) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InputRefused("day_refused", value=typed[:20], expected="2026-01-31") from None
    if day < meeting.starts.date():
        raise InputRefused("closing_day_past", value=typed)
    return day
