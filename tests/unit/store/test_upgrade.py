"""An installation of the first release is brought to today's tables with everything in it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from gis_app.store.database import MIGRATIONS, Database, newest_revision


def test_an_installation_with_figures_is_upgraded_and_keeps_them(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/old.sqlite", work_epsg=3059)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with database.engine.begin() as connection:
        columns = {
            table: {row[1]: row[2] for row in connection.execute(text(f"PRAGMA table_info({table})")) if row[3]}
            for table in ("project", "territory", "indicator", "observation")
        }
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table, names in columns.items():
            marks = ", ".join(f":{name}" for name in names)
            values = {name: "p" if kind.startswith(("VARCHAR", "TEXT")) else "1" for name, kind in names.items()}
            connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"), values)  # noqa: S608
    database.migrate()
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_revision()
        assert connection.execute(text("SELECT count(*) FROM observation")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM pragma_foreign_key_check")).scalar() == 0
    database.close()
