"""How a layer reads and looks in a file: titles of its columns, words for its codes, its style in QGIS."""

from collections.abc import Mapping, Sequence

from gis_app.catalog.exports.content import Head
from gis_app.catalog.exports.qgis import Category, qml
from gis_app.domain.layers import Field, Layer
from gis_app.text.labels import LABELS
from gis_app.text.symbols import OTHER, symbol_of
from gis_app.text.words import N_, Words

_LISTS: Mapping[tuple[str, str], str] = {
    ("places", "kind"): "resource_kind",
    ("places", "precision"): "precision",
    ("places", "provider"): "provider",
    ("communities", "kind"): "community_kind",
    ("communities", "certainty"): "claim_state",
    ("territories", "level"): "level",
}
"""Role of the layer and column → the list its codes are of."""

_ID = N_("Identifier")
_YES, _NO = N_("yes"), N_("no")


def heads_of(layer: Layer, words: Words) -> list[Head]:
    """Return a head for the id and each column of a layer."""
    id_names = {"id", layer.id_field}
    own = [_head(layer, column, words) for column in layer.fields if column.name not in id_names]
    return [Head("id", words.gettext(_ID)), *own]


def style_of(layer: Layer, heads: Sequence[Head], kinds: Sequence[str], words: Words) -> str:
    """Return the QML of a layer: places by kind with our colours, areas and lines as on the map; empty if mixed."""
    if layer.geometry not in {"point", "line", "polygon"}:
        return ""
    categories: list[Category] = []
    if layer.role == "places" and kinds:
        labels = LABELS["resource_kind"]
        categories = [
            Category(kind, words.gettext(labels[kind]) if kind in labels else kind, symbol.colour, symbol.shape)
            for kind in sorted(set(kinds))
            for symbol in (symbol_of(kind),)
        ]
        categories.append(Category("", words.gettext(OTHER.title), OTHER.colour, OTHER.shape))
    written = layer.name_field if layer.role == "territories" else ""
    return qml(geometry=layer.geometry, style=layer.style, heads=heads, by="kind", categories=categories, label=written)


def _head(layer: Layer, column: Field, words: Words) -> Head:
    title = words.pick(column.title) or column.name
    title += f" ({column.unit})" if column.unit else ""
    codes = LABELS.get(_LISTS.get((layer.role, column.name), ""), {})
    shown = {code: words.gettext(text) for code, text in codes.items()}
    if column.kind == "flag":
        shown = {"True": words.gettext(_YES), "False": words.gettext(_NO)}
    return Head(column.name, title, column.kind, shown)
