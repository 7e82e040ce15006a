"""The map of work areas in a document, over the base map of everybody: every area alike, no colour tells one apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shapely.affinity import scale as stretched
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds, Territory
from gis_app.domain.layers import Feature, Layer
from gis_app.domain.roles import Role
from gis_app.prints.content import DrawnLayer
from gis_app.prints.drawing import draw
from gis_app.prints.labels import Label
from gis_app.prints.map_sheet import sources_of
from gis_app.prints.report import Picture
from gis_app.prints.sheet import Frame, Ground, ground, layout
from gis_app.services.layers import layers_of
from gis_app.services.print_map import sheet_of
from gis_app.services.print_request import PrintRequest
from gis_app.services.wiring import Context
from gis_app.text.words import Words

WIDTH, HEIGHT = 174.0, 118.0
_AIR = 1.12
_BASE = ("context", "addresses")
_DARK = "#1d2b33"


class Outlined(Protocol):
    """What the map needs of an area; its geometry in the work CRS."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def geometry(self) -> BaseGeometry:
        """Return its shape."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An area as the map of staff shows it, published or not."""

    id: str
    name: str
    geometry: BaseGeometry


def paper_map(
    context: Context,
    project: str,
    areas: Sequence[Outlined],
    words: Words,
    *,
    units: Sequence[Territory] = (),
    notice: str = "",
) -> Picture:
    """Return the map of areas over the base map, every area alike and with its name.

    Parameters
    ----------
    units
        Territories whose borders and names are drawn too: for staff; the public map has none.
    notice
        Words that stand inside the picture, so that they are on every copy of it.
    """
    frame = Frame(0, 0, WIDTH, HEIGHT)
    view = ground(_around(areas, context.settings.work_epsg), frame)
    layers = layers_of(context, project=project, role=Role.PUBLIC)
    base = tuple(layer.id for layer in layers if layer.role in _BASE)
    request = PrintRequest(project=project, day=context.clock().date(), layers=base, language=words.language)
    sheet = sheet_of(context, request, there=replace(layout("a4", "portrait"), map=frame), view=view)
    own = (*_drawn(layers, "work_areas", areas), *_drawn(layers, "territories", units))
    picture = draw(replace(sheet, layers=(*sheet.layers, *own)), words)
    note = words.gettext("Scale 1 : %(scale)s", scale=words.number(view.scale))
    sources = sources_of([one for one in picture.drawn if one.role != "work_areas"], words)
    alt = words.gettext("Map of the work areas; the same stands in words beside it.")
    strong = [_name(view, area) for area in areas] + ([_notice(notice)] if notice else [])
    free = [one for one in picture.labels if one.size < 12]
    labels = [*_apart([_small(view, unit) for unit in units] or free, strong), *strong]
    return Picture(picture.svg, WIDTH, HEIGHT, labels, alt, ". ".join([note, *sources]))


def _drawn(layers: Sequence[Layer], role: str, shapes: Sequence[Outlined]) -> list[DrawnLayer]:
    layer = next((one for one in layers if one.role == role), None)
    if layer is None or not shapes:
        return []
    return [DrawnLayer(layer, [Feature(one.id, one.geometry, {"name": one.name}) for one in shapes])]


def _apart(labels: Sequence[Label], strong: Sequence[Label]) -> list[Label]:
    """Return the labels that stand on no other one."""
    kept: list[Label] = []
    for one in labels:
        inside = 0 <= one.x <= WIDTH and 0 <= one.y <= HEIGHT
        if inside and not any(one.extent.intersects(other.extent) for other in (*strong, *kept)):
            kept.append(one)
    return kept


def _name(view: Ground, area: Outlined) -> Label:
    x, y = view.to_paper(area.geometry).representative_point().coords[0]
    return Label(area.name, x, y, 11.0, face="bold", fill=_DARK, halo=2.2)


def _small(view: Ground, unit: Territory) -> Label:
    x, y = view.to_paper(unit.geometry).representative_point().coords[0]
    return Label(unit.name, x, y, 8.0, fill=_DARK, halo=1.4)


def _notice(text: str) -> Label:
    return Label(text, WIDTH / 2, HEIGHT - 4, 9.0, face="bold", fill="#000000", halo=2.4)


def _around(areas: Sequence[Outlined], epsg: int) -> Bounds:
    boxes = [stretched(area.geometry.envelope, _AIR, _AIR).bounds for area in areas]
    west, south = (min(box[place] for box in boxes) for place in (0, 1))
    east, north = (max(box[place] for box in boxes) for place in (2, 3))
    return Bounds(west, south, east, north, epsg)
