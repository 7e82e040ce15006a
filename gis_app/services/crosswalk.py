"""Carry units and their counts from one version of boundaries to another."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from geopandas import GeoSeries
from pandas import DataFrame, Series

from gis_app.analysis.crosswalk import carry_counts, carry_rate, crosswalk
from gis_app.analysis.zonal import Conservation, conservation
from gis_app.catalog.tables import Table
from gis_app.domain.atvk import read_code
from gis_app.domain.errors import InputRefused
from gis_app.domain.grids import Grid


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The pieces, and with a grid the check that the new units hold everybody."""

    table: DataFrame
    check: Conservation | None


def compare_boundaries(old: GeoSeries, new: GeoSeries, *, grid: Grid | None) -> Crosswalk:
    """Return which share of each old unit lies in which new one.

    Both are taken to the CRS of the grid, else to that of the old units, else (degrees) to their UTM zone.
    """
    metric = f"EPSG:{grid.bounds.epsg}" if grid else old.crs if old.crs.is_projected else old.estimate_utm_crs()
    before, after = old.to_crs(metric), new.to_crs(metric)
    return Crosswalk(
        table=crosswalk(before, after, grid=grid),
        check=conservation(after, grid=grid) if grid else None,
    )


def carry_values(values: Table, *, id_column: str, counts: list[str], rates: list[str], table: DataFrame) -> DataFrame:
    """Return the counts, and rates written ``name=numerator/denominator``, of the new units.

    Raises
    ------
    InputRefused
        If the table names units that no old boundary has, or a rate is not written so.
    """
    ids = _as_in_the_table(values.ids(id_column), set(table["old"]))
    strangers = sorted(set(ids) - set(table["old"]))
    if strangers:
        raise InputRefused("crosswalk_unknown_unit", file=values.name, column=id_column, value=", ".join(strangers[:5]))

    def column(name: str) -> Series:
        return Series(values.figures(name), index=ids, name=name)

    found = {name: carry_counts(column(name), table=table) for name in counts}
    for rate in rates:
        name, _, parts = rate.partition("=")
        over, _, under = parts.partition("/")
        if not (name and over and under):
            raise InputRefused("crosswalk_rate_form", value=rate, expected="name=numerator/denominator")
        found[name] = carry_rate(column(over), column(under), table=table)
    return DataFrame(found).rename_axis("id").reset_index()


def _as_in_the_table(ids: Sequence[str], known: set[str]) -> list[str]:
    """Return ids with codes of territories written as the boundaries have them (zeros and ``LV`` put back)."""
    if known.issuperset(ids):
        return list(ids)
    codes = {code.code: key for key in known if (code := read_code(key))}
    return [key if key in known or not (code := read_code(key)) else codes.get(code.code, key) for key in ids]


def to_csv(frame: DataFrame) -> bytes:
    """Return a frame as CSV in UTF-8, no data as an empty cell."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow(["" if cell != cell else cell for cell in row])  # noqa: PLR0124 - NaN is not itself
    return target.getvalue().encode()
