"""Classes of an index: between breaks, given from low to high."""

from collections.abc import Sequence

import numpy as np
from pandas import Series


def between(values: Series, *, breaks: Sequence[float], outward: bool = False) -> Series:
    """Return the number (0, 1, …) of the class in which each value lies; NaN stays NaN.

    Parameters
    ----------
    breaks
        Limits from low to high; ``len(breaks) + 1`` classes.
    outward
        Whether a value on a limit stays on the side of zero, as in Berlin's classes (high is *below* -1, very low is
        *above* 1.5); else it belongs to the class above.
    """
    limits = np.asarray(breaks, dtype=float)
    upper = np.searchsorted(limits, values.to_numpy(dtype=float), side="right").astype(float)
    if outward:
        lower = np.searchsorted(limits, values.to_numpy(dtype=float), side="left").astype(float)
        upper = np.where(values > 0, lower, upper)
    return Series(np.where(values.isna(), np.nan, upper), index=values.index, name="class")
