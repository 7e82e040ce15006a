"""What is wrong or notable in a table of figures before it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gis_app.catalog.statistics.frame import Statistics
from gis_app.domain.imports import Problem
from gis_app.domain.periods import gaps
from gis_app.domain.refused_columns import delicate_topic, protected_topic
from gis_app.domain.statistics import NO_DATA, PROVISIONAL, SUPPRESSED, Indicator, Observation
from gis_app.services.imports.targets.statistics_figures import Figures
from gis_app.services.imports.targets.statistics_units import Unit, Units
from gis_app.services.matching import Candidate

NEVER = {
    "nationality": "statistics_never_nationality",
    "language": "statistics_never_language",
    "citizenship": "statistics_never_citizenship",
    "religion": "statistics_never_religion",
    "health": "statistics_never_health",
    "disability": "statistics_never_disability",
}
"""What is said of an indicator about a protected topic (``domain/refused_columns.py``)."""
LISTED = 500
"""Rows named one by one; a longer list is a sign that the table belongs to another register."""


def problems_of(table: Statistics, units: Units, figures: Figures, *, invented: bool) -> list[Problem]:
    """Return the problems of a table: what is left out first, then what a person should look at."""
    return [
        *_left_out(units, figures),
        *_of_the_whole(units, invented=invented),
        *_of_boundaries(units),
        *_of_indicators(table, figures),
    ]


def facts_of(table: Statistics, units: Units, figures: Figures, stored: Sequence[Observation]) -> dict[str, Any]:
    """Return what was found, as plain JSON values: for the page, the command line and the kept import."""
    return {
        "layout": table.layout,
        "table_title": table.title,
        "table_source": table.source,
        "table_updated": table.updated.isoformat() if table.updated else None,
        "moment": table.moment,
        "periods": list(table.periods),
        "territories": len(units.units),
        "matched": len(units.matched),
        "unmatched": [_named(unit) for unit in units.unmatched[:LISTED]],
        "ambiguous": [
            {**_named(units.units[key]), "candidates": [_offered(one) for one in found]}
            for key, found in list(units.ambiguous.items())[:LISTED]
        ],
        "other_levels": [_named(unit) for unit in units.other_levels[:LISTED]],
        "signs": _signs(table),
        "indicators": [_described(one, figures) for one in figures.indicators],
        "small": sum(one.is_small for one in figures.observations),
        **compared(figures.observations, stored),
    }


def compared(observations: Iterable[Observation], stored: Iterable[Observation]) -> dict[str, int]:
    """Return how many figures are new, changed and the same against those that are stored."""
    before = {(one.indicator, one.territory_id, one.period): one for one in stored}
    counts = Counter({"new": 0, "changed": 0, "same": 0})
    for one in observations:
        other = before.get((one.indicator, one.territory_id, one.period))
        counts["new" if other is None else "same" if _content(other) == _content(one) else "changed"] += 1
    return dict(counts)


def _content(one: Observation) -> tuple[Any, ...]:
    return (one.value, one.numerator, one.denominator, one.status, one.sign)


def _left_out(units: Units, figures: Figures) -> list[Problem]:
    found = [
        Problem("statistics_unmatched", row=unit.row, severity="refused", params={"value": unit.name or unit.code})
        for unit in units.unmatched[:LISTED]
    ]
    old = {unit.key for unit in units.old_boundaries}
    for key, candidates in list(units.ambiguous.items())[:LISTED]:
        unit = units.units[key]
        if key in old:
            params: dict[str, Any] = {"value": unit.name or unit.code, "date": _dates(candidates)}
            found.append(Problem("statistics_other_date", row=unit.row, severity="refused", params=params))
        else:
            offered = "; ".join(f"{one.name} ({one.parent or one.level}, {one.code})" for one in candidates[:6])
            params = {"value": unit.name or unit.code, "expected": offered}
            found.append(Problem("statistics_ambiguous", row=unit.row, severity="refused", params=params))
    found += [
        Problem("statistics_twice", row=row, severity="notice", params={"value": name})
        for row, name in figures.clashes[:LISTED]
    ]
    return found


def _of_the_whole(units: Units, *, invented: bool) -> list[Problem]:
    found = []
    if invented:
        found.append(Problem("statistics_on_invented_ground", severity="refused"))
    if not units.matched:
        found.append(Problem("statistics_nothing_matched", severity="refused", params={"count": len(units.units)}))
    if units.other_levels:
        names = ", ".join(dict.fromkeys(unit.name or unit.code for unit in units.other_levels[:6]))
        params = {"count": len(units.other_levels), "value": names}
        found.append(Problem("statistics_other_levels", params=params))
    return found


def _of_boundaries(units: Units) -> list[Problem]:
    found = []
    dated = [unit for unit in units.units.values() if (unit.valid_from or unit.valid_to) and unit.key in units.matched]
    for unit in dated:
        code = "statistics_until" if unit.valid_to else "statistics_since"
        day = unit.valid_to or unit.valid_from
        params = {"value": unit.name or unit.code, "date": day.isoformat() if day else ""}
        found.append(Problem(code, row=unit.row, params=params))
    if units.old_boundaries:
        found.append(Problem("statistics_old_boundaries", params={"count": len(units.old_boundaries)}))
    return found


def _of_indicators(table: Statistics, figures: Figures) -> list[Problem]:
    found = []
    for indicator in figures.indicators:
        words = " ".join((*indicator.title.values(), table.title))
        protected, delicate = protected_topic(words), delicate_topic(words)
        title = indicator.title["lv"]
        if protected:
            found.append(Problem(NEVER[protected], column=title))
        elif delicate:
            found.append(Problem("statistics_needs_reason", column=title))
        lacking = gaps(_periods(indicator, figures))
        if lacking:
            found.append(Problem("statistics_gaps", column=title, params={"value": ", ".join(lacking)}))
        if not indicator.higher_is or not indicator.counts:
            found.append(Problem("statistics_not_described", column=title))
    small = sum(one.is_small for one in figures.observations)
    if small:
        found.append(Problem("statistics_small", params={"count": small}))
    nil = int((table.frame["meaning"] == "nil").sum())
    if nil:
        found.append(Problem("statistics_nil", params={"count": nil}))
    return found


def _periods(indicator: Indicator, figures: Figures) -> list[str]:
    return sorted({one.period for one in figures.observations if one.indicator == indicator.id})


def _described(indicator: Indicator, figures: Figures) -> dict[str, Any]:
    own = [one for one in figures.observations if one.indicator == indicator.id]
    with_value = {one.territory_id for one in own if one.value is not None}
    statuses = Counter(one.status for one in own)
    labels = {known: label for label, known in figures.labels.items()}
    return {
        "id": indicator.id,
        "label": labels.get(indicator.id, ""),
        "title": dict(indicator.title),
        "unit": indicator.unit,
        "higher_is": indicator.higher_is,
        "people": indicator.people,
        "computed": indicator.computed,
        "periods": _periods(indicator, figures),
        "gaps": list(gaps(_periods(indicator, figures))),
        "figures": len(own),
        "territories": len(with_value),
        "no_data": statuses[NO_DATA],
        "suppressed": statuses[SUPPRESSED],
        "provisional": statuses[PROVISIONAL],
        "small": sum(one.is_small for one in own),
    }


def _signs(table: Statistics) -> list[dict[str, Any]]:
    """Return each sign of the table with what it means and how often it stands there."""
    lacking = table.frame[table.frame["value"].isna()]
    counts = Counter(zip(lacking["sign"], lacking["meaning"], strict=True))
    return [{"sign": str(sign), "meaning": str(meaning), "count": n} for (sign, meaning), n in counts.items()]


def _named(unit: Unit) -> dict[str, Any]:
    return {"row": unit.row, "code": unit.code, "name": unit.name, "parent": unit.parent}


def _offered(one: Candidate) -> Mapping[str, Any]:
    return {"id": one.id, "code": one.code, "name": one.name, "level": one.level, "parent": one.parent, "why": one.why}


def _dates(candidates: Sequence[Candidate]) -> str:
    """Return the days of the boundaries that the register has."""
    spans = [
        f"{one.valid_from.isoformat() if one.valid_from else '…'} – {one.valid_to.isoformat() if one.valid_to else '…'}"
        for one in candidates
    ]
    return ", ".join(dict.fromkeys(spans))
