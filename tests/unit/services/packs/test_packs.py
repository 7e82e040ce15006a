"""A hall meeting goes to the office as one file, as often as one likes, and then leaves the laptop."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.meetings import Meeting
from gis_app.services import wiring
from gis_app.services.afterwards.review import review_mark
from gis_app.services.meetings import get_meeting, set_state
from gis_app.services.my_marks import my_marks, remove_mark
from gis_app.services.packs.erase import erase_meeting
from gis_app.services.packs.seal import new_passphrase, opened, sealed
from gis_app.services.packs.take_over import take_over
from gis_app.services.photos.files import folder_of
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import meetings
from tests.conftest import NOW
from tests.meeting_world import join, new_meeting, uuid
from tests.pack_world import ANNA, WORDS, Take, pack, put, there


def test_a_meeting_arrives_whole_with_its_purpose_retention_and_photo(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    told = take()
    assert (told.new, told.changed, told.withdrawn, told.same, told.photos) == (3, 0, 0, 0, 1)
    arrived = get_meeting(office, meeting.id)
    assert (arrived.title, arrived.retention_on, arrived.questions) == (
        meeting.title,
        meeting.retention_on,
        meeting.questions,
    )
    assert there(office, meeting) == there(context, meeting)
    with office.database.reading() as session, context.database.reading() as laptop:
        assert meetings.purpose_texts(session, arrived.purpose_version or 0) == meetings.purpose_texts(
            laptop, meeting.purpose_version or 0
        )
    assert [file.name for file in folder_of(office, meeting.id).glob("*")] == [there(office, meeting)[uuid(3)].photo]


def test_rule_6_6_the_card_opens_and_removes_marks_in_the_office_too(
    office: Context, meeting: Meeting, take: Take
) -> None:
    assert take().codes_work
    assert len(my_marks(office, credential=ANNA.card)) == 3
    remove_mark(office, credential=ANNA.card, uuid=uuid(1))
    assert len(my_marks(office, credential=ANNA.card)) == 2


def test_the_same_pack_again_changes_nothing(context: Context, office: Context, meeting: Meeting) -> None:
    file = pack(context, meeting)
    take_over(office, file, passphrase=WORDS)
    before = there(office, meeting)
    again = take_over(office, file, passphrase=WORDS)
    assert (again.new, again.changed, again.withdrawn, again.same, again.photos) == (0, 0, 0, 3, 0)
    assert there(office, meeting) == before


def test_a_later_pack_adds_only_what_came_since(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    take()
    put(context, meeting, 4)
    remove_mark(context, credential=ANNA.card, uuid=uuid(2))
    told = take()
    assert (told.new, told.changed, told.withdrawn, told.same) == (1, 0, 1, 2)
    assert there(office, meeting)[uuid(2)].geometry is None


def test_what_was_taken_back_in_the_office_does_not_come_again(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    take()
    remove_mark(office, credential=ANNA.card, uuid=uuid(3))
    take()
    mark = there(office, meeting)[uuid(3)]
    assert (mark.state, mark.text, mark.photo) == ("withdrawn", "", None)
    assert list(folder_of(office, meeting.id).glob("*")) == []


def test_a_decision_of_the_office_is_not_undone_by_a_file(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    take()
    review_mark(office, meeting.id, uuid(1), decision="hide")
    put(context, meeting, 5)
    take()
    assert there(office, meeting)[uuid(1)].state == "hidden"


def test_an_older_pack_is_refused_and_says_its_day(context: Context, office: Context, meeting: Meeting) -> None:
    old = pack(context, meeting)
    put(context, meeting, 6)
    take_over(office, pack(context, meeting), passphrase=WORDS)
    with pytest.raises(Conflict) as refused:
        take_over(office, old, passphrase=WORDS)
    assert (refused.value.code, refused.value.params["value"]) == ("pack_older", "2026-05-20")


@pytest.mark.parametrize("harm", ["cut", "bit", "passphrase", "head", "other"])
def test_a_damaged_or_foreign_file_is_refused_and_nothing_changes(
    context: Context, office: Context, meeting: Meeting, harm: str
) -> None:
    whole = pack(context, meeting)
    broken = {
        "cut": whole[:-100],
        "bit": whole[:-1] + bytes([whole[-1] ^ 1]),
        "passphrase": whole,
        "head": whole.replace(b'"salt": "', b'"salt": "00', 1),
        "other": b"PK\x03\x04 some other file",
    }[harm]
    with pytest.raises(InputRefused) as refused:
        take_over(office, broken, passphrase="WRONG" if harm == "passphrase" else WORDS)
    assert refused.value.code == ("pack_not_one" if harm == "other" else "pack_damaged")
    with pytest.raises(NotFound):
        get_meeting(office, meeting.id)


def test_the_meeting_of_another_municipality_is_refused_by_the_name_of_its_ground(
    context: Context, meeting: Meeting, migrated: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    shutil.copytree(migrated, folder)
    elsewhere = wiring.build(Settings(data_dir=folder), clock=lambda: NOW)
    with pytest.raises(InputRefused) as refused:
        take_over(elsewhere, pack(context, meeting), passphrase=WORDS)
    assert (refused.value.code, refused.value.params["value"]) == ("pack_foreign", "Kvadrāts")
    elsewhere.database.close()


def test_a_purpose_of_the_same_number_and_other_words_keeps_its_own_words(
    office: Context, meeting: Meeting, take: Take
) -> None:
    with office.database.transaction() as session:
        meetings.put_purpose(session, meeting.purpose_version or 0, {"lv": "Citas pašvaldības vārdi"})
    take()
    arrived = get_meeting(office, meeting.id)
    assert arrived.purpose_version != meeting.purpose_version
    with office.database.reading() as session:
        assert "Citas" not in meetings.purpose_texts(session, arrived.purpose_version or 0)["lv"]


def test_a_code_that_another_meeting_has_here_is_given_anew(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    other = replace(new_meeting(office), code=meeting.code)
    with office.database.transaction() as session:
        meetings.put_meetings(session, [other])
    told = take()
    assert told.new_code not in {"", meeting.code}
    assert get_meeting(office, meeting.id).code == told.new_code


def test_one_card_used_on_both_sides_stays_one_person(context: Context, office: Context, meeting: Meeting) -> None:
    current_purpose(office)
    with office.database.transaction() as session:
        meetings.put_meetings(session, [meeting])
    join(office, meeting, replace(ANNA, number=1))
    take_over(office, pack(context, meeting), passphrase=WORDS)
    with office.database.reading() as session:
        assert meetings.count_participants(session, meeting.id) == 1
    assert len(my_marks(office, credential=ANNA.card)) == 3


def test_rule_6_15_the_laptops_copy_is_erased_after_the_offices_confirmation(
    context: Context, office: Context, meeting: Meeting, take: Take
) -> None:
    told = take()
    set_state(context, meeting.id, "closed")
    with pytest.raises(InputRefused):
        erase_meeting(context, meeting.id, confirmation="00000000")
    erase_meeting(context, meeting.id, confirmation=told.confirmation.lower())
    with pytest.raises(NotFound):
        get_meeting(context, meeting.id)
    assert not folder_of(context, meeting.id).exists()
    left = b"".join(file.read_bytes() for file in context.settings.data_dir.rglob("*") if file.is_file())
    assert b"Te dzied putni" not in left
    assert len(there(office, meeting)) == 3


def test_nothing_is_erased_that_the_office_does_not_have(context: Context, meeting: Meeting, take: Take) -> None:
    set_state(context, meeting.id, "closed")
    with pytest.raises(Conflict):
        erase_meeting(context, meeting.id, confirmation="00000000")
    set_state(context, meeting.id, "open")
    told = take()
    put(context, meeting, 7)
    with pytest.raises(Conflict) as open_still:
        erase_meeting(context, meeting.id, confirmation=told.confirmation)
    set_state(context, meeting.id, "closed")
    with pytest.raises(Conflict) as newer:
        erase_meeting(context, meeting.id, confirmation=told.confirmation)
    assert [open_still.value.code, newer.value.code] == ["erase_while_open", "erase_something_new"]


def test_a_pack_tells_nothing_without_its_passphrase(context: Context, meeting: Meeting) -> None:
    file = pack(context, meeting)
    for word in (meeting.title, meeting.code, "putni", uuid(1), "Novada dome"):
        assert word.encode() not in file
    assert opened(sealed(b"x" * 1000, WORDS), WORDS.lower().replace("-", " ")) == b"x" * 1000
    assert sealed(b"x", WORDS) != sealed(b"x", WORDS)
    assert len({new_passphrase() for _ in range(50)}) == 50
