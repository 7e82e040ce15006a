"""Identity questions: answered one at a time by phone, helper or slip, shown only together (``design/domain.md`` §2).

What staff and the public see of them has neither participant nor order; the public sees a question's answers only
once at least five people have answered it, and only words that were approved.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gis_app.domain.errors import Conflict, InputRefused, NotFound, NotLoggedIn, UnknownCode
from gis_app.domain.lists import IDENTITY_QUESTIONS
from gis_app.domain.meetings import IdentityAnswer, Meeting
from gis_app.services import doors, keys
from gis_app.services.mark_input import clean_text, read_uuid
from gis_app.services.meetings import get_meeting
from gis_app.services.wiring import Context
from gis_app.store import audit, identity, meetings, packs
from gis_app.store.database import Session

KEYS = ("uuid", "question", "text")
FEWEST_PEOPLE = 5
"""Answers to a question are shown together with those of at least so many people."""
DECISIONS: Mapping[str, str] = {"approve": "approved", "refuse": "refused"}


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """One answer as sent: a uuid made by the page, the code of the question, the words."""

    uuid: str
    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Together:
    """What people said to one question.

    Attributes
    ----------
    people
        How many answered; 0 when they are too few to be counted in public.
    answers
        The words and how many people wrote the same, most frequent first, then by alphabet.
    """

    question: str
    people: int
    answers: tuple[tuple[str, int], ...]


def read_answer(content: Mapping[str, Any]) -> AnswerInput:
    """Return the answer that a request describes.

    Raises
    ------
    InputRefused
        If a key is unknown or a value has the wrong form.
    UnknownCode
        If the question is not in the list.
    """
    for key in content:
        if key not in KEYS:
            raise InputRefused("answer_key_unknown", value=str(key)[:40], expected=", ".join(KEYS))
    question = content.get("question")
    if question not in IDENTITY_QUESTIONS:
        raise UnknownCode("unknown_identity_question", value=str(question)[:40], expected=", ".join(IDENTITY_QUESTIONS))
    text = clean_text(content.get("text"))
    if not text:
        raise InputRefused("answer_empty")
    return AnswerInput(uuid=read_uuid(content.get("uuid")), question=question, text=text)


def answer_question(context: Context, *, code: str, token: str, sent: AnswerInput) -> bool:
    """Store an answer of who holds the token, from their phone or a tablet; returns whether it is new.

    Raises
    ------
    NotFound, Closed
        If there is no such meeting or it takes nothing now.
    NotLoggedIn
        If nobody has joined with this token.
    InputRefused
        If the meeting does not ask this question.
    Conflict
        If the uuid is taken by another answer.
    """
    meeting = doors.known_meeting(context, code)
    doors.refuse_unless_open(
        context,
        state=meeting.state,
        retention_on=meeting.retention_on,
        ends=meeting.ends,
        closed_at=meeting.closed_at,
    )
    hashed = keys.token_hash(keys.secret_of(meeting, context.secret), token)
    with context.database.reading() as session:
        device = meetings.device_of_token(session, token_hash=hashed, meeting=meeting.id)
    if device is None:
        raise NotLoggedIn("not_joined")
    return keep_answer(context, meeting, sent, participant=device.participant, channel=device.channel)


def keep_answer(
    context: Context, meeting: Meeting, sent: AnswerInput, *, participant: str | None, channel: str
) -> bool:
    """Store an answer; one of the same participant to the same question gives way to it.

    A helper or a slip without a card gives no participant: such answers stand beside each other.

    Raises
    ------
    InputRefused
        If the meeting does not ask this question.
    Conflict
        If the uuid is taken by another answer.
    """
    if sent.question not in meeting.questions.identity:
        raise InputRefused("answer_not_asked", value=sent.question)
    day = context.clock().date()
    made = IdentityAnswer(sent.uuid, meeting.id, participant, sent.question, sent.text, "waiting", channel, day)
    with context.database.transaction() as session:
        known = identity.find_answer(session, sent.uuid)
        if known is not None:
            same = (known.meeting, known.participant, known.question) == (meeting.id, participant, sent.question)
            if not same or (known.text_state == "waiting" and known.text != sent.text):
                raise Conflict("answer_conflict")
            return False
        if participant is not None:
            before = identity.answers_of(session, participant=participant)
            _delete(session, [one for one in before if one.question == sent.question])
        identity.put_answers(session, [made])
    return True


def my_answers(context: Context, *, participants: list[str]) -> list[IdentityAnswer]:
    """Return the answers of these participants (one card may have been at several meetings)."""
    with context.database.reading() as session:
        return [answer for person in participants for answer in identity.answers_of(session, participant=person)]


def remove_answers(context: Context, *, participants: list[str], uuid: str | None = None) -> int:
    """Delete all answers of these participants or one of them; returns how many went."""
    mine = [one for one in my_answers(context, participants=participants) if uuid in {None, one.uuid}]
    with context.database.transaction() as session:
        _delete(session, mine)
    return len(mine)


def _delete(session: Session, answers: Iterable[IdentityAnswer]) -> None:
    """Delete answers and note which: a packed copy of them must not bring them back (§6.6)."""
    for one in answers:
        identity.delete_answers(session, [one.uuid])
        packs.note_changes(session, one.meeting, [one.uuid], what=packs.ANSWER_GONE)


def answers_in_review(context: Context, meeting_id: str) -> list[IdentityAnswer]:
    """Return the answers of a meeting that have words, those that wait first, in the order of their random ids."""
    meeting = get_meeting(context, meeting_id)
    with context.database.reading() as session:
        found = identity.answers_of(session, meeting=meeting.id)
    return sorted((one for one in found if one.text), key=lambda one: (one.text_state != "waiting", one.uuid))


def review_answer(
    context: Context, meeting_id: str, uuid: str, *, decision: str, seen: str = "", account: str | None = None
) -> None:
    """Approve the words of an answer or refuse them: refused words are deleted, the answer stays a number (§6.11).

    Raises
    ------
    NotFound
        If the meeting has no such answer.
    Conflict
        If its words are others than ``seen``.
    UnknownCode
        If the decision is not in the list.
    """
    if decision not in DECISIONS:
        raise UnknownCode("unknown_decision", value=decision[:20], expected=", ".join(DECISIONS))
    with context.database.transaction() as session:
        known = identity.find_answer(session, uuid)
        if known is None or known.meeting != meeting_id:
            raise NotFound("answer_unknown")
        if seen and seen != known.text:
            raise Conflict("answer_conflict")
        state = DECISIONS[decision]
        identity.set_text(session, uuid, text=known.text if state == "approved" else "", state=state)
        audit.record(session, account, f"answer.{state}", uuid, context.clock())


def answers_together(context: Context, meeting: Meeting) -> list[Together]:
    """Return what may be shown of a meeting's answers: approved words, of questions that enough people answered."""
    with context.database.reading() as session:
        found = identity.answers_of(session, meeting=meeting.id)
    return [_together(code, [one for one in found if one.question == code]) for code in meeting.questions.identity]


def _together(question: str, answers: list[IdentityAnswer]) -> Together:
    people = len({one.participant or one.uuid for one in answers})
    if people < FEWEST_PEOPLE:
        return Together(question, 0, ())
    said = Counter(one.text for one in answers if one.text and one.text_state == "approved")
    return Together(question, people, tuple(sorted(said.items(), key=lambda pair: (-pair[1], pair[0]))))
