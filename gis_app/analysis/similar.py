"""Which units resemble one unit: nearest in what is asked, every feature counting alike."""

import numpy as np
from pandas import DataFrame

MOST = 5


def nearest_units(features: DataFrame, *, unit: str, most: int = MOST) -> list[str]:
    """Return the units nearest to one, the nearest first.

    The distance is Euclidean over the logarithms of the features, each divided by its standard deviation among all
    units: twice as many people are as far as twice as few. A feature equal everywhere, or unknown for the unit, says
    nothing; a unit that lacks a feature of the others is not near.

    Parameters
    ----------
    features
        Positive numbers by unit (people, people per km²); zero and below is no data.
    """
    known = features.where(features > 0)
    scale = np.log(known.astype(float))
    asked = [name for name in scale.columns if scale[name].notna()[unit] and scale[name].std(ddof=0) > 0]
    if not asked:
        return []
    apart = (scale[asked] - scale.loc[unit, asked]) / scale[asked].std(ddof=0)
    distance = (apart**2).sum(axis=1, skipna=False) ** 0.5
    others = sorted((value, str(name)) for name, value in distance.drop(unit).dropna().items())
    return [name for _value, name in others[:most]]
