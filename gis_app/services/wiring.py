"""Builds, once from settings, what every use case works with."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gis_app import paths
from gis_app.catalog.catalogue import Catalogue
from gis_app.services.kept import Memory
from gis_app.settings import Settings
from gis_app.store.database import Database

LIVING_LAYERS = "layers"


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """What a use case may need; nothing here knows Flask.

    Attributes
    ----------
    secret
        32 random bytes made once per installation; keys every hash of tokens and cards.
    clock
        Returns the current UTC time; tests set it.
    memory
        Answers and prepared data that this process keeps; always rebuilt from the data.
    """

    settings: Settings
    database: Database
    secret: bytes
    catalogue: Catalogue
    clock: Callable[[], datetime] = field(default=now)
    memory: Memory = field(default_factory=Memory)

    @property
    def layers_dir(self) -> Path:
        """Folder of imported and demo layers, ``<id>/<version>/``."""
        return self.settings.data_dir / LIVING_LAYERS

    @property
    def shipped_layers_dir(self) -> Path:
        """Folder of the layers that come with the product."""
        return paths.LAYERS


def build(settings: Settings, *, clock: Callable[[], datetime] = now) -> Context:
    """Return the Context of an installation; creates its folder and secret, migrates its database."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database, work_epsg=settings.work_epsg)
    database.migrate()
    return Context(
        settings=settings,
        database=database,
        secret=_secret(settings.data_dir / "secret"),
        catalogue=Catalogue(paths.LAYERS, settings.data_dir / LIVING_LAYERS),
        clock=clock,
    )


def _secret(file: Path) -> bytes:
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32), encoding="ascii")
    return bytes.fromhex(file.read_text(encoding="ascii"))
