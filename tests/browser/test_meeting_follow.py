"""The page that follows a meeting: marks are listed while they are few, and counted on the map once they are many."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from shapely.geometry import Point

from gis_app.domain.crs import WGS84, project
from gis_app.domain.meetings import Mark
from gis_app.services.meeting_figures import MOST_LISTED
from gis_app.services.my_marks import emptied
from gis_app.store import marks
from tests.browser.room import Room

Visit = Callable[..., Page]
PARK = Point(24.0459, 56.9613)


def _put(room: Room, numbers: range) -> None:
    """Store waiting likes a few metres apart, as many phones would have left them."""
    there = project(PARK, source=WGS84, target=room.context.settings.work_epsg)
    made = [
        Mark(
            uuid=f"{number:08x}-{room.meeting.id[9:]}",
            meeting=room.meeting.id,
            kind="like" if number % 3 else "dislike",
            channel="phone",
            state="waiting",
            day=room.meeting.starts.date(),
            geometry=Point(there.x + number % 20 * 12, there.y + number // 20 * 12),
            uncertainty_m=8.0,
        )
        for number in numbers
    ]
    with room.context.database.transaction() as session:
        marks.add_marks(session, made)


def test_marks_are_listed_until_they_are_too_many_and_then_counted_on_the_map(visit: Visit, room: Room) -> None:
    _put(room, range(MOST_LISTED - 1))
    page = visit("worker")
    page.goto(f"/lv/meetings/{room.meeting.id}")
    rows = page.locator("#marks .mark-row")
    expect(rows).to_have_count(MOST_LISTED - 1)
    _put(room, range(MOST_LISTED, MOST_LISTED + 5))
    expect(page.locator("#many")).to_be_visible(timeout=15_000)
    expect(rows).to_have_count(0)
    expect(page.locator("#no-marks")).to_be_hidden()
    counted = [int(text) for text in page.locator(".mark-count").all_inner_texts()]
    assert sum(counted) == MOST_LISTED + 4
    with room.context.database.transaction() as session:
        for mark in marks.marks_of(session, meeting=room.meeting.id)[:10]:
            marks.replace_mark(session, emptied(mark), what="withdrawn")
    expect(rows).to_have_count(MOST_LISTED - 6, timeout=15_000)
    expect(page.locator("#many")).to_be_hidden()
