"""An installation whose living data lie in PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from gis_app.services import wiring
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from tests.conftest import NOW
from tests.postgres.server import OWNER, missing, running

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server that this run has started."""
    if missing():
        pytest.skip(missing())
    with running() as address:
        yield address


@pytest.fixture
def postgres(server: str, tmp_path: Path) -> Iterator[Context]:
    """An empty installation in a database of its own."""
    name = f"karte_{next(_NUMBERS)}"
    admin = create_engine(f"postgresql+psycopg://{OWNER}@{server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    url = f"postgresql+psycopg://{OWNER}@{server}/{name}"
    built = wiring.build(Settings(data_dir=tmp_path / "postgres-instance", database_url=url), clock=lambda: NOW)
    yield built
    built.database.close()
