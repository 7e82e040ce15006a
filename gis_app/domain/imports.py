"""What is understood of a file that somebody brings, what is wrong with it, and what the person decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Bounds

FORMATS = (
    "gpkg",
    "shapefile",
    "geojson",
    "flatgeobuf",
    "kml",
    "kmz",
    "gpx",
    "csv",
    "xlsx",
    "ods",
    "pxweb",
    "jsonstat",
    "osm_pbf",
    "geotiff",
)
KINDS = ("vector", "table", "statistics", "raster", "osm")
"""What a file holds: features with a geometry, rows, figures of territories, pixels, OpenStreetMap objects."""

TARGETS = (
    "layer",
    "territories",
    "addresses",
    "resources",
    "statistics",
    "population",
    "raster_base",
    "osm_base",
    "country_base",
)
"""What an import becomes: a layer, rows of the register, a directory of addresses, resources, figures, a base map …"""

SEVERITIES = ("refused", "mended", "notice")
"""A row is left out, a value was put right, or a person should look at it."""

PLACE_ROLES = ("x", "y", "place", "address")
"""Roles of columns that say where a row is."""

WAYS_TO_PLACES = ("geometry", "columns", "one_field", "address", "none")
"""Where the places of the features come from."""


IMPORT_STATES = ("placing", "done", "removing", "undone")
"""Rows are stored and files are being renamed into place · all is there · files are being taken away · nothing is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong or doubtful in a file; the words are made in ``text.import_problems``.

    Attributes
    ----------
    row
        Number of the row as its program shows it (the header of a table is 1; the first feature of a geodata file is
        1), or None when it is about the whole file.
    """

    code: str
    row: int | None = None
    column: str = ""
    severity: str = "notice"
    params: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.severity not in SEVERITIES:
            raise UnknownCode("unknown_severity", value=self.severity, expected=", ".join(SEVERITIES))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: its kind (a field kind of a layer), a few of its values, the role guessed for it."""

    name: str
    kind: str
    examples: tuple[str, ...] = ()
    empty: int = 0
    role: str = ""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was understood of a file.

    Attributes
    ----------
    parts, part
        Layers of a GeoPackage or sheets of a workbook, and the one that was read.
    epsg, epsg_reason
        CRS of the coordinates as they stand in the file, and how it is known: ``declared``, ``by_format``,
        ``guessed``, ``chosen`` or ``""`` when there are no coordinates.
    axes_swapped
        Whether x and y stand the other way round and are turned.
    places
        One of ``WAYS_TO_PLACES``.
    features
        Rows or features in the file, those that cannot be used included; cells for a raster.
    bounds
        Of the places, in EPSG:4326, after everything was put right.
    """

    format: str
    kind: str
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    parts: tuple[str, ...] = ()
    part: str = ""
    epsg: int | None = None
    epsg_reason: str = ""
    axes_swapped: bool = False
    geometry: str = "none"
    places: str = "none"
    features: int = 0
    columns: tuple[Column, ...] = ()
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        for what, value, allowed in (
            ("unknown_import_format", self.format, FORMATS),
            ("unknown_import_kind", self.kind, KINDS),
            ("unknown_way_to_places", self.places, WAYS_TO_PLACES),
        ):
            if value not in allowed:
                raise UnknownCode(what, value=value, expected=", ".join(allowed))


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person decided; what is left empty is guessed.

    Attributes
    ----------
    columns
        Role of a column → its name in the file. Roles of places: ``x`` (easting or longitude), ``y`` (northing or
        latitude), ``place`` (both in one field), ``address``; further roles belong to the target.
    axes
        ``""`` (guess), ``as_is`` or ``swapped``.
    options
        What only one target asks, as plain JSON values.
    """

    project: str = ""
    target: str = ""
    layer: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""
    source: str = ""
    licence: str = ""
    dated: date | None = None
    public: bool = False
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    part: str = ""
    epsg: int | None = None
    axes: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LayerVersion:
    """A version of a layer of files; without ``version`` its features are rows of the store."""

    id: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import that was confirmed: what came from where, when, by whom, and what it made.

    Attributes
    ----------
    number
        1, 2, 3 … in the order of the installation.
    layer
        The layer it is about, as the person named it.
    layers
        Every version of a layer of files it made.
    account
        Id of the account; None for the command line.
    choices, facts
        As plain JSON: what the person decided; what was understood, found wrong and stored.
    """

    id: str
    number: int
    project: str
    target: str
    layer: str
    layers: tuple[LayerVersion, ...]
    file: str
    sha256: str
    at: datetime
    account: str | None
    source: str
    licence: str
    dated: date | None
    features: int
    mended: int
    refused: int
    choices: Mapping[str, Any]
    facts: Mapping[str, Any]
    state: str
