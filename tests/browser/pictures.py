"""The pictures of README and guide, taken from the running demo: ``scripts/pictures [NAME …]``.

Each is made anew from the demo, so a picture in the documents is what the product shows.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FilePayload, Page, sync_playwright
from playwright.sync_api import TimeoutError as PatienceEnded

from tests.architecture.source import TOP
from tests.browser.evening_pictures import DRAWN, take_evening
from tests.browser.serving import load_demo, served
from tests.browser.site import ARGUMENTS, CHROMIUM, Visitors, Watch

FOLDER = TOP / "docs/pictures"
LARGEST_BYTES = 450_000
PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Shot:
    """A picture: who looks, on what, at which page, and what they do there."""

    path: str
    role: str = "public"
    size: str = "laptop"
    act: Callable[[Page], None] = lambda _page: None


TOWN = "?project=paraugpilseta"


def settle(page: Page) -> None:
    """Wait until nothing loads; a page that keeps asking (a meeting in progress) gets eight seconds."""
    with suppress(PatienceEnded):
        page.wait_for_load_state("networkidle", timeout=8000)


def _place(page: Page) -> None:
    """Read the purpose and choose the first place of the list."""
    page.click("#begin")
    page.locator("#places li button").first.click()
    page.wait_for_selector("#put:enabled")
    page.wait_for_function(DRAWN)


def _first(selector: str) -> Callable[[Page], None]:
    def follow(page: Page) -> None:
        page.locator(selector).first.click()
        settle(page)

    return follow


def _running(page: Page) -> None:
    """Open the first meeting and scroll to its phases, code and counts."""
    _first(".meeting-list a")(page)
    page.locator(".tabs").evaluate("tabs => tabs.scrollIntoView()")


def _result(page: Page) -> None:
    page.locator("main input[name=purpose]").first.check()
    page.click("main form button[type=submit]")
    page.wait_for_url("**/drafts/**")
    settle(page)
    page.locator("#weights").evaluate("card => card.scrollIntoView()")


def _keep(page: Page) -> None:
    """Keep a decision; the delicate criteria need a reason."""
    _result(page)
    for criterion in ("origin", "child-protection"):
        page.locator(f"textarea[name$='-{criterion}']").fill("Darbam ar ģimenēm.")
    page.get_by_role("button", name="Saglabāt lēmumu").click()


def _time(page: Page) -> None:
    """Keep a decision and look at its years."""
    _keep(page)
    page.get_by_role("link", name="Laiks", exact=True).click()
    page.locator(".time-choice").evaluate("choice => choice.scrollIntoView()")


def _areas(page: Page) -> None:
    """Keep a decision and ask for work areas."""
    _keep(page)
    page.get_by_role("link", name="Darba teritorijas", exact=True).click()
    page.get_by_role("button", name="Ieteikt teritorijas").click()
    page.get_by_role("button", name="Turpināt ar roku").first.click()
    page.locator("#lights").wait_for()
    page.locator("#lights").evaluate("lights => lights.scrollIntoView()")


def _bring(page: Page) -> None:
    """Bring a file whose axes are swapped, into the invented town, where invented places belong."""
    places = [
        ("Ābeļu skola", 57.0285, 19.3821),
        ("Zīles klubs", 57.031, 19.3861),
        ("Zasas bibliotēka", 57.0273, 19.3909),
    ]
    features = [
        {"type": "Feature", "properties": {"nosaukums": name}, "geometry": {"type": "Point", "coordinates": [lat, lon]}}
        for name, lat, lon in places
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
    chosen: FilePayload = {"name": "vietas.geojson", "mimeType": "application/geo+json", "buffer": content}
    page.set_input_files("input[type=file]", chosen)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/import/**")
    settle(page)


SHOTS = {
    "map": Shot("/lv/"),
    "import": Shot("/lv/data/import?project=paraugpilseta", role="planner", act=_bring),
    "territory": Shot("/lv/list", act=_first(".entry-name a:text-is('Dzirciems')")),
    "meeting-phone": Shot("/lv/m/KRASTS", size="phone", act=_place),
    "meeting": Shot(f"/lv/meetings{TOWN}", role="worker", act=_running),
    "selection": Shot(f"/lv/selections/new{TOWN}", role="planner", act=_result),
    "work-areas": Shot(f"/lv/selections/new{TOWN}", role="planner", act=_areas),
    "time": Shot(f"/lv/selections/new{TOWN}", role="planner", act=_time),
    "print": Shot("/lv/prints"),
}


def main(arguments: list[str] | None = None) -> None:
    """Take the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="scripts/pictures")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--to", type=Path, default=FOLDER)
    parser.add_argument("--evening", action="store_true", help="every screen of a meeting, in lv and ru; needs --to")
    chosen = parser.parse_args(arguments)
    if chosen.evening and chosen.to == FOLDER:
        parser.error("--evening takes some seventy pictures: say --to FOLDER")
    chosen.to.mkdir(parents=True, exist_ok=True)
    with visitors() as visit:
        if chosen.evening:
            print(*take_evening(visit, chosen.to), sep="\n")
            return
        for name in chosen.names or SHOTS:
            shot = SHOTS[name]
            page = visit(shot.role, size=shot.size)
            page.set_default_timeout(PATIENCE_MS)
            page.goto(shot.path)
            settle(page)
            shot.act(page)
            settle(page)
            file = chosen.to / f"{name}.png"
            file.write_bytes(small(page.screenshot()))
            print(f"{file} {file.stat().st_size // 1000} kB")
            page.context.close()


@contextmanager
def visitors() -> Iterator[Visitors]:
    """Yield visitors of a site that runs on a fresh copy of the demo."""
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(os.environ.get("KARTE_DEMO") or Path(folder) / "demo")
        load_demo(demo)
        with served(demo, Path(folder) / "instance") as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield Visitors(browser, site, Watch(site), {})
            browser.close()


def small(png: bytes) -> bytes:
    """Return the picture with as many colours as fit into ``LARGEST_BYTES``."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    for colours in (None, 256):
        reduced: Image.Image = (
            picture
            if colours is None
            else picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        )
        target = BytesIO()
        reduced.save(target, "PNG", optimize=True)
        if target.tell() <= LARGEST_BYTES:
            break
    return target.getvalue()


if __name__ == "__main__":
    main()
