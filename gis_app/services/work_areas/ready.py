"""Whether a work area may be shown to the council and the public, and what it still lacks."""

from collections.abc import Collection
from datetime import date

from gis_app.domain.geography import Bounds
from gis_app.domain.resources import Resource
from gis_app.domain.selections import FIELD_OF_WORK
from gis_app.domain.work_areas import CORE, NotedTalk, WorkArea
from gis_app.services.selection.workbench import rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.terrain import core_from
from gis_app.store.resources import resources
from gis_app.store.selections import selections

LACKS = (
    "units",
    "core_only",
    "name",
    "support",
    "resource",
    "review_missing",
    "review_past",
    "checklist",
    "talk",
    "talk_ahead",
)
"""What may be lacking, in the order in which a person mends it."""


def ready(area: WorkArea, *, inside: Collection[str], today: date) -> list[str]:
    """Return the codes of what an area lacks for publishing (``LACKS``), in order; nothing when it may be published.

    Parameters
    ----------
    inside
        Ids of the resources that lie in the area today; one that is gone or lies elsewhere does not count.
    today
        Support that has ended, a review that is over and a talk that is still to come do not count.
    """
    lacks = {
        "units": not area.units,
        "core_only": core_only(area),
        "name": not area.name.strip() or area.name.strip().isdigit(),
        "support": not any(support.ends >= today for support in area.supports),
        "resource": not set(area.resources) & set(inside),
        "review_missing": area.review_on is None,
        "review_past": area.review_on is not None and area.review_on <= today,
        "checklist": not all(area.checklist.get(name) in answers for name, answers in FIELD_OF_WORK.items()),
        "talk": not _noted(area.talk),
        "talk_ahead": area.talk is not None and area.talk.on is not None and area.talk.on > today,
    }
    return [code for code in LACKS if lacks[code]]


def _noted(talk: NotedTalk | None) -> bool:
    """Whether a talk has its day, with whom it was and what was said."""
    return talk is not None and talk.on is not None and bool(talk.role.strip() and talk.words.strip())


def core_only(area: WorkArea) -> bool:
    """Whether every unit is core: such an area would mark those who live there, and is refused."""
    return bool(area.units) and all(area.reasons.get(unit) == CORE for unit in area.units)


def readiness(context: Context, area: WorkArea) -> list[str]:
    """Return what an area lacks today, by the resources the project has now."""
    inside = {item.id for item in resources_inside(context, area)}
    found = ready(area, inside=inside, today=context.clock().date())
    return ["core_only", *found] if area.selection is None and core_somewhere(context, area) else found


def core_somewhere(context: Context, area: WorkArea) -> bool:
    """Whether an area drawn by hand is core alone by a selection that is kept: no pencil goes round that refusal."""
    with context.database.reading() as session:
        kept = selections(session, area.project) if area.units else []
    for one in kept:
        index = rank_again(one).result.index
        known = index.set_axis(index.index.astype(str)).reindex(list(area.units))
        if bool((known >= core_from(index)).all()):
            return True
    return False


def resources_inside(context: Context, area: WorkArea) -> list[Resource]:
    """Return the project's resources with a point in the area, by id, none that is sensitive."""
    if area.geometry is None or area.geometry.is_empty:
        return []
    bounds = Bounds(*area.geometry.bounds, epsg=context.settings.work_epsg)
    with context.database.reading() as session:
        found = resources(session, area.project, sensitive=False, bounds=bounds)
    return [item for item in found if item.geometry is not None and area.geometry.intersects(item.geometry)]
