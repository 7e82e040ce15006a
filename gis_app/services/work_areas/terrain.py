"""The ground of a kept selection: units with shapes, index, people, links and resources, made once for all pages."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from geopandas import GeoSeries
from pandas import Series
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.zones.access import away_from_places
from gis_app.analysis.zones.adjacency import Adjacency
from gis_app.analysis.zones.ground import Edges, Ground, ground, links_of
from gis_app.domain.errors import InputRefused, NotAllowed
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import EdgeEdits
from gis_app.services.selection.thin_supply import LOCATED
from gis_app.services.selection.workbench import kept_selection, rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.people import Source, source_of, sources_of
from gis_app.store import work_areas as store
from gis_app.store.resources import resources
from gis_app.store.territories import entries, shapes

STANDARD = 1.0
"""The index from which a unit is core, unless somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """What areas of a selection are drawn on.

    Attributes
    ----------
    areas
        Shapes in the work CRS by unit id, in the order of the ids.
    index
        By unit id, NaN where the unit has none: *nav datu* or too few cases.
    level, edits
        The level most units are of, and the planner's changes of its links.
    links
        Who is whose neighbour, with the changes.
    plain
        The same without the changes and without the joining of islands being anybody's act.
    sources
        What counts people.
    resources
        Those with a place that is known exactly or by its street; sensitive ones among them.
    gone
        Names of units of the decision that the register no longer has.
    """

    kept: Selection
    names: Mapping[str, str]
    areas: GeoSeries
    index: Series
    level: str
    edits: EdgeEdits
    links: Adjacency
    plain: Adjacency
    sources: tuple[Source, ...]
    resources: tuple[Resource, ...]
    gone: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the units in their order."""
        return tuple(self.areas.index)

    @property
    def kinds(self) -> dict[str, int]:
        """How many located resources there are of each kind."""
        return dict(Counter(item.kind for item in self.resources))

    def touch(self, one: str, other: str) -> bool:
        """Whether two units have a border in common, whatever the planner changed; an island has none."""
        first, second = self.ids.index(one), self.ids.index(other)
        joined = (first, second) in self.plain.joined or (second, first) in self.plain.joined
        return second in self.plain.neighbours[first] and not joined

    def check(self, units: Iterable[str]) -> tuple[str, ...]:
        """Return units in their order, each once.

        Raises
        ------
        InputRefused
            If one is no unit of this selection.
        """
        known, asked = set(self.ids), set(units)
        for unit in sorted(asked - known):
            raise InputRefused("areas_unit_unknown", value=unit[:80])
        return tuple(unit for unit in self.ids if unit in asked)


def terrain_of(context: Context, selection_id: str, *, role: Role) -> Terrain:
    """Return the ground of a kept selection, made once per state of the data.

    Raises
    ------
    NotFound
        If there is no such selection.
    NotAllowed
        If the role may not see selections.
    """
    kept = kept_selection(context, selection_id, role=role)
    found: Terrain = context.memory.frames.get(
        ("work-areas", kept.id), stamp=context.database.state(), make=lambda: _terrain(context, kept)
    )
    return found


def may_change(role: Role) -> None:
    """Refuse a role that may only look.

    Raises
    ------
    NotAllowed
        If the role may not make selections.
    """
    if not may(role, Permission.MAKE_SELECTIONS):
        raise NotAllowed("not_allowed")


def ground_of(
    terrain: Terrain, limits: AreaLimits, *, only_known: bool = False, without: Collection[str] = ()
) -> Ground:
    """Return the problem that search and lights work on.

    Parameters
    ----------
    only_known
        Leave out units without a figure of people: no search may take them in by silence. By hand they can be drawn,
        and count as nobody; the page says so.
    without
        Units to leave out as well: those of areas that are kept already.
    """
    source = source_of(terrain.sources, limits.people)
    known = [unit for unit in terrain.ids if (unit in source.figures or not only_known) and unit not in without]
    areas = terrain.areas if len(known) == len(terrain.ids) else terrain.areas.loc[known]
    if not len(areas):
        raise InputRefused("areas_no_people")
    within = areas is terrain.areas
    return ground(
        areas,
        index=terrain.index.reindex(areas.index),
        population=Series({unit: source.figures.get(unit, 0.0) for unit in known}, dtype=float),
        away_m={kind: away_from_places(areas, _places(terrain, kind)) for kind in limits.kinds},
        reach_minutes=limits.minutes,
        edges=_edges(terrain, known),
        thresholds=limits.thresholds(),
        links=terrain.links if within else None,
    )


def without_figure(terrain: Terrain, limits: AreaLimits) -> frozenset[str]:
    """Return the units of which nobody knows how many people they have."""
    source = source_of(terrain.sources, limits.people)
    return frozenset(unit for unit in terrain.ids if unit not in source.figures)


def default_limits(terrain: Terrain) -> AreaLimits:
    """Return limits to begin with: an area of about three to eight usual units, and the standard thresholds.

    Where no unit's index reaches the standard of a core unit, the tenth of the units with the highest index are core.
    """
    source = source_of(terrain.sources, "")
    usual = float(np.median([source.figures[unit] for unit in sorted(source.figures)]))
    core = core_from(terrain.index)
    return AreaLimits(
        min_population=_rounded(2.5 * usual),
        max_population=_rounded(8 * usual),
        core_above=core,
        ordinary_below=min(0.0, core - 0.01),
        people=source.code,
    )


def core_from(index: Series) -> float:
    """Return the index from which a unit is core: the standard, or where none reaches it that of the highest tenth."""
    known = index.dropna()
    if len(known) and not (known >= STANDARD).any():
        return float(np.floor(np.quantile(known, 0.9) * 100) / 100)
    return STANDARD


def _rounded(value: float) -> float:
    """Return a number with two digits that count, as a person would write it."""
    if value <= 0:
        return 0.0
    step = 10.0 ** max(int(np.floor(np.log10(value))) - 1, 0)
    return float(round(value / step) * step)


def _terrain(context: Context, kept: Selection) -> Terrain:
    names = kept.names
    with context.database.reading() as session:
        drawn = shapes(session, sorted(names))
        levels = {item.id: item.level for item in entries(session, kept.project) if item.id in names}
        places = resources(session, kept.project, sensitive=True)
        level = _commonest(levels.values())
        edits = store.edges(session, kept.project, level)
    if not drawn:
        raise InputRefused("areas_no_units")
    areas = _areas(drawn, epsg=context.settings.work_epsg)
    plain = links_of(areas)
    index = rank_again(kept).result.index
    terrain = Terrain(
        kept=kept,
        names=names,
        areas=areas,
        index=index.set_axis(index.index.astype(str)).reindex(areas.index),
        level=level,
        edits=edits,
        links=plain,
        plain=plain,
        sources=sources_of(context, kept),
        resources=tuple(item for item in places if item.precision in LOCATED and item.geometry is not None),
        gone=tuple(names[unit] for unit in sorted(set(names) - set(drawn))),
    )
    edges = _edges(terrain, terrain.ids)
    return replace(terrain, links=links_of(areas, edges)) if edges.cut or edges.bridges else terrain


def _areas(drawn: Mapping[str, BaseGeometry], *, epsg: int) -> GeoSeries:
    ids = sorted(drawn)
    return GeoSeries([drawn[unit] for unit in ids], index=ids, crs=epsg)


def _edges(terrain: Terrain, units: Collection[str]) -> Edges:
    """Return the planner's changes among these units; a cut of units that no longer touch says nothing any more."""
    inside = set(units)
    touching = [pair for pair in terrain.edits.cut if set(pair) <= inside and terrain.touch(*pair)]
    bridges = [pair for pair in terrain.edits.bridge if set(pair) <= inside]
    return Edges(cut=tuple(touching), bridges=tuple(bridges))


def _places(terrain: Terrain, kind: str) -> GeoSeries:
    points = [item.geometry for item in terrain.resources if item.kind == kind]
    return GeoSeries(points, crs=terrain.areas.crs)


def _commonest(levels: Iterable[str]) -> str:
    counted = Counter(levels)
    return min(counted, key=lambda level: (-counted[level], level), default="")
