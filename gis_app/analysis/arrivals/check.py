"""Every column of a file looked at: what it holds, its values put right, everything doubtful listed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis_app.analysis.arrivals.cells import Cells
from gis_app.analysis.arrivals.codes import mended_codes
from gis_app.analysis.arrivals.duplicates import duplicates
from gis_app.analysis.arrivals.kinds import Read, read_column
from gis_app.analysis.arrivals.zeros import doubtful_zeros
from gis_app.domain.imports import Column, Problem


@dataclass(frozen=True, slots=True)
class Content:
    """Columns put right (same index and names), what they hold, and what was noticed."""

    cells: pd.DataFrame
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...]


def checked(
    cells: pd.DataFrame,
    *,
    shapes: NDArray[np.object_] | None,
    lonlat: tuple[NDArray[np.float64], NDArray[np.float64]] | None,
    decimal: str = "",
    typed: bool = False,
    as_text: bool = False,
    places: Collection[str] = (),
) -> Content:
    """Return the content of a file.

    Parameters
    ----------
    shapes, lonlat
        Places of the rows, and their middles in degrees, for finding what stands there twice.
    typed
        Whether the file can tell numbers from text.
    as_text
        Leaves every cell as it stands (statistics have readers of their own).
    places
        Columns with coordinates or addresses: their own checks are done elsewhere.
    """
    problems: list[Problem] = []
    columns, values = [], {}
    for name in cells.columns:
        keep = as_text or name in places
        before = cells[name]
        texts = None if before.dtype.kind in "iufbM" else Cells.of(before)
        column, lost = (before, []) if keep else mended_codes(before, cells=texts)
        read = read_column(column, decimal=decimal, typed=typed, cells=texts if column is before else None)
        columns.append(read.column)
        values[name] = before if keep else read.values
        problems += () if keep else (*lost, *read.problems, *_zeros(read))
    if not as_text:
        problems += duplicates(cells, shapes, lonlat)
    return Content(pd.DataFrame(values, index=cells.index), tuple(columns), tuple(problems))


def _zeros(read: Read) -> list[Problem]:
    return doubtful_zeros(read.values) if read.column.kind in ("whole", "number") else []
