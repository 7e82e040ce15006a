"""An area as it stands on the page: its lights, its reasons, what it is worth; proposed or drawn by hand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.lights import Light, lights
from gis_app.analysis.zones.problem import Zone, ordinary_share, population, worth
from gis_app.analysis.zones.reasons import reason
from gis_app.domain.work_areas import WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.names import suggested_names
from gis_app.services.work_areas.terrain import Terrain, ground_of, without_figure
from gis_app.store import work_areas as store

OVERLAP, BUDGET, UNKNOWN = "overlap", "budget", "unknown"


@dataclass(frozen=True, slots=True)
class Shown:
    """One light as the page words it.

    Attributes
    ----------
    value, wanted, lack
        In ``measure`` (``people``, ``share``, ``metres``, ``units``, ``parts``).
    kind
        The kind of resource that it is about.
    among
        Names of the units that it is about.
    """

    code: str
    met: bool
    value: float
    wanted: float
    lack: float
    measure: str
    hard: bool = True
    kind: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area that is proposed or being drawn.

    Attributes
    ----------
    units
        Unit ids in order.
    reasons
        Why each is inside: internal.
    names
        Names that places in it suggest, best first.
    """

    units: tuple[str, ...]
    people: float
    ordinary: float
    worth: float
    lights: tuple[Shown, ...]
    reasons: Mapping[str, str]
    names: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Whether every limit that is more than advice is kept."""
        return all(light.met for light in self.lights if light.hard)

    @property
    def title(self) -> str:
        """Its name when nobody gives another: its two largest units, or the only one."""
        return " – ".join(self.names[: min(2, len(self.units))])

    @property
    def core_only(self) -> bool:
        """Whether every unit is core, so that nobody may publish it."""
        return bool(self.units) and set(self.reasons.values()) == {"core"}


def drawn(terrain: Terrain, limits: AreaLimits, units: Iterable[str], *, others: Sequence[WorkArea] = ()) -> Drawn:
    """Return the area of units drawn by hand, with a light for each limit.

    Parameters
    ----------
    others
        The other areas of this selection: they share the budget, and no unit belongs to two.

    Raises
    ------
    InputRefused
        If a unit is not one of this selection.
    """
    chosen = terrain.check(units)
    problem = ground_of(terrain, limits)
    found = described(terrain, problem, limits, problem.zone_of(chosen))
    more = [*_together(terrain, problem, limits, found, others), *_unknown(terrain, limits, chosen)]
    return Drawn(
        units=found.units,
        people=found.people,
        ordinary=found.ordinary,
        worth=found.worth,
        lights=(*found.lights, *more),
        reasons=found.reasons,
        names=found.names,
    )


def described(terrain: Terrain, problem: Ground, limits: AreaLimits, zone: Zone) -> Drawn:
    """Return a set of units as the page shows it, its lights those of one area for itself."""
    alone, units = limits.alone(), problem.units
    return Drawn(
        units=tuple(problem.names(zone)),
        people=population(units, zone),
        ordinary=ordinary_share(units, zone),
        worth=worth(units, alone, zone),
        lights=tuple(_shown(terrain, problem, light) for light in lights(units, alone, zone, areas=problem.areas)),
        reasons={problem.ids[unit]: reason(units, unit) for unit in sorted(zone)},
        names=suggested_names(terrain, problem, zone),
    )


def areas_of(context: Context, terrain: Terrain) -> list[WorkArea]:
    """Return the work areas kept for a selection, by name."""
    with context.database.reading() as session:
        return store.areas(session, terrain.kept.project, selection=terrain.kept.id)


def _shown(terrain: Terrain, problem: Ground, light: Light) -> Shown:
    return Shown(
        code=light.code,
        met=light.met,
        value=light.value,
        wanted=light.wanted,
        lack=light.lack,
        measure=light.measure,
        hard=light.hard,
        kind="" if light.kind is None else problem.required[light.kind],
        among=tuple(terrain.names[unit] for unit in problem.names(light.among)),
    )


def _together(
    terrain: Terrain, problem: Ground, limits: AreaLimits, found: Drawn, others: Sequence[WorkArea]
) -> list[Shown]:
    """Return the lights of all areas together: no unit in two, and the budget of people."""
    taken = {unit for area in others for unit in area.units}
    twice = [unit for unit in found.units if unit in taken]
    lines = []
    if others:
        names = tuple(terrain.names[unit] for unit in twice)
        lines.append(Shown(OVERLAP, not twice, len(twice), 0, len(twice), "units", among=names))
    if limits.budget is not None:
        everybody = problem.zone_of({unit for unit in taken if unit in set(terrain.ids)} | set(found.units))
        people = population(problem.units, everybody)
        over = max(0.0, people - limits.budget)
        lines.append(Shown(BUDGET, over == 0, people, limits.budget, over, "people"))
    return lines


def _unknown(terrain: Terrain, limits: AreaLimits, units: Collection[str]) -> list[Shown]:
    silent = without_figure(terrain, limits)
    inside = tuple(terrain.names[unit] for unit in units if unit in silent)
    return [Shown(UNKNOWN, False, len(inside), 0, len(inside), "units", hard=False, among=inside)] if inside else []
