"""Addresses of a table become places: matched, ambiguous (asked, never guessed) or not found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from gis_app.analysis.arrivals.addresses import AddressIndex, Match
from gis_app.analysis.arrivals.placing import Placed
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Project
from gis_app.domain.imports import Problem
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.services.layers import layers_of
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.store.territories import territories

OUTCOMES = ("matched", "ambiguous", "unmatched", "empty")
_RANK = ("matched", "ambiguous", "elsewhere", "unmatched", "empty")
_REPORT_EACH = 500


@dataclass(frozen=True, slots=True)
class Geocoded:
    """Places of addresses in EPSG:4326, what was not certain, and how many of each kind."""

    placed: Placed
    problems: tuple[Problem, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Answer:
    match: Match
    point: shapely.Point | None = None


def geocoded(
    context: Context,
    addresses: pd.Series,
    *,
    project: str,
    progress: Callable[[float], None] = lambda _done: None,
) -> Geocoded:
    """Return the places of addresses, by the address layers of the project.

    Only what fits exactly is taken. Where several addresses fit equally well, all are listed and none is taken.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    indexes = _indexes(context, project_or_first(context, project or None))
    texts = addresses.fillna("").astype(str).str.strip()
    codes, unique = pd.factorize(texts)
    answers = []
    for number, text in enumerate(unique):
        answers.append(_answer(indexes, text))
        if number % _REPORT_EACH == 0:
            progress(number / len(unique))
    outcomes = np.array([answer.match.outcome for answer in answers], dtype=object)[codes]
    shapes = np.array([answer.point for answer in answers], dtype=object)[codes]
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    placed = Placed(shapes, WGS84, "by_format", swapped=False, some_swapped=False, lon=lon, lat=lat, problems=())
    problems = _problems(texts, outcomes, [answers[one].match for one in codes])
    if not indexes:
        problems = [Problem("no_addresses_here", column=str(addresses.name), severity="refused"), *problems]
    sums = {outcome: int((outcomes == outcome).sum()) for outcome in _RANK}
    sums["ambiguous"] += sums.pop("elsewhere")
    return Geocoded(placed, tuple(problems), sums)


def _indexes(context: Context, project: Project) -> list[AddressIndex]:
    layers = layers_of(context, project=project.code, role=Role.PLANNER)
    return [_index(context, layer, project) for layer in layers if layer.role == "addresses" and not layer.table]


def _index(context: Context, layer: Layer, project: Project) -> AddressIndex:
    def make() -> AddressIndex:
        frame = context.catalogue.frame(layer.id)
        frame = frame.to_crs(epsg=context.settings.work_epsg) if frame.crs.is_geographic else frame
        about = " ".join((layer.id, *layer.title.values(), *project.title.values()))
        points = frame.geometry.to_numpy()
        return AddressIndex(frame, about=about, around=_around(context, project.code, points, frame.crs.to_epsg()))

    stamp = (context.catalogue.stamp(layer.id), context.database.state())
    index: AddressIndex = context.memory.frames.get(("address-index", layer.id), stamp=stamp, make=make)
    return index


def _around(context: Context, project: str, points: NDArray[np.object_], epsg: int) -> Callable[[int], str]:
    """Return what names the territories of a project around an address point."""
    with context.database.reading() as session:
        areas = territories(session, project)
    tree = STRtree([area.geometry for area in areas])

    @lru_cache(maxsize=4096)
    def names(row: int) -> str:
        if not areas:
            return ""
        here = to_crs(points[row], source=epsg, target=areas[0].epsg)
        found = [areas[place] for place in tree.query(here, predicate="within")]
        return ", ".join(dict.fromkeys(area.name for area in sorted(found, key=lambda area: area.geometry.area)))

    return names


def _answer(indexes: Sequence[AddressIndex], text: str) -> _Answer:
    """Return the best answer of all address layers; two that know the address at different places make it ambiguous."""
    found = [(index, index.match(text)) for index in indexes]
    if not found:
        return _Answer(Match("unmatched" if text else "empty"))
    _index, match = min(found, key=lambda one: _RANK.index(one[1].outcome))
    if match.outcome != "matched":
        return _Answer(match)
    points = [
        to_crs(known.points[one.row], source=known.epsg, target=WGS84)
        for known, one in found
        if one.outcome == "matched"
    ]
    if any(points[0].distance(point) > _SAME_PLACE for point in points[1:]):
        titles = tuple(dict.fromkeys(title for _one, one in found for title in one.candidates))
        return _Answer(replace(match, outcome="ambiguous", row=-1, candidates=titles))
    return _Answer(match, points[0])


_SAME_PLACE = 0.0005
"""Degrees, about 30 to 55 metres: the same address in two layers."""


def _problems(texts: pd.Series, outcomes: NDArray[np.object_], matches: Sequence[Match]) -> list[Problem]:
    problems: list[Problem] = []
    for outcome, code in _CODES.items():
        where = np.flatnonzero(outcomes == outcome).tolist()
        problems += each(
            code,
            texts.index[where],
            column=str(texts.name),
            values=texts.iloc[where].tolist(),
            expected=["; ".join(matches[place].candidates) or "–" for place in where],
        )
    return problems


_CODES = {
    "ambiguous": "address_ambiguous",
    "elsewhere": "address_elsewhere",
    "unmatched": "address_not_found",
}
