"""A pack of somebody who knows the passphrase brings nothing that is not its own."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.identity_questions import AnswerInput, answer_question, my_answers, remove_answers
from gis_app.services.meetings import get_meeting
from gis_app.services.my_marks import people_of
from gis_app.services.packs.seal import opened, sealed
from gis_app.services.packs.take_over import take_over
from gis_app.services.packs.write import CONTENT
from gis_app.services.wiring import Context
from gis_app.store import meetings
from tests.conftest import NOW
from tests.meeting_world import PARK, join, new_meeting, uuid
from tests.pack_world import ANNA, WORDS, Take, pack, put, there

Change = Callable[[dict[str, Any]], object]


def changed(file: bytes, change: Change, *, extra: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Return a pack of somebody who knows the passphrase and has changed what is inside."""
    with zipfile.ZipFile(io.BytesIO(opened(file, WORDS))) as source:
        members = {name: source.read(name) for name in source.namelist()}
    content = json.loads(members[CONTENT])
    change(content)
    members[CONTENT] = json.dumps(content).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in (*members.items(), *extra):
            target.writestr(name, data)
    return sealed(out.getvalue(), WORDS)


def marks_in(content: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content["tables"]["mark"]
    return found


HARMS: dict[str, Change] = {
    "a mark of another meeting": lambda content: marks_in(content)[0].update(meeting="another"),
    "a participant of another meeting": lambda content: marks_in(content)[0].update(participant=uuid(77)),
    "a home that is a point": lambda content: marks_in(content)[0].update({"class": "home"}),
    "an unknown class": lambda content: marks_in(content)[0].update({"class": "enemy"}),
    "a shape that is none": lambda content: marks_in(content)[0].update(geometry="00ff"),
    "a day that is none": lambda content: marks_in(content)[0].update(day="yesterday"),
    "no tables": lambda content: content.pop("tables"),
    "two meetings": lambda content: content["tables"]["meeting"].append({}),
    "a list of rows that is a number": lambda content: content["tables"].update(card=5),
    "the same mark twice": lambda content: marks_in(content).append(marks_in(content)[0]),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_pack_that_was_changed_inside_is_refused_and_nothing_changes(
    context: Context, office: Context, meeting: Meeting, harm: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        take_over(office, changed(pack(context, meeting), HARMS[harm]), passphrase=WORDS)
    assert refused.value.code == "pack_damaged"
    with pytest.raises(NotFound):
        get_meeting(office, meeting.id)


def test_a_mark_of_another_meeting_here_is_not_overwritten_by_a_pack(
    context: Context, office: Context, meeting: Meeting
) -> None:
    other = new_meeting(office)
    join(office, other, ANNA)
    put(office, other, 1, text="Cita vakara vārdi")
    with pytest.raises(InputRefused):
        take_over(office, pack(context, meeting), passphrase=WORDS)
    assert there(office, other)[uuid(1)].text == "Cita vakara vārdi"


def test_a_pack_that_would_fill_the_memory_is_refused(
    context: Context, office: Context, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gis_app.services.packs.content.MOST_CONTENT", 100_000)
    bomb = changed(pack(context, meeting), lambda _content: None, extra=(("photos/x.jpg", bytes(1_000_000)),))
    with pytest.raises(InputRefused):
        take_over(office, bomb, passphrase=WORDS)


def test_a_photo_in_a_pack_cannot_be_written_outside_its_folder(
    context: Context, office: Context, meeting: Meeting
) -> None:
    names = ("photos/../../escaped.jpg", "photos//tmp/escaped.jpg", "photos/escaped.jpg")
    file = changed(pack(context, meeting), lambda _content: None, extra=tuple((name, b"x") for name in names))
    assert take_over(office, file, passphrase=WORDS).photos == 1
    assert list(office.settings.data_dir.parent.rglob("*escaped*")) == []


def test_rule_6_7_a_pack_adds_nothing_to_what_is_public_already(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    take()
    with office.database.transaction() as session:
        meetings.put_meetings(session, [replace(get_meeting(office, meeting.id), published_on=NOW.date())])
    put(context, meeting, 8, PARK)
    review_mark(context, meeting.id, uuid(8), decision="approve")
    review_text(context, meeting.id, uuid(8), decision="approve")
    review_mark(context, meeting.id, uuid(1), decision="approve")
    take()
    states = {key: (mark.state, mark.text_state) for key, mark in there(office, meeting).items()}
    assert states[uuid(8)] == states[uuid(1)] == ("waiting", "waiting")
    assert get_meeting(office, meeting.id).published_on == NOW.date()


def test_rule_6_7_a_pack_cannot_bring_its_own_publication(context: Context, office: Context, meeting: Meeting) -> None:
    file = changed(
        pack(context, meeting), lambda content: content["tables"]["meeting"][0].update(published_on="2026-05-20")
    )
    take_over(office, file, passphrase=WORDS)
    assert get_meeting(office, meeting.id).published_on is None


def test_rule_6_6_an_answer_that_was_taken_back_does_not_come_again_with_a_pack(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    asked = replace(meeting, questions=Questions(identity=("pride", "arrival")))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [asked])
    for number, question in ((11, "pride"), (12, "arrival")):
        sent = AnswerInput(uuid(number), question, "Mūsu koris")
        answer_question(context, code=asked.code, token=ANNA.token, sent=sent)
    take()
    (anna,) = people_of(office, credential=ANNA.card)
    assert remove_answers(office, participants=[anna.id], uuid=uuid(11)) == 1
    (on_laptop,) = people_of(context, credential=ANNA.card)
    assert remove_answers(context, participants=[on_laptop.id], uuid=uuid(12)) == 1
    take()
    assert my_answers(office, participants=[anna.id]) == []
