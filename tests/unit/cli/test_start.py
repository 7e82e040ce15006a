import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from gis_app.cli import network
from gis_app.cli.main import gis_app
from gis_app.domain.errors import Conflict, InputRefused
from gis_app.settings import Settings
from tests.ports import free_port

_LAST = "Ctrl+C stops it. Everything is kept in {folder}\n"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_one_verb_prepares_serves_and_ends_cleanly(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-u", "-m", "gis_app", "--data", str(tmp_path / "new"), "start", "--no-demo"]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            until_the_end = takewhile(lambda line: line != _LAST.format(folder=tmp_path / "new"), running.stdout)
            told = "".join(until_the_end)
            with urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
        finally:
            running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    assert f"http://127.0.0.1:{port}/" in told
    password = re.search(r"admin +(\S{19}) ", told)
    assert password
    everything = b"".join(file.read_bytes() for file in (tmp_path / "new").rglob("*") if file.is_file())
    assert password[1].encode() not in everything
    network.check_free("127.0.0.1", port)


def test_a_taken_port_is_refused_with_a_way_out(taken: int, tmp_path: Path) -> None:
    arguments = ["--data", str(tmp_path / "untouched"), "--language", "en", "start", "--port", str(taken)]
    answer = CliRunner().invoke(gis_app, arguments)
    assert (answer.exit_code, "--port" in answer.output) == (4, True)
    assert not (tmp_path / "untouched").exists()


def test_only_an_address_of_this_machine_can_be_listened_on(taken: int) -> None:
    with pytest.raises(Conflict, match="port_taken"):
        network.check_free("127.0.0.1", taken)
    with pytest.raises(InputRefused, match="address_refused"):
        network.check_free("203.0.113.7", 5000)


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("localhost", True), ("::", False), ("192.168.1.5", False)]
)
def test_the_room_is_told_an_address_only_when_it_can_reach_it(host: str, loopback: bool) -> None:
    assert network.is_loopback(host) is loopback


def test_waiting_ends_when_the_site_has_ended() -> None:
    settings = Settings(port=free_port())
    assert network.wait_until_it_answers(settings, lambda: True) is False
