"""Popups: which fields of a layer a popup shows. The page writes them as text, never as markup.

``folium.Popup`` keeps raw HTML and ``GeoJsonPopup`` uses ``innerHTML``: a name such as ``<img onerror=…>`` would run.
Here the server only names fields; ``static/js/lib/popups.js`` makes elements with ``textContent``.
"""

from dataclasses import dataclass

from gis_app.domain.layers import Layer
from gis_app.text.words import N_, Words

PLACE_FIELDS = (("kind", ""), ("precision", ""), ("address", N_("Address")), ("hours", N_("Opening hours")))
COMMUNITY_FIELDS = (("kind", ""), ("description", ""))
MARK_FIELDS = (("text", ""),)
_OF_ROLE = {"places": PLACE_FIELDS, "communities": COMMUNITY_FIELDS, "marks": MARK_FIELDS}


@dataclass(frozen=True, slots=True)
class PopupField:
    """One line of a popup: a property of the feature and its label; without label the value speaks for itself."""

    name: str
    label: str


def popup_fields(layer: Layer, words: Words) -> tuple[PopupField, ...]:
    """Return the lines of a layer's popups; for a layer of files the fields its ``layer.toml`` describes."""
    known = _OF_ROLE.get(layer.role)
    if known is not None:
        return tuple(PopupField(name, words.gettext(label)) for name, label in known)
    return tuple(PopupField(field.name, words.pick(field.title)) for field in layer.fields)
