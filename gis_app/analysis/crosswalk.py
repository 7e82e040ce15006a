"""From one version of boundaries to another: which share of each old unit lies in which new one."""

import numpy as np
from geopandas import GeoSeries
from pandas import DataFrame, Series
from shapely import STRtree, area, buffer, intersection

from gis_app.analysis.zonal import zonal_sum
from gis_app.domain.errors import InputRefused
from gis_app.domain.grids import Grid

SLIVER_SHARE = 0.005
"""A piece with less than this share of both its people and its old unit's area is a digitising sliver."""


def crosswalk(old: GeoSeries, new: GeoSeries, *, grid: Grid | None = None) -> DataFrame:
    """Return the pieces that old and new units share.

    Parameters
    ----------
    old, new
        Polygons in one metric CRS, indexed by unit id.
    grid
        Population; without it (and for an old unit where nobody lives) shares are of area.

    Returns
    -------
    DataFrame
        Columns ``old``, ``new``, ``area_share``, ``share``; ``share`` is of people if known, and sums to 1 for each
        old unit that meets any new one. Pieces below ``SLIVER_SHARE`` are left out before.

    Raises
    ------
    InputRefused
        If the CRS differ or are not metric.
    """
    if old.crs is None or not old.crs.is_projected or old.crs != new.crs:
        raise InputRefused("crosswalk_crs_differs", value=str(old.crs), other=str(new.crs))
    before, after = old.make_valid(), new.make_valid()
    first, second = STRtree(after.to_numpy()).query(before.to_numpy(), predicate="intersects")
    shared = buffer(intersection(before.to_numpy()[first], after.to_numpy()[second]), 0.0)  # borders alone are no piece
    filled = area(shared) > 0
    first, second, pieces = first[filled], second[filled], GeoSeries(shared[filled], crs=old.crs)
    table = DataFrame({"old": before.index[first], "new": after.index[second]})
    table["area_share"] = area(pieces.to_numpy()) / area(before.to_numpy())[first]
    table["people"] = zonal_sum(pieces, grid=grid).to_numpy() if grid else 0.0
    lived_in = table.groupby("old")["people"].transform("sum")
    table["share"] = np.where(lived_in > 0, table["people"] / lived_in.where(lived_in > 0, 1.0), table["area_share"])
    kept = table[(table["share"] >= SLIVER_SHARE) | (table["area_share"] >= SLIVER_SHARE)].copy()
    kept["share"] /= kept.groupby("old")["share"].transform("sum")
    return kept.drop(columns="people").sort_values(["old", "new"]).reset_index(drop=True)


def carry_counts(counts: Series, *, table: DataFrame) -> Series:
    """Return counts of old units carried to the new ones.

    A new unit that takes a piece of an old unit without data has no data itself: a part of a sum is not the sum.

    Parameters
    ----------
    counts
        Counts (never rates) by old unit; NaN is no data.
    table
        As ``crosswalk`` returns it.
    """
    value = table["old"].map(counts) * table["share"]
    carried: Series = value.groupby(table["new"]).agg(lambda parts: parts.sum(skipna=False))
    carried.name = counts.name
    return carried


def carry_rate(numerator: Series, denominator: Series, *, table: DataFrame) -> Series:
    """Return a rate of new units through its numerator and denominator (a rate must never be weighted by area)."""
    base = carry_counts(denominator, table=table)
    rate: Series = carry_counts(numerator, table=table) / base.where(base > 0)
    rate.name = numerator.name
    return rate
