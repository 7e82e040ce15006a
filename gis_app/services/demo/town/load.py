"""Paraugpilsēta carried into an installation: layers, figures, places, talk; again changes nothing."""

from collections.abc import Callable

from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Project
from gis_app.services.demo.example_meeting import load_example
from gis_app.services.demo.town import criteria, figures, places, said, talk
from gis_app.services.demo.town.layers import VERSION, layers
from gis_app.services.demo.town.plan import PROJECT
from gis_app.services.demo.town.town import TITLE, Town, make_town, territories
from gis_app.services.ground import ground_of
from gis_app.services.projects import projects
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from gis_app.store.communities import put_communities
from gis_app.store.findings import put_findings
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.publications import add_publication
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories

Report = Callable[[str], None]
"""Called with the code of each step as it begins (``text.labels``: ``demo_step``)."""
_PLACE = 1
"""The real pilot comes first in the list of projects."""


def load(context: Context, report: Report) -> None:
    """Load the invented town: its layers as files, everything else into the store.

    What is there already is left as people have changed it; only layers of an older release are drawn anew.
    """
    report("town_ground")
    town = make_town()
    report("town_layers")
    _write_layers(context, town)
    report("town_figures")
    if PROJECT not in {project.code for project in projects(context)}:
        _store(context, town)
    report("town_people")
    _hold_meetings(context, town)
    report("examples")
    load_example(context)


def _store(context: Context, town: Town) -> None:
    with context.database.transaction() as session:
        project = Project(code=PROJECT, title=TITLE, invented=True, bounds=town.first_view)
        put_projects(session, [project], first_place=_PLACE)
        put_territories(session, territories(town))
        put_indicators(session, criteria.indicators())
        put_observations(session, figures.observations(town))
        put_resources(session, places.resources(town))
        put_communities(session, places.communities(town))
        put_findings(session, said.findings())


def _hold_meetings(context: Context, town: Town) -> None:
    """Add the meetings that are not there yet; one that is there keeps what people did with it."""
    purpose = current_purpose(context)
    for plan in talk.PLANS:
        meeting = talk.meeting_of(plan, now=context.clock(), purpose=purpose)
        with context.database.reading() as session:
            held = meetings.meeting_by_code(session, plan.code) is not None
        if not held:
            ground = ground_of(context, project=PROJECT, territory_id=meeting.territory_id)
            said_there = list(talk.marks_of(plan, meeting, town=town, ground=ground))
            with context.database.transaction() as session:
                meetings.put_meetings(session, [meeting])
                meetings.put_participants(session, talk.participants_of(plan, meeting, secret=context.secret))
                marks.add_marks(session, said_there)
                if meeting.published_on is not None:
                    add_publication(session, talk.publication(meeting))


def _write_layers(context: Context, town: Town) -> None:
    for layer, frame in layers(town):
        try:
            write_layer(layer, frame, living=context.layers_dir, version=VERSION)
        except Conflict:  # an older release drew the town otherwise
            remove_layer(layer.id, living=context.layers_dir)
            write_layer(layer, frame, living=context.layers_dir, version=VERSION)
