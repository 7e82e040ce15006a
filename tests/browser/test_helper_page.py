"""A helper at a side table: a one-time link, marks by keyboard, one person at a time, also without a connection."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, Route, expect

from gis_app.domain.meeting_content import Questions
from gis_app.services import keys
from gis_app.services.devices.passes import hand_out
from gis_app.services.my_marks import my_marks
from gis_app.store import identity, meetings
from tests.browser.devices import KEPT, deck, enter, sent
from tests.browser.room import Room
from tests.browser.site import Watch

Visit = Callable[..., Page]
WORDS = "Pie veciem ozoliem"


@pytest.fixture
def link(room: Room) -> str:
    return hand_out(room.context, room.meeting.id, kind="helper", label="1. galds").secret


def _open(page: Page, link: str) -> None:
    page.goto(f"/h/{link}")
    expect(page.locator("#step-person")).to_be_visible()
    expect(page.locator("#card")).to_be_focused()
    assert link not in page.url


def test_a_helper_enters_two_people_with_the_keyboard_alone(visit: Visit, room: Room, link: str) -> None:
    (card,) = deck(room, 1)
    page = visit(hall=True)
    _open(page, link)
    assert page.evaluate("isSecureContext") is False
    expect(page.locator("#helper-title")).to_contain_text("1. galds")
    page.keyboard.type(card)
    page.keyboard.press("Enter")
    expect(page.locator("#mark-title")).to_contain_text("Kartīte")
    enter(page, "1", "Ābeļzieds", WORDS)
    enter(page, "2", "Slokas iela")
    expect(page.locator("#counts")).to_have_text("Patīk, ar to lepojos: 1 · Nepatīk vai nejūtos droši: 1")
    assert WORDS not in page.content()
    page.keyboard.press("Alt+n")
    expect(page.locator("#people-count")).to_have_text("Cilvēki līdz šim: 1")
    assert keys.clean_code(card) not in page.content()
    page.click("#without-card")
    enter(page, "1", "Dzirciema iela")
    page.keyboard.press("Alt+n")
    expect(page.locator("#step-card")).to_be_visible()
    made = page.locator("#card-made").inner_text()
    page.click("#card-given")
    sent(page)
    assert [len(my_marks(room.context, credential=code)) for code in (card, made)] == [2, 1]
    assert {mark.channel for mark in room.marks} == {"helper"}
    assert made not in page.content()
    assert WORDS not in page.evaluate(KEPT)


def test_who_types_on_at_once_loses_no_letter(visit: Visit, room: Room, link: str) -> None:
    page = visit(hall=True)
    _open(page, link)
    asked: list[Route] = []

    typed = False

    def keep_waiting(route: Route) -> None:
        if typed:  # asked once more, by a page that has lost patience
            route.continue_()
        else:
            asked.append(route)

    page.route("**/api/v1/helper/people", keep_waiting)
    with page.expect_request("**/api/v1/helper/people"):
        page.click("#without-card")
    page.keyboard.type("1Ābeļzieds\nPirmais\n2Ābeļzieds\nOtrais\n")
    expect(page.locator("#counts")).to_have_text("Patīk, ar to lepojos: 1 · Nepatīk vai nejūtos droši: 1")
    typed = True
    for route in asked:
        route.continue_()
    sent(page)
    assert sorted((mark.kind, mark.text) for mark in room.marks) == [("dislike", "Otrais"), ("like", "Pirmais")]


def test_a_card_that_the_meeting_does_not_know_comes_back_to_be_corrected(
    visit: Visit, room: Room, link: str, watch: Watch
) -> None:
    watch.expect("404")
    page = visit(hall=True)
    _open(page, link)
    card = keys.new_card()
    page.keyboard.type(f"{card}\n")
    expect(page.locator("#card-problem")).to_contain_text("tādas kartītes nav")
    expect(page.locator("#card")).to_have_value(card)
    page.keyboard.type(deck(room, 1)[0])  # what was typed before is selected
    page.keyboard.press("Enter")
    enter(page, "1", "Ābeļzieds")
    sent(page)
    assert room.stored == ["like"]


def test_the_last_mark_can_be_taken_back_and_no_other_is_seen(visit: Visit, room: Room, link: str) -> None:
    page = visit(hall=True)
    _open(page, link)
    page.click("#without-card")
    enter(page, "1", "Ābeļzieds")
    page.click("#undo")
    expect(page.locator("#counts")).to_be_empty()
    expect(page.locator("#undo")).to_be_hidden()
    sent(page)
    assert room.stored == []


def test_a_link_opens_on_one_device_and_stays_good_through_a_reload(
    visit: Visit, room: Room, link: str, watch: Watch
) -> None:
    watch.expect("401")
    page = visit(hall=True)
    _open(page, link)
    page.reload()
    expect(page.locator("#step-person")).to_be_visible()
    other = visit(hall=True)
    other.goto(f"/h/{link}")
    expect(other.locator("#wait-words")).to_contain_text("Šī saite jau izmantota")
    expect(other.locator("#step-person")).to_be_hidden()
    room.turn("closed")
    page.reload()
    expect(page.locator("#wait-words")).to_contain_text("Jūsu palīga darbs ir beidzies. Paldies!")


def test_without_a_connection_the_helper_goes_on_and_a_slip_in_the_card_shows(
    visit: Visit, room: Room, link: str, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    (card,) = deck(room, 1)
    wrong = card[:-1] + ("0" if card[-1] != "0" else "1")
    page = visit(hall=True)
    _open(page, link)
    page.context.set_offline(True)
    page.fill("#card", wrong)
    page.click("#with-card")
    expect(page.locator("#card-problem")).to_contain_text("Kodā kaut kas nav pareizi")
    page.fill("#card", card)
    page.click("#with-card")
    enter(page, "1", "Ābeļzieds", WORDS)
    page.keyboard.press("Alt+n")
    expect(page.locator("#outbox")).to_contain_text("Gaida nosūtīšanu: 1")
    assert WORDS not in page.content()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#step-person")).to_be_visible()
    sent(page)
    assert len(my_marks(room.context, credential=card)) == 1


def test_questions_about_the_place_are_asked_one_at_a_time(visit: Visit, room: Room, link: str) -> None:
    asking = replace(room.meeting, state="open", questions=Questions(identity=("pride", "unique")))
    with room.context.database.transaction() as session:
        meetings.put_meetings(session, [asking])
    page = visit(hall=True)
    _open(page, link)
    page.click("#without-card")
    page.click("#questions")
    expect(page.locator("#question-progress")).to_have_text("1 / 2")
    page.fill("#answer", WORDS)
    page.click("#question-save")
    expect(page.locator("#question-progress")).to_have_text("2 / 2")
    expect(page.locator("#answer")).to_have_value("")
    page.click("#question-skip")
    expect(page.locator("#step-card")).to_be_visible()
    page.click("#card-given")
    sent(page)
    with room.context.database.reading() as session:
        answers = identity.answers_of(session, meeting=room.meeting.id)
    assert [(one.question, one.text, one.channel) for one in answers] == [("pride", WORDS, "helper")]


def test_the_facilitator_makes_a_link_on_the_page_and_the_helper_opens_it(visit: Visit, room: Room) -> None:
    staff = visit("worker")
    staff.goto(f"/lv/meetings/{room.meeting.id}/helpers")
    staff.fill("#helper-label", "Pie loga")
    staff.locator("form:has(#helper-label) button").click()
    expect(staff.locator("#fresh-address")).to_have_value(re.compile(r"/h/\w+$"))
    address = staff.input_value("#fresh-address")
    helper = visit(hall=True)
    _open(helper, address.rsplit("/", 1)[1])
    expect(helper.locator("#helper-title")).to_contain_text("Pie loga")
    staff.goto(f"/lv/meetings/{room.meeting.id}/helpers")
    row = staff.locator(".passes li", has_text="Pie loga")
    expect(row).to_contain_text("lietošanā")
    row.get_by_role("button").click()
    expect(staff.locator(".passes")).to_have_count(0)
