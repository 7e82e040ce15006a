"""Everything the map page shows before its data arrive."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gis_app.domain.crs import WGS84
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.layers import PICTURED, Layer
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.domain.roles import Role
from gis_app.domain.tiles import MERCATOR, pixel
from gis_app.maps.compose import MAX_ZOOM, MIN_ZOOM, MapParts, View, compose, render
from gis_app.maps.legend import LegendItem, drawing, legend_of, sign_of
from gis_app.services.basemap import named_sources
from gis_app.services.found import found
from gis_app.services.grid_tiles import inhabited_cells
from gis_app.services.layers import layers_of
from gis_app.services.projects import project_or_first, projects
from gis_app.services.published_areas import areas_public
from gis_app.services.wiring import Context
from gis_app.text.words import Words

_DRAWN = ("picture", "grid", "territories", "work_areas", "communities", "places", "marks", "specialists")
"""Roles of layers that the map can switch, from the lowest to the topmost; the others are the base map."""
_BASE = ("addresses", "context")
_APPROXIMATE = {"street", "neighbourhood"}
_LATVIA = Bounds(20.9, 55.6, 28.3, 58.1, WGS84)
_SCREEN_PX = (900, 620)


@dataclass(frozen=True, slots=True)
class LayerLine:
    """One line of the panel of layers."""

    layer: Layer
    sign: LegendItem
    legend: Sequence[LegendItem] = ()
    count: int = 0
    without_place: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """The layers of one theme block."""

    code: str
    lines: Sequence[LayerLine]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map page of one project for one role; ``bounds`` of the first view in EPSG:4326."""

    project: Project
    projects: Sequence[Project]
    parts: MapParts
    themes: Sequence[Theme]
    base: Sequence[LayerLine]
    attribution: Sequence[str]
    has_territories: bool
    drawing: Mapping[str, Any]
    bounds: Bounds


def map_page(
    context: Context, *, project: str | None, role: Role, words: Words, url_of: Callable[[str, Layer], str]
) -> MapPage:
    """Return the page of a project (the first one when none is named).

    Parameters
    ----------
    url_of
        Gives the address of a layer's features from project and layer.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    here = project_or_first(context, project)
    drawn_areas = areas_public(
        context, here.code
    )  # a line for areas that nobody has published would only ask questions
    known = layers_of(context, project=here.code, role=role)
    layers = [layer for layer in known if drawn_areas or layer.role != "work_areas"]
    switched = sorted((layer for layer in layers if layer.role in _DRAWN), key=lambda layer: _DRAWN.index(layer.role))
    bounds = (here.bounds or _LATVIA).to(WGS84)
    lines = [_line(context, layer, here.code, role, words) for layer in switched]
    return MapPage(
        project=here,
        projects=projects(context),
        parts=_parts(context, here, switched, bounds=bounds, role=role, words=words, url_of=url_of),
        themes=[
            Theme(code, here_too)
            for code in THEME_BLOCKS
            if (here_too := [line for line in lines if line.layer.theme == code])
        ],
        base=[LayerLine(layer, sign_of(layer, words)) for layer in layers if layer.role in _BASE],
        attribution=named_sources(layers, words),
        has_territories=any(layer.role == "territories" for layer in layers),
        drawing=drawing(words),
        bounds=bounds,
    )


def _parts(
    context: Context,
    project: Project,
    layers: Sequence[Layer],
    *,
    bounds: Bounds,
    role: Role,
    words: Words,
    url_of: Callable[[str, Layer], str],
) -> MapParts:
    """Return Folium's part, kept for everybody of the role until a layer's description changes; it holds no nonce."""

    def make() -> MapParts:
        view = View((bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2, fitting_zoom(bounds))
        canvas = compose(layers, view=view, words=words, url_of=lambda layer: url_of(project.code, layer))
        return render(canvas)

    parts: MapParts = context.memory.frames.get(
        ("map", project.code, role, words.language), stamp=repr((bounds, layers)), make=make
    )
    return parts


def fitting_zoom(bounds: Bounds) -> int:
    """Return the largest zoom at which the bounds fit on a laptop's screen."""
    west, south, east, north = bounds.to(MERCATOR).box
    for zoom in range(MAX_ZOOM, MIN_ZOOM, -1):
        if (east - west) / pixel(zoom) <= _SCREEN_PX[0] and (north - south) / pixel(zoom) <= _SCREEN_PX[1]:
            return zoom
    return MIN_ZOOM


def _line(context: Context, layer: Layer, project: str, role: Role, words: Words) -> LayerLine:
    if layer.role in PICTURED:
        number = inhabited_cells(context, layer) if layer.role == "grid" else 0
        return LayerLine(layer, sign_of(layer, words), legend_of(layer, words), number)
    read = found(context, layer, project=project, role=role)
    kinds = read.codes("kind")[1] if layer.role == "places" else ()
    approximate = layer.role == "places" and not _APPROXIMATE.isdisjoint(read.codes("precision")[1])
    return LayerLine(
        layer=layer,
        sign=sign_of(layer, words),
        legend=legend_of(layer, words, kinds=kinds, approximate=approximate),
        count=len(read),
        without_place=int((~read.placed).sum()),
    )
