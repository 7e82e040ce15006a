"""Layers become a map. The only place that turns (x, y) into Folium's (lat, lon)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.maps.canvas import Canvas
from gis_app.maps.overlays import Overlay
from gis_app.maps.popups import popup_fields
from gis_app.text.words import Words

MIN_ZOOM = 6
"""The whole country on a phone."""
MAX_ZOOM = 19


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows at first: ``x``, ``y`` and ``bounds`` in EPSG:4326 (longitude, latitude)."""

    x: float
    y: float
    zoom: int
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class MapParts:
    """The three pieces of a page with a map; none holds a nonce, so they can be kept for every visitor."""

    head: tuple[str, ...]
    links: tuple[str, ...]
    body: str
    script: str


def compose(layers: Sequence[Layer], *, view: View, words: Words, url_of: Callable[[Layer], str]) -> Canvas:
    """Return the map of some layers, none of them loaded yet.

    Parameters
    ----------
    layers
        Layers from the lowest to the topmost.
    view
        First view, EPSG:4326.
    words
        Language of titles and labels.
    url_of
        Gives the address of a layer's features; called once per layer.
    """
    options: dict[str, Any] = {
        "minZoom": MIN_ZOOM,
        "maxZoom": MAX_ZOOM,
        "attributionControl": False,
        "zoomControl": False,
    }
    if view.bounds is not None:
        options["maxBounds"] = corners(view.bounds)
    canvas = Canvas(location=(view.y, view.x), zoom=view.zoom, **options)
    for layer in layers:
        Overlay(layer, title=words.pick(layer.title), url=url_of(layer), note=_note(layer, words)).add_to(canvas)
    return canvas


def corners(bounds: Bounds) -> list[list[float]]:
    """Return bounds in EPSG:4326 as Leaflet wants them: ``[[south, west], [north, east]]``."""
    return [[bounds.south, bounds.west], [bounds.north, bounds.east]]


def render(canvas: Canvas) -> MapParts:
    """Return the pieces of a page: style sheets, scripts, the map's element, and what starts it."""
    figure = canvas.get_root()
    if not isinstance(figure, Figure):  # pragma: no cover - folium.Map always makes its Figure
        raise TypeError("a canvas stands in a figure")
    canvas.render()  # type: ignore[no-untyped-call] # Folium is not typed
    children = list(figure.header._children.values())
    return MapParts(
        head=tuple(child.url for child in children if isinstance(child, CssLink)),
        links=tuple(child.url for child in children if isinstance(child, JavascriptLink)),
        body=_text(figure.html),
        script=_text(figure.script),
    )


def _text(part: Element) -> str:
    lines = "\n".join(child.render() for child in part._children.values()).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _note(layer: Layer, words: Words) -> Mapping[str, Any]:
    style = layer.style
    return {
        "role": layer.role,
        "geometry": layer.geometry,
        "visible": layer.visible,
        "style": {
            "stroke": style.stroke,
            "fill": style.fill,
            "width": style.width,
            "dash": style.dash,
            "shape": style.shape,
            "minZoom": style.min_zoom,
        },
        "fields": [{"name": field.name, "label": field.label} for field in popup_fields(layer, words)],
    }
