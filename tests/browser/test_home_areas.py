"""Where do you live, on a phone, with a population grid: a tap on the map, and nothing but an id leaves the page."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gis_app.catalog.writer import remove_layer
from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.store import marks, meetings
from tests.browser.devices import sent
from tests.browser.serving import served
from tests.browser.site import Site
from tests.meeting_world import NEIGHBOUR, build_world, new_meeting, write_people

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def site(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small world of its own: two square kilometres with people in both, and an open meeting."""
    folder = tmp_path_factory.mktemp("homes")
    (folder / "made").symlink_to(migrated)
    with served(folder / "made", folder / "instance") as running:
        context = wiring.build(Settings(data_dir=running.data))
        build_world(context)
        remove_layer("p-adreses", living=context.layers_dir)  # it is for checks only: no street names to draw
        write_people(context, [250.0, 160.0])
        new_meeting(context, ask_home=True, retention_on=context.clock().date() + timedelta(days=90))
        context.database.close()
        yield running


def test_rule_6_2_tapping_ones_area_asks_the_server_for_nothing_and_sends_only_its_id(visit: Visit, site: Site) -> None:
    context = wiring.build(Settings(data_dir=site.data))
    with context.database.reading() as session:
        (meeting,) = meetings.list_meetings(session, project="p")
    page = visit(size="phone", hall=True)
    page.goto(f"/m/{meeting.code}")
    expect(page.locator("body")).to_have_attribute("data-ready", "true")
    page.click("#begin")
    page.click("#next")
    page.click("#next")
    expect(page.locator("#area-map.leaflet-container")).to_be_visible()
    sent(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shapes = page.locator("#area-map path.leaflet-interactive")
    expect(shapes).to_have_count(2)
    page.locator("#area-map .leaflet-control-zoom-in").click()
    page.locator("#area-map .leaflet-control-zoom-out").click()
    page.get_by_label("Āre", exact=True).check()
    expect(page.locator("#area-chosen")).to_have_text("Āre")
    # In which phase the room is every phone asks now and then, wherever it is.
    assert [url for url in asked if not url.endswith(f"/{meeting.code}/phase")] == []
    page.click("#home-save")
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(1)
    with context.database.reading() as session:
        (home,) = marks.marks_of(session, meeting=meeting.id)
    assert (home.kind, home.area_id, home.geometry) == ("home", f"home:1km:501-312:{NEIGHBOUR}", None)
    context.database.close()
