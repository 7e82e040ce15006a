"""What was seen in a file that somebody brought, before anything of it is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis_app.domain.imports import Problem

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and what comes out of an archive, in megabytes."""

    file_mb: int = 500
    unpacked_mb: int = 2000


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as a person sees it in the program it comes from.

    Attributes
    ----------
    cells
        Every cell as text, an empty cell as ``""``; the index holds the row numbers of the program (blank rows and
        lines above the header are counted); every column has a name, and no name stands twice.
    header
        Row number of the header; 0 when the file has none and the columns are called A, B, C …
    before
        The rows above the header (titles, notes), without their empty cells.
    after
        Notes below the rows, which are not in ``cells``.
    places
        Where each column stands in the program, from 0 (A); columns without name and content are left out.
    """

    cells: DataFrame
    header: int = 1
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[str, ...] = ()
    places: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(str(name) for name in self.cells.columns)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, read whole and raw.

    Attributes
    ----------
    format, kind
        One of ``domain.imports.FORMATS`` and ``KINDS``.
    encoding, separator, decimal
        Of a text file; the decimal sign is ``"."`` or ``","``, or ``""`` when no cell has one.
    parts, part
        Layers, sheets, or files of an archive, and the one that was read.
    epsg, epsg_reason
        The CRS that the file declares or its format fixes (``declared``, ``by_format``), else None and ``""``.
    frame
        The features of a vector file in the CRS of the file (``frame.crs`` is None when it declares none); the index
        counts from 1.
    table
        The rows of a table.
    features
        Features, rows, or cells of a raster.
    about
        What only one kind has. Raster: ``width``, ``height``, ``bands``, ``dtype``, ``nodata``, ``bounds`` (in its own
        CRS), ``rectilinear``, ``georeferenced``. OpenStreetMap: ``bounds`` (EPSG:4326) or None, ``generator``.
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
    frame: GeoDataFrame | None = None
    table: RawTable | None = None
    features: int = 0
    problems: Sequence[Problem] = ()
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A file that a reader can open: where its bytes lie, what they are, what was noticed on the way to them.

    Attributes
    ----------
    file
        The file itself, or the one taken out of an archive (gone when reading is over).
    name
        As the person knows it.
    format
        One of ``domain.imports.FORMATS``, or ``dbf`` for the table of a Shapefile alone.
    parts, part
        Files of the archive, when it holds several of one format.
    """

    file: Path
    name: str
    format: str
    parts: tuple[str, ...] = ()
    part: str = ""
    problems: tuple[Problem, ...] = ()
