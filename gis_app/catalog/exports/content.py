"""What a file is made of: features or rows, their columns, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the data come from, in the language of the file: title, then label and value of each line."""

    title: str
    lines: Sequence[tuple[str, str]] = ()

    @property
    def text(self) -> str:
        """One paragraph for formats that have a single place for it."""
        return " · ".join(f"{name}: {value}" for name, value in self.lines)


@dataclass(frozen=True, slots=True)
class Head:
    """A column as people read it: its title, how wide it should be, and the words for its codes."""

    name: str
    title: str
    kind: str = "text"
    words: Mapping[str, str] = field(default_factory=dict)

    def shown(self, value: Any) -> Any:
        """Return a value with words in the place of its code."""
        return self.words.get(str(value), value) if self.words else value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for people: one sheet of a workbook or one CSV file."""

    name: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Any]]
    origin: Origin


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Features for programs: a frame with a CRS, the columns' titles, the look, the origin.

    Attributes
    ----------
    name
        Table name in the file, plain letters.
    style
        The look as QGIS stores it (QML), or empty.
    """

    name: str
    frame: GeoDataFrame
    heads: Sequence[Head]
    origin: Origin
    style: str = ""
