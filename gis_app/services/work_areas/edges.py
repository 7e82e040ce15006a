"""Links between units changed by hand: a river nobody crosses is cut, a bridge joins what does not touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import EdgeEdits
from gis_app.services.wiring import Context
from gis_app.services.work_areas.terrain import Terrain, may_change, terrain_of
from gis_app.store import audit
from gis_app.store import work_areas as store

CUT, BRIDGE, RESTORE = "cut", "bridge", "restore"
CHANGES = (CUT, BRIDGE, RESTORE)

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link as the map shows it; ``kind`` is ``touch``, ``cut``, ``bridge`` or ``joined`` (an island's)."""

    one: str
    other: str
    kind: str


def links_shown(terrain: Terrain) -> tuple[LinkLine, ...]:
    """Return every link between units of a selection, those cut among them, in order."""
    ids = terrain.ids
    cut, bridge = set(terrain.edits.cut), set(terrain.edits.bridge)
    joined = {_pair(ids[one], ids[other]) for one, other in terrain.links.joined}
    touching = {
        _pair(ids[one], ids[other]) for one, row in enumerate(terrain.links.neighbours) for other in row if one < other
    }
    inside = set(ids)
    cut = {pair for pair in cut if set(pair) <= inside}
    return tuple(
        LinkLine(one, other, _kind((one, other), cut, bridge, joined)) for one, other in sorted(touching | cut)
    )


def change_links(
    context: Context, selection_id: str, *, one: str, other: str, change: str, role: Role, account: str | None
) -> EdgeEdits:
    """Cut or bridge two units, or take such a change back; return the new version.

    Raises
    ------
    InputRefused
        If the units are one and the same, unknown, do not touch (to be cut) or touch already (to be bridged).
    NotAllowed
        If the role may not make selections.
    UnknownCode
        If there is no such change.
    """
    may_change(role)
    terrain = terrain_of(context, selection_id, role=role)
    if change not in CHANGES:
        raise UnknownCode("areas_link_change_unknown", value=change[:40], expected=", ".join(CHANGES))
    if not one or not other or one == other:
        raise InputRefused("areas_link_needs_two")
    terrain.check((one, other))
    edits = _changed(terrain, _pair(one, other), change)
    moment = context.clock()
    with context.database.transaction() as session:
        kept = store.put_edges(session, edits, at=moment, account=account)
        audit.record(session, account, "area.links", f"{kept.project}/{kept.level}/{kept.version}", moment)
    return kept


def versions(context: Context, terrain: Terrain) -> Sequence[tuple[int, datetime, int]]:
    """Return number, time and count of changes of each version of a level's links, the newest first."""
    with context.database.reading() as session:
        return store.edge_versions(session, terrain.kept.project, terrain.level)


def _changed(terrain: Terrain, pair: Pair, change: str) -> EdgeEdits:
    old = terrain.edits
    cut, bridge = set(old.cut) - {pair}, set(old.bridge) - {pair}
    touches = terrain.touch(*pair)
    names = {"value": terrain.names[pair[0]], "other": terrain.names[pair[1]]}
    if change == CUT:
        if not touches and pair not in old.bridge:
            raise InputRefused("areas_cut_without_link", **names)
        cut |= {pair} if touches else set()
    elif change == BRIDGE:
        if touches and pair not in old.cut:
            raise InputRefused("areas_bridge_of_neighbours", **names)
        bridge |= set() if touches else {pair}
    return EdgeEdits(old.project, old.level, tuple(sorted(cut)), tuple(sorted(bridge)), old.version)


def _kind(pair: Pair, cut: set[Pair], bridge: set[Pair], joined: set[Pair]) -> str:
    if pair in cut:
        return "cut"
    if pair in bridge:
        return "bridge"
    return "joined" if pair in joined else "touch"


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
