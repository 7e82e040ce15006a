from datetime import date
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from gis_app.store.database import MIGRATIONS, Database, newest_revision
from gis_app.store.models import Base

KEPT = ("project", "territory", "indicator", "observation", "resource", "finding")
OLD_ROWS = (
    "INSERT INTO project (code, title, invented, place) VALUES ('there', '{}', 0, 0)",
    (
        "INSERT INTO territory (id, project, scheme, code, level, name, valid_from, source)"
        " VALUES ('own:a@2021-01-01', 'there', 'own', 'a', 'own', 'A', :day, '')"
    ),
    (
        "INSERT INTO indicator (id, project, title, counts, may_mean, unit, base, higher_is, invented, computed,"
        " source) VALUES ('cases', 'there', '{}', '{}', '{}', '', '', 'worse', 0, 0, '{}')"
    ),
    (
        "INSERT INTO observation (indicator, territory_id, period, value, invented, source)"
        " VALUES ('cases', 'own:a@2021-01-01', '2024', 1, 0, '')"
    ),
    (
        "INSERT INTO resource (id, project, layer, name, kind, formal, precision, address, description, provider,"
        " hours, cost, contact, sensitive, verified_by, source)"
        " VALUES ('1', 'there', 'l', 'A', 'shop', 1, 'none', '', '', '', '', '', '', 0, '', '')"
    ),
    (
        "INSERT INTO finding (id, project, territory_id, theme, light, text, status, source, published)"
        " VALUES ('1', 'there', 'own:a@2021-01-01', 'physical', 'green', '', 'said', '', 0)"
    ),
)
"""What an installation of the first version may hold."""


def test_the_migrations_build_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'built.sqlite'}", work_epsg=3059)
    database.migrate()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)
    database.close()
    assert difference == []


def test_a_migration_is_named_by_its_revision_in_the_order_they_apply() -> None:
    script = ScriptDirectory(str(MIGRATIONS))
    files = sorted(Path(revision.path).name for revision in script.walk_revisions())
    revisions = [revision.revision for revision in reversed(list(script.walk_revisions()))]
    assert [name.partition("_")[0] for name in files] == revisions


def test_an_installation_with_data_of_the_first_version_keeps_them_all(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'old.sqlite'}", work_epsg=3059)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for row in OLD_ROWS:
            connection.execute(text(row), {"day": date(2021, 1, 1).isoformat()})
    database.migrate()
    with database.engine.connect() as connection:
        found = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in KEPT}  # noqa: S608 - our own names
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("SELECT count(*) FROM pragma_foreign_key_check")) == 0
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == newest_revision()
    database.close()
    assert found == dict.fromkeys(KEPT, 1)
