"""Phones as residents hold them: each opens the page, reads the purpose, joins, and places its marks until they stand.

A phone sends again what it has no answer to, with the pauses of the outbox of the page (``static/js/lib/outbox.js``).
"""

import asyncio
import gzip
import json
import random
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID

from tests.load.wire import Answer, Line, NoAnswer
from tests.meeting_world import Phone, lonlat

MARKS_EACH = 8
DROPPED = 0.05
"""Share of the answers to marks that a phone does not read: the connection is closed when the request has left."""
LINES = 6
"""Connections that a browser opens to one host."""
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
ARRIVING = 0.5
"""Share of the time in which people scan the code."""
REFUSED = frozenset({400, 401, 404, 409, 410, 413, 422})


@dataclass(frozen=True, slots=True)
class Site:
    """Where phones go: the page with its files, the purpose, the door and the marks, as paths on one port."""

    port: int
    page: str
    files: tuple[str, ...]
    purpose: str
    join: str
    marks: str


@dataclass(slots=True)
class Tally:
    """What all phones together saw.

    Attributes
    ----------
    sent, acknowledged
        Ids of the marks that were placed, and of those whose answer was read.
    answered_s
        Seconds of every request with a mark whose answer was read.
    stood_s
        Seconds from placing a mark to its acknowledgement, pauses included.
    refused
        Requests that the server will never take; a phone does not repeat them.
    given_up
        Requests without an answer when a phone's patience ended.
    page_bytes
        Size of what each path of the page answered.
    """

    sent: set[str] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    answered_s: list[float] = field(default_factory=list)
    stood_s: list[float] = field(default_factory=list)
    retries: int = 0
    dropped: int = 0
    refused: int = 0
    given_up: int = 0
    page_bytes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the phones come: spread over ``seconds``, giving up ``patience_s`` after that; ``seed`` repeats it."""

    phones: int
    seconds: float
    patience_s: float = 180.0
    seed: int = 8


async def play(site: Site, plan: Plan, tally: Tally) -> None:
    """Let all phones come, and return when each has placed everything or has lost patience."""
    begun = perf_counter()
    await asyncio.gather(*(_Holder(number, site, plan, tally, begun).live() for number in range(plan.phones)))


def marks_of(number: int, seed: int) -> list[dict[str, object]]:
    """Return the bodies of the marks that a phone will send; every one has words of its own."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - places, not secrets
    made = []
    for turn in range(MARKS_EACH):
        lon, lat = lonlat((chance.uniform(500_050, 500_950), chance.uniform(312_050, 312_950)))
        kind = "like" if turn < MARKS_EACH // 2 else "dislike"
        uuid = str(UUID(int=chance.getrandbits(128), version=4))
        words = f"Te vakaros spēlē mūziku ({number}.{turn})"
        made.append({"uuid": uuid, "class": kind, "lon": lon, "lat": lat, "uncertainty_m": 12, "text": words})
    return made


class _Holder:
    """One person with a phone."""

    def __init__(self, number: int, site: Site, plan: Plan, tally: Tally, begun: float) -> None:
        self.phone = Phone(number + 1)
        self.site, self.tally, self.begun = site, tally, begun
        self.until = plan.seconds + plan.patience_s
        self.chance = random.Random(f"{plan.seed}-{number}")  # noqa: S311 - moments, not secrets
        self.arrives = self.chance.uniform(0, plan.seconds * ARRIVING)
        first = self.arrives + plan.seconds * 0.05
        self.bodies = marks_of(number, plan.seed)
        self.moments = sorted(self.chance.uniform(first, plan.seconds) for _ in self.bodies)
        self.headers = {**self.phone.headers, "Content-Type": "application/json"}

    @property
    def now(self) -> float:
        return perf_counter() - self.begun

    async def live(self) -> None:
        """Come, read, join, place every mark."""
        await asyncio.sleep(self.arrives)
        async with Line(self.site.port) as line:
            version = await self.read(line)
            joins = {"card": self.phone.card, "purpose_version": version, "language": "lv"}
            joined = await self.insist(line, "POST", self.site.join, json.dumps(joins).encode())
            for body, moment in zip(self.bodies, self.moments, strict=True):
                await asyncio.sleep(max(0.0, moment - self.now))
                if joined is not None:
                    await self.place(line, body, moment)

    async def read(self, line: Line) -> int | None:
        """Open the page with its files as a browser does, then the purpose; returns its version."""
        await self.get(line, self.site.page)
        async with AsyncExitStack() as opened:
            lines = [await opened.enter_async_context(Line(self.site.port)) for _ in range(LINES)]
            shares = [self.site.files[first::LINES] for first in range(LINES)]
            await asyncio.gather(*(self.get_all(one, share) for one, share in zip(lines, shares, strict=True)))
        purpose = await self.get(line, self.site.purpose)
        return purpose_version(purpose.body) if purpose else None

    async def get_all(self, line: Line, paths: tuple[str, ...]) -> None:
        """Fetch files one after another."""
        for path in paths:
            await self.get(line, path)

    async def get(self, line: Line, path: str) -> Answer | None:
        """Fetch one thing and note its size."""
        answer = await self.insist(line, "GET", path)
        if answer is not None:
            self.tally.page_bytes[path] = len(answer.body)
        return answer

    async def place(self, line: Line, body: dict[str, object], moment: float) -> None:
        """Place a mark and insist until it stands."""
        uuid = str(body["uuid"])
        self.tally.sent.add(uuid)
        answer = await self.insist(line, "POST", self.site.marks, json.dumps(body).encode(), mark=True)
        if answer is not None and answer.status < 300:
            self.tally.acknowledged.add(uuid)
            self.tally.stood_s.append(self.now - moment)

    async def insist(
        self, line: Line, method: str, path: str, body: bytes = b"", *, mark: bool = False
    ) -> Answer | None:
        """Send a request until it is answered for good; None when patience ends."""
        pause = FIRST_PAUSE_S
        while self.now < self.until:
            try:
                answer = await (self.mark_once(line, path, body) if mark else self.once(line, method, path, body))
            except NoAnswer:
                answer = None
            if answer is not None and (answer.status < 300 or answer.status in REFUSED):
                self.tally.refused += answer.status in REFUSED
                return answer
            self.tally.retries += 1
            await asyncio.sleep(pause * self.chance.uniform(0.75, 1.25))
            pause = min(pause * 2, LONGEST_PAUSE_S)
        self.tally.given_up += 1
        return None

    async def once(self, line: Line, method: str, path: str, body: bytes) -> Answer:
        """Send a request once."""
        answer = await line.ask(method, path, headers=self.headers, body=body)
        self.tally.statuses[answer.status] += 1
        return answer

    async def mark_once(self, line: Line, path: str, body: bytes) -> Answer | None:
        """Send a mark once, now and then without reading the answer."""
        if self.chance.random() < DROPPED:
            self.tally.dropped += 1
            await line.ask_and_hang_up("POST", path, headers=self.headers, body=body)
            return None
        begun = perf_counter()
        answer = await self.once(line, "POST", path, body)
        self.tally.answered_s.append(perf_counter() - begun)
        return answer


def purpose_version(facts: bytes) -> int | None:
    """Return the version of the purpose that the facts of a meeting name."""
    content = gzip.decompress(facts) if facts.startswith(b"\x1f\x8b") else facts
    return int(json.loads(content)["purpose"]["version"]) if content.startswith(b"{") else None
