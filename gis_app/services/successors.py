"""What became of units of earlier boundaries: the units in force on a day that hold their ground."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from geopandas import GeoSeries

from gis_app.analysis.crosswalk import crosswalk
from gis_app.domain.atvk import NEW, OLD, REFORM, SCHEME, read_code
from gis_app.services.wiring import Context
from gis_app.store.territories import RegisterEntry, entries, shapes

_UNITS = ("parish", "town", "state_city", "union")
_WHOLES = ("municipality", "state_city")
LEAST = 0.005
"""Smallest share of an old unit's area that makes a successor."""


def successors(
    context: Context, ids: Iterable[str], *, date: datetime.date, project: str = ""
) -> dict[str, list[tuple[RegisterEntry, float]]]:
    """Return the units in force on a day in which each old unit lies, with the share of its area, largest first.

    A municipality is followed by municipalities, any other unit by units; areas that nobody took are left out.
    """
    with context.database.reading() as session:
        rows = {row.id: row for row in entries(session, project)}
        old = [rows[key] for key in dict.fromkeys(ids) if key in rows]
        found: dict[str, list[tuple[RegisterEntry, float]]] = {}
        for levels in (_UNITS, _WHOLES):
            before = [row for row in old if row.id not in found and row.level in levels]
            after = [row for row in rows.values() if row.level in levels and _is_in_force(row, date)]
            if before and after:
                before_shapes = shapes(session, [row.id for row in before])
                after_shapes = shapes(session, [row.id for row in after])
                found |= _pieces(before_shapes, after_shapes, rows, context.settings.work_epsg)
    return found


def _pieces(
    before: Mapping[str, object], after: Mapping[str, object], rows: Mapping[str, RegisterEntry], epsg: int
) -> dict[str, list[tuple[RegisterEntry, float]]]:
    found: dict[str, list[tuple[RegisterEntry, float]]] = {key: [] for key in before}
    if not before or not after:
        return found
    table = crosswalk(GeoSeries(dict(before), crs=epsg), GeoSeries(dict(after), crs=epsg))
    parts: Sequence[tuple[str, str, float]] = list(zip(table["old"], table["new"], table["area_share"], strict=True))
    for old, new, share in sorted(parts, key=lambda part: (part[0], -part[2], part[1])):
        if share >= LEAST:
            found[old].append((rows[new], float(share)))
    return found


def _is_in_force(row: RegisterEntry, day: datetime.date) -> bool:
    if (row.valid_from and row.valid_from > day) or (row.valid_to and row.valid_to < day):
        return False
    code = read_code(row.code) if row.scheme == SCHEME else None
    return code is None or (NEW if day >= REFORM else OLD) in code.schemes
