"""The neighbourhood map of those who work there: what specialists marked, data and areas; and whose an address is.

Internal (``design/domain.md`` §4 ii and iii, §6.12): shown together with what is good there, and never in a file.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from shapely import STRtree
from shapely.geometry import Point

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotAllowed
from gis_app.domain.findings import Finding
from gis_app.domain.geography import Project, Territory
from gis_app.domain.layers import Feature
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.work_areas import WITHDRAWN, WorkArea
from gis_app.services.projects import project_or_first
from gis_app.services.search import geocode
from gis_app.services.specialist_marks import specialist_marks
from gis_app.services.wiring import Context
from gis_app.store import findings as finding_store
from gis_app.store import work_areas as store
from gis_app.store.resources import resources
from gis_app.store.territories import territories

T = TypeVar("T", Feature, Resource)


@dataclass(frozen=True, slots=True)
class Beside:
    """A territory with everything that was said of it: strengths stand first, difficulties never without them."""

    territory: Territory
    marks: Mapping[str, int]
    green: tuple[Finding, ...]
    yellow: tuple[Finding, ...]
    red: tuple[Finding, ...]
    resources: tuple[Resource, ...]
    areas: tuple[WorkArea, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """The territories of a project, the marks of specialists as points of the work CRS, and the work areas."""

    project: Project
    beside: tuple[Beside, ...]
    marks: tuple[Feature, ...]
    areas: tuple[WorkArea, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Whose an address is: the work areas that hold it; none is an answer too."""

    address: str
    exact: bool
    areas: tuple[WorkArea, ...]


def neighbourhoods(context: Context, code: str | None, *, role: Role) -> Neighbourhoods:
    """Return what specialists marked and what is known, by territory.

    Raises
    ------
    NotAllowed
        If the role may not see sensitive places and selections.
    """
    _check(role)
    project = project_or_first(context, code)
    epsg = context.settings.work_epsg
    with context.database.reading() as session:
        places = territories(session, project.code)
        said = finding_store.findings(session, project.code)
        known = resources(session, project.code, sensitive=True)
        areas = tuple(area for area in store.areas(session, project.code) if area.state != WITHDRAWN)
    marks = tuple(specialist_marks(context, project.code, epsg=epsg))
    of = {place.id: [item for item in said if item.territory_id == place.id] for place in places}
    marked = _inside(places, marks)
    there = _inside(places, known)
    beside = (
        _beside(place, said=of[place.id], known=resources_here, marks=marks_here, areas=areas)
        for place, resources_here, marks_here in zip(places, there, marked, strict=True)
    )
    return Neighbourhoods(project, tuple(beside), marks, areas)


def whose(context: Context, address: str, *, project: str | None, role: Role) -> list[Answer]:
    """Return for each address that is meant which work areas hold it, best first; only the very one if it is known.

    Raises
    ------
    NotAllowed
        If the role may not see selections.
    """
    _check(role)
    code = project_or_first(context, project).code
    with context.database.reading() as session:
        areas = [area for area in store.areas(session, code) if area.state != WITHDRAWN]
    epsg = context.settings.work_epsg
    hits = geocode(context, address, project=code)
    meant = [hit for hit in hits if hit.score == 1.0 and hit.precision == "exact"] or hits
    return [
        Answer(
            hit.title,
            hit.precision == "exact",
            tuple(area for area in areas if _holds(area, to_crs(hit.geometry, source=hit.epsg, target=epsg))),
        )
        for hit in meant
        if isinstance(hit.geometry, Point)
    ]


def _beside(
    place: Territory,
    *,
    said: Sequence[Finding],
    known: Sequence[Resource],
    marks: Sequence[Feature],
    areas: Sequence[WorkArea],
) -> Beside:
    counted: Counter[str] = Counter()
    for mark in marks:
        counted[str(mark.properties["kind"])] += int(mark.properties["marks"])
    green, yellow, red = (tuple(one for one in said if one.light == light) for light in ("green", "yellow", "red"))
    return Beside(
        territory=place,
        marks=dict(counted),
        green=green,
        yellow=yellow,
        red=red,
        resources=tuple(known),
        areas=tuple(area for area in areas if place.id in area.units),
    )


def _inside(places: Sequence[Territory], found: Sequence[T]) -> list[list[T]]:
    """Return for each territory what of that which was found lies in it, in the same order."""
    tree = STRtree(np.array([one.geometry for one in found], dtype=object))
    hits = (tree.query(place.geometry, predicate="intersects") for place in places)
    return [[found[at] for at in sorted(hit.tolist())] for hit in hits]


def _holds(area: WorkArea, point: Point) -> bool:
    return area.geometry is not None and bool(area.geometry.intersects(point))


def _check(role: Role) -> None:
    if not (may(role, Permission.SEE_SELECTIONS) and may(role, Permission.SEE_SENSITIVE)):
        raise NotAllowed("not_allowed")
