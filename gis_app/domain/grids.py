"""A grid of counts, such as people per square kilometre."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.geography import Bounds


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts per cell, shape ``(rows, columns)``, north row first; NaN is *no data*; ``bounds`` in a metric CRS."""

    values: NDArray[np.float64]
    bounds: Bounds

    @property
    def total(self) -> float:
        """Sum of all cells that have data."""
        return float(np.nansum(self.values))
