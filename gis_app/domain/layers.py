"""Layers: what a layer file says of itself, one feature of it, and the protocol of everything that has layers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Bounds
from gis_app.domain.lists import THEME_BLOCKS

ROLES = (
    *("territories", "work_areas", "addresses", "places", "communities", "marks", "specialists", "context", "grid"),
    "picture",
)
"""``specialists``: marks of groups of specialists, for staff on the map alone.

``grid``: cells with a number of people each; ``picture``: an aerial photograph or an old map beneath the others.
"""
PICTURED = ("grid", "picture")
"""Roles of layers that are shown as pictures only: their cells and pixels are in no list and no file for anybody."""
GEOMETRIES = ("polygon", "line", "point", "any", "none")
NEVER_A_FILE = (*PICTURED, "specialists")
"""Roles of layers that no file, list or interface gives out."""
FIELD_KINDS = ("text", "number", "whole", "date", "flag", "link")
SHAPES = ("circle", "square", "triangle", "diamond", "cross")
TABLES = ("resource", "community", "mark", "specialist", "work_area")
NOT_KNOWN = {"lv": "nav zināms", "en": "not known", "ru": "неизвестно"}
"""A source that nobody could name, kept openly; the same of a licence is the English words, as for a date."""
BASE_PARTS = ("cover", "water", "roads", "rail", "buildings", "borders", "names")
"""What a layer of role ``context`` is in the base map, which then knows its columns ``kind``, ``name``, ``zoom``."""
COUNTINGS = ("registered", "actual")
"""What is counted: what stands in a register, or what is really there (243 enterprises registered, 45 at work)."""
MADE = ("published", "computed")
"""Figures and shapes as their source published them, or made from them by somebody since."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a layer: its unit, if it has one, and its title by language."""

    name: str
    title: Mapping[str, str]
    unit: str = ""
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Style:
    """How a layer is drawn; colours are ``#rrggbb``, widths in pixels, ``shape`` for points; ``max_zoom`` 0 is none."""

    stroke: str = "#3b4a54"
    fill: str = ""
    width: float = 1.5
    dash: str = ""
    shape: str = "circle"
    min_zoom: int = 0
    max_zoom: int = 0


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as its ``layer.toml`` describes it.

    Attributes
    ----------
    dated
        Day the data describe; None says openly that it is not known (or, with ``table``, that it changes daily).
    id_field, name_field
        Columns with the feature's id (of a territory: its id in the register) and its name.
    table
        Table of the store the features come from; empty when they come from a file.
    base
        One of ``BASE_PARTS``: the base map draws it by kind, not by ``style``; empty for every other layer.
    counting, made
        One of ``COUNTINGS`` and of ``MADE``; empty says openly that it is not known.
    """

    id: str
    title: Mapping[str, str]
    project: str
    theme: str
    role: str
    geometry: str
    epsg: int
    source: Mapping[str, str]
    licence: str
    dated: date | None
    retrieved: date | None = None
    level: str = ""
    style: Style = field(default_factory=Style)
    fields: tuple[Field, ...] = ()
    id_field: str = ""
    name_field: str = ""
    table: str = ""
    visible: bool = True
    public: bool = True
    invented: bool = False
    version: str = ""
    counting: str = ""
    made: str = ""
    base: str = ""

    def __post_init__(self) -> None:
        for what, value, allowed in (
            ("unknown_theme", self.theme, THEME_BLOCKS),
            ("unknown_layer_role", self.role, ROLES),
            ("unknown_geometry", self.geometry, GEOMETRIES),
            ("unknown_base_part", self.base, ("", *BASE_PARTS)),
            ("unknown_counting", self.counting, ("", *COUNTINGS)),
            ("unknown_making", self.made, ("", *MADE)),
        ):
            if value not in allowed:
                raise UnknownCode(what, value=value, expected=", ".join(allowed))


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature; its geometry is in the EPSG of the request that returned it, or None."""

    id: str
    geometry: BaseGeometry | None
    properties: Mapping[str, Any]


class LayerSource(Protocol):
    """Anything that has layers: the catalogue of files and the living store."""

    def layers(self) -> Sequence[Layer]:
        """Return the layers it has."""

    def features(self, layer_id: str, *, epsg: int, bounds: Bounds | None = None) -> Sequence[Feature]:
        """Return the features of a layer in the given EPSG, those that touch ``bounds`` if given.

        Raises
        ------
        NotFound
            If there is no such layer.
        """
