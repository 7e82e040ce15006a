"""JSON-stat 2 (and the bundles before it): a cube of figures as statistics offices' interfaces answer it.

The format: https://json-stat.org/full/ – ``value`` a list or an object of places, ``status`` a text, a list or an
object, ``category.index`` a list, an object or nothing, roles of dimensions, units of a metric.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from pandas import DataFrame

from gis_app.catalog.statistics.cells import SIGNS, Read, read_cell
from gis_app.catalog.statistics.frame import COLUMNS, Measure, Statistics
from gis_app.catalog.statistics.legend import legend_of
from gis_app.catalog.statistics.naming import full_label, plain_title, unit_of
from gis_app.catalog.statistics.places import looks_like_place, read_day, read_place
from gis_app.catalog.statistics.roles import PLACE_HEADS
from gis_app.domain.errors import InputRefused
from gis_app.domain.periods import moment_of, read_period
from gis_app.domain.statistics import NO_DATA, PROVISIONAL, PUBLISHED, SUPPRESSED
from gis_app.text.fold import fold

MAX_CELLS = 2_000_000
_TOTALS = {"total", "pavisam", "kopa", "both sexes", "all", "t", "in total", "tot"}
_SILENT = {"freq", "frequency", "unit", "units", "mervieniba"}
_TIME_WORDS = ("time", "laik", "gad", "year", "period", "ar", "aar", "tid", "vuosi", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of a cube: its categories in order, with label, unit and parent."""

    id: str
    label: str
    categories: tuple[str, ...]
    labels: Mapping[str, str]
    units: Mapping[str, str]
    parents: Mapping[str, str]


def is_jsonstat(content: bytes) -> bool:
    """Whether the bytes are a JSON-stat answer: a dataset, a collection with datasets inside, or an old bundle."""
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError):
        return False
    return isinstance(document, dict) and bool(_datasets(document))


def read_jsonstat(content: bytes, *, name: str, part: str = "") -> Statistics:
    """Return the figures of a dataset; of several in one file the one named by ``part``, else the first.

    Raises
    ------
    InputRefused
        If there is no dataset inside, its sizes do not fit its values, or no dimension is of territories.
    """
    datasets = _datasets(json.loads(content.decode("utf-8-sig")))
    if not datasets:
        raise InputRefused("jsonstat_no_dataset", file=name)
    dataset = datasets.get(part) or next(iter(datasets.values()))
    dimensions = _dimensions(dataset, name)
    size = prod(len(dimension.categories) for dimension in dimensions)
    if size > MAX_CELLS:
        raise InputRefused("statistics_too_large", file=name, expected=MAX_CELLS)
    if isinstance(dataset["value"], list) and len(dataset["value"]) != size:
        raise InputRefused("jsonstat_sizes", file=name, value=len(dataset["value"]), expected=size)
    place, time, rest = _sort(dataset, dimensions, name)
    notes = _notes(dataset)
    legend = legend_of(notes) | _legend(dataset)
    frame = _frame(dataset, dimensions, place=place, time=time, rest=rest, legend=legend)
    title = plain_title(
        str(dataset.get("label") or ""), stub=[word for one in dimensions for word in (one.label, one.id)]
    )
    frame, measures = _named(frame, title, rest)
    return Statistics(
        frame=frame,
        layout="jsonstat",
        title=title,
        measures=measures,
        notes=notes,
        source=str(dataset.get("source") or ""),
        updated=read_day(str(dataset.get("updated") or "")),
        moment=moment_of(" ".join((title, *notes))),
        legend=legend,
    )


def _datasets(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    if "value" in document and "dimension" in document:
        return {str(document.get("label") or "dataset"): dict(document)}
    link = document.get("link")
    items = link.get("item", []) if isinstance(link, dict) else []
    inside = [item for item in items if isinstance(item, dict) and "value" in item and "dimension" in item]
    if inside:
        return {str(item.get("label") or f"dataset {place}"): item for place, item in enumerate(inside, start=1)}
    return {
        key: item
        for key, item in document.items()
        if isinstance(item, dict) and "value" in item and "dimension" in item
    }


def _dimensions(dataset: Mapping[str, Any], name: str) -> list[Dimension]:
    described = dataset["dimension"]
    ids = dataset.get("id") or described.get("id") or []
    sizes = dataset.get("size") or described.get("size") or []
    found = [_dimension(str(key), described.get(key) or {}) for key in ids]
    wrong = [one.id for one, size in zip(found, sizes, strict=False) if len(one.categories) != size]
    if not found or wrong or len(ids) != len(sizes):
        raise InputRefused("jsonstat_sizes", file=name, value=", ".join(wrong) or len(ids), expected=str(sizes))
    return found


def _dimension(key: str, described: Mapping[str, Any]) -> Dimension:
    category = described.get("category") or {}
    labels = {str(code): str(label) for code, label in (category.get("label") or {}).items()}
    index = category.get("index")
    if isinstance(index, dict):
        order = tuple(sorted(map(str, index), key=lambda code: index[code]))
    else:
        order = tuple(map(str, index)) if index else tuple(labels)
    units = {str(code): _unit(unit) for code, unit in (category.get("unit") or {}).items()}
    children = category.get("child") or {}
    parents = {str(child): str(parent) for parent, inside in children.items() for child in inside}
    return Dimension(key, str(described.get("label") or key), order, labels, units, parents)


def _unit(unit: Any) -> str:
    if not isinstance(unit, dict):
        return str(unit)
    return str(unit.get("symbol") or unit.get("label") or unit.get("base") or unit.get("type") or "")


def _sort(
    dataset: Mapping[str, Any], dimensions: Sequence[Dimension], name: str
) -> tuple[Dimension, Dimension | None, list[Dimension]]:
    """Return the dimension of territories, the one of time if any, and the others."""
    roles = dataset.get("role") or dataset["dimension"].get("role") or {}
    time = _by_role(dimensions, roles.get("time")) or next(filter(_is_time, dimensions), None)
    open_ones = [one for one in dimensions if one is not time and one.id not in (roles.get("metric") or ())]
    place = _by_role(open_ones, roles.get("geo")) or max(open_ones, key=_placeness, default=None)
    if place is None or (_placeness(place) == 0 and place.id not in (roles.get("geo") or ())):
        raise InputRefused("statistics_no_territory", expected=", ".join(one.label for one in dimensions), file=name)
    return place, time, [one for one in dimensions if one is not place and one is not time]


def _by_role(dimensions: Sequence[Dimension], ids: Sequence[str] | None) -> Dimension | None:
    """Return the dimension of a role; of several the one with most categories."""
    fitting = [one for one in dimensions if one.id in (ids or ())]
    return max(fitting, key=lambda one: len(one.categories), default=None)


def _is_time(dimension: Dimension) -> bool:
    texts = [dimension.labels.get(code, code) for code in dimension.categories]
    head = fold(f"{dimension.id} {dimension.label}").split()
    named = any(word.startswith(stem) for word in head for stem in _TIME_WORDS)
    return all(
        read_period(text) or read_period(code) for text, code in zip(texts, dimension.categories, strict=True)
    ) and (named or len(texts) > 1)


def _placeness(dimension: Dimension) -> float:
    head = any(re.fullmatch(PLACE_HEADS, word) for word in fold(f"{dimension.id} {dimension.label}").split())
    texts = [dimension.labels.get(code, code) for code in dimension.categories]
    share = sum(map(looks_like_place, texts)) / max(len(texts), 1)
    return (1.0 if head else 0.0) + (share if share > 0.3 else 0.0)


def _notes(dataset: Mapping[str, Any]) -> tuple[str, ...]:
    note = dataset.get("note") or ()
    return tuple(map(str, note)) if isinstance(note, list | tuple) else (str(note),)


def _legend(dataset: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return what an office says of its status codes beside the data (Eurostat: ``extension.status.label``)."""
    extension = dataset.get("extension") or {}
    status = extension.get("status") if isinstance(extension, dict) else None
    labels = (status.get("label") if isinstance(status, dict) else None) or {}
    return legend_of(f"{code} = {label}" for code, label in labels.items())


def _frame(
    dataset: Mapping[str, Any],
    dimensions: Sequence[Dimension],
    *,
    place: Dimension,
    time: Dimension | None,
    rest: Sequence[Dimension],
    legend: Mapping[str, tuple[str, str]],
) -> DataFrame:
    shape = [len(one.categories) for one in dimensions]
    codes = dict(zip((one.id for one in dimensions), np.indices(shape).reshape(len(shape), -1), strict=True))
    reads = _reads(dataset, prod(shape), legend)
    places = [_place(place, code) for code in place.categories]
    periods = (
        [read_period(time.labels.get(code, code)) or read_period(code) for code in time.categories] if time else []
    )
    labels = _labels(rest)
    records = []
    for cell, read in enumerate(reads):
        at = int(codes[place.id][cell])
        period = periods[int(codes[time.id][cell])] if time else None
        told = ", ".join(filter(None, (labels[one.id][int(codes[one.id][cell])] for one in rest)))
        status = PROVISIONAL if period and period.provisional and read.value is not None else read.status
        records.append(
            {
                **places[at],
                "row": at + 1,
                "period": period.period if period else "",
                "indicator": told,
                "value": read.value,
                "numerator": None,
                "denominator": None,
                "status": status,
                "sign": read.sign,
                "meaning": read.meaning,
            }
        )
    return DataFrame(records, columns=list(COLUMNS))


def _place(dimension: Dimension, code: str) -> dict[str, Any]:
    label = read_place(dimension.labels.get(code, code))
    parent = dimension.parents.get(code, "")
    return {
        "code": label.code or ("" if dimension.labels.get(code, code) == code and label.name else code),
        "name": label.name,
        "parent": read_place(dimension.labels.get(parent, parent)).name,
        "valid_from": label.valid_from,
        "valid_to": label.valid_to,
    }


def _labels(rest: Sequence[Dimension]) -> dict[str, list[str]]:
    """Return the words of each category; a division that holds only its total says nothing."""
    found = {}
    for one in rest:
        words = [one.labels.get(code, code) for code in one.categories]
        silent = len(words) == 1 and (fold(words[0]) in _TOTALS or fold(one.id) in _SILENT)
        found[one.id] = [""] if silent else words
    return found


def _reads(dataset: Mapping[str, Any], size: int, legend: Mapping[str, tuple[str, str]]) -> list[Read]:
    values, status = dataset["value"], dataset.get("status")
    return [_read(_at(values, cell), _status_at(status, cell), legend) for cell in range(size)]


def _at(values: Any, cell: int) -> Any:
    if isinstance(values, list):
        return values[cell] if cell < len(values) else None
    return values.get(str(cell))


def _status_at(status: Any, cell: int) -> str:
    if status is None or isinstance(status, str):
        return status or ""
    if isinstance(status, list) and len(status) == 1:
        return str(status[0] or "")
    return str(_at(status, cell) or "")


def _read(value: Any, status: str, legend: Mapping[str, tuple[str, str]]) -> Read:
    """Return a cell: a number with its status letter, or the sign that says why there is none."""
    if isinstance(value, str):
        told = read_cell(value, legend=legend)
        value = told.value if told else None
        status = status or (told.sign if told else "")
    code = status.strip()
    meaning = legend.get(code.lower()) or SIGNS.get(code.casefold(), (NO_DATA, "not_available"))
    if value is None or isinstance(value, bool):
        return Read(None, meaning[0] if meaning[0] == SUPPRESSED else NO_DATA, code, meaning[1])
    provisional = code.lower() in {"p", "provisional"} or legend.get(code.lower(), ("",))[0] == PROVISIONAL
    return Read(float(value), PROVISIONAL if provisional else PUBLISHED, code)


def _named(frame: DataFrame, title: str, rest: Sequence[Dimension]) -> tuple[DataFrame, tuple[Measure, ...]]:
    labels = list(dict.fromkeys(frame["indicator"]))
    full = {label: label if label and len(labels) > 1 else full_label(label, title, alone=True) for label in labels}
    units = {one.labels.get(code, code): unit for one in rest for code, unit in one.units.items()}
    alone = [one.labels.get(one.categories[0], "") for one in rest if fold(one.id) in _SILENT - {"freq", "frequency"}]
    title_unit = unit_of(title) or (alone[0] if alone else "")
    measures = tuple(
        Measure(full[label] or title, unit=_unit_in(label, units) or unit_of(label) or title_unit, note=label)
        for label in labels
    )
    return frame.assign(indicator=frame["indicator"].map(lambda label: full[label] or title)), measures


def _unit_in(label: str, units: Mapping[str, str]) -> str:
    return next(
        (unit for words, unit in units.items() if words and label.startswith(words)),
        next(iter(units.values()), "") if len(units) == 1 else "",
    )
