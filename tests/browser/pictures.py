"""The pictures of README and guide, taken from the running demo: ``scripts/pictures [NAME …]``.

Each is made anew from the demo, so a picture in the documents is what the product shows.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.architecture.source import TOP
from tests.browser.serving import load_demo, served
from tests.browser.site import ARGUMENTS, CHROMIUM, Visitors, Watch

FOLDER = TOP / "docs/pictures"
LARGEST_BYTES = 250_000


@dataclass(frozen=True)
class Shot:
    """A picture: who looks, on what, at which page, and what they do there."""

    path: str
    role: str = "public"
    size: str = "laptop"
    act: Callable[[Page], None] = lambda _page: None


SHOTS = {
    "map": Shot("/lv/"),
    "map-phone": Shot("/lv/", size="phone"),
    "list": Shot("/lv/list"),
}


def main(arguments: list[str] | None = None) -> None:
    """Take the pictures that are asked for, or all."""
    parser = argparse.ArgumentParser(prog="scripts/pictures")
    parser.add_argument("names", nargs="*", choices=[[], *SHOTS])
    parser.add_argument("--to", type=Path, default=FOLDER)
    chosen = parser.parse_args(arguments)
    chosen.to.mkdir(parents=True, exist_ok=True)
    with visitors() as visit:
        for name in chosen.names or SHOTS:
            shot = SHOTS[name]
            page = visit(shot.role, size=shot.size)
            page.goto(shot.path)
            page.wait_for_load_state("networkidle")
            shot.act(page)
            page.wait_for_load_state("networkidle")
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
    for colours in (None, 256, 128, 64):
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
