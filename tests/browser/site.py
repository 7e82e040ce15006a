"""What the browser tests work with: a running site, and visitors whose every slip is noticed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, StorageState

from tests.browser.slow import slow_pages

CHROMIUM = "/usr/bin/chromium"
HALL = "hall.test"
ARGUMENTS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {HALL} 127.0.0.1",
]
PASSWORDS = {"admin": "admin-of-the-tests", "planner": "planner-of-the-tests", "worker": "worker-of-the-tests"}
SIZES = {
    "phone": (360, 740),
    "phone-small": (320, 568),
    "phone-large": (430, 932),
    "tablet": (1024, 768),
    "laptop": (1366, 768),
    "projector": (1920, 1080),
}


@dataclass(frozen=True)
class Site:
    """A site that runs in a process of its own, on a copy of the demo."""

    port: int
    data: Path

    @property
    def url(self) -> str:
        """Address as staff on this machine open it: a secure context for the browser."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def hall(self) -> str:
        """Address as a phone in the room opens it: plain HTTP, so no secure context."""
        return f"http://{HALL}:{self.port}"


@dataclass
class Watch:
    """Collects what no page may do: errors in the console, uncaught exceptions, requests to another host."""

    site: Site
    slips: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Say that a slip holding this text is what the test is about."""
        self.expected.append(text)

    def unexpected(self) -> list[str]:
        """Return the slips that no test announced."""
        return [slip for slip in self.slips if not any(text in slip for text in self.expected)]

    def follow(self, context: BrowserContext) -> None:
        """Watch every page of a browser context."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.slips.append(f"exception: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.slips.append(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        ours = {f"127.0.0.1:{self.site.port}", f"{HALL}:{self.site.port}"}
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc not in ours:
            self.slips.append(f"another host: {request.url}")


@dataclass
class Visitors:
    """Opens pages of any size as anybody; logs in once per role."""

    browser: Browser
    site: Site
    watch: Watch
    states: dict[str, StorageState]
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(self, role: str = "public", *, size: str = "laptop", language: str = "lv", hall: bool = False) -> Page:
        """Return a fresh page of a visitor; relative addresses lead to the site.

        Parameters
        ----------
        role
            ``public`` or a role that has an account.
        size
            A key of ``SIZES``; a phone has touch and two pixels per point.
        hall
            Come through the room's network (plain HTTP, another name) instead of from this machine.
        """
        width, height = SIZES[size]
        phone = size.startswith("phone")
        context = self.browser.new_context(
            base_url=self.site.hall if hall else self.site.url,
            viewport={"width": width, "height": height},
            device_scale_factor=2 if phone else 1,
            is_mobile=phone,
            has_touch=phone or size == "tablet",
            locale=language,
            timezone_id="Europe/Riga",
            reduced_motion="reduce",
            storage_state=self._state(role),
        )
        context.set_default_timeout(30_000)
        self.watch.follow(context)
        slow_pages(context)
        self.contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every page opened."""
        for context in self.contexts:
            context.close()

    def _state(self, role: str) -> StorageState | None:
        if role == "public":
            return None
        if role not in self.states:
            with self.browser.new_context(base_url=self.site.url, locale="lv") as context:
                page = context.new_page()
                page.goto("/lv/login")
                page.fill("input[name=login]", role)
                page.fill("input[name=password]", PASSWORDS[role])
                page.click("main form button[type=submit]")
                page.wait_for_url(lambda url: "/login" not in url)
                self.states[role] = context.storage_state()
        return self.states[role]


Visit = Callable[..., Page]


def hold(page: Page, address: str) -> list[Route]:
    """Keep the requests of an address waiting; they are listed as they come, to be let go with ``continue_()``."""
    held: list[Route] = []

    def keep(request: Route) -> None:
        held.append(request)

    page.route(address, keep)
    return held
