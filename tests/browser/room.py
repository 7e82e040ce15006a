"""An open meeting of the demo, and the steps of a resident's phone in it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PatienceEnded

from gis_app.domain.meeting_content import PlaceName, Questions
from gis_app.domain.meetings import Mark, Meeting
from gis_app.services import wiring
from gis_app.services.meetings import NewMeeting, create_meeting, set_state, territories_of
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import marks, meetings
from tests.browser.site import Site

PLACE = "Ābeļzieds"
"""The community centre of the demo's neighbourhood: a listed public place."""


@dataclass(frozen=True)
class Room:
    """An open meeting of the demo and the data behind the site that serves it."""

    context: Context
    meeting: Meeting

    @property
    def marks(self) -> list[Mark]:
        """The marks stored."""
        with self.context.database.reading() as session:
            return list(marks.marks_of(session, meeting=self.meeting.id))

    @property
    def stored(self) -> list[str]:
        """Classes of the marks stored, by alphabet."""
        return sorted(mark.kind for mark in self.marks)

    def ask(self, *identity: str) -> None:
        """Let the meeting ask questions about the place, too."""
        questions = replace(self.meeting.questions, identity=identity)
        with self.context.database.transaction() as session:
            meetings.put_meetings(session, [replace(self.meeting, questions=questions)])

    def turn(self, state: str) -> None:
        """Open, pause or close the meeting."""
        set_state(self.context, self.meeting.id, state)


@contextmanager
def room_in(site: Site) -> Iterator[Room]:
    """Yield an open meeting in a neighbourhood of the demo that asks everything a meeting can ask."""
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
    asking = replace(
        made,
        questions=Questions(classes=("like", "dislike"), photos=True),
        place_names={"lv": PlaceName("Dzirciems", "Dzirciema", "Dzirciemā")},
    )
    with context.database.transaction() as session:
        meetings.put_meetings(session, [asking])
    yield Room(context, set_state(context, made.id, "open"))
    context.database.close()


def open_page(page: Page, room: Room, *, card: str = "") -> None:
    """Open the meeting as a phone does that has read the code."""
    page.goto(f"/m/{room.meeting.code}" + (f"#k={card}" if card else ""))
    expect(page.locator("body")).to_have_attribute("data-ready", "true")


def begin(page: Page, room: Room) -> None:
    """Read the purpose and come to the first question."""
    open_page(page, room)
    with page.expect_response("**/participants"):
        page.click("#begin")
    expect(page.locator("#places button").first).to_be_visible()


def choose(page: Page, words: str = PLACE) -> None:
    """Type what is looked for and take the first place found."""
    page.fill("#search", words)
    page.locator("#places li button").first.click()
    expect(page.locator("#step-place")).to_be_visible()  # from here the button is off until the map stands there
    expect(page.locator("#put")).to_be_enabled()


def mark_it(page: Page, words: str = PLACE, *, text: str = "") -> None:
    """Choose a place in the list and mark it."""
    choose(page, words)
    if text:
        page.fill("#words", text)
    page.click("#put")
    expect(page.locator("#step-list")).to_be_visible()


def finish(page: Page) -> None:
    """Go on to the end without another mark."""
    done = page.locator("#step-done")
    onward = page.locator("#next:visible, #home-skip:visible, #answer-skip:visible")
    for _ in range(12):
        expect(onward.or_(done.locator("visible=true"))).to_be_visible()
        if done.is_visible():
            return
        with suppress(PatienceEnded):  # the step before may have gone on by itself
            onward.click(timeout=3000)
    expect(done).to_be_visible()
