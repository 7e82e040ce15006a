"""The work areas that are public now, as everybody sees them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotFound
from gis_app.domain.layers import Feature
from gis_app.domain.work_areas import AreaPublication, Support
from gis_app.services.keys import seal
from gis_app.services.projects import projects
from gis_app.services.shown_areas import Shown, ShownArea, read_shown
from gis_app.services.wiring import Context
from gis_app.store import resources, work_areas
from gis_app.text.collate import sort_key


@dataclass(frozen=True, slots=True)
class PublicAct:
    """An act of publishing that holds now: since when, and what it shows."""

    id: str
    project: str
    since: date
    shown: Shown


def public_acts(context: Context, project: str) -> list[PublicAct]:
    """Return the acts of a project that hold now, by the names of what they show; resources hidden since are gone."""
    with context.database.reading() as session:
        standing = work_areas.standing_publications(session, project)
        open_now = {item.id for item in resources.resources(session, project, sensitive=False)} if standing else set()
    acts = [_act(act, open_now, secret=context.secret) for act in standing]
    return sorted(acts, key=lambda act: [sort_key(area.name) for area in act.shown.areas])


def areas_public(context: Context, project: str) -> bool:
    """Whether a project has a work area that everybody sees."""
    with context.database.reading() as session:
        return work_areas.has_standing_publication(session, project)


def public_area(context: Context, area_id: str) -> tuple[PublicAct, ShownArea]:
    """Return a work area that is public now, and the act that made it so.

    Raises
    ------
    NotFound
        If there is none of that id, or it is not public: nobody learns which.
    """
    for project in projects(context):
        for act in public_acts(context, project.code):
            for area in act.shown.areas:
                if area.id == area_id:
                    return act, area
    raise NotFound("work_area_not_found", value=area_id[:40])


def features_of_areas(context: Context, project: str, *, epsg: int) -> list[Feature]:
    """Return the public work areas of a project as features by name, in the given EPSG."""
    found = [(area, act.since) for act in public_acts(context, project) for area in act.shown.areas]
    found.sort(key=lambda item: sort_key(item[0].name))
    return [_feature(area, since, source=context.settings.work_epsg, epsg=epsg) for area, since in found]


def support_line(support: Support) -> str:
    """Return a support as it was written down, for files: what, who, from when until when; no word is ours."""
    said = " — ".join(part for part in (support.what, support.who) if part)
    return f"{said} ({support.starts:%Y-%m-%d}…{support.ends:%Y-%m-%d})".strip()


def by_name(areas: Iterable[ShownArea]) -> tuple[ShownArea, ...]:
    """Return areas in the order of the alphabet: the only order in which anybody sees them."""
    return tuple(sorted(areas, key=lambda area: (sort_key(area.name), area.id)))


def _act(act: AreaPublication, open_now: set[str], *, secret: bytes) -> PublicAct:
    shown = read_shown(act.shown, seal=seal(secret, act.decision_sha256))
    areas = (
        replace(area, resources=tuple(one for one in area.resources if one.id in open_now)) for area in shown.areas
    )
    return PublicAct(act.id, act.project, act.at.date(), replace(shown, areas=by_name(areas)))


def _feature(area: ShownArea, since: date, *, source: int, epsg: int) -> Feature:
    return Feature(
        id=area.id,
        geometry=to_crs(area.geometry, source=source, target=epsg),
        properties={
            "name": area.name,
            "people": area.people,
            "supports": "; ".join(support_line(one) for one in area.supports),
            "resources": "; ".join(one.name for one in area.resources),
            "review_on": area.review_on.isoformat(),
            "published_on": since.isoformat(),
        },
    )
