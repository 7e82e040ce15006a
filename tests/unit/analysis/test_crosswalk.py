from collections.abc import Hashable

import numpy as np
import pytest
from geopandas import GeoSeries
from pandas import DataFrame, Series
from shapely.geometry import box

from gis_app.analysis.crosswalk import carry_counts, carry_rate, crosswalk
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.grids import Grid

OLD = GeoSeries([box(0, 0, 2000, 1000), box(2000, 0, 3000, 1000)], index=["01", "02"], crs=3059)
NEW = GeoSeries([box(0, 0, 1000, 1000), box(1000, 0, 3000, 1000)], index=["x", "y"], crs=3059)
PEOPLE = Grid(np.array([[90.0, 10.0, 50.0]]), Bounds(0, 0, 3000, 1000, 3059))


def shares(table: DataFrame) -> dict[Hashable, float]:
    return table.set_index(["old", "new"])["share"].to_dict()


def test_without_people_the_share_is_of_area() -> None:
    expected = {("01", "x"): 0.5, ("01", "y"): 0.5, ("02", "y"): 1.0}
    assert shares(crosswalk(OLD, NEW)) == pytest.approx(expected)


def test_with_people_the_share_is_of_people() -> None:
    expected = {("01", "x"): 0.9, ("01", "y"): 0.1, ("02", "y"): 1.0}
    assert shares(crosswalk(OLD, NEW, grid=PEOPLE)) == pytest.approx(expected)


def test_counts_follow_people_and_rates_go_through_numerator_and_denominator() -> None:
    table = crosswalk(OLD, NEW, grid=PEOPLE)
    cases, base = Series({"01": 20.0, "02": 10.0}, name="cases"), Series({"01": 100.0, "02": 50.0})
    assert carry_counts(cases, table=table).to_dict() == pytest.approx({"x": 18.0, "y": 12.0})
    assert carry_rate(cases, base, table=table).to_dict() == pytest.approx({"x": 0.2, "y": 0.2})


def test_a_part_of_a_sum_is_not_the_sum() -> None:
    carried = carry_counts(Series({"01": np.nan, "02": 10.0}), table=crosswalk(OLD, NEW))
    assert carried.isna().all()


def test_a_sliver_is_not_a_piece() -> None:
    shifted = GeoSeries([box(0, 0, 1999, 1000), box(1999, 0, 3000, 1000)], index=["x", "y"], crs=3059)
    assert shares(crosswalk(OLD, shifted)) == {("01", "x"): 1.0, ("02", "y"): 1.0}


def test_boundaries_in_different_systems_are_refused() -> None:
    with pytest.raises(InputRefused):
        crosswalk(OLD, NEW.to_crs(4326))
