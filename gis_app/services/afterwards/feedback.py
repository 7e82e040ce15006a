"""The sheet back to residents: what we collected, what happens next, by whom and by when."""

from dataclasses import dataclass, replace
from datetime import date

from gis_app.services.afterwards.results import Results, draft_of, published_results, results_of_meeting
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.text.feedback import short_text
from gis_app.text.words import Words

MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the sheet says: of marks and places only what is public, so a meeting that is not published shows none.

    Attributes
    ----------
    people
        How many took part; None where that is not told.
    counts
        Number of marks by class; ten or fewer are left out.
    liked
        Names of liked public places, the most liked first.
    talked
        Public places that were talked about, each with the sentence that says the problem.
    short
        The same in at most 600 characters, for a message to a group of residents.
    published
        Whether there is a public page of results to point at.
    """

    meeting: str
    project: str
    title: str
    territory: str
    day: date
    people: int | None
    counts: tuple[tuple[str, int], ...]
    liked: tuple[str, ...]
    talked: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    next_step: str
    who: str
    by_when: date | None
    next_date: date | None
    outcome: str
    outcome_note: str
    controller: str
    contact: str
    published: bool
    invented: bool
    short: str


def feedback_of(context: Context, meeting_id: str, words: Words, *, address: str = "") -> Feedback:
    """Return the sheet of a meeting in a language; ``address`` of the public results goes into the short text.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    published = meeting.published_on is not None and meeting.kind != "specialists"
    told = (
        published_results(context, meeting_id)
        if published
        else _sentences_only(results_of_meeting(context, meeting, draft_of(context, meeting_id)))
    )
    closing = told.closing
    return Feedback(
        meeting=meeting.id,
        project=meeting.project,
        title=meeting.title,
        territory=told.territory,
        day=told.day,
        people=told.people,
        counts=tuple((kind, number) for kind, number in told.counts if number is not None),
        liked=liked_places(told),
        talked=tuple((place.place, place.words.get("sentence", "")) for place in told.places),
        sentences=closing.sentences,
        next_step=closing.next_step,
        who=closing.who,
        by_when=closing.by_when,
        next_date=closing.next_date,
        outcome=closing.outcome,
        outcome_note=closing.outcome_note,
        controller=meeting.controller,
        contact=meeting.contact,
        published=published,
        invented=told.invented,
        short=short_text(meeting.title, told.day, closing, words, address=address if published else ""),
    )


def liked_places(results: Results) -> tuple[str, ...]:
    """Return the names of the liked public places, the most liked first."""
    return tuple(dict.fromkeys(like.place for like in results.liked if like.place))[:MOST_PLACES]


def _sentences_only(results: Results) -> Results:
    return replace(results, people=None, counts=(), likes=(), photos=(), areas=(), answers=(), places=())
