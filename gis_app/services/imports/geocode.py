"""Addresses of a table become places: matched, ambiguous (asked, never guessed) or not found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from gis_app.analysis.arrivals.placing import Placed
from gis_app.analysis.arrivals.problems import each
from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.imports import Problem
from gis_app.services.projects import project_or_first
from gis_app.services.search import Hit, geocode
from gis_app.services.wiring import Context

_CERTAIN = 1.0
_SAME_HOUSE = 30.0
"""Metres: two address points of one title that lie nearer are one place."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Geocoded:
    """Places of addresses in EPSG:4326, what was not certain, and how many of each kind."""

    placed: Placed
    problems: tuple[Problem, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: str
    point: shapely.Point | None = None
    candidates: tuple[str, ...] = ()


def geocoded(context: Context, addresses: pd.Series, *, project: str) -> Geocoded:
    """Return the places of addresses, by the address layers of the project.

    Only what fits exactly is taken. Where several addresses fit equally well, all are listed and none is taken.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    code = project_or_first(context, project or None).code
    texts = addresses.fillna("").astype(str).str.strip()
    codes, unique = pd.factorize(texts)
    answers = [_answer(context, text, project=code) for text in unique]
    outcomes = np.array([answer.outcome for answer in answers], dtype=object)[codes]
    shapes = np.array([answer.point for answer in answers], dtype=object)[codes]
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    placed = Placed(shapes, WGS84, "by_address", swapped=False, some_swapped=False, lon=lon, lat=lat, problems=())
    problems = _problems(texts, outcomes, [answers[one] for one in codes])
    counts = {outcome: int((outcomes == outcome).sum()) for outcome in ("matched", "ambiguous", "unmatched", "empty")}
    return Geocoded(placed, tuple(problems), counts)


def _answer(context: Context, text: str, *, project: str) -> _Answer:
    if not text:
        return _Answer("empty")
    hits = geocode(context, text, project=project)
    exact = [hit for hit in hits if hit.precision == "exact" and hit.score == _CERTAIN]
    points = [to_crs(hit.geometry, source=hit.epsg, target=WGS84) for hit in exact if hit.geometry is not None]
    if points and _one_place(exact):
        return _Answer("matched", points[0])
    if exact:
        return _Answer("ambiguous", candidates=_titles(exact))
    return _Answer("unmatched", candidates=_titles(hits))


def _one_place(hits: list[Hit]) -> bool:
    first = hits[0].geometry
    return all(
        hit.geometry is not None and first is not None and hit.geometry.distance(first) <= _SAME_HOUSE for hit in hits
    )


def _titles(hits: list[Hit]) -> tuple[str, ...]:
    return tuple(f"{hit.title} ({hit.detail})" if hit.detail else hit.title for hit in hits[:_SHOWN])


def _problems(texts: pd.Series, outcomes: np.ndarray, answers: list[_Answer]) -> list[Problem]:
    problems: list[Problem] = []
    for outcome, code in (("ambiguous", "address_ambiguous"), ("unmatched", "address_not_found")):
        where = np.flatnonzero(outcomes == outcome)
        problems += each(
            code,
            texts.index[where],
            column=str(texts.name),
            values=texts.iloc[where].tolist(),
            expected=["; ".join(answers[place].candidates) or "–" for place in where],
        )
    return problems
