"""The look of a layer as QGIS stores it (QML), with titles for its columns and words for its codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from gis_app.catalog.exports.content import Head
from gis_app.domain.layers import Style

_SHAPES = {
    "circle": "circle",
    "square": "square",
    "triangle": "triangle",
    "wedge": "triangle",
    "diamond": "diamond",
    "cross": "cross_fill",
    "hexagon": "hexagon",
    "house": "pentagon",
    "star": "star",
    "drop": "arrowhead_filled",
    "heart": "heart",
    "trefoil": "octagon",
}
"""Our shape → the marker of QGIS that is most like it."""


@dataclass(frozen=True, slots=True)
class Category:
    """One sign of a legend: the value of the column, its words, colour ``#rrggbb`` and shape."""

    value: str
    title: str
    colour: str
    shape: str


def qml(
    *,
    geometry: str,
    style: Style,
    heads: Sequence[Head],
    by: str = "",
    categories: Sequence[Category] = (),
    label: str = "",
) -> str:
    """Return the style of a layer.

    Parameters
    ----------
    geometry
        ``point``, ``line`` or ``polygon``.
    by, categories
        Column and signs of a legend by kind; without them every feature looks alike.
    label
        Column whose value is written on the map.
    """
    root = Element("qgis", version="3.22", styleCategories="Symbology|Labeling|Fields|Forms")
    if categories:
        _categorised(root, by, categories)
    else:
        drawn = SubElement(root, "renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0")
        _symbol(SubElement(drawn, "symbols"), "0", geometry, style)
    if label:
        _labels(root, label)
    _columns(root, heads)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + tostring(root, encoding="unicode")


def _categorised(root: Element, by: str, categories: Sequence[Category]) -> None:
    drawn = SubElement(root, "renderer-v2", type="categorizedSymbol", attr=by, symbollevels="0", enableorderby="0")
    lines, symbols = SubElement(drawn, "categories"), SubElement(drawn, "symbols")
    for number, one in enumerate(categories):
        SubElement(lines, "category", value=one.value, label=one.title, symbol=str(number), render="true")
        _symbol(symbols, str(number), "point", Style(stroke="#ffffff", fill=one.colour, shape=one.shape, width=0.8))


def _symbol(parent: Element, name: str, geometry: str, style: Style) -> None:
    kinds = {"point": ("marker", "SimpleMarker"), "line": ("line", "SimpleLine"), "polygon": ("fill", "SimpleFill")}
    kind, layer_class = kinds[geometry]
    symbol = SubElement(parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    layer = SubElement(symbol, "layer", {"class": layer_class, "enabled": "1", "locked": "0", "pass": "0"})
    for key, value in _properties(geometry, style).items():
        SubElement(layer, "prop", k=key, v=value)


def _properties(geometry: str, style: Style) -> dict[str, str]:
    dash = (
        {"use_custom_dash": "1", "customdash": style.dash.replace(" ", ";"), "customdash_unit": "Pixel"}
        if style.dash
        else {}
    )
    width = str(style.width)
    if geometry == "line":
        return {"line_color": _rgb(style.stroke), "line_width": width, "line_width_unit": "Pixel", **dash}
    if geometry == "polygon":
        return {
            "color": _rgb(style.fill or "#ffffff", 70 if style.fill else 0),
            "style": "solid" if style.fill else "no",
            "outline_color": _rgb(style.stroke),
            "outline_style": "dash" if style.dash else "solid",
            "outline_width": width,
            "outline_width_unit": "Pixel",
        }
    return {
        "name": _SHAPES.get(style.shape, "circle"),
        "angle": "180" if style.shape == "wedge" else "0",
        "color": _rgb(style.fill or style.stroke),
        "outline_color": _rgb(style.stroke if style.fill else "#ffffff"),
        "outline_width": width,
        "outline_width_unit": "Pixel",
        "size": "3.2",
        "size_unit": "MM",
    }


def _labels(root: Element, column: str) -> None:
    labels = SubElement(root, "labeling", type="simple")
    settings = SubElement(labels, "settings", calloutType="simple")
    text = SubElement(
        settings, "text-style", fieldName=column, fontSize="9", textColor="51,51,51,255", isExpression="0"
    )
    SubElement(text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferColor="255,255,255,255")
    SubElement(settings, "placement", placement="1")
    SubElement(settings, "rendering", obstacle="1", scaleVisibility="0")


def _columns(root: Element, heads: Sequence[Head]) -> None:
    widgets, aliases = SubElement(root, "fieldConfiguration"), SubElement(root, "aliases")
    for number, head in enumerate(heads):
        SubElement(aliases, "alias", field=head.name, name=head.title, index=str(number))
        if head.words:
            widget = SubElement(SubElement(widgets, "field", name=head.name), "editWidget", type="ValueMap")
            options = SubElement(SubElement(widget, "config"), "Option", type="Map")
            listed = SubElement(options, "Option", name="map", type="List")
            for code, title in head.words.items():
                SubElement(SubElement(listed, "Option", type="Map"), "Option", name=title, value=code, type="QString")


def _rgb(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
