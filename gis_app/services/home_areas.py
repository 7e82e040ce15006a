"""The areas a person may name as where they live (``design/domain.md`` §6.2).

With a population grid they are squares merged until each holds a hundred people; without one the territories of the
register. Only ids leave a phone; the number of people of an area leaves nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from geopandas import GeoSeries
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.home_areas import SIDE_M, HomeAreas, home_areas
from gis_app.domain.crs import project as to_crs
from gis_app.domain.grids import Grid
from gis_app.domain.homes import HomeChoice
from gis_app.services.wiring import Context
from gis_app.store import territories as register
from gis_app.store.territories import RegisterEntry

LISTED = ("neighbourhood", "village", "parish", "town")
"""Levels of the list that is shown where there is no grid."""
MERGED = ("neighbourhood", "town", "parish", "state_city", "municipality")
"""Levels whose ground is divided, the finest first."""
NEAR_M = 5000.0
MOST = 150
"""Areas offered by one meeting: those within ``NEAR_M`` of its territory, the nearest first."""
_PLACES = ("village", "hamlet", "suburb", "quarter", "neighbourhood", "town")
"""Kinds of names in a base map that name a place where people live; never a farm."""


@dataclass(frozen=True, slots=True)
class Homes:
    """The areas of a project by id, how to draw one (in the work CRS), and whether a grid made them."""

    choices: Mapping[str, HomeChoice]
    shape: Callable[[str], BaseGeometry]
    merged: bool
    known: dict[str, BaseGeometry] = field(default_factory=dict)

    def near(self, territory: BaseGeometry) -> list[HomeChoice]:
        """Return the areas to offer at a meeting in a territory (work CRS), at most ``MOST``, the nearest first.

        A short list that no grid made is offered whole.
        """
        whole = not self.merged and len(self.choices) <= MOST
        reach = territory.buffer(NEAR_M)
        drawn = {key: self.drawn(key) for key in self.choices}
        middle = territory.centroid
        away = {
            key: (shape.distance(territory), shape.centroid.distance(middle), key)
            for key, shape in drawn.items()
            if whole or shape.intersects(reach)
        }
        return [self.choices[key] for key in sorted(away, key=away.__getitem__)[:MOST]]

    def drawn(self, area_id: str) -> BaseGeometry:
        """Return the shape of an area, made once."""
        if area_id not in self.known:
            self.known[area_id] = self.shape(area_id)
        return self.known[area_id]


def homes_of(context: Context, project: str) -> Homes:
    """Return the areas of a project; made again when its grid or its names change, or on another day."""

    def stamp() -> object:
        layers = [layer for layer in context.catalogue.layers() if layer.project == project]
        stamps = tuple(context.catalogue.stamp(one.id) for one in layers if one.role == "grid" or one.base == "names")
        return context.clock().date(), stamps, _count(context, project)

    return context.memory.trusted.get(("home areas", project), lambda: _make(context, project), stamp=stamp, seconds=60)


def _count(context: Context, project: str) -> int:
    with context.database.reading() as session:
        return hash(tuple(register.entries(session, project)))


def _make(context: Context, project: str) -> Homes:
    day = context.clock().date()
    with context.database.reading() as session:
        rows = register.entries(session, project)
        names = {row.id: row for row in rows}
        now = _in_force(rows, day)
        ground = sorted((row for row in now if row.level in MERGED), key=lambda row: (MERGED.index(row.level), row.id))
        listed = [row for row in now if row.level in LISTED]
        villages = [row for row in now if row.level == "village"]
        shapes = register.shapes(session, [row.id for row in {*ground, *listed, *villages}])
    grid = best_grid(context, project)
    if grid is None or not ground:
        return Homes(_numbered(_plain_choice(row, names) for row in listed), shapes.__getitem__, merged=False)
    target, work = grid.bounds.epsg, context.settings.work_epsg
    moved = {row.id: to_crs(shapes[row.id], source=work, target=target) for row in ground if row.id in shapes}
    points = _village_points(context, project, villages, shapes, target)
    found = home_areas(grid, territories=GeoSeries(moved, crs=target), villages=points)
    choices = _numbered(_merged_choices(found, names))
    return Homes(choices, lambda key: to_crs(found.shape(key), source=target, target=work), merged=True)


def best_grid(context: Context, project: str) -> Grid | None:
    """Return the population grid of a project that counts most people (fine grids leave out the countryside)."""
    layers = [layer for layer in context.catalogue.layers() if (layer.role, layer.project) == ("grid", project)]
    grids = [context.catalogue.grid(layer.id) for layer in sorted(layers, key=lambda layer: layer.id)]
    usable = [grid for grid in grids if (grid.bounds.east - grid.bounds.west) / grid.values.shape[1] <= SIDE_M * 1.01]
    return max(usable, key=lambda grid: grid.total, default=None)


def _in_force(rows: Sequence[RegisterEntry], day: date) -> list[RegisterEntry]:
    found = [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to >= day)
    ]
    return found or list(rows)


def _plain_choice(row: RegisterEntry, names: Mapping[str, RegisterEntry]) -> HomeChoice:
    above = names.get(row.parent or "")
    return HomeChoice(row.id, (row.name,), parent=above.name if above else "")


def _merged_choices(found: HomeAreas, names: Mapping[str, RegisterEntry]) -> Iterable[HomeChoice]:
    for area in found.areas.values():
        rows = [names[key] for key in area.territories]
        above = names.get(rows[0].parent or "")
        parent = above.name if above else ""
        yield HomeChoice(area.id, tuple(row.name for row in rows), area.villages, area.side, parent)


def _numbered(choices: Iterable[HomeChoice]) -> dict[str, HomeChoice]:
    """Return the choices by id, every one with a name of its own.

    The parent stays only where territories share a name; what is still alike is numbered.
    """
    given = sorted(choices, key=lambda choice: choice.id)
    parents: dict[str, set[str]] = defaultdict(set)
    for choice in given:
        parents[choice.territories[0]].add(choice.parent)
    plain = [choice if len(parents[choice.territories[0]]) > 1 else replace(choice, parent="") for choice in given]
    alike = Counter(_name(choice) for choice in plain)
    seen: Counter[object] = Counter()
    found = {}
    for choice in plain:
        name = _name(choice)
        seen[name] += 1
        found[choice.id] = replace(choice, number=seen[name]) if alike[name] > 1 else choice
    return found


def _name(choice: HomeChoice) -> object:
    side = "" if choice.villages else choice.side
    return choice.territories[:2], choice.villages[:3], side, choice.parent


def _village_points(
    context: Context, project: str, rows: Sequence[RegisterEntry], shapes: Mapping[str, BaseGeometry], epsg: int
) -> list[tuple[str, float, float]]:
    work = context.settings.work_epsg
    points = [(row.name, to_crs(shapes[row.id].representative_point(), source=work, target=epsg)) for row in rows]
    for layer in context.catalogue.layers():
        if layer.base == "names" and layer.project == project:
            frame = context.catalogue.window(layer.id, columns=["kind", "name"]).to_crs(epsg=epsg)
            frame = frame[frame["kind"].isin(_PLACES)]
            points += list(zip(frame["name"].astype(str), frame.geometry.centroid, strict=True))
    return [(name, float(point.x), float(point.y)) for name, point in points]
