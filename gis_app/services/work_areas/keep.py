"""Keeping what was drawn: a work area always holds together, and no unit belongs to two of one selection."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import uuid4

from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.shape import outline, parts
from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.roles import Role
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.domain.work_areas import PUBLISHED, WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.draw import described
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.terrain import Terrain, ground_of, may_change, terrain_of
from gis_app.store import audit
from gis_app.store import work_areas as store
from gis_app.store.database import Session

MAX_NAME = 200


def keep_area(
    context: Context,
    selection_id: str,
    *,
    units: Iterable[str],
    limits: AreaLimits,
    role: Role,
    account: str | None,
    name: str = "",
    area_id: str | None = None,
) -> WorkArea:
    """Store a drawn area as a draft, or the new shape of one that is there; limits may be broken, it must be whole.

    Raises
    ------
    Conflict
        If a unit belongs to another area of this selection, or the area is published.
    InputRefused
        If there is no unit, one of another selection, or the units do not hold together.
    NotAllowed
        If the role may not make selections.
    NotFound
        If the area to change is not one of this selection.
    """
    may_change(role)
    terrain = terrain_of(context, selection_id, role=role)
    problem = ground_of(terrain, limits)
    with context.database.transaction() as session:
        known = store.areas(session, terrain.kept.project, selection=terrain.kept.id)
        old = old_area(known, area_id)
        others = [item for item in known if item is not old]
        area = _area(terrain, problem, units, limits, name=name, old=old, others=others)
        _put(context, session, area, account, "area.changed" if old else "area.drawn")
    return area


def keep_all(
    context: Context,
    selection_id: str,
    *,
    sets: Sequence[Sequence[str]],
    limits: AreaLimits,
    role: Role,
    account: str | None,
) -> list[WorkArea]:
    """Store every area of a proposal as a draft, named after places in it; all of them or none.

    Raises
    ------
    Conflict, InputRefused, NotAllowed
        As ``keep_area`` does.
    """
    may_change(role)
    terrain = terrain_of(context, selection_id, role=role)
    problem = ground_of(terrain, limits)
    kept: list[WorkArea] = []
    with context.database.transaction() as session:
        known = store.areas(session, terrain.kept.project, selection=terrain.kept.id)
        for units in sets:
            area = _area(terrain, problem, units, limits, name="", old=None, others=[*known, *kept])
            _put(context, session, area, account, "area.drawn")
            kept.append(area)
    return kept


def delete_area(context: Context, area_id: str, *, role: Role, account: str | None) -> WorkArea:
    """Throw a draft away and return what it was; one that was published stays on record.

    Raises
    ------
    Conflict
        If it is published.
    NotAllowed
        If the role may not make selections.
    NotFound
        If there is no such area.
    """
    may_change(role)
    with context.database.transaction() as session:
        area = store.get_area(session, area_id)
        if area.state == PUBLISHED:
            raise Conflict("area_published", value=area.name)
        store.delete_area(session, area_id)
        audit.record(session, account, "area.deleted", area_id, context.clock())
    return area


def checklist_of(decision: Mapping[str, object]) -> dict[str, str]:
    """Return what the selection's own checklist already answers for an area; *not known* is asked again."""
    given = decision.get("field_of_work")
    answers = given if isinstance(given, Mapping) else {}
    questions = (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)
    return {name: str(answers[name]) for name in questions if answers.get(name) not in {None, "", "unknown"}}


def old_area(known: Sequence[WorkArea], area_id: str | None) -> WorkArea | None:
    """Return the area that gets a new shape, None for a new one.

    Raises
    ------
    Conflict
        If the area is published.
    NotFound
        If it is not one of the known.
    """
    if not area_id:
        return None
    old = next((item for item in known if item.id == area_id), None)
    if old is None:
        raise NotFound("work_area_not_found", value=area_id[:40])
    if old.state == PUBLISHED:
        raise Conflict("area_published", value=old.name)
    return old


def refuse_taken(units: Iterable[str], others: Iterable[WorkArea], *, names: Mapping[str, str]) -> None:
    """Raise ``Conflict`` for the first unit that belongs to another area."""
    taken = {unit: item.name for item in others for unit in item.units}
    for unit in units:
        if unit in taken:
            raise Conflict("areas_unit_taken", value=names[unit], other=taken[unit])


def _area(
    terrain: Terrain,
    problem: Ground,
    units: Iterable[str],
    limits: AreaLimits,
    *,
    name: str,
    old: WorkArea | None,
    others: Sequence[WorkArea],
) -> WorkArea:
    chosen = terrain.check(units)
    if not chosen:
        raise InputRefused("areas_empty")
    refuse_taken(chosen, others, names=terrain.names)
    zone = problem.zone_of(chosen)
    apart = [terrain.names[unit] for piece in parts(problem.units, zone)[1:] for unit in problem.names(piece)]
    if apart:
        raise InputRefused("areas_not_connected", value=", ".join(apart))
    found = described(terrain, problem, limits, zone)
    kept = terrain.kept
    base = old or WorkArea(
        id=str(uuid4()),
        project=kept.project,
        name=found.title,
        units=(),
        selection=kept.id,
        checklist=checklist_of(kept.decision),
    )
    stored = {**limits.stored(), "links": {"level": terrain.level, "version": terrain.edits.version}}
    return replace(
        base,
        name=" ".join(name.split())[:MAX_NAME] or base.name,
        units=chosen,
        geometry=outline(problem.areas, zone),
        reasons=dict(found.reasons),
        limits=stored,
    )


def _put(context: Context, session: Session, area: WorkArea, account: str | None, what: str) -> None:
    moment = context.clock()
    store.put_area(session, area, at=moment)
    audit.record(session, account, what, area.id, moment)
