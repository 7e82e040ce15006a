"""Russian in the browser: what chromium's own tables say about order, and the switch of languages."""

import pytest
from playwright.sync_api import Page, expect

from gis_app.text.collate import sort_key
from tests.browser.site import Visitors

RUSSIAN = (
    "Ёлочная",
    "Еловая",
    "Ель",
    "Ёлка",
    "Йога",
    "Иманта",
    "Яуниела",
    "Щецин",
    "Шампетерис",
    "Цесис",
    "Чиекуркалнс",
    "Эргли",
    "Юрмала",
    "2 мая",
    "10 мая",
)
LATVIAN = (
    "Āgenskalns",
    "Avoti",
    "Čiekurkalns",
    "Centrs",
    "Žagari",
    "Zasulauks",
    "Šampēteris",
    "Sarkandaugava",
    "Ķekava",
)


@pytest.mark.parametrize(("language", "names"), [("ru", RUSSIAN), ("lv", LATVIAN)])
def test_names_are_in_the_order_that_the_browser_gives_them(
    visit: Visitors, language: str, names: tuple[str, ...]
) -> None:
    page = visit(language=language)
    page.goto(f"/{language}/login")
    shuffled = [*names[1::2], *names[::2]][::-1]
    order = "([names, language]) => names.sort(new Intl.Collator(language).compare)"
    assert sorted(shuffled, key=sort_key) == page.evaluate(order, [shuffled, language])


@pytest.mark.parametrize("address", ["/ru/", "/ru/list", "/ru/login", "/ru/prints", "/ru/data"])
def test_every_page_offers_the_two_other_languages(visit: Visitors, address: str) -> None:
    page = visit(language="ru")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    tools = page.locator(".site-tools [hreflang]")
    assert [link.get_attribute("hreflang") for link in tools.all()] == ["lv", "en"]
    page.locator(".site-tools").get_by_role("link", name="Latviešu").click()
    expect(page.locator("html")).to_have_attribute("lang", "lv")


def test_a_resident_reads_the_meeting_in_russian_and_switches_on_the_spot(phone: Page) -> None:
    phone.goto("/ru/m/KRASTS")
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.locator(".phone-purpose li").last).to_contain_text("112")
    expect(phone.locator("#begin")).to_have_text("Начать")
    phone.locator("[hreflang=lv]").click()
    expect(phone.locator("#begin")).to_have_text("Sākt")
