"""What the form of a new meeting holds before anybody has typed: a template, a territory, the installation's own."""

from datetime import timedelta

from gis_app.services.doors import HERE
from gis_app.services.meetings import NewMeeting
from gis_app.services.preparing.templates import Template
from gis_app.services.wiring import Context
from gis_app.store import ground
from gis_app.text.inflect import proposed_forms


def from_template(
    context: Context, template: Template, *, project: str, territory_id: str, language: str
) -> NewMeeting:
    """Return a meeting as its template has it; the forms of the place's name are proposals to be checked.

    Raises
    ------
    NotFound
        If there is no such territory.
    """
    with context.database.reading() as session:
        area = ground.area(session, territory_id)
    settings = context.settings
    starts = template.begins(context.clock()).replace(tzinfo=HERE)
    last = starts.date() + timedelta(days=template.days_open)
    return NewMeeting(
        project=project,
        territory_id=territory_id,
        title=template.title.get(language) or template.title["lv"],
        starts=starts,
        kind=template.kind,
        way=template.way,
        ends=last if template.days_open else None,
        controller=settings.controller or settings.municipality,
        contact=settings.contact,
        retention_on=last + timedelta(days=template.kept_days),
        questions=template.questions,
        place_names={"lv": proposed_forms(area.name)},
    )
