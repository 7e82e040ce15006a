"""Answers to the identity questions that came on a slip, typed in by staff."""

from gis_app.domain.meetings import Meeting
from gis_app.services.identity_questions import AnswerInput, keep_answer
from gis_app.services.meetings import get_meeting
from gis_app.services.paper_ground import takes_paper
from gis_app.services.paper_people import holder_of, new_person
from gis_app.services.wiring import Context


def enter_answer(context: Context, meeting_id: str, sent: AnswerInput, *, card: str = "", language: str = "lv") -> bool:
    """Store an answer from a slip; with a card it is its holder's, and replaces what they answered before.

    Returns whether it is new: the same request again is not.

    Raises
    ------
    NotFound
        If there is no such meeting.
    Closed, Conflict
        If the meeting takes nothing from paper, or the id is taken by another answer.
    InputRefused
        If the meeting does not ask this question or the card is not one of its own.
    """
    meeting = get_meeting(context, meeting_id)
    takes_paper(context, meeting)
    return keep_answer(context, meeting, sent, participant=_person(context, meeting, card, language), channel="paper")


def _person(context: Context, meeting: Meeting, card: str, language: str) -> str | None:
    if not card:
        return None
    with context.database.transaction() as session:
        known = holder_of(session, context, meeting, card)
        return known or new_person(session, context, meeting, card, language=language)
