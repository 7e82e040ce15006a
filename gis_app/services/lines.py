"""The lines of the list of everything: names in order, where each lies; prepared once for each state of the data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.domain.crs import project_all
from gis_app.domain.layers import Layer
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.rows import Floats, Rows
from gis_app.services.found import found
from gis_app.services.freshness import stamp_of_all
from gis_app.services.layers import layers_of
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key

GROUPS = ("places", "communities", "marks", "territories")
"""What can be listed, in this order: roles of layers."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Lines:
    """Every line by group and name.

    Attributes
    ----------
    sources
        Layers and their features; ``source`` and ``row`` say which feature a line is.
    group
        Place in ``GROUPS``.
    kinds, kind
        Codes of kinds (of a territory: its level; the first is empty), and the place of each line's among them.
    folded
        Name and detail in small letters.
    xy
        A point inside, in the work CRS; NaN where the place is not known.
    areas, shapes, holder
        Id and name of every territory, its shape in the work CRS, and the first one that a line lies in, -1 for none.
    choices
        The territories to choose from, by layer and name.
    """

    sources: Sequence[tuple[Layer, Rows]]
    source: Numbers
    row: Numbers
    group: Numbers
    name: Sequence[str]
    detail: Sequence[str]
    kinds: Sequence[str]
    kind: Numbers
    folded: Sequence[str]
    xy: Floats
    areas: Sequence[tuple[str, str]]
    shapes: NDArray[Any]
    holder: Numbers
    choices: Sequence[tuple[Layer, Sequence[tuple[str, str]]]]

    @property
    def kinds_of_places(self) -> list[str]:
        """The kinds that places have, by code."""
        here = np.unique(self.kind[self.group == GROUPS.index("places")])
        return [self.kinds[code] for code in here.tolist() if self.kinds[code]]

    def inside(self, territory_id: str) -> NDArray[np.bool_]:
        """Return which lines lie in a territory; the territory itself is among them."""
        passing = np.zeros(len(self.row), dtype=bool)
        for place, (key, _name) in enumerate(self.areas):
            if key == territory_id:
                shape = self.shapes[place]
                shapely.prepare(shape)
                passing |= shapely.intersects_xy(shape, self.xy[:, 0], self.xy[:, 1])
        territories = self.group == GROUPS.index("territories")
        for line in np.flatnonzero(territories).tolist():
            passing[line] = self.sources[self.source[line]][1].id(int(self.row[line])) == territory_id
        return passing


def lines_of(context: Context, *, project: str, role: Role) -> Lines:
    """Return the lines of a project that the role may see, kept until the data change.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    layers = [layer for layer in layers_of(context, project=project, role=role) if layer.role in GROUPS]
    lines: Lines = context.memory.frames.get(
        ("lines", project, tuple(layer.id for layer in layers), may(role, Permission.SEE_SENSITIVE)),
        stamp=stamp_of_all(context, layers),
        make=lambda: _lines(
            [(layer, found(context, layer, project=project, role=role)) for layer in layers],
            epsg=context.settings.work_epsg,
        ),
    )
    return lines


def _lines(sources: Sequence[tuple[Layer, Rows]], *, epsg: int) -> Lines:
    names = [name for layer, rows in sources for name in _names(layer, rows).tolist()]
    kinds, kind = np.unique([one for layer, rows in sources for one in _kinds(layer, rows)] + [""], return_inverse=True)
    groups = [GROUPS.index(layer.role) for layer, rows in sources for _ in range(len(rows))]
    order = sorted(range(len(names)), key=lambda line: (groups[line], not names[line], sort_key(names[line])))
    details = [detail for layer, rows in sources for detail in _details(layer, rows).tolist()]
    xy = np.concatenate([np.empty((0, 2)), *(_points_inside(rows, epsg) for _, rows in sources)])[order]
    areas, shapes, choices = _areas(sources, epsg)
    group = np.array(groups, dtype=np.int64)[order]
    return Lines(
        sources=sources,
        source=np.repeat(np.arange(len(sources)), [len(rows) for _, rows in sources])[order],
        row=np.concatenate([np.empty(0, dtype=np.int64), *(np.arange(len(rows)) for _, rows in sources)])[order],
        group=group,
        name=[names[line] for line in order],
        detail=[details[line] for line in order],
        kinds=kinds.tolist(),
        kind=kind.reshape(-1)[order],
        folded=[f"{names[line]} {details[line]}".casefold() for line in order],
        xy=xy,
        areas=areas,
        shapes=shapes,
        holder=_holders(np.where((group == GROUPS.index("territories"))[:, None], np.nan, xy), shapes),
        choices=choices,
    )


def _names(layer: Layer, rows: Rows) -> NDArray[Any]:
    """Return the names; a mark has that of its public place, else what was said there."""
    names = rows.text(layer.name_field or "name")
    for other in ("place", "text") if layer.role == "marks" else ():
        names = np.where(names == "", rows.text(other), names)
    return names


def _details(layer: Layer, rows: Rows) -> NDArray[Any]:
    details = rows.text("address")
    details = np.where(details == "", rows.text("description"), details)
    if layer.role == "marks":
        words = rows.text("text")
        details = np.where((details == "") & (words != _names(layer, rows)), words, details)
    return details


def _kinds(layer: Layer, rows: Rows) -> list[str]:
    """Return codes of kinds; what a file calls so in its own words is no code."""
    if layer.role == "territories":
        return [layer.level] * len(rows)
    if layer.role == "places":
        return [one if one in _KNOWN else "" for one in rows.text("kind").tolist()]
    return [str(one) for one in rows.text("kind").tolist()]


_KNOWN = frozenset(RESOURCE_KINDS)


def _points_inside(rows: Rows, epsg: int) -> Floats:
    if rows.xy is not None:
        return rows.placed_in(epsg)
    inner = shapely.point_on_surface(project_all(rows.geometry, source=rows.epsg, target=epsg))
    return np.column_stack([shapely.get_x(inner), shapely.get_y(inner)])


def _areas(
    sources: Sequence[tuple[Layer, Rows]], epsg: int
) -> tuple[list[tuple[str, str]], NDArray[Any], list[tuple[Layer, list[tuple[str, str]]]]]:
    areas: list[tuple[str, str]] = []
    shapes: list[Any] = []
    choices = []
    for layer, rows in sources:
        if layer.role == "territories":
            here = list(zip(map(rows.id, range(len(rows))), _names(layer, rows).tolist(), strict=True))
            areas += here
            shapes += project_all(rows.geometry, source=rows.epsg, target=epsg).tolist()
            choices.append((layer, sorted(here, key=lambda area: sort_key(area[1]))))
    array = np.full(len(shapes), None, dtype=object)
    array[:] = shapes
    return areas, array, choices


def _holders(xy: Floats, shapes: NDArray[Any]) -> Numbers:
    """Return the first territory that holds each point, -1 for none; the tree is of points, which are many."""
    holders = np.full(len(xy), -1, dtype=np.int64)
    known = np.flatnonzero(~np.isnan(xy[:, 0]))
    if len(known) and len(shapes):
        area, point = shapely.STRtree(_points(xy[known])).query(shapes, predicate="intersects")
        holders[known[point[::-1]]] = area[::-1]
    return holders


def _points(xy: Floats) -> NDArray[Any]:
    points: NDArray[Any] = np.full(len(xy), None, dtype=object)
    points[:] = shapely.points(xy)
    return points
