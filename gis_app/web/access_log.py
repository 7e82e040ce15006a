"""One line per request: minute, method, path, status, milliseconds. No address, no browser, no query (§6.15).

Requests of residents, and those of staff about a meeting, are written with the pattern of their address instead of the
address, and every time only to the minute: from this file nobody can tell which meeting's mark came when.
"""

import logging
import re
import time
import weakref
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from flask import Flask, Response, g, request

from gis_app.domain.lists import LANGUAGES
from gis_app.web.context import current_context

FILE_BYTES = 2_000_000
FILES_KEPT = 5
_RESIDENTS = re.compile(rf"(/({'|'.join(LANGUAGES)}))?/(api|h|m|k|meetings)(/|$)")


def init_app(app: Flask, data_dir: Path) -> None:
    """Write ``logs/access.log`` in the data folder; about 10 MB of it are kept."""
    file = data_dir / "logs" / "access.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = Lines(file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True)
    log = logging.Logger("karte.access")
    log.addHandler(handler)
    weakref.finalize(app, handler.close)

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def write(answer: Response) -> Response:
        log.info(line(answer.status_code, milliseconds=(time.perf_counter() - g.started) * 1000))
        return answer


class Lines(RotatingFileHandler):
    """The file of the log; knows its size without asking the disk, which all threads would wait for at every line."""

    _size = 0

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        self._size = stream.tell()
        return stream

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: N802 - the name in the library
        """Whether the next line would make the file too large."""
        if self.stream is None:
            self.stream = self._open()
        self._size += len(self.format(record).encode()) + 1
        return int(self._size > self.maxBytes)


def line(status: int, *, milliseconds: float) -> str:
    """Return the line of the request in hand."""
    minute = current_context().clock().strftime("%Y-%m-%dT%H:%MZ")
    return f"{minute} {request.method} {_path()} {status} {milliseconds:.0f}"


def _path() -> str:
    if _RESIDENTS.match(request.path):
        return "(unknown)" if request.url_rule is None else str(request.url_rule.rule).replace(" ", "")
    # A path may hold anything a stranger sends; a log line stays one line.
    return "".join(letter if letter.isprintable() else "?" for letter in request.path)[:200]
