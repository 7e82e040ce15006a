"""Print a map: gathers what everybody may see and sets it at true scale.

Paper leaves the room, so a sheet is made as the public would see it, whoever asks: no sensitive place, no layer that is
not published, no figure of a territory (``design/domain.md`` §5, §6.3, §6.4, §6.12).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds, Project, Territory
from gis_app.domain.layers import Feature, Layer
from gis_app.domain.roles import Role
from gis_app.prints.content import DrawnLayer, MapSheet
from gis_app.prints.map_sheet import map_pdf
from gis_app.prints.outline import outline_svg
from gis_app.prints.sheet import SCALES, Ground, Layout, ground, layout, scales_that_fit
from gis_app.services.hidden_territories import hidden_territories
from gis_app.services.layers import features_of, layers_of
from gis_app.services.picture_tiles import picture_for_paper
from gis_app.services.print_ground import base_features, street_names
from gis_app.services.print_request import PrintRequest
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.services.work import Report
from gis_app.store.territories import territories, territory
from gis_app.text.words import Words, words_for

KIND = "print_map"
FILE = "karte.pdf"
_AIR = 0.03
"""A territory gets this share of its size as air around."""
_BESIDE_M = 200.0
"""Houses this far outside the frame still help to place the names of streets inside."""
_OUTLINED = {"territories", "places", "context"}
_BASE = {"addresses", "context"}
_ALWAYS = _BASE | {"territories"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers: layers that may be printed, which are chosen at first, and the scales that show it all."""

    layers: Sequence[Layer]
    chosen: frozenset[str]
    scales: tuple[int, ...]
    fitting: frozenset[int]
    territories: Sequence[Territory]


def print_map(context: Context, request: PrintRequest) -> bytes:
    """Return the map as PDF; the same request on the same data gives the same bytes.

    Raises
    ------
    NotFound
        If the project, the territory or a layer does not exist, or is not public.
    UnknownCode
        If paper, orientation or scale is not one of ours.
    Infeasible
        If the place does not fit at any scale.
    """
    return map_pdf(sheet_of(context, request), words_for(request.language))


def work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Print a map as a job of the queue."""
    request = PrintRequest.from_parameters(parameters)
    report(0.1)
    sheet = sheet_of(context, request)
    report(0.6)
    pdf = map_pdf(sheet, words_for(request.language))
    (report.folder / FILE).write_bytes(pdf)
    return {"file": FILE, "title": sheet.title, "scale": sheet.ground.scale, "bytes": len(pdf)}


def sheet_of(
    context: Context, request: PrintRequest, *, there: Layout | None = None, view: Ground | None = None
) -> MapSheet:
    """Return everything the sheet says; another layout or another piece of ground may be given."""
    here = project_or_first(context, request.project)
    there = there or _layout(request, here)
    chosen = _territory(context, request)
    view = view or ground(_bounds(context, request, here, chosen), there.map, scale=request.scale)
    layers = _layers(context, request, here)
    colour = request.palette == "colour"
    drawn = tuple(_drawn(context, layer, here, view, colour=colour) for layer in layers)
    words = words_for(request.language)
    return MapSheet(
        title=request.title or _title(here, chosen, words),
        subtitle=request.subtitle or ("" if chosen is None else words.pick(here.title)),
        project=words.pick(here.title),
        municipality=context.settings.municipality,
        invented=here.invented,
        day=request.day,
        layout=there,
        ground=view,
        layers=drawn,
        streets=street_names(drawn, scale=view.scale),
        highlight=chosen,
        colour=colour,
        large=request.large,
    )


def choices(context: Context, request: PrintRequest) -> Choices:
    """Return what a form offers for this request."""
    here = project_or_first(context, request.project)
    frame = _layout(request, here).map
    bounds = _bounds(context, request, here, _territory(context, request))
    layers = _printable(context, here.code)
    with context.database.reading() as session:
        areas = territories(session, here.code)
    hidden = hidden_territories(context, project=here.code, role=Role.PUBLIC)
    return Choices(
        layers=layers,
        chosen=frozenset(layer.id for layer in _layers(context, request, here)),
        scales=SCALES,
        fitting=frozenset(scales_that_fit(bounds, frame)),
        territories=[area for area in areas if area.id not in hidden],
    )


def only_public(context: Context, request: PrintRequest, *, with_base: bool = False) -> PrintRequest:
    """Return the request without layers that are not public or not of its project.

    ``with_base`` adds houses and context, which the map page draws as its base and does not count as layers.
    """
    if request.layers is None:
        return request
    known = _printable(context, request.project)
    base = _BASE if with_base else set()
    return replace(
        request, layers=tuple(layer.id for layer in known if layer.id in request.layers or layer.role in base)
    )


def check(context: Context, request: PrintRequest) -> None:
    """Refuse what cannot be printed before it waits in the queue (errors as of ``print_map``)."""
    here = project_or_first(context, request.project)
    bounds = _bounds(context, request, here, _territory(context, request))
    ground(bounds, _layout(request, here).map, scale=request.scale)


def preview(context: Context, request: PrintRequest) -> str:
    """Return an SVG of the sheet in small: its frames, and the territories and places that will be on it."""
    here = project_or_first(context, request.project)
    there = _layout(request, here)
    chosen = _territory(context, request)
    view = ground(_bounds(context, request, here, chosen), there.map, scale=request.scale)
    outlined = [one for one in _layers(context, request, here) if one.role in _OUTLINED and one.base in {"", "water"}]
    drawn = [DrawnLayer(one, _features(context, one, here, view)) for one in outlined]
    words = words_for(request.language)
    return outline_svg(there, view, drawn, title=request.title or _title(here, chosen, words), highlight=chosen)


def _layout(request: PrintRequest, here: Project) -> Layout:
    return layout(request.paper, request.orientation, banded=here.invented, large=request.large)


def _title(here: Project, chosen: Territory | None, words: Words) -> str:
    return words.pick(here.title) if chosen is None else chosen.name


def _layers(context: Context, request: PrintRequest, here: Project) -> list[Layer]:
    offered = _printable(context, here.code)
    if request.layers is None:
        return [layer for layer in offered if layer.visible or layer.role in _ALWAYS]
    known = {layer.id: layer for layer in offered}
    for layer_id in request.layers:
        if layer_id not in known:
            raise NotFound("layer_not_found", value=layer_id)
    return [layer for layer in offered if layer.id in request.layers]


def _printable(context: Context, project: str) -> list[Layer]:
    """Return what paper can show: a grid of people stays on the screen, where it is merged for whoever looks."""
    return [layer for layer in layers_of(context, project=project, role=Role.PUBLIC) if layer.role != "grid"]


def _drawn(context: Context, layer: Layer, here: Project, view: Ground, *, colour: bool) -> DrawnLayer:
    if layer.role != "picture":
        return DrawnLayer(layer, _features(context, layer, here, view))
    return DrawnLayer(
        layer, (), picture_for_paper(context, layer, view=view.bounds, frame=(view.width, view.height), colour=colour)
    )


def _features(context: Context, layer: Layer, here: Project, view: Ground) -> list[Feature]:
    epsg, near = context.settings.work_epsg, _grown(view.bounds, _BESIDE_M)
    if layer.base:
        return base_features(context, layer, bounds=near, scale=view.scale)
    found = features_of(context, layer.id, project=here.code, role=Role.PUBLIC, epsg=epsg, bounds=near)
    if layer.role == "places":
        # A box leaves out what has no place; the sheet says how many those are.
        everything = features_of(context, layer.id, project=here.code, role=Role.PUBLIC, epsg=epsg)
        found += [feature for feature in everything if feature.geometry is None]
    return found


def _territory(context: Context, request: PrintRequest) -> Territory | None:
    if not request.territory:
        return None
    with context.database.reading() as session:
        found = territory(session, request.territory)
    if found.project != request.project and request.project:
        raise NotFound("territory_not_found", value=request.territory)
    if found.id in hidden_territories(context, project=found.project, role=Role.PUBLIC):
        raise NotFound("territory_not_found", value=request.territory)
    return found


def _bounds(context: Context, request: PrintRequest, here: Project, chosen: Territory | None) -> Bounds:
    epsg = context.settings.work_epsg
    if chosen is not None:
        shape = to_crs(chosen.geometry, source=chosen.epsg, target=epsg)
        around = Bounds(*shape.bounds, epsg)
        return _grown(around, _AIR * max(around.east - around.west, around.north - around.south))
    if request.bounds is not None:
        return request.bounds.to(epsg)
    if here.bounds is None:
        raise NotFound("project_without_place", value=here.code)
    return here.bounds.to(epsg)


def _grown(bounds: Bounds, metres: float) -> Bounds:
    west, south, east, north = bounds.box
    return Bounds(west - metres, south - metres, east + metres, north + metres, bounds.epsg)
