"""Loads the demo and serves a copy of it in a process of its own."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gis_app.cli.network import wait_until_it_answers
from gis_app.services import accounts, wiring
from gis_app.settings import Settings
from tests.browser.site import PASSWORDS, Site
from tests.browser.slow import slow_road
from tests.ports import free_port


def load_demo(folder: Path) -> None:
    """Load the demo with the command line, unless the folder has one."""
    if not (folder / "kopienas-karte.sqlite").exists():
        subprocess.run([sys.executable, "-m", "gis_app", "--data", str(folder), "demo", "load"], check=True)


@contextmanager
def served(demo: Path, folder: Path) -> Iterator[Site]:
    """Yield the site and its worker running on a copy of ``demo`` in ``folder``, with known passwords."""
    shutil.copytree(demo, folder)
    _give_known_passwords(folder)
    port = free_port()
    command = [sys.executable, "-m", "gis_app", "--data", str(folder), "start", "--no-demo", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        try:
            assert wait_until_it_answers(Settings(port=port), lambda: running.poll() is not None)
            yield Site(slow_road(port), folder)
        finally:
            running.terminate()
            running.wait(30)


def _give_known_passwords(folder: Path) -> None:
    context = wiring.build(Settings(data_dir=folder))
    accounts.demo_accounts(context)
    for login, password in PASSWORDS.items():
        accounts.change_password(context, login, password=password)
    context.database.close()
