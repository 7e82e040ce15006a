"""A whole index in COINr's order: denominate, impute by group mean, treat outliers, min–max, three levels.

The expected index is written down a second time with pandas and scipy, from the formulas of COINr's documentation.
"""

import numpy as np
import pytest
from pandas import DataFrame, Series
from scipy.stats import kurtosis, skew

from gis_app.analysis.composite import Figures, composite
from gis_app.domain.criteria import Criteria, Criterion, Group

UNITS = [f"u{place:02}" for place in range(51)]
WEIGHTS = {"goods": 1.0, "flights": 2.0, "co2": 1.0, "forest": 0.5}
PILLARS = {"goods": "physical", "flights": "physical", "co2": "climate", "forest": "climate"}


def world() -> tuple[DataFrame, Series, Series]:
    chance = np.random.default_rng(11)
    frame = DataFrame({name: chance.lognormal(1, 0.6, len(UNITS)) for name in WEIGHTS}, index=UNITS)
    frame.loc["u07", "goods"] = 900.0
    frame.loc[["u03", "u30"], "flights"] = np.nan
    frame.loc["u11", "co2"] = np.nan
    gdp = Series(chance.uniform(1, 9, len(UNITS)), index=UNITS)
    side = Series(["Asia" if place < 21 else "Europe" for place in range(len(UNITS))], index=UNITS)
    return frame, gdp, side


def winsorised(values: Series, most: int) -> Series:
    found, moved = values.copy(), 0
    while abs(skew(found, bias=False)) >= 2 and kurtosis(found, bias=False) >= 3.5 and moved < most:
        edge = found.max() if skew(found) >= 0 else found.min()
        rest = found[found != edge]
        found[found == edge] = rest.max() if skew(found) >= 0 else rest.min()
        moved = int((found != values).sum())
    wild = abs(skew(found, bias=False)) >= 2 and kurtosis(found, bias=False) >= 3.5
    return np.log(values - values.min() + 0.01 * (values.max() - values.min())) if wild else found


def expected(frame: DataFrame, gdp: Series, side: Series) -> Series:
    data = frame.assign(goods=frame["goods"] / gdp)
    data = data.groupby(side).transform(lambda column: column.fillna(column.mean()))
    data = data.apply(lambda column: winsorised(column, 5))
    scaled = (data - data.min()) / (data.max() - data.min())
    scaled["co2"] = 1 - scaled["co2"]
    physical = (scaled["goods"] + 2 * scaled["flights"]) / 3
    climate = (scaled["co2"] + 0.5 * scaled["forest"]) / 1.5
    connected = (physical + 3 * climate) / 4
    index: Series = connected
    return index


def test_an_index_of_three_levels_comes_out_as_coinr_builds_it() -> None:
    frame, gdp, side = world()
    listed = tuple(
        Criterion(
            name,
            "better" if name == "co2" else "worse",
            weight,
            winsorise=5,
            denominator="gdp" if name == "goods" else "",
            group=PILLARS[name],
        )
        for name, weight in WEIGHTS.items()
    )
    groups = (Group("physical", 1, group="connected"), Group("climate", 3, group="connected"), Group("connected"))
    criteria = Criteria(
        criteria=listed, groups=groups, normalise="minmax", missing="group_mean", unit_group="side", min_criteria=3
    )
    figures = Figures(counts=frame, bases=DataFrame({"goods": gdp}), unit_groups=side)
    result = composite(figures, criteria=criteria)
    assert result.index.tolist() == pytest.approx(expected(frame, gdp, side).tolist())
    assert result.treatments["goods"].points > 0
    assert result.imputed.sum().to_dict() == {"goods": 0, "flights": 2, "co2": 1, "forest": 0}
