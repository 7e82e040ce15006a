"""The shell of the site in a real browser: login, menu and header by keyboard, and enlarged twice."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import PASSWORDS, Visitors


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").strip() == name:
            return
    pytest.fail(f"“{name}” cannot be reached with the Tab key")


def test_staff_log_in_and_out_with_the_keyboard_alone(visit: Visitors) -> None:
    page = visit()
    page.goto("/lv/login?next=/lv/list")
    page.locator("#login").focus()
    page.keyboard.type("planner")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORDS["planner"])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    _tab_to(page, "Plānotājs")
    page.keyboard.press("Enter")
    _tab_to(page, "Iziet")
    page.keyboard.press("Enter")
    expect(page.locator(".site-tools").get_by_role("link", name="Pieslēgties")).to_be_visible()


def test_the_menu_of_a_phone_opens_with_a_tap_and_its_targets_are_large(visit: Visitors) -> None:
    page = visit("planner", size="phone")
    page.goto("/lv/list")
    page.get_by_text("Izvēlne").tap()
    inside = page.locator(".site-menu a:visible, .site-menu button:visible")
    expect(inside.first).to_be_visible()
    heights = inside.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) >= 6
    assert min(heights) >= 48
    page.locator(".site-menu").get_by_role("link", name="Karte").tap()
    page.wait_for_url(re.compile(r"/lv/\?project="))  # the map writes its view after it at once


def test_the_first_tab_skips_to_the_content_and_focus_is_seen(visit: Visitors) -> None:
    page = visit()
    page.goto("/lv/login")
    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    expect(skip).to_be_in_viewport()
    assert skip.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.parametrize("address", ["/lv/login", "/lv/admin", "/lv/admin/settings", "/lv/admin/audit"])
def test_enlarged_twice_a_page_needs_no_sideways_scrolling(visit: Visitors, address: str) -> None:
    page = visit("admin")
    page.set_viewport_size({"width": 1366 // 2, "height": 768 // 2})  # 200 % of a laptop, as WCAG 1.4.10 measures it
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    expect(page.get_by_text("Izvēlne")).to_be_visible()


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_the_header_of_a_laptop_is_one_line_and_the_name_of_the_project_gives_way(
    visit: Visitors, language: str
) -> None:
    page = visit("admin")
    page.goto(f"/{language}/prints?project=pardaugava")
    heights = []
    for width in (1280, 1300, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_function("width => innerWidth === width", arg=width)
        expect(page.locator(".site-nav")).to_be_visible()
        heights.append(page.locator(".site-header").evaluate("e => Math.round(e.getBoundingClientRect().height)"))
    assert heights == [64, 64, 64]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_words_of_an_account_are_never_markup(visit: Visitors) -> None:
    page = visit("admin")
    page.goto("/lv/admin")
    page.locator("#login").fill("sliktais")
    page.locator("#title").fill("<img src=x onerror=\"document.title='taken'\">")
    page.get_by_role("button", name="Izveidot kontu").click()
    expect(page.get_by_role("cell", name="<img src=x")).to_be_visible()
    assert "taken" not in page.title()
