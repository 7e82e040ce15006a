"""Small tables written by hand, and how a test looks at what was read."""

from typing import Any

import pandas as pd

from gis_app.catalog.statistics.frame import Statistics
from gis_app.catalog.statistics.grid import text_grid
from gis_app.catalog.statistics.read import statistics_of


def read(text: str, *, name: str = "tabula.csv", **options: Any) -> Statistics:
    """Return the figures of a table written as text."""
    return statistics_of(text_grid(text.encode(), name=name), **options)


def figures(found: Statistics, *columns: str) -> list[tuple[Any, ...]]:
    """Return the figures as tuples of the given columns; no figure is None."""
    rows = found.frame[list(columns)].astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in rows.itertuples(index=False)]
