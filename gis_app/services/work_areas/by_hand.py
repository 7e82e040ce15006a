"""Work areas drawn from knowledge of the place, without any calculation: by order, by distance, by what people know.

They need to be published what every area needs. What no calculation said, nobody may call one: their page says so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from geopandas import GeoSeries

from gis_app.analysis.zones.adjacency import Adjacency
from gis_app.analysis.zones.ground import Edges, links_of
from gis_app.analysis.zones.shape import outline, reached
from gis_app.domain.errors import InputRefused, NotAllowed
from gis_app.domain.geography import Territory
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.work_areas import EdgeEdits, WorkArea
from gis_app.services.selection.people import people_in
from gis_app.services.wiring import Context
from gis_app.services.work_areas.keep import MAX_NAME, old_area, refuse_taken
from gis_app.services.work_areas.terrain import may_change
from gis_app.store import audit
from gis_app.store import work_areas as store
from gis_app.store.database import Session
from gis_app.store.territories import territories
from gis_app.text.collate import sort_key


@dataclass(frozen=True, slots=True)
class Field:
    """The units of one level of a project, as areas are drawn on them by hand.

    Attributes
    ----------
    levels
        How many units each level of the project has today.
    areas
        Shapes in the work CRS by unit id, in the order of the ids.
    people
        Residents by unit id, where anybody knows.
    """

    project: str
    level: str
    levels: Mapping[str, int]
    names: Mapping[str, str]
    areas: GeoSeries
    links: Adjacency
    edits: EdgeEdits
    people: Mapping[str, float]


def field_of(context: Context, project: str, *, level: str, role: Role) -> Field:
    """Return the units to draw on; without a level, or with one that has no units, those of the fullest.

    Raises
    ------
    InputRefused
        If the project has no units.
    NotAllowed
        If the role may not see selections.
    """
    if not may(role, Permission.SEE_SELECTIONS):
        raise NotAllowed("not_allowed")
    found: Field = context.memory.frames.get(
        ("areas-by-hand", project, level),
        stamp=(context.database.state(), context.clock().date()),
        make=lambda: _field(context, project, level),
    )
    return found


def hand_areas(context: Context, project: str) -> list[WorkArea]:
    """Return the areas of a project that grew from no selection, by name."""
    with context.database.reading() as session:
        return _known(session, project)


def keep_by_hand(
    context: Context,
    project: str,
    *,
    level: str,
    units: Iterable[str],
    role: Role,
    account: str | None,
    name: str = "",
    area_id: str | None = None,
) -> WorkArea:
    """Store a drawn area as a draft, or the new shape of one that is there: it must hold together.

    Raises
    ------
    Conflict
        If a unit belongs to another area drawn by hand, or the area is published.
    InputRefused
        If there is no unit, one of another level, or the units do not hold together.
    NotAllowed
        If the role may not make selections.
    NotFound
        If the area to change is not one drawn by hand.
    """
    may_change(role)
    field = field_of(context, project, level=level, role=role)
    chosen = _whole(field, units)
    moment = context.clock()
    with context.database.transaction() as session:
        known = _known(session, project)
        old = old_area(known, area_id)
        refuse_taken(chosen, [one for one in known if one is not old], names=field.names)
        area = _area(field, chosen, old, name=" ".join(name.split())[:MAX_NAME])
        store.put_area(session, area, at=moment)
        audit.record(session, account, "area.changed" if old else "area.drawn", area.id, moment)
    return area


def _known(session: Session, project: str) -> list[WorkArea]:
    return [area for area in store.areas(session, project) if area.selection is None]


def _area(field: Field, chosen: Sequence[str], old: WorkArea | None, *, name: str) -> WorkArea:
    ids = list(field.areas.index)
    largest = sorted(chosen, key=lambda unit: (-field.people.get(unit, 0.0), sort_key(field.names[unit])))[:2]
    called = " – ".join(field.names[unit] for unit in largest)
    base = old or WorkArea(id=str(uuid4()), project=field.project, name=called, units=())
    return replace(
        base,
        name=name or base.name,
        units=tuple(chosen),
        geometry=outline(field.areas, [ids.index(unit) for unit in chosen]),
        limits={"links": {"level": field.level, "version": field.edits.version}},
    )


def _whole(field: Field, units: Iterable[str]) -> tuple[str, ...]:
    """Return the units in their order, if they are units of the level and hold together."""
    ids, asked = list(field.areas.index), set(units)
    if not asked:
        raise InputRefused("areas_empty")
    for unit in sorted(asked - set(ids)):
        raise InputRefused("areas_unit_unknown", value=unit[:80])
    members = {ids.index(unit) for unit in asked}
    seen = reached(field.links.neighbours, min(members), members)
    if seen != members:
        apart = sorted((field.names[ids[unit]] for unit in members - seen), key=sort_key)
        raise InputRefused("areas_not_connected", value=", ".join(apart))
    return tuple(unit for unit in ids if unit in asked)


def _field(context: Context, project: str, level: str) -> Field:
    today = context.clock().date()
    with context.database.reading() as session:
        every = [one for one in territories(session, project) if one.valid_to is None or one.valid_to >= today]
    levels = Counter(one.level for one in every)
    if not levels:
        raise InputRefused("areas_no_units")
    level = level if level in levels else min(levels, key=lambda one: (-levels[one], one))
    places = [one for one in every if one.level == level and one.geometry is not None and not one.geometry.is_empty]
    with context.database.reading() as session:
        edits = store.edges(session, project, level)
    areas = GeoSeries(
        [one.geometry for one in places], index=[one.id for one in places], crs=context.settings.work_epsg
    ).sort_index()
    return Field(
        project=project,
        level=level,
        levels=dict(levels),
        names={one.id: one.name for one in places},
        areas=areas,
        links=_links(areas, edits),
        edits=edits,
        people=_people(context, project, places),
    )


def _links(areas: GeoSeries, edits: EdgeEdits) -> Adjacency:
    """Return who is whose neighbour; changes that name a unit of before, or cut what no longer touches, say nothing."""
    plain, ids = links_of(areas), list(areas.index)
    known = set(ids)
    bridges = tuple(pair for pair in edits.bridge if set(pair) <= known)
    touching = (pair for pair in edits.cut if set(pair) <= known)
    cut = tuple(pair for pair in touching if ids.index(pair[1]) in plain.neighbours[ids.index(pair[0])])
    return links_of(areas, Edges(cut=cut, bridges=bridges)) if cut or bridges else plain


def _people(context: Context, project: str, places: Sequence[Territory]) -> Mapping[str, float]:
    return people_in(context, project, places).of
