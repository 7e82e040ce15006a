"""How waitress serves the site: a hall full of phones at once, and their marks before anybody's pages."""

import gc
import logging
import re
import select
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from gis_app.domain.lists import LANGUAGES
from gis_app.settings import Settings

RESERVED_FILES = 200
"""Files that are no connections: database, layers, logs."""
CONNECTIONS_WITHOUT_POLL = 450
"""``select`` takes 512 sockets on Windows and 1024 elsewhere; one more ends the server."""
RESIDENTS = "/api/v1/meetings/"
PHOTO = "/photo"
HALL_AT_ONCE = 2
"""Requests of phones worked on together: measured with 1 to 8; more only wait for each other (decision 033)."""
_OF_THE_HALL = re.compile(rf"(/static/|/api/v1/meetings/|(/({'|'.join(LANGUAGES)}))?/m/)")


def serve(app: Callable[..., Any], settings: Settings) -> None:
    """Serve a WSGI application until the process is asked to end; what was begun is finished."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits a moment is no news
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = HallLanes(dispatcher.lock, threads=settings.threads)
    dispatcher.set_thread_count(settings.threads)
    set_apart()
    create_server(app, _dispatcher=dispatcher, **listening(settings)).run()


def set_apart() -> None:
    """Keep the collector of garbage from looking again and again at what is loaded and stays.

    The libraries make two hundred thousand objects; each full look at them held every page for 0.2 s.
    """
    gc.collect()
    gc.freeze()


def listening(settings: Settings) -> dict[str, Any]:
    """Return how waitress listens; a server that ours is compared with must listen in the same way."""
    return {
        "host": settings.host,
        "port": settings.port,
        "threads": settings.threads,
        "connection_limit": connections(settings.connection_limit),
        "asyncore_use_poll": True,
        "channel_timeout": 20,
        # Only importers may send that much: other requests are held to ``max_body_bytes`` by the site itself.
        "max_request_body_size": max(settings.max_body_bytes, settings.import_max_mb * 1_100_000),
        "ident": None,
        **behind_proxy(settings),
    }


def behind_proxy(settings: Settings) -> dict[str, Any]:
    """Return what waitress must know to believe the reverse proxy of the settings, and nobody else."""
    believed = {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"} if settings.trusted_proxy else set()
    return {
        "trusted_proxy": settings.trusted_proxy or None,
        "trusted_proxy_headers": believed,
        "clear_untrusted_proxy_headers": True,
    }


def connections(wanted: int) -> int:
    """Return how many connections we may hold here, at most ``wanted``; raises our limit of files if need be."""
    if not hasattr(select, "poll"):
        return min(wanted, CONNECTIONS_WITHOUT_POLL)
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + RESERVED_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(50, min(wanted, soft - RESERVED_FILES))


class HallLanes:
    """The queue of waiting requests, in two lanes, so that a hall full of phones stays quick.

    What phones of a meeting ask (pages, files, marks) takes milliseconds and is all computing: Python does one thing at
    a time, and eight threads that all compute hold each other up at every step. So at most ``HALL_AT_ONCE`` of these
    requests are worked on together, marks before pages; other requests, some of which take seconds, have the other
    threads and never those of the hall. Within a line the first comes first.

    It has what ``ThreadedTaskDispatcher`` uses of a ``deque`` and is guarded by its lock: ``len`` counts what may begin
    now, and whoever has finished a request looks again.
    """

    def __init__(self, lock: AbstractContextManager[Any], *, threads: int) -> None:
        hall = max(1, min(HALL_AT_ONCE, threads - 1))
        self._lock = lock
        self._hall = _Lane(hall, (deque(), deque()))
        self._elsewhere = _Lane(max(1, threads - hall), (deque(),))

    def __len__(self) -> int:
        return self._hall.ready + self._elsewhere.ready

    def append(self, channel: Any) -> None:
        """Let a channel whose next request is complete wait."""
        if brings_a_mark(channel):
            self._hall.lines[0].append(channel)
        elif of_the_hall(channel):
            self._hall.lines[1].append(channel)
        else:
            self._elsewhere.lines[0].append(channel)

    def popleft(self) -> "Turn":
        """Take what comes next."""
        lane = self._hall if self._hall.ready else self._elsewhere
        return Turn(lane.take(), lane, self._lock)


@dataclass(slots=True)
class _Lane:
    """Requests that share threads: how many are free, and the lines that wait for them, the first line first."""

    free: int
    lines: tuple[deque[Any], ...]

    @property
    def ready(self) -> int:
        """How many requests may begin now."""
        return min(self.free, sum(map(len, self.lines)))

    def take(self) -> Any:
        """Take the next channel; a thread is busy from now on."""
        self.free -= 1
        return next(line for line in self.lines if line).popleft()


@dataclass(frozen=True, slots=True)
class Turn:
    """A channel whose request is worked on; its lane has a free thread again afterwards."""

    channel: Any
    lane: _Lane
    lock: AbstractContextManager[Any]

    def service(self) -> None:
        """Answer the request."""
        try:
            self.channel.service()
        finally:
            with self.lock:
                self.lane.free += 1

    def cancel(self) -> None:
        """Drop the request because the server ends; the dispatcher holds its lock."""
        self.channel.cancel()
        self.lane.free += 1


def of_the_hall(channel: Any) -> bool:
    """Whether the next request of a channel is one that phones of a meeting send by the dozen; photos take long."""
    path = channel.requests[0].path
    return bool(_OF_THE_HALL.match(path)) and not path.endswith(PHOTO)


def brings_a_mark(channel: Any) -> bool:
    """Whether the next request of a channel stores, changes or removes something of a resident."""
    request = channel.requests[0]
    return request.command != "GET" and request.path.startswith(RESIDENTS) and of_the_hall(channel)
