"""Servers of the load, each a process of its own on a free port of this machine, ended by their own id."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis_app.cli.network import wait_until_it_answers
from gis_app.settings import PREFIX, Settings
from tests.ports import free_port

ENDS_WITHIN_S = 20.0


class Server:
    """A server that can be killed and started again on the same port.

    Parameters
    ----------
    command
        What to run; the port is added at its end.
    """

    def __init__(self, *command: str) -> None:
        self.port = free_port()
        self._command = [sys.executable, *command, str(self.port)]
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises
        ------
        RuntimeError
            If it ends, or does not answer within a minute.
        """
        own = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        running = subprocess.Popen(self._command, env=own, start_new_session=True)
        self._running = running
        if not wait_until_it_answers(Settings(port=self.port), lambda: running.poll() is not None):
            raise RuntimeError(f"the server did not answer: {' '.join(self._command)}")

    def kill(self) -> None:
        """End it at once, as a power cut would (``kill -9``)."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    def stop(self) -> None:
        """End it: asked first, forced after a while."""
        running = self._running
        if running is None or running.poll() is not None:
            return
        running.terminate()
        try:
            running.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()


def ours(folder: Path) -> Server:
    """Return the real server over an installation."""
    return Server("-m", "gis_app", "--data", str(folder), "serve", "--host", "127.0.0.1", "--port")


def baseline(folder: Path) -> Server:
    """Return the bare server, with a database of its own in an empty folder."""
    folder.mkdir(parents=True)
    return Server("-m", "tests.load.baseline", str(folder))


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Yield the server started; it is stopped however the block ends."""
    try:
        server.start()
        yield server
    finally:
        server.stop()
