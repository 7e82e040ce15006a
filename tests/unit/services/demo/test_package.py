import hashlib
import subprocess
from pathlib import Path
from typing import Any

import pytest

from gis_app.domain.errors import InputRefused, NotRun
from gis_app.services.demo import package

CONTENT = b"the package"


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "SHA256", hashlib.sha256(CONTENT).hexdigest())


def pip_that(writes: bytes | None) -> Any:
    """A pip that writes these bytes into its folder, or fails as it does without a network."""

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        assert "--require-hashes" in command
        assert "--no-deps" in command
        wanted = Path(command[-1]).read_text(encoding="ascii")
        assert f"--hash=sha256:{package.SHA256}" in wanted
        if writes is None:
            return subprocess.CompletedProcess(command, 1, "", "ERROR: No matching distribution\n")
        (Path(command[-3]) / package.FILE).write_bytes(writes)
        return subprocess.CompletedProcess(command, 0, "", "")

    return run


def test_a_downloaded_package_is_kept_and_the_next_time_needs_no_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", pip_that(CONTENT))
    kept = package.package_file(tmp_path / "cache")
    assert kept.read_bytes() == CONTENT
    monkeypatch.setattr(subprocess, "run", pip_that(None))
    assert package.package_file(tmp_path / "cache") == kept
    assert list(kept.parent.iterdir()) == [kept]


def test_without_a_network_the_person_learns_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip_that(None))
    with pytest.raises(NotRun) as missing:
        package.package_file(tmp_path)
    assert missing.value.params == {"file": package.FILE, "value": "ERROR: No matching distribution"}
    assert list(tmp_path.iterdir()) == []


def test_another_file_than_the_known_one_is_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", pip_that(b"something else"))
    with pytest.raises(InputRefused, match="demo_package_changed"):
        package.package_file(tmp_path / "cache")
    other = tmp_path / "other.whl"
    other.write_bytes(b"something else")
    with pytest.raises(InputRefused, match="demo_package_changed"):
        package.package_file(tmp_path / "cache", given=other)
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_given_file_is_checked_and_kept_for_the_next_start(tmp_path: Path) -> None:
    given = tmp_path / "given.whl"
    given.write_bytes(CONTENT)
    kept = package.package_file(tmp_path / "cache", given=given)
    assert kept.read_bytes() == CONTENT
    with pytest.raises(InputRefused, match="layer_file_missing"):
        package.package_file(tmp_path / "cache", given=tmp_path / "absent.whl")
