"""The legend: every sign of the map with its words; it can be read without colour."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from gis_app.domain.layers import Layer
from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.text.density import DENSITY, EDGE, TOO_FEW
from gis_app.text.labels import LABELS
from gis_app.text.symbols import LIKE, OTHER, SHAPES, SPECIALISTS, SYMBOLS, Symbol
from gis_app.text.words import N_, Words

NO_DATA = N_("no data")
APPROXIMATE = N_("approximate place")


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One line of a legend.

    ``sign`` is ``point``, ``area``, ``soft_area`` (dashed edge), ``line``, ``hatch`` (no data) or ``hollow``
    (approximate place); ``path`` is the SVG path of a point.
    """

    sign: str
    title: str
    colour: str = ""
    fill: str = ""
    dash: str = ""
    path: str = ""


def legend_of(
    layer: Layer, words: Words, *, kinds: Collection[str] = RESOURCE_KINDS, approximate: bool = True
) -> tuple[LegendItem, ...]:
    """Return the lines of one layer's legend that its own line in the panel does not say already.

    Parameters
    ----------
    kinds
        Kinds of places that the layer has; groups of none of them are left out.
    approximate
        Whether the layer has places that are known by street or neighbourhood only.
    """
    if layer.role == "grid":
        return _density(words)
    if layer.role == "specialists":
        return tuple(_point(symbol, words) for symbol in SPECIALISTS)
    if layer.role != "places":
        return ()
    lines = [_point(symbol, words) for symbol in SYMBOLS if not set(symbol.kinds).isdisjoint(kinds)]
    if approximate:
        lines.append(LegendItem("hollow", words.gettext(APPROXIMATE), OTHER.colour, path=SHAPES["circle"]))
    return tuple(lines)


def sign_of(layer: Layer, words: Words) -> LegendItem:
    """Return the one sign that stands for a layer in a list of layers."""
    style, title = layer.style, words.pick(layer.title)
    if layer.role == "specialists":
        return LegendItem("point", title, SPECIALISTS[0].colour, path=SHAPES[SPECIALISTS[0].shape])
    if layer.role in {"places", "marks"} or layer.geometry == "point":
        symbol = LIKE if layer.role == "marks" else OTHER
        path = SHAPES.get(style.shape, SHAPES["circle"]) if layer.role not in {"places", "marks"} else None
        return LegendItem("point", title, symbol.colour, path=path or SHAPES[symbol.shape])
    if layer.role == "picture":
        return LegendItem("area", title, "#4a4a4a", "#b9b9b4")
    if layer.role == "grid":
        return LegendItem("area", title, DENSITY[2].colour, DENSITY[2].colour)
    if layer.geometry == "line":
        return LegendItem("line", title, style.stroke, dash=style.dash)
    soft = layer.role == "communities"
    return LegendItem("soft_area" if soft else "area", title, style.stroke, style.fill, style.dash)


def _density(words: Words) -> tuple[LegendItem, ...]:
    classes = (LegendItem("area", words.gettext(one.title), one.colour, one.colour) for one in DENSITY)
    hatch = f"{words.gettext(NO_DATA)}; {words.gettext(TOO_FEW)}"
    return (*classes, LegendItem("hatch", hatch, EDGE))


def no_data(words: Words) -> LegendItem:
    """Return the line of *nav datu*: a hatch, never a colour of the scale, never white."""
    return LegendItem("hatch", words.gettext(NO_DATA), OTHER.colour)


def drawing(words: Words) -> dict[str, Any]:
    """Return what the page's script needs to draw every symbol as the legend does."""
    return {
        "shapes": dict(SHAPES),
        "symbols": {
            kind: [symbol.shape, symbol.colour] for symbol in (*SYMBOLS, LIKE, *SPECIALISTS) for kind in symbol.kinds
        },
        "other": [OTHER.shape, OTHER.colour],
        "labels": {
            what: {code: words.gettext(text) for code, text in LABELS[what].items()}
            for what in ("resource_kind", "community_kind", "precision", "mark_class")
        },
    }


def _point(symbol: Symbol, words: Words) -> LegendItem:
    return LegendItem("point", words.gettext(symbol.title), symbol.colour, path=SHAPES[symbol.shape])
