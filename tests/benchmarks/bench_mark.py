"""Storing a mark over HTTP, durable and with every check on, against a bare view with one INSERT.

Eight clients with connections kept open, both servers under the same waitress with the same SQLite settings (WAL,
``synchronous=FULL``), by turns. Ours knows 5,000 addresses around, joined participants, rate limits and headers.
"""

import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.store.meetings import put_meetings
from tests.benchmarks.frame import Absolute, Ratio, Result, alternating, benchmark
from tests.meeting_world import Phone, build_world, join, lonlat, new_meeting

CLIENTS = 8
PER_ROUND = 400
ROUNDS = 5
PER_PHONE = 10
MEETINGS = 8
HOUSES = 5000
Request = tuple[str, dict[str, str], bytes]


@benchmark("mark")
def marks_per_second() -> Iterator[Result]:
    """Yield the rate of stored marks of ours and of the bare view, and the milliseconds of one of ours."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        ours, bare = requests_of_ours(Path(folder) / "ours"), requests_of_bare()
        Path(folder, "bare").mkdir()
        ports = [servers.enter_context(_server(which, Path(folder) / which)) for which in ("ours", "bare")]
        _round(ports[0], ours)
        _round(ports[1], bare)
        rate, baseline = alternating(lambda: _round(ports[0], ours), lambda: _round(ports[1], bare), rounds=ROUNDS)
    yield Ratio("mark stored", rate, baseline, "1/s", 0.2, "higher", f"{CLIENTS} clients, goal 0.35")
    yield Absolute("mark, each client waits", CLIENTS / rate * 1000, "ms", 100, "mean under that load")


def requests_of_ours(folder: Path) -> Iterator[Request]:
    """Make the world of our server and yield requests that it must store, never one twice."""
    context = wiring.build(Settings(data_dir=folder))
    chance = random.Random(5)  # noqa: S311 - a world, not a secret
    square = [(chance.uniform(500_000, 501_000), chance.uniform(312_000, 313_000)) for _ in range(HOUSES)]
    build_world(context, houses=square)
    today = context.clock().date()
    meetings = []
    for _ in range(MEETINGS):
        made = new_meeting(context, state="draft")
        meetings.append(replace(made, retention_on=today + timedelta(days=90), purpose_version=1, state="open"))
    with context.database.transaction() as session:
        put_meetings(session, meetings)
    pairs = []
    for number in range((ROUNDS + 1) * PER_ROUND // PER_PHONE):
        meeting = meetings[number % MEETINGS]
        join(context, meeting, Phone(number))
        pairs.append((meeting.code, Phone(number)))
    context.database.close()
    return _requests(pairs)


def _requests(pairs: list[tuple[str, Phone]]) -> Iterator[Request]:
    numbers = count(1)
    for turn in range(PER_PHONE):
        for code, phone in pairs:
            body = {**_body(next(numbers)), "class": "like" if turn % 2 else "dislike"}
            yield f"/api/v1/meetings/{code}/marks", phone.headers, json.dumps(body).encode()


def requests_of_bare() -> Iterator[Request]:
    """Yield requests for the bare view."""
    for number in count(1):
        yield "/marks", {"Content-Type": "application/json"}, json.dumps({**_body(number), "class": "like"}).encode()


def _body(number: int) -> dict[str, object]:
    chance = random.Random(number)  # noqa: S311 - a place, not a secret
    lon, lat = lonlat((chance.uniform(500_050, 500_950), chance.uniform(312_050, 312_950)))
    uuid = f"{number:08x}-0000-4000-8000-{number:012x}"
    return {"uuid": uuid, "lon": lon, "lat": lat, "uncertainty_m": 12, "text": "Te vakaros spēlē mūziku"}


def _round(port: int, requests: Iterator[Request]) -> float:
    """Send a round and return how many marks a second were stored.

    Raises
    ------
    RuntimeError
        If the server did not store one of them.
    """
    shares = [[next(requests) for _ in range(PER_ROUND // CLIENTS)] for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        start = time.perf_counter()
        statuses = [status for share in clients.map(_client(port), shares) for status in share]
        seconds = time.perf_counter() - start
    if set(statuses) != {201}:
        raise RuntimeError(f"not every mark was stored: {sorted(set(statuses))}")
    return PER_ROUND / seconds


def _client(port: int) -> Callable[[list[Request]], list[int]]:
    def send(share: list[Request]) -> list[int]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        statuses = []
        for path, headers, body in share:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
        connection.close()
        return statuses

    return send


@contextmanager
def _server(which: str, folder: Path) -> Iterator[int]:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    command = [sys.executable, "-m", "tests.benchmarks.mark_server", which, str(folder), str(port)]
    with subprocess.Popen(command) as running:
        try:
            _wait(port, running)
            yield port
        finally:
            running.terminate()
            running.wait(30)


def _wait(port: int, running: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if running.poll() is not None:
            raise RuntimeError("the server did not start")
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not answer")
