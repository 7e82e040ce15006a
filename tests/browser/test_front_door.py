import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Visitors, Watch


def test_the_front_door_leads_to_the_map_in_the_visitors_language(visit: Visitors) -> None:
    page = visit(language="en")
    page.goto("/")
    expect(page).to_have_url(re.compile(r"^http://[^/]+/en/([?#].*)?$"))
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_phone_in_the_room_is_no_secure_context(phone: Page) -> None:
    phone.goto("/lv/login")
    assert phone.evaluate("isSecureContext") is False


@pytest.mark.parametrize("role", ["admin", "planner", "worker"])
def test_staff_of_every_role_can_log_in(visit: Visitors, role: str) -> None:
    page = visit(role)
    page.goto("/lv/login")
    assert [cookie["httpOnly"] for cookie in page.context.cookies() if cookie["name"] == "karte"] == [True]


def test_the_watch_notices_a_foreign_request_and_a_failing_script(visit: Visitors, watch: Watch) -> None:
    page = visit()
    page.goto("/lv/login")
    with page.context.expect_event("weberror"):
        page.evaluate("() => { fetch('http://elsewhere.test/x').catch(() => {}); setTimeout(() => nothing.here, 0) }")
    watch.expect("elsewhere.test")
    watch.expect("Content Security Policy")
    watch.expect("nothing is not defined")
    page.goto("/lv/login")
    assert any("nothing is not defined" in slip for slip in watch.slips)
