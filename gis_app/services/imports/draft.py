"""A draft: a file as it was understood, before anything of it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis_app.domain.imports import Choices, Problem, Understanding

if TYPE_CHECKING:
    from geopandas import GeoDataFrame


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a page or the command line shows of a file, and all that ``confirm`` needs.

    Attributes
    ----------
    file, name, sha256
        The file as it lies here, its name as the person knows it, the hash of its bytes.
    choices
        The person's choices with every guess filled in.
    frame
        Rows that can be stored, in the CRS ``choices.epsg`` with axes put right; its index holds the row numbers
        (see ``Problem.row``); columns have the names of the file. None for a raster and for OpenStreetMap.
    facts
        What the target found (matched, unmatched, new, changed …), plain JSON values.
    """

    file: Path
    name: str
    sha256: str
    choices: Choices
    understanding: Understanding
    problems: Sequence[Problem] = ()
    frame: GeoDataFrame | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def with_(self, *problems: Problem, facts: Mapping[str, Any] | None = None) -> Draft:
        """Return the draft with further problems and facts."""
        return replace(self, problems=(*self.problems, *problems), facts={**self.facts, **(facts or {})})

    @property
    def refused_rows(self) -> set[int]:
        """Numbers of the rows that are left out."""
        return {one.row for one in self.problems if one.severity == "refused" and one.row is not None}

    @property
    def refused(self) -> int:
        """How many rows are left out."""
        return len(self.refused_rows)
