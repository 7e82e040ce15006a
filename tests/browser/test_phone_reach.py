"""Who can use the phone's page: keyboard alone, large print, a narrow phone, big fingers, no script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room import Room, begin, choose, finish, mark_it, open_page
from tests.browser.site import Visitors

Visit = Callable[..., Page]
SMALL = "els => els.filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"
TARGETS = (
    "button, input:not([type=radio]), textarea, .phone-areas label, .phone-language, .phone-actions a,"
    " .leaflet-control-zoom a"
)
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_the_round_can_be_played_with_the_keyboard_alone(visit: Visit, room: Room) -> None:
    page = visit(hall=True)
    open_page(page, room)
    page.locator("#begin").press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#places button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#place-title")).to_be_focused()
    expect(page.locator("#put")).to_be_enabled()
    page.locator("#words").press("Enter")
    expect(page.locator("#put")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    expect(page.locator("#question")).to_be_focused()
    page.locator("#search").press_sequentially("slokas")
    page.keyboard.press("Enter")
    expect(page.locator("#place-title")).to_have_text("Slokas iela")
    expect(page.locator("#put")).to_be_enabled()
    page.locator("#map").press("+")
    page.locator("#put").press("Enter")
    expect(page.locator("#count")).to_contain_text("2 no 5")
    page.locator("#next").press("Enter")
    expect(page.locator("#question")).to_have_text("Nepatīk vai nejūtos droši")
    expect(page.locator("#question")).to_be_focused()


def test_every_target_of_the_round_is_at_least_48_pixels(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    open_page(page, room)
    assert page.eval_on_selector_all(TARGETS, SMALL) == []
    page.click("#begin")
    expect(page.locator("#places button").first).to_be_visible()
    assert page.eval_on_selector_all(TARGETS, SMALL) == []
    heights = page.eval_on_selector_all("#places button", "els => els.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 56
    choose(page)
    assert page.eval_on_selector_all(TARGETS, SMALL) == []
    page.click("#put")
    finish(page)
    assert page.eval_on_selector_all(TARGETS, SMALL) == []


@pytest.mark.parametrize(("width", "height"), [(320, 568), (180, 370)], ids=["narrow", "twice as large"])
def test_nothing_is_lost_on_a_narrow_phone_or_in_large_print(
    visit: Visitors, room: Room, width: int, height: int
) -> None:
    """A phone of 360 pixels at 200 % has 180 of them."""
    page = visit(size="phone", hall=True)
    page.set_viewport_size({"width": width, "height": height})
    begin(page, room)
    assert not page.evaluate(WIDER)
    mark_it(page, text="Liepas")
    assert not page.evaluate(WIDER)
    finish(page)
    assert not page.evaluate(WIDER)
    page.get_by_role("button", name="Mainīt: Liepas").click()
    assert not page.evaluate(WIDER)


def test_the_buttons_stand_in_the_lower_third_under_the_thumb(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    open_page(page, room)
    lowest = (
        "e => e.getBoundingClientRect().bottom <= innerHeight && e.getBoundingClientRect().top >= innerHeight * 2 / 3"
    )
    assert page.locator("#begin").evaluate(lowest)
    page.click("#begin")
    expect(page.locator("#places button").first).to_be_visible()
    for button in ("#next", "#show-map"):
        assert page.locator(button).evaluate(lowest)
    choose(page)
    assert page.locator("#put").evaluate(lowest)


def test_every_field_has_a_label_and_keeps_no_autofill(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    open_page(page, room)
    unlabelled = "els => els.filter(e => !e.labels.length && !e.ariaLabel && !e.ariaHidden).map(e => e.outerHTML)"
    assert page.eval_on_selector_all("input, textarea", unlabelled) == []
    filled = "els => els.filter(e => e.autocomplete !== 'off').map(e => e.outerHTML)"
    assert page.eval_on_selector_all("input[type=text], input[type=search], textarea", filled) == []


def test_before_the_script_the_page_says_why_and_whom_to_ask(visit: Visitors, room: Room) -> None:
    page = visit(size="phone", hall=True)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"/lv/m/{room.meeting.code}")
    expect(page.locator(".phone-purpose li")).to_have_count(8)
    expect(page.locator("#without-script")).to_contain_text("palīga")
    expect(page.locator("#begin")).to_be_disabled()
