"""The gate between what a meeting holds and what the public sees of it."""

from dataclasses import replace
from datetime import date

import pytest

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.meeting_content import Closing
from gis_app.domain.meetings import Meeting
from gis_app.domain.problem_cards import ProblemCard
from gis_app.domain.publications import Talk
from gis_app.services.afterwards.feedback import feedback_of
from gis_app.services.afterwards.publishing import gate, publish, take_back
from gis_app.services.afterwards.results import last_time, published_results
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.mark_input import read_mark
from gis_app.services.meetings import get_meeting, set_headcount, set_state
from gis_app.services.place_mark import place_mark
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store.meetings import put_meetings
from gis_app.store.problem_cards import put_card
from gis_app.text.feedback import LONGEST, short_text
from gis_app.text.words import words_for
from tests.meeting_world import NEIGHBOUR, PARK, SQUARE, Phone, build_world, join, mark, new_meeting, uuid

CLOSING = Closing(
    sentences=("Parku gribam paturēt.", "Celiņš ir tumšs.", "Sols vajadzīgs pie pieturas."),
    next_step="Apskatīt celiņu vakarā",
    who="sociālais dienests",
    by_when=date(2026, 7, 1),
    next_date=date(2026, 9, 1),
    missing_people="jaunieši",
)
TALK = Talk(date(2026, 5, 20), "biedrības pārstāve", "Par celiņu teikt tā, kā telpā vienojās.")
LATVIAN = words_for("lv")


@pytest.fixture
def meeting(context: Context) -> Meeting:
    """A closed meeting of eleven people who like the park, its marks still to be reviewed."""
    build_world(context)
    made = new_meeting(context)
    for number in range(1, 12):
        join(context, made, Phone(number))
        sent = read_mark(mark(number, PARK, text=f"vārds {number}"))
        place_mark(context, code=made.code, token=Phone(number).token, sent=sent)
    closed = replace(set_state(context, made.id, "closed"), closing=CLOSING)
    with context.database.transaction() as session:
        put_meetings(session, [closed])
    return closed


def _review(context: Context, meeting: Meeting, numbers: range = range(1, 12)) -> None:
    for number in numbers:
        review_mark(context, meeting.id, uuid(number), decision="approve")
        review_text(context, meeting.id, uuid(number), decision="refuse" if number == 3 else "approve")


def _publish(context: Context, meeting: Meeting) -> None:
    publish(context, meeting.id, talk=TALK, account=None)


def test_rule_6_7_the_preview_is_what_the_public_sees(context: Context, meeting: Meeting) -> None:
    _review(context, meeting)
    preview = gate(context, meeting.id).preview
    with pytest.raises(NotFound, match="results_not_public"):
        published_results(context, meeting.id)
    _publish(context, meeting)
    assert published_results(context, meeting.id) == preview
    assert list(preview.likes) == published_likes(context, "p")
    assert preview.counts == (("like", 11), ("dislike", None))
    assert "vārds 3" not in preview.likes[0].properties["text"]


def test_rule_6_7_a_meeting_under_review_is_not_published(context: Context, meeting: Meeting) -> None:
    _review(context, meeting, range(1, 11))
    with pytest.raises(Conflict, match="publish_unreviewed"):
        _publish(context, meeting)
    assert get_meeting(context, meeting.id).published_on is None
    review_mark(context, meeting.id, uuid(11), decision="hide")
    _publish(context, meeting)
    assert published_results(context, meeting.id).likes[0].properties["likes"] == 10


def test_rule_6_7_an_open_meeting_is_not_published(context: Context, meeting: Meeting) -> None:
    _review(context, meeting)
    set_state(context, meeting.id, "open")
    with pytest.raises(Conflict, match="publish_while_open"):
        _publish(context, meeting)


@pytest.mark.parametrize("day", [date(2026, 5, 19), date(2026, 5, 21)])
def test_rule_6_7_a_talk_that_cannot_have_been_is_refused(context: Context, meeting: Meeting, day: date) -> None:
    _review(context, meeting)
    with pytest.raises(InputRefused, match="talk_day_refused"):
        publish(context, meeting.id, talk=Talk(day, "pārstāve", "saruna"), account=None)


def test_rule_6_7_a_talk_needs_a_role_and_a_note() -> None:
    with pytest.raises(InputRefused, match="talk_role_refused"):
        Talk(date(2026, 5, 20), "", "saruna")
    with pytest.raises(InputRefused, match="talk_note_refused"):
        Talk(date(2026, 5, 20), "pārstāve", "")


def test_rule_6_7_ten_people_publish_their_sentences_only(context: Context, meeting: Meeting) -> None:
    set_headcount(context, meeting.id, 10)
    _publish(context, meeting)
    seen = published_results(context, meeting.id)
    assert (seen.small, seen.people, seen.counts, seen.likes, seen.places) == (True, None, (), (), ())
    assert seen.closing.sentences == CLOSING.sentences
    assert published_likes(context, "p") == []


def test_rule_6_7_a_publication_is_taken_back_at_once_and_both_acts_are_logged(
    context: Context, meeting: Meeting
) -> None:
    _review(context, meeting)
    _publish(context, meeting)
    take_back(context, meeting.id, account=None)
    take_back(context, meeting.id, account=None)
    assert published_likes(context, "p") == []
    with pytest.raises(NotFound):
        published_results(context, meeting.id)
    acts = gate(context, meeting.id).acts
    assert {act.what for act in acts} == {"published", "withdrawn"}
    assert {act.talk for act in acts} == {TALK, None}
    with context.database.reading() as session:
        done = [entry.what for entry in audit.entries(session)]
    assert done[:2] == ["results.withdrawn", "results.published"]


def test_rule_6_7_a_sentence_edited_later_waits_for_the_next_act(context: Context, meeting: Meeting) -> None:
    _review(context, meeting)
    _publish(context, meeting)
    changed = replace(get_meeting(context, meeting.id), closing=replace(CLOSING, sentences=("Citādi.",) * 3))
    with context.database.transaction() as session:
        put_meetings(session, [changed])
    assert published_results(context, meeting.id).closing.sentences == CLOSING.sentences
    assert gate(context, meeting.id).outdated


def test_who_was_missing_in_the_room_stays_inside(context: Context, meeting: Meeting) -> None:
    _review(context, meeting)
    _publish(context, meeting)
    assert "jaunieši" not in repr(published_results(context, meeting.id))


def test_rule_6_3_of_places_talked_about_only_those_that_the_room_made_public_are_shown(
    context: Context, meeting: Meeting
) -> None:
    with context.database.transaction() as session:
        for number, public in ((1, True), (2, False)):
            words = {"sentence": f"Teikums {number}.", "cause": ""}
            put_card(session, ProblemCard(uuid(number), meeting.id, f"Vieta {number}", words, public, number))
    _review(context, meeting)
    _publish(context, meeting)
    (place,) = published_results(context, meeting.id).places
    assert (place.place, dict(place.words), place.lon) == ("Vieta 1", {"sentence": "Teikums 1."}, None)
    assert feedback_of(context, meeting.id, LATVIAN).talked == (("Vieta 1", "Teikums 1."),)


def test_what_stays_inside_is_counted_by_its_reason(context: Context, meeting: Meeting) -> None:
    _review(context, meeting, range(1, 9))
    review_mark(context, meeting.id, uuid(9), decision="hide")
    found = gate(context, meeting.id)
    assert dict(found.left_out) == {"hidden": 1, "unreviewed": 2}
    assert found.waiting == 2


def test_what_was_published_here_before_is_told_to_the_next_meeting(context: Context, meeting: Meeting) -> None:
    assert last_time(context, project="p", territory_id=SQUARE) is None
    _review(context, meeting)
    _publish(context, meeting)
    earlier = last_time(context, project="p", territory_id=SQUARE)
    assert earlier is not None
    assert earlier.closing.next_step == "Apskatīt celiņu vakarā"
    assert last_time(context, project="p", territory_id=SQUARE, but=meeting.id) is None
    assert last_time(context, project="p", territory_id=NEIGHBOUR) is None


def test_the_sheet_back_holds_marks_only_once_they_are_public(context: Context, meeting: Meeting) -> None:
    _review(context, meeting)
    before = feedback_of(context, meeting.id, LATVIAN)
    assert (before.liked, before.counts, before.people, before.published) == ((), (), None, False)
    assert before.sentences == CLOSING.sentences
    _publish(context, meeting)
    after = feedback_of(context, meeting.id, LATVIAN, address="http://karte.test/r")
    assert (after.liked, after.counts, after.people) == (("Liepu parks",), (("like", 11),), 11)
    assert after.short.endswith("http://karte.test/r")


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
@pytest.mark.parametrize("length", [10, 200, 2000])
def test_the_short_text_fits_into_a_message_and_keeps_its_address(language: str, length: int) -> None:
    long = replace(CLOSING, sentences=("vārds " * length,) * 5, next_step="solis " * length)
    address = "http://karte.test/lv/meetings/1/results"
    text = short_text("Tikšanās", date(2026, 5, 20), long, words_for(language), address=address)
    assert len(text) <= LONGEST
    assert text.endswith(address)
