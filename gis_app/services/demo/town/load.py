"""Paraugpilsēta carried into an installation: layers, register, figures; loading it again changes nothing."""

from collections.abc import Callable

from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Project
from gis_app.services.demo.town import criteria, figures
from gis_app.services.demo.town.layers import VERSION, layers
from gis_app.services.demo.town.plan import PROJECT
from gis_app.services.demo.town.town import TITLE, Town, make_town, territories
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

Report = Callable[[str], None]
"""Takes the code of each step as it begins; ``text.labels`` has its words under ``demo_step``."""
_PLACE = 1
"""The real pilot comes first in the list of projects."""


def load(context: Context, report: Report) -> None:
    """Load the invented town: its layers as files, everything else into the store.

    Idempotent: ids come from names, and what is there already is replaced by the same.
    """
    report("town_ground")
    town = make_town()
    report("town_layers")
    _write_layers(context, town)
    report("town_figures")
    with context.database.transaction() as session:
        project = Project(code=PROJECT, title=TITLE, invented=True, bounds=town.bounds)
        put_projects(session, [project], first_place=_PLACE)
        put_territories(session, territories(town))
        put_indicators(session, criteria.indicators())
        put_observations(session, figures.observations(town))


def _write_layers(context: Context, town: Town) -> None:
    for layer, frame in layers(town):
        try:
            write_layer(layer, frame, living=context.layers_dir, version=VERSION)
        except Conflict:  # an older release drew the town otherwise
            remove_layer(layer.id, living=context.layers_dir)
            write_layer(layer, frame, living=context.layers_dir, version=VERSION)
