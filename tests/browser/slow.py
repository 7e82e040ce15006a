"""A slow world for the browser tests, to find what only holds when everything answers at once.

``KARTE_SLOW=600`` lets each packet to and from the site wait up to that many milliseconds, slows each page four times
and lets a finger rest on a button for a tenth of a second.
"""

import asyncio
import os
import random
import threading
from functools import partialmethod

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

SLOW_MS = int(os.environ.get("KARTE_SLOW", "0"))
SLOWER = 4
PACKET = 16_384
FINGER_MS = 100


def slow_road(port: int) -> int:
    """Return a port that leads to ``port``, late; the same port when the world is not to be slow."""
    if not SLOW_MS:
        return port
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return asyncio.run_coroutine_threadsafe(_listen(port), loop).result()


async def _listen(port: int) -> int:
    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_carry(reader, back, SLOW_MS), _carry(there, writer, SLOW_MS / 8))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    return int(server.sockets[0].getsockname()[1])


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, longest_ms: float) -> None:
    try:
        while packet := await reader.read(PACKET):
            await asyncio.sleep(random.uniform(0, longest_ms) / 1000)  # noqa: S311 - chance, no secret
            writer.write(packet)
            await writer.drain()
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


def slow_pages(context: BrowserContext) -> None:
    """Give every page of the context a slow processor."""
    if SLOW_MS:
        context.on("page", _slow_page)


def _slow_page(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def slow_finger(patch: pytest.MonkeyPatch) -> None:
    """Let every press last as long as a person's: what is drawn anew meanwhile loses it."""
    if SLOW_MS:
        for pressed in (Locator, Page):
            patch.setattr(pressed, "click", partialmethod(pressed.click, delay=FINGER_MS))
