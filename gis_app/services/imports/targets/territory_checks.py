"""What is doubtful in a file of boundaries: by itself, and beside the boundaries that are there already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from geopandas import GeoSeries

from gis_app.analysis.coverage import gaps, overlaps, unlike_their_parts, whole_of
from gis_app.domain.atvk import NEW, OLD, REFORM, SCHEME, read_code, scheme_of
from gis_app.domain.geography import territory_id
from gis_app.domain.imports import Problem
from gis_app.domain.latvia import within_latvia
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.targets.territory_units import Reading, codes_of
from gis_app.services.matching import Matched, match_units
from gis_app.services.wiring import Context
from gis_app.store import territories as store

_LISTED = 50
"""Pairs and holes listed at most; the sum is told in any case."""
_UNIT_LEVELS = ("parish", "town", "state_city", "municipality", "union")
_WHOLES = ("municipality", "state_city")


@dataclass(frozen=True, slots=True)
class Versions:
    """How the boundaries of a file stand to those in the register.

    Attributes
    ----------
    foreign
        Ids that belong to another project.
    replaced
        Ids that are there already: this import corrects them.
    closes, closes_on
        Older territories of the same ground that end with this version, and their last day.
    ends_on
        The last day of this version, when a newer one is there.
    """

    foreign: Mapping[str, str]
    replaced: tuple[str, ...]
    closes: tuple[str, ...]
    closes_on: date | None
    ends_on: date | None


def of_the_file(draft: Draft, reading: Reading, areas: GeoSeries) -> Iterator[Problem]:
    """Yield what is doubtful in the file by itself; ``areas`` by row, in metres."""
    yield from reading.problems
    yield from _codes(draft, reading)
    yield from _levels(reading)
    yield from _names(reading)
    yield from _outside(reading, areas)
    yield from _overlaps(reading, areas)
    for gap in gaps(areas)[:_LISTED]:
        names = _names_of(reading, gap.beside)
        yield Problem("territory_gap", params={"value": names, "area": round(gap.area / 1e6, 3)})


def of_the_register(reading: Reading, versions: Versions, project: str) -> Iterator[Problem]:
    """Yield what the boundaries that are there already say against the file, or what happens to them."""
    if versions.foreign:
        first, owner = next(iter(versions.foreign.items()))
        params = {"value": first, "project": owner, "count": len(versions.foreign), "own": project}
        yield Problem("territory_of_other_project", severity="refused", params=params)
    if reading.valid_from is None:
        yield Problem("territory_date_unknown")
    if versions.closes and versions.closes_on:
        params = {"count": len(versions.closes), "day": versions.closes_on.isoformat()}
        yield Problem("territory_version_closes", params=params)
    if versions.ends_on and reading.valid_to is None:
        yield Problem("territory_version_ends", params={"day": versions.ends_on.isoformat()})


def versions_of(session: Any, reading: Reading, areas: GeoSeries, *, project: str) -> Versions:
    """Return how the file stands to the register; ``areas`` by row, in the work CRS."""
    since = reading.valid_from
    ids = {territory_id(unit.scheme, unit.code, since): project for unit in reading.every}
    known = [row for row in store.entries(session, project) if row.scheme == reading.scheme]
    levels = {unit.level for unit in reading.every}
    here = [row for row in known if row.level in levels and row.id not in ids]
    older = [row for row in here if since and _before(row, since) and (row.valid_to is None or row.valid_to >= since)]
    newer = [row for row in here if since and row.valid_from and row.valid_from > since]
    closes = _on_the_same_ground(session, [row.id for row in older], areas)
    follow = set(_on_the_same_ground(session, [row.id for row in newer], areas))
    starts = [row.valid_from for row in newer if row.id in follow and row.valid_from]
    return Versions(
        foreign=store.owners(session, ids),
        replaced=tuple(sorted(ids.keys() & {row.id for row in known})),
        closes=tuple(closes),
        closes_on=_last_day([row.code for row in older], since) if since and closes else None,
        ends_on=min(starts) - timedelta(days=1) if starts else None,
    )


def against_units(session: Any, reading: Reading, areas: GeoSeries, *, project: str) -> Iterator[Problem]:
    """Yield the municipalities of the file that differ from the units of the register that lie in them."""
    wholes = {unit.row: unit for unit in reading.units if unit.level in _WHOLES and unit.row is not None}
    if not wholes or any(unit.level not in _WHOLES for unit in reading.units):
        return
    day = reading.valid_from or date.max
    parts = [
        row
        for row in store.entries(session, project)
        if row.level in _UNIT_LEVELS and row.parent and (row.valid_from or date.min) <= day
    ]
    newest = max((row.valid_from or date.min for row in parts), default=None)
    shapes = store.shapes(session, [row.id for row in parts if (row.valid_from or date.min) == newest])
    if not shapes:
        return
    table = unlike_their_parts(areas[list(wholes)], parts=GeoSeries(shapes, crs=areas.crs))
    for row, count, difference in zip(table["whole"], table["parts"], table["difference"], strict=True):
        params = {"value": wholes[row].name, "area": round(float(difference) / 1e6, 2), "count": int(count)}
        yield Problem("territory_unlike_units", int(row), params=params)


def parents_of(context: Context, reading: Reading, *, project: str) -> dict[str, str]:
    """Return the ids in the register of parents that the file names but does not hold, by code or name."""
    own = {unit.code for unit in reading.every}
    named = {unit.parent or unit.parent_name for unit in reading.units if unit.parent not in own}
    keys = sorted(named - {""})
    found = match_units(context, keys, date=reading.valid_from, project=project) if keys else Matched()
    return {keys[place]: id_ for place, id_ in found.matched.items()}


def orphans(reading: Reading, parents: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problem that parents are named and not known."""
    own = {unit.code for unit in reading.every}
    named = {unit.parent or unit.parent_name for unit in reading.units if unit.parent not in own}
    missing = sorted(named - {""} - parents.keys())
    if missing:
        yield Problem("territory_parent_unknown", params={"count": len(missing), "value": ", ".join(missing[:5])})


def repeated_names(reading: Reading) -> dict[str, list[str]]:
    """Return the names that several units of one level share, each with the parents that tell them apart."""
    of_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for unit in reading.units:
        of_name[unit.level, unit.name].append(unit.parent_name or unit.code)
    return {name: parents for (_, name), parents in sorted(of_name.items()) if len(parents) > 1}


def _codes(draft: Draft, reading: Reading) -> Iterator[Problem]:
    if reading.scheme != SCHEME:
        return
    codes, column = codes_of(draft), draft.choices.columns.get("code", "")
    mended = [(cell, code.code) for _, cell, code in codes if code.mended]
    if mended:
        params = {"count": len(mended), "value": mended[0][0], "other": mended[0][1]}
        yield Problem("territory_codes_mended", column=column, severity="mended", params=params)
    if codes and not scheme_of(code for _, _, code in codes):
        kinds = Counter(code.schemes[0] for _, _, code in codes if len(code.schemes) == 1)
        if len(kinds) > 1:
            params = {"old": kinds[OLD], "new": kinds[NEW]}
            yield Problem("territory_schemes_mixed", column=column, params=params)
    day = reading.valid_from
    wrong = [code.code for _, _, code in codes if day and not code.possible_on(day)]
    if wrong and day:
        params = {"count": len(wrong), "value": wrong[0], "day": day.isoformat()}
        if day >= REFORM:
            yield Problem("territory_codes_older", column=column, params=params)
        else:
            yield Problem("territory_codes_newer", column=column, params=params)


def _levels(reading: Reading) -> Iterator[Problem]:
    inside = [
        unit.name
        for unit in reading.units
        if unit.level == "town" and (code := read_code(unit.code)) and code.is_city_in_municipality
    ]
    if inside:
        yield Problem("territory_city_called_town", params={"count": len(inside), "value": ", ".join(inside)})


def _names(reading: Reading) -> Iterator[Problem]:
    for name, parents in repeated_names(reading).items():
        yield Problem(
            "territory_name_repeated", params={"value": name, "count": len(parents), "parents": "; ".join(parents)}
        )


def _outside(reading: Reading, areas: GeoSeries) -> Iterator[Problem]:
    """Yield the units of which a point inside lies outside the country; codes of ATVK say that it is Latvia."""
    if reading.scheme == "own" or areas.empty:
        return
    points = areas.representative_point().to_crs(4326)
    inside = within_latvia(points.x.to_numpy(), points.y.to_numpy())
    names = {unit.row: unit.name for unit in reading.units}
    for row in areas.index[~inside][:_LISTED]:
        yield Problem("territory_outside", int(row), params={"value": names[row]})


def _overlaps(reading: Reading, areas: GeoSeries) -> Iterator[Problem]:
    names = {unit.row: unit.name for unit in reading.units}
    levels = {unit.row: unit.level for unit in reading.units}
    table = overlaps(areas)
    pairs = [pair for pair in table.itertuples(index=False, name=None) if levels[pair[0]] == levels[pair[1]]]
    for one, other, area in pairs[:_LISTED]:
        params = {"value": names[one], "other": names[other], "area": round(area / 1e6, 4)}
        yield Problem("territory_overlap", int(one), params=params)


def _names_of(reading: Reading, rows: Sequence[Any]) -> str:
    names = {unit.row: unit.name for unit in reading.units}
    return ", ".join(names[row] for row in rows[:6])


def _last_day(codes: Sequence[str], since: date) -> date:
    """Return the day before a version; codes of before the reform ended with it, whenever the next file begins."""
    ended = since > REFORM and scheme_of(filter(None, map(read_code, codes))) == OLD
    return (REFORM if ended else since) - timedelta(days=1)


def _before(row: store.RegisterEntry, day: date) -> bool:
    return row.valid_from is None or row.valid_from < day


def _on_the_same_ground(session: Any, ids: Sequence[str], areas: GeoSeries) -> list[str]:
    """Return the territories of which a point inside lies in the areas."""
    found = store.shapes(session, ids)
    if not found:
        return []
    inside = whole_of(GeoSeries(found, crs=areas.crs), wholes=areas)
    return [str(label) for label in inside.dropna().index]
