"""How waitress serves the site: a hall full of phones at once, and their marks before anybody's pages."""

import gc
import logging
import select
from collections import deque
from collections.abc import Callable
from typing import Any

from waitress.server import create_server
from waitress.task import ThreadedTaskDispatcher

from gis_app.settings import Settings

RESERVED_FILES = 200
"""Files that are no connections: database, layers, logs."""
CONNECTIONS_WITHOUT_POLL = 450
"""``select`` takes 512 sockets on Windows and 1024 elsewhere; one more ends the server."""
RESIDENTS = "/api/v1/meetings/"


def serve(app: Callable[..., Any], settings: Settings) -> None:
    """Serve a WSGI application until the process is asked to end; what was begun is finished."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits a moment is no news
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.queue = MarksFirst()
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


class MarksFirst:
    """The queue of waiting requests: what residents send comes before what anybody wants to see.

    While sixty phones open their pages, a mark would otherwise wait behind all their files. Within both lines the
    first comes first. It has what ``ThreadedTaskDispatcher`` uses of a ``deque``, and is guarded by its lock.
    """

    def __init__(self) -> None:
        self._marks: deque[Any] = deque()
        self._others: deque[Any] = deque()

    def __len__(self) -> int:
        return len(self._marks) + len(self._others)

    def append(self, channel: Any) -> None:
        """Let a channel whose next request is complete wait."""
        (self._marks if brings_a_mark(channel) else self._others).append(channel)

    def popleft(self) -> Any:
        """Take the channel whose turn it is."""
        return (self._marks or self._others).popleft()


def brings_a_mark(channel: Any) -> bool:
    """Whether the next request of a channel stores, changes or removes something of a resident."""
    request = channel.requests[0]
    return bool(request.command != "GET" and request.path.startswith(RESIDENTS))
