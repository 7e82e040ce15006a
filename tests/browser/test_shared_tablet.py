"""The shared tablet over plain HTTP: people one after another, with and without cards, also with the server gone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from gis_app.services import keys
from gis_app.services.devices.passes import hand_out, list_passes, take_back
from gis_app.services.my_marks import my_marks
from tests.browser.devices import come, deck, leave, nothing_of, sent
from tests.browser.room import Room, choose, mark_it
from tests.browser.site import Watch

Visit = Callable[..., Page]
CODE = re.compile(r"^\w{4}-\w{4}-\w{4}$")
WORDS = "Mana slepenā vieta"


@pytest.fixture
def tablet(visit: Visit, room: Room) -> Page:
    """A tablet that the facilitator has opened."""
    page = visit(size="laptop", hall=True)
    secret = hand_out(room.context, room.meeting.id, kind="tablet", label="Pie durvīm").secret
    page.goto(f"/lv/m/{room.meeting.code}/tablet#{secret}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    expect(page.locator("#step-start")).to_be_visible()
    assert secret not in page.url
    return page


def test_two_people_one_after_another_mark_with_their_cards_and_leave_nothing_behind(tablet: Page, room: Room) -> None:
    first, second = deck(room, 2)
    assert tablet.evaluate("isSecureContext") is False
    come(tablet, first)
    mark_it(tablet, text=WORDS)
    leave(tablet)
    sent(tablet)
    nothing_of(tablet, WORDS, first, keys.clean_code(first))
    come(tablet, second)
    expect(tablet.locator("#count")).to_be_empty()
    mark_it(tablet, "Slokas iela")
    leave(tablet)
    sent(tablet)
    assert {mark.channel for mark in room.marks} == {"tablet"}
    assert [len(my_marks(room.context, credential=card)) for card in (first, second)] == [1, 1]


def test_a_card_that_does_not_exist_is_refused_before_the_first_question(tablet: Page, watch: Watch) -> None:
    watch.expect("404")
    tablet.fill("#tablet-card", "7KQ2-M4XA")
    tablet.click("#start-card")
    expect(tablet.locator("#tablet-problem")).to_contain_text("12 burti")
    come(tablet, keys.new_card())
    expect(tablet.locator("#step-start")).to_be_visible()
    expect(tablet.locator("#tablet-problem")).to_contain_text("tādas kartītes nav")


def test_whoever_has_no_card_gets_a_code_at_the_end_that_opens_their_marks(tablet: Page, room: Room) -> None:
    come(tablet)
    mark_it(tablet)
    tablet.click("#finish")
    expect(tablet.locator("#step-done")).to_be_visible()
    expect(tablet.locator("#mine li")).to_have_count(1)
    expect(tablet.locator("#card-code")).to_have_text(CODE)
    card = tablet.locator("#card-code").inner_text()
    tablet.click("#leave")
    expect(tablet.locator("#step-start")).to_be_visible()
    sent(tablet)
    assert len(my_marks(room.context, credential=card)) == 1
    nothing_of(tablet, card, card.replace("-", ""))


def test_after_ninety_seconds_the_tablet_asks_and_after_two_minutes_it_begins_anew(tablet: Page) -> None:
    tablet.clock.install()
    come(tablet)
    choose(tablet)
    tablet.clock.pause_at(tablet.evaluate("Date.now() / 1000 + 30"))  # from here on time goes as the test says
    tablet.fill("#words", WORDS)
    tablet.clock.run_for(85_000)
    expect(tablet.locator("#idle")).to_be_hidden()
    tablet.clock.run_for(6_000)
    expect(tablet.locator("#idle")).to_be_visible()
    expect(tablet.locator("#idle-stay")).to_be_focused()
    expect(tablet.locator("#idle-stay")).to_have_text("Vēl domāju")
    expect(tablet.locator("#idle-words")).to_contain_text("Atlikušas sekundes:")
    expect(tablet.locator("#idle-said")).to_contain_text("30")
    tablet.click("#idle-stay")
    expect(tablet.locator("#words")).to_have_value(WORDS)
    tablet.clock.run_for(95_000)
    expect(tablet.locator("#idle")).to_be_visible()
    tablet.mouse.click(5, 5)
    tablet.keyboard.press("Escape")
    expect(tablet.locator("#idle")).to_be_visible()
    tablet.clock.run_for(26_000)
    expect(tablet.locator("#step-start")).to_be_visible()
    nothing_of(tablet, WORDS)


def test_rule_6_9_the_way_back_shows_the_first_screen_and_nothing_of_anybody(tablet: Page, room: Room) -> None:
    (card,) = deck(room, 1)
    come(tablet, card)
    choose(tablet)
    tablet.fill("#words", WORDS)
    tablet.go_back()
    expect(tablet.locator("#step-start")).to_be_visible()
    nothing_of(tablet, WORDS, card)
    tablet.go_forward()
    expect(tablet.locator("#step-start")).to_be_visible()
    tablet.reload()
    expect(tablet.locator("#step-start")).to_be_visible()
    nothing_of(tablet, WORDS, card)


def test_another_language_goes_on_where_the_person_was_and_goes_with_them(tablet: Page, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    expect(tablet.locator("[data-language=ru]")).to_be_visible()
    tablet.context.set_offline(True)
    tablet.click("[data-language=ru]")
    expect(tablet.locator("#start-title")).to_have_text("Отметьте места здесь")
    tablet.context.set_offline(False)
    come(tablet)
    choose(tablet)
    tablet.fill("#words", WORDS)
    tablet.click("[data-language=lv]")
    expect(tablet.locator("#words")).to_have_value(WORDS)
    expect(tablet.locator("#put")).to_be_enabled()
    tablet.click("[data-language=ru]")
    tablet.click("#put")
    expect(tablet.locator("#count")).to_contain_text("1")
    leave(tablet)
    expect(tablet.locator("#start-title")).to_have_text("Atzīmējiet vietas šeit")


def test_people_go_on_while_the_server_is_gone_and_all_arrives_later(tablet: Page, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    first, second = deck(room, 2)
    slip = keys.new_card()
    wrong = slip[:-1] + ("0" if slip[-1] != "0" else "1")
    come(tablet, first)
    with tablet.expect_response("**/marks"):
        mark_it(tablet)
    tablet.context.set_offline(True)
    mark_it(tablet, "Slokas iela", text=WORDS)
    leave(tablet)
    expect(tablet.locator("#tablet-state")).to_have_text("gaida: 1")
    assert WORDS not in tablet.content()
    come(tablet, wrong)
    expect(tablet.locator("#tablet-problem")).to_contain_text("Kodā kaut kas nav pareizi")
    come(tablet, second)
    mark_it(tablet, "Dzirciema iela")
    leave(tablet)
    come(tablet, slip)
    mark_it(tablet)
    leave(tablet)
    expect(tablet.locator("#tablet-state")).to_have_text("gaida: 3")
    tablet.context.set_offline(False)
    tablet.reload()
    expect(tablet.locator("#step-start")).to_be_visible()
    sent(tablet)
    assert room.stored == ["like"] * 4
    assert [len(my_marks(room.context, credential=card)) for card in (first, second)] == [2, 1]
    nothing_of(tablet, WORDS, first, second)


def test_a_tablet_without_the_facilitators_pass_lets_nobody_begin(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("401")
    page = visit(size="laptop", hall=True)
    page.goto(f"/lv/m/{room.meeting.code}/tablet")
    expect(page.locator("#shut-words")).to_contain_text("Lūdziet saiti")
    expect(page.locator("#start-card")).to_be_hidden()


def test_a_pass_taken_back_shuts_the_tablet_and_what_waits_goes_with_the_next_one(
    tablet: Page, room: Room, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("401")
    (mine,) = list_passes(room.context, room.meeting.id, kind="tablet")
    tablet.context.set_offline(True)
    come(tablet)
    mark_it(tablet)
    leave(tablet)
    take_back(room.context, room.meeting.id, mine.id)
    tablet.context.set_offline(False)
    tablet.reload()
    expect(tablet.locator("#shut-words")).to_contain_text("vairs neder")
    expect(tablet.locator("#tablet-state")).to_have_text("gaida: 1")
    secret = hand_out(room.context, room.meeting.id, kind="tablet").secret
    tablet.goto("about:blank")
    tablet.goto(f"/lv/m/{room.meeting.code}/tablet#{secret}")
    expect(tablet.locator("#step-start")).to_be_visible()
    sent(tablet)
    assert room.stored == ["like"]
