"""What pages show of a draft: kept beside the file when it was understood, so that no page reads the file again."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pandas import isna
from pandas.api.types import is_scalar

from gis_app.domain.crs import WGS84, project_all
from gis_app.domain.errors import NotFound
from gis_app.domain.imports import SEVERITIES, Choices, Problem, Understanding
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.plain import (
    choices_from_plain,
    choices_to_plain,
    problem_from_plain,
    problem_to_plain,
    understanding_from_plain,
    understanding_to_plain,
)

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ROWS = 8
PER_CODE = 100
"""So many problems of one code are shown on the page; the download holds all of them."""
MOST_POINTS = 4000
MOST_SHAPES = 1500
ACROSS_PX = 1500
"""A preview is as fine as a screen this wide can show."""
_LONGEST_CELL = 80

_SEEN, _PROBLEMS, _PREVIEW = "seen.json", "problems.jsonl", "preview.json"


@dataclass(frozen=True, slots=True)
class Group:
    """Problems of one code and severity: how many there are, and the first of them."""

    code: str
    severity: str
    count: int
    first: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a draft.

    Attributes
    ----------
    choices
        The person's, with every guess filled in.
    groups
        Problems, the gravest first.
    names, rows
        Columns of the first rows that can be stored, and their cells as text.
    usable
        How many rows can be stored.
    """

    sha256: str
    choices: Choices
    understanding: Understanding
    groups: tuple[Group, ...]
    facts: Mapping[str, Any]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    usable: int
    refused: int

    def count(self, severity: str) -> int:
        """Return how many problems of a severity there are."""
        return sum(group.count for group in self.groups if group.severity == severity)

    def about(self, column: str) -> tuple[str, ...]:
        """Return examples of a column, as they stand in the file."""
        return next((one.examples for one in self.understanding.columns if one.name == column), ())


def keep_seen(draft: OpenDraft, found: Draft) -> None:
    """Write what pages show of the draft."""
    with (draft.folder / _PROBLEMS).open("w", encoding="utf-8") as file:
        for problem in found.problems:
            file.write(json.dumps(problem_to_plain(problem), ensure_ascii=False) + "\n")
    (draft.folder / _PREVIEW).write_text(json.dumps(_preview(found)), encoding="utf-8")
    names, rows = _first_rows(found.frame)
    document = {
        "sha256": found.sha256,
        "choices": choices_to_plain(found.choices),
        "understanding": understanding_to_plain(found.understanding),
        "groups": [
            {"code": code, "severity": severity, "count": count, "first": first}
            for code, severity, count, first in _grouped(found)
        ],
        "facts": dict(found.facts),
        "names": names,
        "rows": rows,
        "usable": _usable(found),
        "refused": found.refused,
    }
    (draft.folder / _SEEN).write_text(json.dumps(document, ensure_ascii=False, default=str), encoding="utf-8")


def seen_of(draft: OpenDraft) -> Seen | None:
    """Return what is known of a draft, None as long as it was not understood."""
    file = draft.folder / _SEEN
    if not file.is_file():
        return None
    values = json.loads(file.read_text(encoding="utf-8"))
    values["choices"] = choices_from_plain(values["choices"])
    values["understanding"] = understanding_from_plain(values["understanding"])
    values["groups"] = tuple(
        Group(**{**group, "first": tuple(map(problem_from_plain, group["first"]))}) for group in values["groups"]
    )
    values["names"], values["rows"] = tuple(values["names"]), tuple(map(tuple, values["rows"]))
    return Seen(**values)


def forget_seen(draft: OpenDraft) -> None:
    """Remove what was known: the file is about to be understood anew."""
    for name in (_SEEN, _PROBLEMS, _PREVIEW):
        (draft.folder / name).unlink(missing_ok=True)


def problems_of(draft: OpenDraft) -> Iterator[Problem]:
    """Yield every problem of the draft."""
    file = draft.folder / _PROBLEMS
    if file.is_file():
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield problem_from_plain(json.loads(line))


def preview_of(draft: OpenDraft) -> str:
    """Return the places of the draft as GeoJSON text: a sample, simplified.

    Raises
    ------
    NotFound
        If the draft was not understood.
    """
    file = draft.folder / _PREVIEW
    if not file.is_file():
        raise NotFound("draft_not_found")
    return file.read_text(encoding="utf-8")


def _usable(found: Draft) -> int:
    if found.frame is None:
        return found.understanding.features - found.refused
    refused = {problem.row for problem in found.problems if problem.severity == "refused"}
    return int((~found.frame.index.isin(refused)).sum())


def _grouped(found: Draft) -> list[tuple[str, str, int, list[dict[str, Any]]]]:
    counts = Counter((problem.code, problem.severity) for problem in found.problems)
    first: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for problem in found.problems:
        kept = first[problem.code, problem.severity]
        if len(kept) < PER_CODE:
            kept.append(problem_to_plain(problem))
    order = sorted(counts, key=lambda key: (SEVERITIES.index(key[1]), -counts[key], key[0]))
    return [(code, severity, counts[code, severity], first[code, severity]) for code, severity in order]


def _first_rows(frame: GeoDataFrame | None) -> tuple[list[str], list[list[str]]]:
    if frame is None:
        return [], []
    names = [name for name in frame.columns if name != frame.geometry.name]
    rows = [[_cell(value) for value in row] for row in frame[names].head(ROWS).itertuples(index=False)]
    return [str(name) for name in names], rows


def _cell(value: Any) -> str:
    if is_scalar(value) and isna(value):
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1]}…"


def _preview(found: Draft) -> dict[str, Any]:
    shapes, rows = _places(found)
    everything = len(shapes)
    points = everything and int(shapely.get_type_id(shapes[0])) in {0, 4}
    step = max(1, -(-everything // (MOST_POINTS if points else MOST_SHAPES)))
    chosen, rows = _simple(shapes[::step]), rows[::step]
    features = [
        {"type": "Feature", "id": row, "properties": {"row": row}, "geometry": json.loads(text)}
        for row, text in zip(rows, shapely.to_geojson(chosen), strict=True)
        if text
    ]
    return {"type": "FeatureCollection", "features": features, "everything": everything}


def _places(found: Draft) -> tuple[NDArray[Any], list[int]]:
    """Return shapes in EPSG:4326 and their row numbers; a raster and OpenStreetMap data are their box."""
    bounds = found.understanding.bounds
    if found.frame is None:
        box = [] if bounds is None else [shapely.box(*bounds.to(WGS84).box)]
        return np.array(box, dtype=object), list(range(1, len(box) + 1))
    epsg = found.frame.crs.to_epsg() if found.frame.crs is not None else found.choices.epsg
    if epsg is None:
        return np.array([], dtype=object), []
    shapes = project_all(np.asarray(found.frame.geometry.array, dtype=object), source=epsg, target=WGS84)
    there = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    return shapes[there], [int(row) for row in found.frame.index[there]]


def _simple(shapes: NDArray[Any]) -> NDArray[Any]:
    if not len(shapes):
        return shapes
    west, south, east, north = shapely.total_bounds(shapes)
    simple = shapely.simplify(shapes, max(east - west, north - south) / ACROSS_PX)
    kept = np.where(shapely.is_empty(simple), shapes, simple)
    return np.asarray(shapely.set_precision(kept, 1e-6, mode="pointwise"), dtype=object)
