"""What each criterion gives to the index of one unit: exactly where the index is a sum, else by leaving it out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pandas import DataFrame

from gis_app.analysis.aggregate import climb
from gis_app.analysis.composite import Composite, composite
from gis_app.analysis.missing import RANKED
from gis_app.analysis.normalise import exact_mean
from gis_app.domain.criteria import Criteria
from gis_app.domain.errors import InputRefused

SUMS = ("arithmetic", "count")
"""Ways of combining that are sums of their parts."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each criterion gives to the index of a unit.

    Attributes
    ----------
    parts
        By criterion, in units of the index; None where the unit has no figure for it or nothing can be said.
    exact
        Whether the parts and ``constant`` sum to the index. If not, a part is the index less the index that the unit
        would have, were the whole computed again without the criterion; such parts sum to nothing.
    constant
        What belongs to no criterion: less the mean of all units, where the index itself is standardised.
    """

    parts: Mapping[str, float | None]
    exact: bool
    constant: float = 0.0


def contributions(result: Composite, *, unit: str) -> Contributions:
    """Return what each used criterion gives to the index of a unit; nothing for a unit without an index.

    Raises
    ------
    KeyError
        If there is no such unit.
    """
    columns = [item.column for item in result.criteria.used]
    exact = _is_a_sum(result.criteria)
    if result.standing[unit] != RANKED:
        return Contributions(dict.fromkeys(columns), exact=exact)
    if exact:
        return _shares(result, unit=unit)
    whole = float(result.index[unit])
    return Contributions({name: _left_out(result, name, unit=unit, whole=whole) for name in columns}, exact=False)


def _is_a_sum(criteria: Criteria) -> bool:
    plain = all(
        (item.aggregate or criteria.aggregate) in SUMS and item.normalise == "none" and item.missing != "group_mean"
        for item in criteria.groups
    )
    return criteria.aggregate in SUMS and plain


def _shares(result: Composite, *, unit: str) -> Contributions:
    """Return the parts of a sum: the index with every other figure at zero; a gap stays one, so that weights hold."""
    columns = [item.column for item in result.criteria.used]
    scores = {name: float(result.normalised[name][unit]) for name in columns}
    known = [name for name in columns if not math.isnan(scores[name])]
    alone = {name: {other: scores[name] if other == name else 0.0 for other in known} for name in known}
    rows = DataFrame.from_dict(alone, orient="index", columns=known).reindex(columns=columns)
    parts, _groups = climb(rows, criteria=result.criteria)
    mean, deviation = _own_scale(result)
    found = {name: float(parts[name]) / deviation if name in known else None for name in columns}
    return Contributions(found, exact=True, constant=-mean / deviation)


def _own_scale(result: Composite) -> tuple[float, float]:
    """Return mean and standard deviation with which the index itself was standardised; 0 and 1 if it was not."""
    criteria = result.criteria
    if not criteria.restandardise:
        return 0.0, 1.0
    raw, _groups = climb(result.normalised[result.standing == RANKED], criteria=criteria)
    whole = result.index.dropna()
    deviation = float((raw.max() - raw.min()) / (whole.max() - whole.min()))
    return exact_mean(raw) - deviation * exact_mean(whole), deviation


def _left_out(result: Composite, name: str, *, unit: str, whole: float) -> float | None:
    criteria = result.criteria
    if math.isnan(float(result.normalised[name][unit])):
        return None
    rest = tuple(replace(item, weight=0.0) if item.column == name else item for item in criteria.criteria)
    many = len(criteria.used) - 1
    fewest = None if criteria.min_criteria is None else max(min(criteria.min_criteria, many), 1)
    try:
        without = composite(result.figures, criteria=replace(criteria, criteria=rest, min_criteria=fewest))
    except InputRefused:
        return None
    found = float(without.index[unit])
    return None if math.isnan(found) else whole - found
