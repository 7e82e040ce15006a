from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from gis_app.store.database import Database
from gis_app.store.models import Base


def test_the_migrations_build_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'built.sqlite'}", work_epsg=3059)
    database.migrate()
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)
    database.close()
    assert difference == []
