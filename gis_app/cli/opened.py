"""The installation that a verb works on, closed again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from gis_app.services import wiring
from gis_app.services.wiring import Context
from gis_app.settings import Settings


@contextmanager
def installation(settings: Settings) -> Iterator[Context]:
    """Yield the Context of the installation, and close its database when the verb is done."""
    context = wiring.build(settings)
    try:
        yield context
    finally:
        context.database.close()
