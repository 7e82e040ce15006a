"""After the evening: the review by keys, the gate before the public, and what everybody then sees."""

from playwright.sync_api import Page, expect

from tests.browser.evening import SAID, agree, others_mark, talk_about
from tests.browser.review_desk import keys_work, press
from tests.browser.room import PLACE, Room
from tests.browser.site import Visitors

STREET = "Dzirciema iela"
DARK = "Vakarā te bail iet"
SILENT, TELLING = range(101, 108), range(201, 206)


def test_an_evening_goes_through_the_review_to_the_public_results(visit: Visitors, room: Room) -> None:
    others_mark(room, SILENT, PLACE)
    others_mark(room, TELLING, PLACE, text="Te visi satiekas")
    others_mark(room, TELLING[:2], STREET, kind="dislike", text=DARK)
    talk_about(room)
    agree(room)
    room.turn("closed")
    worker = visit("worker")
    _review(worker, room)
    assert {(mark.state, mark.text_state) for mark in room.marks} == {("approved", "none"), ("approved", "approved")}
    _publish(worker, room)
    _results(visit(language="lv"), room)


def _review(worker: Page, room: Room) -> None:
    """Approve everything that waits: by one press what is harmless, the rest with the keys."""
    worker.goto(f"/lv/meetings/{room.meeting.id}/review")
    keys_work(worker)
    worker.locator("#review-batch summary").click()
    worker.locator("#review-batch button").click()
    expect(worker.locator("#review-progress label")).to_contain_text(f"{len(SILENT)} no")
    expect(worker.locator(".review.busy")).to_have_count(0)
    while worker.locator(".hand").count():
        for key in ("t", "a"):
            if worker.locator(f".hand [data-key={key}]:enabled").count():
                press(worker, key)
                break


def _publish(worker: Page, room: Room) -> None:
    worker.goto(f"/lv/meetings/{room.meeting.id}/publish")
    worker.fill("#talk-day", room.context.clock().date().isoformat())
    worker.fill("#talk-role", "biedrības pārstāve")
    worker.fill("#talk-note", "Izrunājām, nekas nevienam neliks justies slikti.")
    worker.check("#looked")
    worker.get_by_role("button", name="Publicēt rezultātus").click()
    expect(worker.locator(".notice.good")).to_be_visible()


def _results(page: Page, room: Room) -> None:
    """Sentences and liked places; of what people dislike neither a word nor a point."""
    page.goto(f"/lv/meetings/{room.meeting.id}/results")
    expect(page.locator(".agreed li")).to_have_text(SAID["sentence"])
    expect(page.locator(".liked li", has_text=PLACE)).to_contain_text("Te visi satiekas")
    content = page.content()
    assert [word for word in (DARK, STREET) if word in content] == []
    heart = page.locator(f'#results-map .leaflet-marker-icon[title*="{PLACE}"] .result-like')
    square = page.locator("#results-map .legend-place")
    expect(heart).to_be_visible()
    expect(square).to_be_visible()
    # Both in one look: the map may still be coming to rest.
    apart = """(one, other) => {
      const [left, right] = [one, other].map((e) => e.getBoundingClientRect()).sort((a, b) => a.left - b.left);
      return left.right <= right.left;
    }"""
    assert heart.evaluate(apart, square.element_handle()), "the square of a place talked about hides its heart"
