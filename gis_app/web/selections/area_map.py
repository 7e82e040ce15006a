"""The map on which work areas are drawn: units, links between them, and the resources that are required."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gis_app.domain.work_areas import WorkArea
from gis_app.maps.choropleth import Drawing, draw
from gis_app.services.work_areas.by_hand import Field
from gis_app.services.work_areas.edges import LinkLine, links_shown
from gis_app.services.work_areas.limits import AreaLimits
from gis_app.services.work_areas.people import source_of
from gis_app.services.work_areas.terrain import Terrain
from gis_app.text.collate import sort_key

CORE, BETWEEN, ORDINARY, NONE, PLAIN = "core", "between", "ordinary", "none", "plain"


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list beside the map; ``kind`` is ``core``, ``between``, ``ordinary`` or ``none`` (no index).

    Without a calculation it is ``plain``.
    ``people`` is None where no figure is known; ``taken`` the name of the other area it belongs to.
    """

    id: str
    name: str
    kind: str
    people: float | None
    inside: bool
    taken: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A link as a line of the drawing."""

    x1: float
    y1: float
    x2: float
    y2: float
    link: LinkLine


@dataclass(frozen=True, slots=True)
class Spot:
    """A resource on the drawing."""

    x: float
    y: float
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class AreaMap:
    """Everything the map shows."""

    drawing: Drawing
    units: Mapping[str, UnitLine]
    strokes: tuple[Stroke, ...]
    spots: tuple[Spot, ...]

    @property
    def listed(self) -> list[UnitLine]:
        """The units by name."""
        return sorted(self.units.values(), key=lambda line: (sort_key(line.name), line.id))

    @property
    def chosen(self) -> int:
        """How many units are in the area in hand."""
        return sum(line.inside for line in self.units.values())

    @property
    def elsewhere(self) -> bool:
        """Whether a unit belongs to another area."""
        return any(line.taken for line in self.units.values())

    @property
    def changed(self) -> list[LinkLine]:
        """The links that are not simply a common border."""
        return [stroke.link for stroke in self.strokes if stroke.link.kind != "touch"]


def area_map(terrain: Terrain, limits: AreaLimits, *, inside: Sequence[str], others: Sequence[WorkArea]) -> AreaMap:
    """Return the map with the units of the area in hand and of the other areas."""
    drawing = draw(terrain.areas.items())
    taken = {unit: area.name for area in others for unit in area.units}
    people = source_of(terrain.sources, limits.people).figures
    lines = {
        unit: UnitLine(
            id=unit,
            name=terrain.names[unit],
            kind=_kind(float(terrain.index[unit]), limits),
            people=people.get(unit),
            inside=unit in inside,
            taken=taken.get(unit, ""),
        )
        for unit in terrain.ids
    }
    middle = {shape.id: (shape.x, shape.y) for shape in drawing.shapes}
    strokes = tuple(Stroke(*middle[link.one], *middle[link.other], link) for link in links_shown(terrain))
    spots = tuple(
        Spot(*drawing.at(place.geometry.x, place.geometry.y), place.name, place.kind)
        for place in terrain.resources
        if place.kind in limits.kinds and place.geometry is not None
    )
    return AreaMap(drawing, lines, strokes, spots)


def hand_map(field: Field, *, inside: Sequence[str], others: Sequence[WorkArea]) -> AreaMap:
    """Return the map to draw on without a calculation: every unit looks alike."""
    taken = {unit: area.name for area in others for unit in area.units}
    lines = {
        unit: UnitLine(unit, name, PLAIN, field.people.get(unit), unit in inside, taken.get(unit, ""))
        for unit, name in field.names.items()
    }
    return AreaMap(draw(field.areas.items()), lines, (), ())


def _kind(index: float, limits: AreaLimits) -> str:
    if index != index:  # noqa: PLR0124 - NaN alone differs from itself
        return NONE
    if index >= limits.core_above:
        return CORE
    return ORDINARY if index <= limits.ordinary_below else BETWEEN
