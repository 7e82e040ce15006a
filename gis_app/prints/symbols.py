"""Signs for places: a shape and a colour for each group of kinds, so that either alone tells them apart."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Point, Polygon, box

from gis_app.text.words import N_

DIAMETER = 4.8
"""Size of a sign in millimetres: a two-digit number of 7 points fits."""


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of resources that share a sign; white figures on ``colour`` reach a contrast of 4.5."""

    id: str
    title: str
    shape: str
    colour: str
    kinds: frozenset[str]


GROUPS = (
    Group("learning", N_("Schools and libraries"), "square", "#0b5394", frozenset({"education", "library"})),
    Group(
        "leisure",
        N_("Culture, youth, sports and parks"),
        "diamond",
        "#1b6e3c",
        frozenset({"youth_centre", "culture_house", "sports", "park", "gathering_place", "meeting_room"}),
    ),
    Group(
        "help",
        N_("Help and services"),
        "circle",
        "#a8480c",
        frozenset(
            {
                "community_centre",
                "day_centre",
                "support_centre",
                "multifunctional_centre",
                "municipal_centre",
                "registry_office",
                "social_service",
                "social_housing",
                "shelter",
                "crisis_centre",
                "group_flat",
            }
        ),
    ),
    Group("health", N_("Health"), "hexagon", "#8e2a6b", frozenset({"gp", "health_centre", "hospital", "pharmacy"})),
    Group("associations", N_("Associations and congregations"), "pentagon", "#5b3f9b", frozenset({"ngo", "church"})),
    Group(
        "everyday",
        N_("Everyday needs and safety"),
        "shield",
        "#37474f",
        frozenset({"post", "shop", "bank", "stop", "police", "notice_point"}),
    ),
)
_OF_KIND = {kind: group for group in GROUPS for kind in group.kinds}


def group_of(kind: str) -> Group:
    """Return the group of a kind; a kind of the installation's own goes with help and services."""
    return _OF_KIND.get(kind, GROUPS[2])


def sign(shape: str, x: float, y: float, *, diameter: float = DIAMETER) -> Polygon:
    """Return the outline of a sign centred at a place (y down); every shape has room for the same number."""
    half = diameter / 2
    if shape == "circle":
        return Point(x, y).buffer(half, quad_segs=16)
    if shape == "square":
        side = half * 0.9
        return box(x - side, y - side, x + side, y + side)
    if shape == "diamond":
        return _regular(x, y, corners=4, radius=half * 1.27, first=90)
    if shape == "shield":
        outline = [(-0.92, -0.9), (0.92, -0.9), (0.92, 0.25), (0, 1.12), (-0.92, 0.25)]
        return Polygon([(x + half * dx, y + half * dy) for dx, dy in outline])
    corners, first = {"hexagon": (6, 0), "pentagon": (5, 90)}[shape]
    return _regular(x, y, corners=corners, radius=half * 1.12, first=first)


def _regular(x: float, y: float, *, corners: int, radius: float, first: float) -> Polygon:
    turns = np.radians(first + np.arange(corners) * 360 / corners)
    return Polygon(np.column_stack([x + radius * np.cos(turns), y - radius * np.sin(turns)]))


def heart(x: float, y: float, *, size: float = 3.2) -> Polygon:
    """Return a heart, the sign of a place that residents like."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    across = 16 * np.sin(turn) ** 3
    down = -(13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn))
    return Polygon(np.column_stack([x + across * size / 32, y + down * size / 32]))
