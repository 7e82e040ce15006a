"""Two processes that live and end together: the site and its worker."""

import os
import signal
import subprocess
import sys
import threading
from types import FrameType

from gis_app.settings import PREFIX, Settings

_LOOK_EVERY_S = 0.5
_ENDS_WITHIN_S = 20.0


class Running:
    """The site and its worker, started; a worker that dies is started again, a site that dies ends both.

    Parameters
    ----------
    settings
        Where the data is, and where to listen.
    """

    def __init__(self, settings: Settings) -> None:
        self._environment = {
            **os.environ,
            f"{PREFIX}DATA_DIR": str(settings.data_dir),
            f"{PREFIX}HOST": settings.host,
            f"{PREFIX}PORT": str(settings.port),
            f"{PREFIX}LANGUAGE": settings.language,
        }
        self._stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._asked_to_stop)
        self._worker = self._started("worker")
        self._site = self._started("serve")

    def site_ended(self) -> bool:
        """Whether the site stopped by itself or was asked to."""
        return self._stop.is_set() or self._site.poll() is not None

    def until_stopped(self) -> int:
        """Wait for Ctrl+C, a request to end, or the end of the site; return the exit code."""
        while not self._stop.wait(_LOOK_EVERY_S):
            code = self._site.poll()
            if code is not None:
                return code or 1
            if self._worker.poll() is not None:
                self._worker = self._started("worker")
        return 0

    def stop(self) -> None:
        """End both: asked first, forced after twenty seconds."""
        both = (self._site, self._worker)
        for process in both:
            if process.poll() is None:
                process.terminate()
        for process in both:
            try:
                process.wait(_ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _started(self, verb: str) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl+C reaches this process only, which then ends both in order.
        command = [sys.executable, "-m", "gis_app", verb]
        return subprocess.Popen(command, env=self._environment, start_new_session=True)  # noqa: S603 - our own verbs

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
