"""The database: its engine, its transactions and its migrations."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock, RLock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from gis_app.domain.errors import NotRun
from gis_app.store.geometry import WORK_EPSG
from gis_app.store.together import Together

__all__ = ["Database", "Session", "newest_revision"]

T = TypeVar("T")
_WRITES = "karte_writes"
_NOT_WRITABLE = ("full", "readonly", "read-only", "locked", "disk i/o", "unable to open", "no space")
"""What databases say when the disk, not the statement, is at fault."""
MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """The one door to living data.

    Parameters
    ----------
    url
        SQLAlchemy URL. SQLite runs with WAL, foreign keys and ``synchronous=FULL``: what was acknowledged survives
        a power cut.
    work_epsg
        EPSG code of every stored geometry.
    """

    def __init__(self, url: str, *, work_epsg: int) -> None:
        self.url = url
        self.work_epsg = work_epsg
        self.engine = _engine(url)
        self._watcher: PoolProxiedConnection | None = None
        self._watching = Lock()
        self._turn: AbstractContextManager[object] = RLock() if self.engine.dialect.name == "sqlite" else nullcontext()
        info = {WORK_EPSG: work_epsg}
        self._reads = sessionmaker(self.engine, expire_on_commit=False, info=info)
        self._writes = sessionmaker(self.engine.execution_options(**{_WRITES: True}), expire_on_commit=False, info=info)
        self._together = Together(self.transaction)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session whose changes are stored together at the end, or not at all.

        SQLite has one writer at a time. Threads of this process take turns at a lock; SQLite's own way, to sleep and
        look again, left eight of them waiting most of the time.

        Raises
        ------
        NotRun
            If the database cannot be written: the disk is full or read-only, another program holds the file.
        """
        try:
            with self._turn, self._writes.begin() as session:
                yield session
        except OperationalError as error:
            if not any(sign in str(error.orig).lower() for sign in _NOT_WRITABLE):
                raise
            raise NotRun("database_not_written", value=str(error.orig)) from error

    def together(self, work: Callable[[Session], T]) -> T:
        """Store a small piece of work, on SQLite in one transaction with others that wait (``Together.store``)."""
        if self.engine.dialect.name == "sqlite":
            return self._together.store(work)
        with self.transaction() as session:
            return work(session)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one state of the data and changes nothing."""
        with self._reads() as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to the newest revision."""
        if self._revision() == newest_revision():
            return
        from alembic import command  # a second to import, and hardly ever needed
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._unreferenced() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def _unreferenced(self) -> Iterator[Connection]:
        """Yield a transaction in which SQLite may drop a table that others refer to, as its migrations must.

        SQLite changes a column by making the table anew. References are checked before the transaction is stored.
        """
        if self.engine.dialect.name != "sqlite":
            with self.engine.begin() as connection:
                yield connection
            return
        with self.engine.connect() as connection:
            driver: Any = connection.connection
            driver.execute("PRAGMA foreign_keys=OFF")  # does nothing inside a transaction, so before it
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if broken is not None:
                        message = f"the migration left a reference without its row in {broken[0]}"
                        raise RuntimeError(message)
            finally:
                driver.execute("PRAGMA foreign_keys=ON")

    def shrink(self) -> None:
        """Write the database anew without what was deleted; nothing of it stays on the disk in files of ours."""
        if self.engine.dialect.name != "sqlite":
            return
        with self._turn, self.engine.connect() as connection:
            driver: Any = connection.connection
            for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(statement)  # past SQLAlchemy, which would begin a transaction first

    def state(self) -> int | None:
        """Return a number that changes whenever anybody, in any process, stores something; None if nobody can tell.

        SQLite's ``data_version`` of a connection that never writes; other databases have no such number.
        """
        if self.engine.dialect.name != "sqlite":
            return None
        with self._watching:
            if self._watcher is None:
                self._watcher = self.engine.raw_connection()
            return int(self._watcher.cursor().execute("PRAGMA data_version").fetchone()[0])

    def _revision(self) -> str | None:
        with self.engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def close(self) -> None:
        """Close every connection."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self.engine.dispose()


def newest_revision() -> str:
    """Return the id of the last migration; files are named ``0001_what.py`` in the order they apply."""
    return max(file.name for file in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True)  # an error in the log holds no resident's words
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transaction handling would start none before a SELECT; we begin ourselves.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=10000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads before it writes must take the write lock at once, or a second writer makes it fail.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
