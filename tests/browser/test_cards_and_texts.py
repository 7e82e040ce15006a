"""A phone that already marks is shown a card, the text of the purpose changes, the room moves on: nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

from playwright.sync_api import Page, expect

from gis_app.services.devices.passes import hand_out
from gis_app.services.hall.phases import set_phase
from gis_app.services.kit.deck import new_cards
from gis_app.services.my_marks import my_marks
from gis_app.store import meetings
from tests.browser.devices import come, deck, leave, sent
from tests.browser.room import Room, begin, finish, mark_it, open_page
from tests.browser.site import Watch

Visit = Callable[..., Page]
SAVED = "Viss ir saglabāts."


def _marked(visit: Visit, room: Room, *, card: str = "") -> Page:
    """A phone that has marked one place, with a card of its own or with this one."""
    page = visit(size="phone", hall=True)
    if card:
        open_page(page, room, card=card)
        page.click("#begin")
    else:
        begin(page, room)
    mark_it(page)
    expect(page.locator("#sent-state")).to_have_text(SAVED)
    return page


def _show_card(page: Page, room: Room, card: str) -> None:
    page.goto("about:blank")
    open_page(page, room, card=card)
    expect(page.locator("#step-card")).to_be_visible()


def _new_text(room: Room) -> None:
    """The institution changes what residents are told first."""
    version = (room.meeting.purpose_version or 0) + 1
    with room.context.database.transaction() as session:
        meetings.put_purpose(session, version, {"lv": "Jauna uzruna.\nAtbildīgs: dome.", "ru": "Текст.", "en": "Text."})
        now = meetings.get_meeting(session, room.meeting.id)
        meetings.put_meetings(session, [replace(now, purpose_version=version)])


def test_a_phone_that_already_marks_brings_its_marks_along_to_a_fresh_card(visit: Visit, room: Room) -> None:
    (card,) = new_cards(room.context, room.meeting, 1)
    page = _marked(visit, room)
    _show_card(page, room, card)
    page.click("#card-mine")
    expect(page.locator("#status")).to_have_text("Jūsu atzīmes tagad ir pie jaunās kartītes.")
    mark_it(page, "Slokas iela")
    expect(page.locator("#sent-state")).to_have_text(SAVED)
    finish(page)
    expect(page.locator("#mine .mine-what")).to_have_count(2)
    assert len({mark.participant for mark in room.marks}) == 1
    assert len(my_marks(room.context, credential=card)) == 2


def test_rule_6_6_a_card_with_marks_asks_before_two_become_one(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("409")
    (card,) = new_cards(room.context, room.meeting, 1)
    _marked(visit, room, card=card)
    page = _marked(visit, room)
    _show_card(page, room, card)
    page.click("#card-mine")
    expect(page.locator("#card-whose")).to_have_text("Ar šo kartīti jau ir atzīmes. Vai tās arī ir jūsu?")
    assert len({mark.participant for mark in room.marks}) == 2
    page.click("#card-together")
    expect(page.locator("#step-list")).to_be_visible()
    finish(page)
    expect(page.locator("#mine .mine-what")).to_have_count(2)
    assert len({mark.participant for mark in room.marks}) == 1


def test_rule_6_1_what_was_placed_under_an_earlier_text_waits_until_the_new_one_is_read(
    visit: Visit, room: Room, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("409")
    watch.expect("401")
    page = visit(size="phone", hall=True)
    open_page(page, room)
    page.context.set_offline(True)
    page.click("#begin")
    mark_it(page)
    _new_text(room)
    page.context.set_offline(False)
    expect(page.locator("#step-purpose")).to_contain_text("Jauna uzruna.")
    with page.expect_response(lambda answer: answer.url.endswith("/marks") and answer.status == 401):
        page.evaluate("dispatchEvent(new Event('online'))")
    assert room.stored == []
    page.click("#begin")
    expect(page.locator("#sent-state")).to_have_text(SAVED)
    assert room.stored == ["like"]


def test_who_has_left_the_tablet_before_the_text_changed_loses_nothing(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    (card,) = deck(room, 1)
    tablet = visit(size="laptop", hall=True)
    secret = hand_out(room.context, room.meeting.id, kind="tablet", label="Pie durvīm").secret
    tablet.goto(f"/lv/m/{room.meeting.code}/tablet#{secret}")
    expect(tablet.locator("#step-start")).to_be_visible()
    tablet.context.set_offline(True)
    come(tablet, card)
    mark_it(tablet)
    leave(tablet)
    expect(tablet.locator("#tablet-state")).to_have_text("gaida: 1")
    _new_text(room)
    tablet.context.set_offline(False)
    sent(tablet)
    assert room.stored == ["like"]


def test_a_phone_on_which_nothing_is_sent_learns_that_the_room_talks_now(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    page.clock.install()
    begin(page, room)
    expect(page.locator("#phase")).to_be_hidden()
    set_phase(room.context, room.meeting.id, "talk")
    page.clock.fast_forward(60_000)
    expect(page.locator("#phase")).to_contain_text("Runājam")
