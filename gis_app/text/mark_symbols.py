"""Signs of residents' marks: one shape and one colour for every class, so that they read without colour too."""

from gis_app.text.symbols import Symbol
from gis_app.text.words import N_

MARKS = (
    Symbol("like", N_("I like it, I am proud of it"), "heart", "#0072b2", ("like",)),
    Symbol("dislike", N_("I do not like it or do not feel safe"), "diamond", "#b34700", ("dislike",)),
    Symbol("missing", N_("Something is missing here"), "square", "#6a3d9a", ("missing",)),
    Symbol("usable", N_("This could be used"), "triangle", "#2b7a3d", ("usable",)),
    Symbol("safety", N_("Safety"), "cross", "#b34700", ("safety",)),
    Symbol("movement", N_("Movement of people"), "hexagon", "#0072b2", ("movement",)),
    Symbol("breaking", N_("Breaking point"), "star", "#6a3d9a", ("breaking",)),
)
"""The pages draw the same shapes in the same colours; a home has no sign: it is an area and never drawn."""

_OF_CLASS = {symbol.code: symbol for symbol in MARKS}


def mark_symbol(kind: str) -> Symbol:
    """Return the sign of a class of marks other than *home*."""
    return _OF_CLASS[kind]
