"""A PostgreSQL server of our own: made in a folder, on loopback only, stopped at the end."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
def running(folder: Path) -> Iterator[str]:
    """Yield the address (``host:port``) of a server whose data lie in a new folder; anybody on loopback may log in."""
    data, port = folder / "pg", free_port()
    if os.geteuid() == 0:
        for part in (folder, *folder.parents):
            if part == Path("/tmp"):  # noqa: S108 - pytest keeps its folders there
                break
            part.chmod(part.stat().st_mode | 0o711)
        data.mkdir()
        shutil.chown(data, OWNER, OWNER)
    _call("initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories='' -c fsync=off"
    _call("pg_ctl", "-D", data, "-o", options, "-l", data / "server.log", "-w", "start")
    try:
        yield f"127.0.0.1:{port}"
    finally:
        _call("pg_ctl", "-D", data, "-m", "immediate", "stop")


def _call(program: str, *arguments: object) -> None:
    words = [str(BINARIES[0] / program), *map(str, arguments)]
    if os.geteuid() == 0:
        words = ["runuser", "-u", OWNER, "--", *words]
    subprocess.run(words, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
