"""A real browser before a real server: waitress in its own process on a copy of the demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from tests.browser.room import Room, room_in
from tests.browser.serving import served
from tests.browser.site import ARGUMENTS, CHROMIUM, Site, Visitors, Watch
from tests.browser.slow import slow_finger

# Two cores may be serving, drawing and testing at once: what is expected may take as long as a click may (site.py).
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this room drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def _finger() -> Iterator[None]:
    """A slow one, where the world is slow (slow.py)."""
    with pytest.MonkeyPatch.context() as patch:
        slow_finger(patch)
        yield


@pytest.fixture(scope="session")
def site(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, served with its worker from a copy of the data; the passwords are known."""
    with served(demo_data, tmp_path_factory.mktemp("site") / "instance") as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """The sessions opened so far, by role."""
    return {}


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """Notices every slip of every page of the test, and fails it at the end."""
    watch = Watch(site)
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
def visit(browser: Browser, site: Site, watch: Watch, signed_in: dict[str, StorageState]) -> Iterator[Visitors]:
    """``visit("planner", size="projector")`` opens a page of that visitor."""
    visitors = Visitors(browser, site, watch, signed_in)
    yield visitors
    visitors.close()


@pytest.fixture
def phone(visit: Visitors) -> Page:
    """A resident's phone in the room: 360×740, touch, plain HTTP."""
    return visit(size="phone", hall=True)


@pytest.fixture
def laptop(visit: Visitors) -> Page:
    """A visitor's laptop: 1366×768."""
    return visit(size="laptop")


@pytest.fixture
def projector(visit: Visitors) -> Page:
    """The projector of the room: 1920×1080."""
    return visit(size="projector")


@pytest.fixture
def room(site: Site) -> Iterator[Room]:
    """An open meeting of the demo, and what it stores."""
    with room_in(site) as room:
        yield room
