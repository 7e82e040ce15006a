"""The product as a stranger without a checkout gets it: a wheel in an empty environment."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from gis_app import paths
from gis_app.cli.network import wait_until_it_answers
from gis_app.settings import Settings
from tests.architecture.source import TOP
from tests.ports import free_port

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel and what its lock names, and nothing else of ours."""

    folder: Path

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a verb far from any checkout."""
        command = [str(self.folder / "bin/gis-app"), *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, text=True, capture_output=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(TOP)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    _lend_locked_packages(folder)
    command = [str(folder / "bin/pip"), "install", "-q", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*command, str(wheel)], check=True)
    return Installed(folder)


def _lend_locked_packages(folder: Path) -> None:
    # What the lock for running names is linked from this environment: no network, and a library that only development
    # has is missing, as it would be for a stranger.
    version = f"{sys.version_info.major}{sys.version_info.minor}"
    target = next((folder / "lib").glob("python*")) / "site-packages"
    for line in (TOP / f"scripts/lock/py{version}.txt").read_text("utf-8").splitlines():
        found = distribution(line.partition("==")[0].strip())
        tops = {file.parts[0] for file in found.files or [] if file.parts[0] not in {"..", "__pycache__"}}
        for name in sorted(tops):
            source = Path(str(found.locate_file(name)))
            if not name.endswith(".pth") and source.exists() and not (target / name).exists():
                (target / name).symlink_to(source)


def test_the_wheel_holds_everything_the_site_is_made_of(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for shipped in (paths.LAYERS, paths.STATIC, paths.TEMPLATES):
        files = [file for file in shipped.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
        wanted = {f"gis_app/_shipped/{shipped.name}/{file.relative_to(shipped).as_posix()}" for file in files}
        assert wanted - inside == set()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)
    assert not any(name.startswith(("tests/", "scripts/", "docs/")) for name in inside)


@pytest.fixture(scope="module")
def data(installed: Installed, demo_wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stranger") / "instance"
    installed.run("--data", str(folder), "init")
    installed.run("--data", str(folder), "demo", "load", "--wheel", str(demo_wheel))
    return folder


@pytest.fixture(scope="module")
def address(installed: Installed, data: Path) -> Iterator[str]:
    port = free_port()
    command = [str(installed.folder / "bin/gis-app"), "--data", str(data), "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=installed.folder) as running:
        try:
            assert wait_until_it_answers(Settings(port=port), lambda: running.poll() is not None)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()


def _get(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
        return str(answer.read().decode("utf-8", errors="replace"))


@pytest.mark.parametrize("language", ["lv", "en"])
def test_an_installed_wheel_serves_the_map_with_its_static_files(address: str, language: str) -> None:
    page = _get(f"{address}/{language}/")
    assert f'<html lang="{language}"' in page
    files = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert len(files) >= 2
    assert all(_get(urljoin(address, file)) for file in files)


def test_an_installed_wheel_lists_the_layers_of_the_demo(installed: Installed, data: Path) -> None:
    assert "riga-apkaimes" in installed.run("--data", str(data), "layers", "list").stdout
