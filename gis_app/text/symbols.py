"""Symbols: one shape and one colour for every kind of place, drawn alike in the legend and on the map."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gis_app.text.words import N_

SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "circle": "M-9 0A9 9 0 1 1 9 0A9 9 0 1 1-9 0Z",
        "square": "M-8-8H8V8H-8Z",
        "diamond": "M0-11L11 0L0 11L-11 0Z",
        "triangle": "M0-10.5L10.5 8H-10.5Z",
        "wedge": "M0 10.5L-10.5-8H10.5Z",
        "cross": "M-3.7-10H3.7V-3.7H10V3.7H3.7V10H-3.7V3.7H-10V-3.7H-3.7Z",
        "hexagon": "M-5.3-9.2H5.3L10.6 0L5.3 9.2H-5.3L-10.6 0Z",
        "house": "M0-11L10-2.5V9H-10V-2.5Z",
        "star": "M0-12L3.2-4.3L11.4-3.7L5.1 1.7L7.1 9.7L0 5.3L-7.1 9.7L-5.1 1.7L-11.4-3.7L-3.2-4.3Z",
        "drop": "M-10-9H10V4H4L0 11L-4 4H-10Z",
        "heart": "M0 10L-9.3 0.7A5.6 5.6 0 0 1 0-6.2A5.6 5.6 0 0 1 9.3 0.7Z",
        "shield": "M0-10.500L9-7.500V0C9 5.500 5 9 0 11C-5 9-9 5.500-9 0V-7.500Z",
        "arrow": "M-10-4H1V-9.500L11 0L1 9.500V4H-10Z",
        "bolt": "M2-11.500L-8 2H-1L-3 11.500L8-3H1Z",
        "trefoil": "M-1.6 10V3.6A5.4 5.4 0 1 1-6-3A6 6 0 0 1 6-3A5.4 5.4 0 1 1 1.6 3.6V10Z",
    }
)
"""SVG paths around (0, 0), about 20 units wide; the page draws the same paths on its canvas."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """How one group of places looks; ``shape`` is a key of ``SHAPES``, so the legend reads without colour too."""

    code: str
    title: str
    shape: str
    colour: str
    kinds: tuple[str, ...]


SYMBOLS = (
    Symbol("learning", N_("Learning"), "square", "#1f5fa8", ("education",)),
    Symbol(
        "health",
        N_("Health"),
        "cross",
        "#00766c",
        ("gp", "health_centre", "hospital", "pharmacy"),
    ),
    Symbol("culture", N_("Culture and reading"), "diamond", "#6b3fa0", ("library", "culture_house", "church")),
    Symbol(
        "gathering",
        N_("Places to come together"),
        "star",
        "#b45309",
        ("community_centre", "gathering_place", "meeting_room"),
    ),
    Symbol(
        "social",
        N_("Social help"),
        "house",
        "#a3266b",
        (
            "day_centre",
            "support_centre",
            "multifunctional_centre",
            "shelter",
            "crisis_centre",
            "group_flat",
            "social_housing",
            "social_service",
        ),
    ),
    Symbol("youth", N_("Youth and sports"), "triangle", "#0b6f9c", ("youth_centre", "sports")),
    Symbol("associations", N_("Associations and foundations"), "hexagon", "#7a4f2a", ("ngo",)),
    Symbol(
        "municipal",
        N_("Municipality and state"),
        "drop",
        "#2f4358",
        ("registry_office", "municipal_centre", "police", "notice_point"),
    ),
    Symbol("green", N_("Parks and nature"), "trefoil", "#2c6e2f", ("park",)),
    Symbol("everyday", N_("Everyday errands"), "wedge", "#5a6670", ("post", "shop", "bank", "stop")),
)
LIKE = Symbol("like", N_("Liked places"), "heart", "#b3541e", ("like",))
SPECIALISTS = (
    Symbol("safety", N_("Safety"), "shield", "#8c1d40", ("safety",)),
    Symbol("movement", N_("Movement of people"), "arrow", "#1b4f8f", ("movement",)),
    Symbol("breaking", N_("Breaking point"), "bolt", "#5b3a00", ("breaking",)),
)
"""What groups of specialists mark: shapes that no resident's mark has."""
OTHER = Symbol("other", N_("Other places"), "circle", "#3b4a54", ())

_OF_KIND = {kind: symbol for symbol in (*SYMBOLS, LIKE, *SPECIALISTS) for kind in symbol.kinds}


def symbol_of(kind: str) -> Symbol:
    """Return the symbol of a kind of resource or mark; a kind of the installation's own gets a plain circle."""
    return _OF_KIND.get(kind, OTHER)
