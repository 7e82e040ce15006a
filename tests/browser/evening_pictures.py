"""Pictures of every screen of a meeting, in the order of an evening: ``scripts/pictures --evening --to FOLDER``."""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PatienceEnded

from gis_app.domain.publications import Talk
from gis_app.services.afterwards import publishing
from gis_app.services.devices.passes import hand_out
from tests.browser.evening import agree, approve_all, others_mark, sheet_on_a_table, talk_about
from tests.browser.room import PLACE, Room, choose, finish, mark_it, open_page, room_in
from tests.browser.site import Visitors

LANGUAGES = ("lv", "ru")

DRAWN = """() => [...document.querySelectorAll(".leaflet-container")].filter((map) => map.offsetParent).every((map) => {
  const tiles = [...map.querySelectorAll(".leaflet-tile")];
  const drawn = (tile) => tile.matches(".leaflet-tile-loaded") && getComputedStyle(tile).opacity === "1";
  return tiles.length > 0 && tiles.every(drawn);
})"""
"""Whether every tile of every map that can be seen is drawn, its fading in included."""


@dataclass
class Album:
    """Takes pictures of pages in each language and keeps them in a folder."""

    visit: Visitors
    folder: Path
    room: Room
    taken: list[Path] = field(default_factory=list)

    def shoot(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Take a picture of what a page shows now, with the whole ground of its map."""
        with suppress(PatienceEnded):
            page.wait_for_load_state("networkidle", timeout=1500)
        page.wait_for_function(DRAWN)
        file = self.folder / f"{name}.png"
        page.screenshot(path=file, full_page=whole)
        self.taken.append(file)

    def staff(self, *names: str) -> None:
        """Take pages of the facilitator, by the last part of their address."""
        page = self.visit("worker")
        for language in LANGUAGES:
            for name in names:
                page.goto(f"/{language}/meetings/{self.room.meeting.id}/{name}".rstrip("/"))
                self.shoot(page, f"staff-{name.partition('?')[0] or 'page'}-{language}", whole=True)
        page.context.close()

    def wall(self, phase: str) -> None:
        """Take the screen of the hall in a phase."""
        secret = hand_out(self.room.context, self.room.meeting.id, kind="wall").secret
        page = self.visit(size="projector", hall=True)
        for language in LANGUAGES:
            page.goto("about:blank")
            page.goto(f"/{language}/meetings/{self.room.meeting.id}/wall#{secret}")
            page.wait_for_selector("#wall", state="visible")
            page.wait_for_selector("#qr[src]")
            self.shoot(page, f"wall-{phase}-{language}")
        page.context.close()


def take_evening(visit: Visitors, folder: Path) -> list[Path]:
    """Play an evening and take its pictures; returns their files in that order."""
    folder.mkdir(parents=True, exist_ok=True)
    with room_in(visit.site) as room:
        room.ask("pride")
        album = Album(visit, folder, room)
        for act in (_before, _marking, _talking, _closing, _afterwards):
            act(album)
    return album.taken


def _before(album: Album) -> None:
    sheet_on_a_table(album.room)
    album.staff("prepare", "kit", "helpers")


def _marking(album: Album) -> None:
    room = album.room
    others_mark(room, range(1, 10), PLACE, text="Te visi satiekas")
    others_mark(room, range(3, 18), "Slokas iela")
    others_mark(room, range(5, 16), "Dzirciema iela", kind="dislike", text="Nav pārejas")
    others_mark(room, range(8, 14), PLACE, kind="dislike")
    for language in LANGUAGES:
        _phone(album, language)
        _tablet(album, language)
        _helper(album, language)
    album.wall("mark")
    album.staff("", "paper?sheet=7KQ2M4")


def _phone(album: Album, language: str) -> None:
    page = album.visit(size="phone", language=language, hall=True)
    open_page(page, album.room)
    album.shoot(page, f"phone-1-purpose-{language}")
    page.click("#begin")
    page.wait_for_selector("#places button")
    album.shoot(page, f"phone-2-list-{language}")
    choose(page)
    album.shoot(page, f"phone-3-place-{language}")
    page.click("#put")
    page.wait_for_selector("#step-list:visible")
    album.shoot(page, f"phone-4-placed-{language}")
    page.click("#next")
    mark_it(page, "Dzirciema iela")
    album.shoot(page, f"phone-5-dislike-{language}")
    page.click("#next")
    album.shoot(page, f"phone-6-answer-{language}")
    page.click("#answer-skip")
    album.shoot(page, f"phone-7-home-{language}")
    finish(page)
    album.shoot(page, f"phone-8-done-{language}", whole=True)
    page.context.close()


def _tablet(album: Album, language: str) -> None:
    page = album.visit(size="tablet", language=language, hall=True)
    secret = hand_out(album.room.context, album.room.meeting.id, kind="tablet").secret
    page.goto(f"/{language}/m/{album.room.meeting.code}/tablet#{secret}")
    page.wait_for_selector("#step-start", state="visible")
    album.shoot(page, f"tablet-1-start-{language}")
    page.click("#start-new")
    album.shoot(page, f"tablet-2-purpose-{language}")
    page.click("#begin")
    page.wait_for_selector("#places button")
    album.shoot(page, f"tablet-3-list-{language}")
    choose(page)
    album.shoot(page, f"tablet-4-place-{language}")
    page.click("#put")
    page.click("#finish")
    album.shoot(page, f"tablet-5-done-{language}")
    page.context.close()


def _helper(album: Album, language: str) -> None:
    page = album.visit(language=language, hall=True)
    page.goto(f"/h/{hand_out(album.room.context, album.room.meeting.id, kind='helper', label='1').secret}")
    page.wait_for_selector("#step-person", state="visible")
    album.shoot(page, f"helper-1-person-{language}")
    page.click("#without-card")
    page.keyboard.press("1")
    page.keyboard.type("Slokas iela")
    page.wait_for_selector("#hits [aria-selected=true]")
    album.shoot(page, f"helper-2-mark-{language}")
    page.context.close()


def _talking(album: Album) -> None:
    talk_about(album.room)
    album.wall("talk")
    album.staff("talk")


def _closing(album: Album) -> None:
    agree(album.room)
    album.wall("close")
    album.staff("close")
    album.room.turn("closed")


def _afterwards(album: Album) -> None:
    album.staff("review", "photos")
    approve_all(album.room)
    album.staff("publish")
    context, meeting = album.room.context, album.room.meeting
    talk = Talk(context.clock().date(), "biedrības pārstāve", "Izrunājām, nekas nevienam neliks justies slikti.")
    ticks = {"areas": True, "answers": False}
    seen = publishing.gate(context, meeting.id, **ticks).seen
    publishing.publish(context, meeting.id, talk=talk, seen=seen, account=None, **ticks)
    album.staff("feedback", "results")
