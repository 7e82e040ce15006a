"""The sheet back to residents on paper: what ``afterwards.feedback`` says, for the notice board."""

from gis_app.prints.feedback import FeedbackSheet, feedback_pdf
from gis_app.services.afterwards.feedback import feedback_of
from gis_app.services.wiring import Context
from gis_app.text.feedback import OUTCOMES
from gis_app.text.words import words_for


def print_feedback(
    context: Context, meeting_id: str, *, language: str, address: str = "", large: bool = False
) -> bytes:
    """Return the sheet as PDF, with nothing on it that is not public (§6.7).

    Parameters
    ----------
    address
        Of the public results; it is printed only once the meeting has been published.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    words = words_for(language)
    told = feedback_of(context, meeting_id, words, address=address)
    outcome = " ".join(part for part in (words.gettext(OUTCOMES.get(told.outcome, "")), told.outcome_note) if part)
    return feedback_pdf(
        FeedbackSheet(
            title=told.title,
            day=told.day,
            people=told.people,
            counts=told.counts,
            liked=told.liked,
            talked=told.talked,
            sentences=told.sentences,
            next_step=told.next_step,
            who=told.who,
            by_when=told.by_when,
            next_date=told.next_date,
            outcome=outcome,
            controller=told.controller,
            contact=told.contact,
            address=address if told.published else "",
            invented=told.invented,
            large=large,
        ),
        words,
    )
