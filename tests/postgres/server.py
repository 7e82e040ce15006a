"""A PostgreSQL server of our own: made in a folder, on loopback only, stopped at the end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ports import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
OWNER = "postgres"
"""PostgreSQL refuses to run as root; Debian's package makes this account."""


def missing() -> str:
    """Return why no server can be started here, or nothing."""
    if not BINARIES:
        return "PostgreSQL is not installed (postgresql-15)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser"
    return ""


@contextmanager
def running() -> Iterator[str]:
    """Yield the address (``host:port``) of a server whose data lie in a new folder; anybody on loopback may log in."""
    with TemporaryDirectory(prefix="karte-postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER, OWNER)
        yield from _serve(Path(folder) / "data", free_port())


def _serve(data: Path, port: int) -> Iterator[str]:
    _call("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off"
    _call("pg_ctl", "-D", data, "-o", options, "-l", data / "server.log", "-w", "start")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        _call("pg_ctl", "-D", data, "-m", "fast", "stop")


def _call(program: str, *arguments: object) -> None:
    words = [str(BINARIES[0] / program), *map(str, arguments)]
    if os.geteuid() == 0:
        words = ["runuser", "-u", OWNER, "--", *words]
    subprocess.run(words, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
