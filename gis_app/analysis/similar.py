"""Which units resemble one unit: nearest in what is asked, every feature counting alike."""

import numpy as np
from pandas import DataFrame

MOST = 5


def nearest_units(features: DataFrame, *, unit: str, most: int = MOST) -> list[str]:
    """Return the units nearest to one, the nearest first.

    The distance is Euclidean over the logarithms of the features, each divided by its standard deviation among all
    units: twice as many people are as far as twice as few. A feature unknown for the unit says nothing; a unit that
    lacks one of the others is not near. Equally near units stand by id.

    Parameters
    ----------
    features
        Positive numbers by unit (people, people per km²); zero and below is no data.
    """
    known = features.where(features > 0)
    scale = known.astype(float).transform(np.log)
    asked = [name for name in scale.columns if scale[name].notna()[unit]]
    if not asked:
        return []
    spread = scale[asked].std(ddof=0)
    apart = (scale[asked] - scale.loc[unit, asked]) / spread.where(spread > 0, 1.0)
    distance = (apart**2).sum(axis=1, skipna=False) ** 0.5
    others = sorted((value, str(name)) for name, value in distance.drop(unit).dropna().items())
    return [name for _value, name in others[:most]]
