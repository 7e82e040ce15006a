"""The facilitator prints the kit and types paper in by keyboard alone."""

from pathlib import Path

from playwright.sync_api import Page, Request, expect

from tests.browser.evening import sheet_on_a_table
from tests.browser.room import Room
from tests.browser.site import Visitors, Watch, hold
from tests.unit.prints.pdf import read

MEETING = "44a8e4d8-502c-59d3-a5df-2b7e1acfd7a7"
"""The collection point of the invented town, which is open."""


def typed(page: Page, line: str, answer: str) -> None:
    expect(page.locator("#line")).to_be_focused()
    page.keyboard.type(line)
    expect(page.locator("#reading")).to_contain_text(answer)
    page.keyboard.press("Enter")


def test_the_kit_is_printed_and_its_sheet_typed_in_by_keyboard(visit: Visitors, watch: Watch, tmp_path: Path) -> None:
    watch.expect("400")
    watch.expect("409")
    page = visit("worker")
    page.goto(f"/lv/meetings/{MEETING}/kit")
    page.locator("#copies").fill("1")
    page.get_by_role("button", name="Sagatavot komplektu").click()
    with page.expect_download(timeout=60_000) as waited:
        page.get_by_role("button", name="Saglabāt komplektu (PDF)").click(timeout=60_000)
    waited.value.save_as(tmp_path / "kit.pdf")
    assert len(read((tmp_path / "kit.pdf").read_bytes()).pages) > 20

    page.get_by_role("link", name="No papīra").click()
    page.locator("#sheet").select_option(index=1)
    page.get_by_role("button", name="Ņemt šo lapu").click()
    expect(page.locator("#line")).to_be_focused()
    typed(page, "f4 patik skaists skats", "F4 · Patīk, ar to lepojos · 1 uzlīme · „skaists skats”")
    expect(page.locator("#lines li")).to_have_count(1)
    typed(page, "F4 - 3", "3 uzlīmes")
    expect(page.locator("#lines li")).to_have_count(2)
    typed(page, "f4 nepatīk 3", "3 uzlīmes")  # the same once more: asked about, not stored
    expect(page.locator("#reading")).to_contain_text("jau ir")
    expect(page.locator("#lines li")).to_have_count(2)
    page.locator("#line").fill("")
    page.keyboard.press("Control+z")
    expect(page.locator("#lines li")).to_have_count(1)
    page.reload()
    expect(page.locator("#lines li")).to_have_count(1)
    expect(page.locator("#lines li").first).to_contain_text("skaists skats")


def test_the_next_line_is_typed_while_the_last_one_is_on_its_way_or_refused(
    visit: Visitors, watch: Watch, room: Room
) -> None:
    watch.expect("400")
    page = visit("worker")
    page.goto(f"/lv/meetings/{room.meeting.id}/paper?sheet={sheet_on_a_table(room).code}")
    line, stored = page.locator("#line"), page.locator("#lines li")
    held = hold(page, "**/paper/lines")
    with page.expect_request(_stores):
        typed(page, "e5 patik soli", "„soli”")
    expect(line).to_have_value("")
    page.keyboard.type("z99 patik")
    page.keyboard.press("Enter")
    with page.expect_request(_stores):
        held[0].continue_()
    expect(stored).to_have_count(1)
    page.keyboard.type("e5 patik koki")
    held[1].continue_()
    expect(page.locator("#reading.bad")).to_be_visible()
    expect(line).to_have_value("z99 patik")
    line.fill("e6 patik")
    with page.expect_request(_stores):
        page.keyboard.press("Enter")
    expect(stored).to_have_count(1)
    held[2].continue_()
    expect(stored).to_have_count(2)
    expect(line).to_have_value("e5 patik koki")


def _stores(request: Request) -> bool:
    return request.url.endswith("/paper/lines")
