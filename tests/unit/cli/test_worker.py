import signal
import subprocess
import sys
from pathlib import Path

import pytest

HERE = [sys.executable, "-m", "gis_app"]


def test_worker_once_does_what_waits_and_stops(tmp_path: Path) -> None:
    done = subprocess.run([*HERE, "--data", str(tmp_path), "worker", "--once"], timeout=60, check=False)
    assert done.returncode == 0
    assert (tmp_path / "kopienas-karte.sqlite").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_worker_stops_cleanly_when_asked(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen([*HERE, "--data", str(tmp_path), "worker"], stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert "strādnieks" in process.stderr.readline().decode()
        process.send_signal(number)
        _, words = process.communicate(timeout=30)
    assert (process.returncode, words) == (0, b"")
