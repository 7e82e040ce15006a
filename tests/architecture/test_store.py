from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from gis_app.store.database import MIGRATIONS, Database
from gis_app.store.models import Base


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
