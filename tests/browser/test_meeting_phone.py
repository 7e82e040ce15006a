"""A whole round on a resident's phone over the room's plain HTTP, with and without a connection; then the worker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from gis_app.domain.meetings import Meeting
from gis_app.services import wiring
from gis_app.services.meetings import NewMeeting, create_meeting, set_state, territories_of
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import marks
from tests.browser.site import Site, Watch

ATTACK = "Liepas <img src=x onerror=document.title='hacked'>"
Visit = Callable[..., Page]


@dataclass(frozen=True)
class Room:
    """An open meeting of the demo and the data behind the site that serves it."""

    context: Context
    meeting: Meeting

    @property
    def stored(self) -> list[str]:
        """Classes of the marks stored, by alphabet."""
        with self.context.database.reading() as session:
            return sorted(mark.kind for mark in marks.marks_of(session, meeting=self.meeting.id))


@pytest.fixture
def room(site: Site) -> Iterator[Room]:
    context = wiring.build(Settings(data_dir=site.data))
    neighbourhood = next(area for area in territories_of(context, "pardaugava") if area.name == "Dzirciems")
    made = create_meeting(
        context,
        NewMeeting(
            project="pardaugava",
            territory_id=neighbourhood.id,
            title="Dzirciema vakars",
            starts=datetime.now(UTC),
            controller="Paraugu dome",
            contact="dome@example.lv",
            retention_on=context.clock().date() + timedelta(days=90),
            ask_home=True,
        ),
    )
    yield Room(context, set_state(context, made.id, "open"))
    context.database.close()


def _begin(page: Page, room: Room) -> None:
    page.goto(f"/m/{room.meeting.code}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    page.click("#begin")
    expect(page.locator("#map.leaflet-container")).to_be_visible()


def _find(page: Page, words: str) -> None:
    page.fill("#search", words)
    page.locator("#hits button").first.click()
    expect(page.locator("#put")).to_be_enabled()


NAMES_APPEAR = """async () => {
  for (let frames = 0; frames < 300; frames += 1) {
    const canvas = document.querySelector("#map .leaflet-labels-pane canvas");
    const dots = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    let ink = 0;
    for (let at = 3; at < dots.length; at += 4) ink += dots[at] > 200;
    if (ink > 300) return true;
    await new Promise(requestAnimationFrame);
  }
  return false;
}"""


def test_street_names_stand_on_the_phone_between_two_zooms_too(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    _begin(page, room)
    for _ in range(2):
        page.click("#closer")
    assert page.evaluate(NAMES_APPEAR)


def test_a_resident_plays_the_whole_round_and_the_worker_sees_it(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    _begin(page, room)
    assert page.evaluate("isSecureContext") is False
    _find(page, "Ābeļzieds")
    page.fill("#words", ATTACK)
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#next")
    expect(page.locator("#question")).to_have_text("Nepatīk vai nejūtos droši")
    _find(page, "Dzirciema iela 2")
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#next")
    page.fill("#area-filter", "imanta")
    page.get_by_label("Imanta", exact=True).check()
    page.click("#home-save")
    expect(page.locator("#step-done")).to_be_visible()
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(3)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert room.stored == ["dislike", "home", "like"]
    assert page.title() != "hacked"
    card = page.locator("#card-code").inner_text()

    worker = visit("worker")
    worker.goto(f"/lv/meetings/{room.meeting.id}")
    expect(worker.locator(".mark-row")).to_have_count(2)
    expect(worker.locator(".mark-text")).to_have_text(ATTACK)
    like = worker.locator(".mark-row", has_text="Patīk, ar to lepojos")
    like.get_by_role("button", name="Apstiprināt atzīmi").click()
    expect(like.locator(".mark-state")).to_have_text("apstiprināta")
    assert worker.title() != "hacked"

    other = visit(size="phone", hall=True)
    other.goto("/k")
    other.fill("#card", card)
    other.click("#card-form button")
    expect(other.locator("#mine li")).to_have_count(3)
    other.locator("#mine li", has_text="Liepas").get_by_role("button").click()
    expect(other.locator("#mine li")).to_have_count(2)
    assert room.stored == ["dislike", "home"]
    expect(worker.locator(".mark-row")).to_have_count(1)


def test_what_is_placed_without_a_connection_is_sent_when_it_returns(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    _begin(page, room)
    _find(page, "Ābeļzieds")
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.context.set_offline(True)
    page.click("#put")
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("3 no 5")
    expect(page.locator("#status")).to_contain_text("Nekas nav pazudis")
    page.click("#next")
    page.click("#next")
    page.click("#home-skip")
    expect(page.locator("#mine .mine-state", has_text="gaida nosūtīšanu")).to_have_count(2)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#count")).to_contain_text("3 no 5")
    page.click("#next")
    page.click("#next")
    page.click("#home-skip")
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(3)
    assert room.stored == ["like"] * 3


def test_a_removed_mark_does_not_come_back_from_the_outbox(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    _begin(page, room)
    _find(page, "Ābeļzieds")
    page.context.set_offline(True)
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#undo")
    expect(page.locator("#count")).to_be_empty()
    page.context.set_offline(False)
    page.click("#put")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#next")
    page.click("#next")
    page.click("#home-skip")
    expect(page.locator("#step-done")).to_be_visible()
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(1)
    assert room.stored == ["like"]


def test_the_round_can_be_played_with_the_keyboard_alone(visit: Visit, room: Room) -> None:
    page = visit(hall=True)
    page.goto(f"/m/{room.meeting.code}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    page.locator("#begin").press("Enter")
    expect(page.locator("#question")).to_be_focused()
    page.locator("#search").fill("Ābeļzieds")
    expect(page.locator("#hits button").first).to_be_visible()
    page.locator("#search").press("Enter")
    expect(page.locator("#put")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.locator("#next").press("Enter")
    page.locator("#map").press("+")
    expect(page.locator("#question")).to_have_text("Nepatīk vai nejūtos droši")


def test_every_target_of_the_round_is_at_least_48_pixels(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    page.goto(f"/m/{room.meeting.code}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    small = "els => els.filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML)"
    targets = "button, input:not([type=radio]), .phone-areas label, .phone-language"
    assert page.eval_on_selector_all(targets, small) == []
    page.click("#begin")
    expect(page.locator("#map.leaflet-container")).to_be_visible()
    assert page.eval_on_selector_all(targets, small) == []
    page.click("#next")
    page.click("#next")
    assert page.eval_on_selector_all(targets, small) == []
