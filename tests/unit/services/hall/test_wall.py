"""The feed of the screen: batches of five people, numbers in fives, nothing of one person."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_mark
from gis_app.services.hall import phases
from gis_app.services.hall.cards import add_card, edit_card
from gis_app.services.hall.closing import save_closing
from gis_app.services.hall.wall import wall_feed
from gis_app.services.meetings import set_headcount
from gis_app.services.my_marks import remove_all, remove_mark
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.models import PaperSheetRow
from tests.meeting_world import HOUSE, MEADOW, PARK, SHELTER, Phone, build_world, lonlat, new_meeting, uuid
from tests.unit.services.hall.hall_world import FAR_MEADOW, Hall

FIVE = range(1, 6)
KEYS = {
    "version",
    "title",
    "state",
    "phase",
    "small",
    "people",
    "numbers",
    "card",
    "closing",
    "frozen",
    "likes",
    "words",
}


@pytest.fixture
def hall(context: Context) -> Hall:
    build_world(context)
    return Hall(context, new_meeting(context))


def _likes(hall: Hall) -> list[tuple[str, int]]:
    feed = wall_feed(hall.context, hall.meeting.id)
    return sorted((spot["place"], spot["people"]) for spot in feed["likes"])


def _shown(context: Context, meeting: Meeting) -> dict[str, str | None]:
    with context.database.reading() as session:
        found = marks.marks_of(session, meeting=meeting.id)
    return {mark.uuid: mark.participant for mark in found if mark.on_wall}


def test_rule_6_9_likes_wait_until_they_are_of_five_people(hall: Hall) -> None:
    for person in (1, 1, 1, 2, 3, 4):
        hall.place(person, PARK)
        assert _likes(hall) == []
    hall.place(5)
    assert _likes(hall) == [("", 1), ("Liepu parks", 4)]


def test_rule_6_9_a_batch_after_the_first_is_of_five_people_too(hall: Hall) -> None:
    for person in FIVE:
        hall.place(person, PARK)
    assert _likes(hall) == [("Liepu parks", 5)]
    for person in (1, 6, 7, 8):
        hall.place(person, FAR_MEADOW)
        assert _likes(hall) == [("Liepu parks", 5)]
    hall.place(9, FAR_MEADOW)
    assert _likes(hall) == [("", 5), ("Liepu parks", 5)]


def test_likes_of_one_person_at_one_place_count_once(hall: Hall) -> None:
    for person in FIVE:
        hall.place(person, PARK)
    hall.place(1, (PARK[0] + 8, PARK[1]))
    for person in (6, 7, 8, 9):
        hall.place(person, PARK)
    assert _likes(hall) == [("Liepu parks", 9)]


def test_rule_6_3_a_like_near_a_dwelling_is_neither_drawn_nor_counted_for_a_batch(hall: Hall) -> None:
    for person in FIVE:
        hall.place(person, HOUSE)
    assert _likes(hall) == []
    for person in (6, 7, 8, 9):
        hall.place(person)
    assert _likes(hall) == [], "four people besides those at the house"
    hall.place(10)
    assert _likes(hall) == [("", 5)]


def test_rule_6_3_a_disliked_place_is_one_number_and_never_a_point(hall: Hall) -> None:
    for person in range(1, 13):
        hall.place(person, FAR_MEADOW, "dislike", text="bail")
        hall.place(person, SHELTER, "dislike")
    feed = wall_feed(hall.context, hall.meeting.id)
    assert feed["numbers"] == [{"kind": "dislike", "people": 10}]
    assert feed["likes"] == []
    written = json.dumps(feed)
    assert not any(f"{degree:.3f}" in written for place in (FAR_MEADOW, SHELTER) for degree in lonlat(place))
    assert "bail" not in written


def test_rule_6_9_words_wait_for_approval_and_are_of_public_places_only(hall: Hall) -> None:
    told = hall.place(1, PARK, text="liepas zied")
    elsewhere = hall.place(2, text="mana pļava")
    waiting = hall.place(3, PARK, text="vēl neviens nav lasījis")
    for person in (4, 5):
        hall.place(person, PARK)
    hall.approve(told)
    hall.approve(elsewhere)
    hall.approve(waiting, words=False)
    assert wall_feed(hall.context, hall.meeting.id)["words"] == [{"place": "Liepu parks", "text": "liepas zied"}]


def test_rule_6_6_what_is_taken_back_or_hidden_leaves_the_screen_at_once_even_a_stopped_one(hall: Hall) -> None:
    placed = [hall.place(person, PARK) for person in range(1, 8)]
    assert _likes(hall) == [("Liepu parks", 7)]
    phases.set_frozen(hall.context, hall.meeting.id, frozen=True)
    remove_mark(hall.context, credential=Phone(1).token, uuid=placed[0])
    review_mark(hall.context, hall.meeting.id, placed[1], decision="hide")
    assert dict(_likes(hall))["Liepu parks"] == 5
    assert remove_all(hall.context, credential=Phone(3).card) == 1
    assert dict(_likes(hall))["Liepu parks"] == 4


def test_a_stopped_screen_shows_nothing_new_until_it_goes_on(hall: Hall) -> None:
    for person in FIVE:
        hall.place(person, PARK)
    before = wall_feed(hall.context, hall.meeting.id)
    phases.set_frozen(hall.context, hall.meeting.id, frozen=True)
    for person in range(6, 16):
        hall.place(person)
        hall.place(person, FAR_MEADOW, "dislike")
    add_card(hall.context, hall.meeting.id, place="Liepu parks", point=None)
    stopped = wall_feed(hall.context, hall.meeting.id)
    assert {**stopped, "frozen": False, "version": before["version"]} == before
    phases.set_frozen(hall.context, hall.meeting.id, frozen=False)
    after = wall_feed(hall.context, hall.meeting.id)
    assert (after["frozen"], after["people"], len(after["likes"])) == (False, 15, 2)


def test_another_phase_lets_a_stopped_screen_go_on(hall: Hall) -> None:
    phases.set_frozen(hall.context, hall.meeting.id, frozen=True)
    phases.set_phase(hall.context, hall.meeting.id, "talk")
    feed = wall_feed(hall.context, hall.meeting.id)
    assert (feed["phase"], feed["frozen"]) == ("talk", False)


def test_rule_6_7_a_room_of_ten_or_fewer_sees_words_only(hall: Hall) -> None:
    for person in range(1, 11):
        hall.place(person, PARK)
    assert _likes(hall) != [], "while people mark nobody knows how many they will be"
    phases.set_phase(hall.context, hall.meeting.id, "talk")
    feed = wall_feed(hall.context, hall.meeting.id)
    assert (feed["small"], feed["likes"], feed["people"]) == (True, [], 0)
    hall.place(11, PARK)
    assert wall_feed(hall.context, hall.meeting.id)["small"] is False


def test_rule_6_7_a_headcount_of_ten_says_at_once_that_the_room_is_small(hall: Hall) -> None:
    set_headcount(hall.context, hall.meeting.id, 10)
    for person in range(1, 13):
        hall.place(person, PARK)
        hall.place(person, FAR_MEADOW, "dislike")
    feed = wall_feed(hall.context, hall.meeting.id)
    assert (feed["small"], feed["likes"], feed["words"]) == (True, [], [])
    assert feed["numbers"] == [{"kind": "dislike", "people": 0}]
    assert _shown(hall.context, hall.meeting) == {}


def test_the_card_in_hand_is_shown_while_the_room_talks(hall: Hall) -> None:
    card = add_card(hall.context, hall.meeting.id, place="Ceļš uz skolu", point=None)
    edit_card(hall.context, hall.meeting.id, card.id, words={"sentence": "Tumšs.", "cause": "Nav laternu."})
    assert wall_feed(hall.context, hall.meeting.id)["card"] is None
    phases.set_phase(hall.context, hall.meeting.id, "talk")
    shown = wall_feed(hall.context, hall.meeting.id)["card"]
    assert shown == {"place": "Ceļš uz skolu", "words": {"cause": "Nav laternu.", "sentence": "Tumšs."}}
    phases.take_card_in_hand(hall.context, hall.meeting.id, "")
    assert wall_feed(hall.context, hall.meeting.id)["card"] is None


def test_the_sentences_are_shown_while_the_room_closes(hall: Hall) -> None:
    save_closing(hall.context, hall.meeting.id, {"sentence": ["Viens.", "Divi."], "by_when": ["2026-06-01"]})
    assert wall_feed(hall.context, hall.meeting.id)["closing"] is None
    phases.set_phase(hall.context, hall.meeting.id, "close")
    closing = wall_feed(hall.context, hall.meeting.id)["closing"]
    assert closing == {
        "sentences": ["Viens.", "Divi."],
        "next_step": "",
        "who": "",
        "by_when": "2026-06-01",
        "next_date": None,
    }


def test_the_version_stays_while_nothing_changes_that_the_screen_shows(hall: Hall) -> None:
    hall.place(1, PARK)
    first = wall_feed(hall.context, hall.meeting.id)["version"]
    hall.place(2, PARK)
    hall.place(2, FAR_MEADOW, "dislike")
    assert wall_feed(hall.context, hall.meeting.id)["version"] == first
    for person in (3, 4, 5):
        hall.place(person, PARK)
    assert wall_feed(hall.context, hall.meeting.id)["version"] != first


def test_a_sheet_counts_as_many_people_as_used_it_but_not_more_than_its_marks(hall: Hall) -> None:
    with hall.context.database.transaction() as session:
        session.add(_sheet("AAAA", hall.meeting.id, headcount=20))
        session.add(_sheet("BBBB", hall.meeting.id, headcount=None))
        session.flush()
    _stickers(hall, "BBBB", 9)
    assert _likes(hall) == [], "nobody counted who used the sheet: it may have been one person"
    _stickers(hall, "AAAA", 4)
    assert _likes(hall) == [("", 5)], "four stickers, and one at least of the other sheet"


def _sheet(code: str, meeting: str, *, headcount: int | None) -> PaperSheetRow:
    day = datetime(2026, 5, 20, tzinfo=UTC).date()
    box = {"west": 500_000.0, "south": 312_000.0, "east": 501_000.0, "north": 313_000.0}
    grid = {"grid_columns": 10, "grid_rows": 10, "scale": 5000, "paper": "a1"}
    return PaperSheetRow(code=code, meeting=meeting, epsg=3059, headcount=headcount, made=day, **box, **grid)


def _stickers(hall: Hall, sheet: str, number: int) -> None:
    model = hall.place(90, MEADOW)
    with hall.context.database.transaction() as session:
        known = marks.find_mark(session, model)
        assert known is not None
        copies = [
            replace(known, uuid=uuid(9000 + ord(sheet[0]) * 100 + at), participant=None, sheet=sheet, channel="paper")
            for at in range(number)
        ]
        marks.add_marks(session, copies)
    remove_mark(hall.context, credential=Phone(90).token, uuid=model)


ACTIONS = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(["like", "like", "like", "dislike", "take back", "hide", "freeze", "go on"]),
        st.sampled_from([PARK, MEADOW, HOUSE, (500_310.0, 312_705.0)]),
    ),
    min_size=15,
    max_size=45,
)


@given(actions=ACTIONS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rule_6_9_no_two_looks_at_the_screen_tell_of_fewer_than_five_people(
    context: Context, actions: list[tuple[int, str, tuple[float, float]]]
) -> None:
    with context.database.reading() as session:
        if not meetings.list_meetings(session):
            session.close()
            build_world(context)
    hall = Hall(context, new_meeting(context))
    hall.numbers = iter(range(next(OFFSETS) * 1000 + 1, 10**9))  # type: ignore[assignment]
    mine: dict[str, int] = {}
    shown: dict[str, str | None] = {}
    people = 0
    for person, what, place in actions:
        _act(hall, person, what, place, mine)
        feed = wall_feed(context, hall.meeting.id)
        now = _shown(context, hall.meeting)
        fresh = {now[key] for key in now.keys() - shown.keys()}
        assert not fresh or len(fresh) >= 5
        counted = sum(spot["people"] for spot in feed["likes"])
        assert fresh or counted <= people, "without a batch the screen shows no more than before"
        shown, people = now, counted
        _says_nothing_of_one(hall, feed)


OFFSETS = iter(range(1, 10**6))


def _act(hall: Hall, person: int, what: str, place: tuple[float, float], mine: dict[str, int]) -> None:
    context, meeting = hall.context, hall.meeting
    if what in {"like", "dislike"}:
        where = FAR_MEADOW if what == "dislike" else place
        if sum(owner == person for owner in mine.values()) < 5:
            mine[hall.place(person, where, what, text="neviena neredzēts vārds")] = person
    elif what in {"freeze", "go on"}:
        phases.set_frozen(context, meeting.id, frozen=what == "freeze")
    else:
        own = next((key for key, owner in mine.items() if owner == person), None)
        if own is not None and what == "take back":
            remove_mark(context, credential=Phone(person).token, uuid=own)
            del mine[own]
        elif own is not None:
            review_mark(context, meeting.id, own, decision="hide")


def _says_nothing_of_one(hall: Hall, feed: dict[str, object]) -> None:
    written = json.dumps(feed, ensure_ascii=False)
    assert set(feed) == KEYS
    assert isinstance(feed["likes"], list)
    for spot in feed["likes"]:
        assert set(spot) == {"id", "lon", "lat", "place", "people"}
    assert isinstance(feed["numbers"], list)
    assert all(number["people"] % 5 == 0 for number in feed["numbers"])
    assert isinstance(feed["people"], int)
    assert feed["people"] % 5 == 0
    assert [spot["id"] for spot in feed["likes"]] == sorted(spot["id"] for spot in feed["likes"])
    far_lon, far_lat = lonlat(FAR_MEADOW)
    assert not any(abs(spot["lon"] - far_lon) < 0.001 and abs(spot["lat"] - far_lat) < 0.001 for spot in feed["likes"])
    assert "neredzēts" not in written
    with hall.context.database.reading() as session:
        found = marks.marks_of(session, meeting=hall.meeting.id, withdrawn=True)
    secrets = {mark.uuid for mark in found} | {mark.participant for mark in found if mark.participant}
    assert not any(secret in written for secret in secrets)
    assert "2026-" not in written
