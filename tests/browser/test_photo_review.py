"""A facilitator draws a box over a face and approves: the face is gone, and the picture that came in too."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services import wiring
from gis_app.services.join_meeting import join_meeting
from gis_app.services.mark_input import MarkInput
from gis_app.services.meetings import NewMeeting, create_meeting, set_state, territories_of
from gis_app.services.photos.decide import photo_of
from gis_app.services.photos.files import folder_of
from gis_app.services.photos.keep import keep_photo
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import marks, meetings
from tests.browser.review_desk import keys_work, press
from tests.browser.site import Site

Visit = Callable[..., Page]
TOKEN, CARD = "ab" * 16, "7KQ2M4XA90TB"


@dataclass(frozen=True)
class Wall:
    """A meeting with one photo: a grey wall with black and white dots where a face would be."""

    context: Context
    meeting: Meeting
    mark: str

    def picture(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """The stored photo as grey levels."""
        _, content = photo_of(self.context, self.meeting.id, self.mark)
        return np.asarray(Image.open(io.BytesIO(content)).convert("L"))


@pytest.fixture
def wall(site: Site) -> Iterator[Wall]:
    context = wiring.build(Settings(data_dir=site.data))
    area = next(area for area in territories_of(context, "pardaugava") if area.name == "Dzirciems")
    new = NewMeeting(
        project="pardaugava",
        territory_id=area.id,
        title="Pastaiga Dzirciemā",
        starts=datetime.now(UTC),
        controller="Paraugu dome",
        contact="dome@example.lv",
        retention_on=context.clock().date() + timedelta(days=90),
    )
    meeting = replace(create_meeting(context, new), questions=Questions(photos=True))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [meeting])
    meeting = set_state(context, meeting.id, "open")
    join_meeting(
        context, code=meeting.code, token=TOKEN, card=CARD, purpose_version=meeting.purpose_version, language="lv"
    )
    mark = str(uuid4())
    sent = MarkInput(uuid=mark, kind="like", lon=24.0459, lat=56.9613, uncertainty_m=8)
    place_mark(context, code=meeting.code, token=TOKEN, sent=sent)
    keep_photo(context, code=meeting.code, token=TOKEN, uuid=mark, content=_face(), consent=True)
    yield Wall(context, meeting, mark)
    context.database.close()


def _face() -> bytes:
    dots = np.full((600, 800), 128, dtype=np.uint8)
    dots[240:360, 320:480] = np.random.default_rng(1).choice(np.array([0, 255], dtype=np.uint8), size=(120, 160))
    out = io.BytesIO()
    Image.fromarray(dots).convert("RGB").save(out, "PNG")
    return out.getvalue()


def _open_for_boxes(page: Page) -> Locator:
    """Return the photo's boxes once it has come and they can be drawn."""
    boxes = page.locator("#boxes")
    expect(boxes).to_be_visible()
    expect(boxes).to_be_enabled()
    return boxes


def _point(page: Page, boxes: Locator, share: float) -> None:
    """Move the mouse to this share of the photo's width and height, where it lies by then."""
    frame = boxes.bounding_box()
    assert frame is not None
    boxes.hover(position={"x": share * frame["width"], "y": share * frame["height"]})


def _approve(page: Page) -> None:
    expect(page.locator("#box-count")).to_contain_text("1")
    page.get_by_role("button", name="Aizmiglot laukus un apstiprināt").click()
    expect(page.locator("#photos-done")).to_be_visible()


def test_a_box_drawn_with_the_mouse_hides_what_is_under_it(visit: Visit, wall: Wall) -> None:
    assert np.ptp(wall.picture()[250:350, 330:470]) > 200
    page = visit("worker")
    page.goto(f"/lv/meetings/{wall.meeting.id}/photos")
    page.locator(".photo-list a").click()
    boxes = _open_for_boxes(page)
    _point(page, boxes, 0.38)
    page.mouse.down()
    _point(page, boxes, 0.5)
    _point(page, boxes, 0.62)
    page.mouse.up()
    _approve(page)
    assert np.ptp(wall.picture()[250:350, 330:470]) < 80
    assert len(list(folder_of(wall.context, wall.meeting.id).glob("*"))) == 1


def test_a_box_made_with_the_keyboard_hides_what_is_under_it(visit: Visit, wall: Wall) -> None:
    page = visit("worker")
    page.goto(f"/lv/meetings/{wall.meeting.id}/photos/{wall.mark}")
    _open_for_boxes(page).focus()
    for key in ("Enter", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    _approve(page)
    assert np.ptp(wall.picture()[250:350, 330:470]) < 80


def _queue(page: Page, wall: Wall) -> None:
    page.goto(f"/lv/meetings/{wall.meeting.id}/review")
    expect(page.locator(".hand-photo")).to_be_visible()
    keys_work(page)


@pytest.mark.parametrize(("key", "state", "kept"), [("p", "approved", 1), ("x", "refused", 0)])
def test_a_key_of_the_queue_decides_the_photo_and_not_its_mark(
    visit: Visit, wall: Wall, key: str, state: str, kept: int
) -> None:
    page = visit("worker")
    _queue(page, wall)
    press(page, key)
    with wall.context.database.reading() as session:
        (mark,) = marks.marks_of(session, meeting=wall.meeting.id)
    assert (mark.state, mark.photo_state) == ("waiting", state)
    assert len(list(folder_of(wall.context, wall.meeting.id).glob("*"))) == kept
    expect(page.locator(f".hand [data-key={key}]")).to_have_count(0)


def test_the_key_b_opens_the_photo_to_hide_a_face(visit: Visit, wall: Wall) -> None:
    page = visit("worker")
    _queue(page, wall)
    page.keyboard.press("b")
    _open_for_boxes(page).press("Enter")
    _approve(page)
    expect(page).to_have_url(re.compile("/photos$"))
