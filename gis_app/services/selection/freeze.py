"""The scale of one period, or of the figures as they stand, written into a draft: later years use the same ruler."""

from collections.abc import Mapping
from dataclasses import replace

from gis_app.analysis.composite import Composite
from gis_app.analysis.frozen import frozen
from gis_app.domain.criteria import REFERENCED, Criteria
from gis_app.domain.errors import InputRefused
from gis_app.services.selection.draft_values import PER_CENT, shown_all
from gis_app.services.selection.evidence import Evidence, without
from gis_app.services.selection.time_figures import yearly_figures
from gis_app.services.selection.time_index import SPANS, Given, Period, indexes, periods_of
from gis_app.services.selection.wish import Wish
from gis_app.services.selection.workbench import weigh
from gis_app.services.wiring import Context

FROZEN = ("reference.", "reference_index")
"""Beginnings of the fields that hold a frozen scale."""


def periods_to_freeze(evidence: Evidence) -> tuple[str, ...]:
    """Return the periods whose scale can be asked for: single years, then two and three years together."""
    return tuple(period.label for period in _periods(evidence))


def frozen_fields(context: Context, evidence: Evidence, wish: Wish, *, period: str) -> dict[str, str]:
    """Return the fields that hold the scale of a period; of the figures as they stand where it is empty.

    Raises
    ------
    InputRefused
        ``freeze_other_scale`` if the scale is one of places in an order; ``freeze_impossible`` if the figures of that
        period cannot be ranked.
    """
    if wish.method.normalise not in REFERENCED or wish.method.aggregate == "count":
        raise InputRefused("freeze_other_scale")
    loose = replace(
        wish,
        details={name: replace(detail, reference=None) for name, detail in wish.details.items()},
        method=replace(wish.method, reference=None),
    )
    result = weigh(evidence, loose).result
    criteria = _of_period(context, evidence, result, loose, period=period) if period else frozen(result)
    return _fields(criteria, evidence)


def loosened(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields without a frozen scale."""
    return {name: text for name, text in fields.items() if not name.startswith(FROZEN)}


def _of_period(context: Context, evidence: Evidence, result: Composite, wish: Wish, *, period: str) -> Criteria:
    chosen = next((one for one in _periods(evidence) if one.label == period), None)
    compared = without(evidence, wish.areas.excluded)
    given = Given(
        units=tuple(str(unit) for unit in result.index.index),
        criteria=replace(result.criteria, min_events=0, suppress=False),
        yearly=yearly_figures(
            context,
            evidence.project,
            indicators=evidence.indicators,
            places=compared.territories,
            base=evidence.base,
        ),
        population=result.figures.population,
        unit_groups=result.figures.unit_groups,
    )
    found = indexes(given, span=len(chosen.years), reference=period) if chosen else None
    if found is None or found.reference is None or found.reference.label != period or found.other_scale:
        raise InputRefused("freeze_impossible", value=period)
    return found.criteria


def _periods(evidence: Evidence) -> tuple[Period, ...]:
    years = evidence.years[-5:]
    return tuple(period for span in SPANS for period in periods_of(years, span))


def _fields(criteria: Criteria, evidence: Evidence) -> dict[str, str]:
    found = {
        f"reference.{item.column}": shown_all(
            item.reference, places=PER_CENT if evidence.in_per_cent(item.column) else 0
        )
        for item in criteria.used
        if item.reference is not None
    }
    return found if criteria.reference is None else {**found, "reference_index": shown_all(criteria.reference)}
