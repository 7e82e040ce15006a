"""A facilitator goes through the queue by keyboard alone."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from gis_app.services.join_meeting import join_meeting
from gis_app.services.mark_input import MarkInput
from gis_app.services.place_mark import place_mark
from tests.browser.review_desk import keys_work, press
from tests.browser.room import Room

Visit = Callable[..., Page]
TOKEN, CARD = "cd" * 16, "7KQ2M4XA90TB"
PARK = (24.0459, 56.9613)


def placed(room: Room, *words: str) -> None:
    """Somebody places a like with each of these words."""
    version = room.meeting.purpose_version
    join_meeting(room.context, code=room.meeting.code, token=TOKEN, card=CARD, purpose_version=version, language="lv")
    for number, text in enumerate(words, start=1):
        uuid = f"00000000-0000-4000-8000-{number:012x}".replace("0000-4000", room.meeting.id[9:13] + "-4000")
        sent = MarkInput(uuid=uuid, kind="like", lon=PARK[0], lat=PARK[1], uncertainty_m=8, text=text)
        place_mark(room.context, code=room.meeting.code, token=TOKEN, sent=sent)


def states(room: Room) -> list[tuple[str, str]]:
    return sorted((mark.state, mark.text_state) for mark in room.marks)


def test_the_queue_is_gone_through_by_keys(visit: Visit, room: Room) -> None:
    placed(room, "Te zied liepas", "Soliņš ēnā")
    page = visit("worker")
    page.goto(f"/lv/meetings/{room.meeting.id}/review")
    done = page.locator("#review-progress label")
    expect(done).to_contain_text("0 no 2")
    keys_work(page)
    page.keyboard.press("?")
    expect(page.locator(".review-help[open]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator(".review-help[open]")).to_have_count(0)
    for key, then in (
        ("a", [("approved", "waiting"), ("waiting", "waiting")]),
        ("t", [("approved", "approved"), ("waiting", "waiting")]),
        ("u", [("approved", "waiting"), ("waiting", "waiting")]),
    ):
        press(page, key)
        assert states(room) == then, f"after {key}"
    assert urlsplit(page.url).path.endswith("/review")
