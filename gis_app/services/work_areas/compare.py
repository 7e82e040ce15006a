"""What a publication would give away together with those before it, also those taken back: people kept copies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gis_app.analysis.disclosure import small_remainders, telling_parts
from gis_app.domain.errors import Conflict, KarteError
from gis_app.domain.selections import Selection
from gis_app.domain.work_areas import CORE, AreaPublication, WorkArea

ALIKE = 5
"""Counts of doubt of two comparisons by the same criteria are told only if they differ by this many territories."""


@dataclass(frozen=True, slots=True)
class Published:
    """An area of an act: its units, why each is inside, and how many people live in each."""

    units: frozenset[str]
    reasons: Mapping[str, str]
    people: Mapping[str, float]
    sha256: str
    on: date


def basis_of(selection: Selection | None, areas: Sequence[WorkArea], *, people: Mapping[str, float]) -> dict[str, Any]:
    """Return what later acts are compared with: it is stored beside what is shown and never leaves."""
    return {
        "selection": selection.id if selection else None,
        "criteria": selection.decision["criteria"] if selection else "",
        "compared": sorted(line["id"] for line in selection.decision["result"]) if selection else [],
        "areas": [
            {
                "id": area.id,
                "units": sorted(area.units),
                "reasons": dict(sorted(area.reasons.items())),
                "people": {unit: people[unit] for unit in sorted(area.units) if unit in people},
            }
            for area in areas
        ],
    }


def differences(
    basis: Mapping[str, Any],
    *,
    sha256: str,
    on: date,
    before: Iterable[AreaPublication],
    names: Mapping[str, str],
    whole: Mapping[str, float],
) -> Iterator[KarteError]:
    """Yield why an act must not stand beside those before it: who or what a reader of both would learn.

    Parameters
    ----------
    names
        Of units: whoever decides must know which one it is about.
    whole
        How many people live in each territory that was compared: their total stands in open statistics, and less the
        areas it leaves the rest.
    """
    acts = list(before)
    told = [area for act in acts for area in _areas(act.basis, act.decision_sha256, act.at.date())]
    mine = _areas(basis, sha256, on)
    people = {unit: count for area in (*told, *mine) for unit, count in area.people.items()} | dict(whole)
    open_sets = [frozenset(whole), *(area.units for area in told)]
    known = set(small_remainders(open_sets, people=people))
    for group in small_remainders([*open_sets, *(area.units for area in mine)], people=people):
        if group not in known:
            yield Conflict("areas_tell_few_people", value=_named(group, names))
    for area in mine:
        for old in told:
            strict = area.sha256 != old.sha256 and bool(area.sha256 and old.sha256)
            reasons = {**old.reasons, **area.reasons}
            for part in telling_parts(old.units, area.units, reasons=reasons, core=CORE, strict=strict):
                yield Conflict("areas_tell_a_reason", value=_named(part, names), expected=old.on.isoformat())
    for act in acts:
        other = _compared_otherwise(basis, act)
        if other:
            yield Conflict("areas_tell_a_choice", value=_named(other, names), expected=act.at.date().isoformat())


def _compared_otherwise(basis: Mapping[str, Any], act: AreaPublication) -> frozenset[str]:
    """Return the few territories by which two comparisons differ that are otherwise the same."""
    old: Any = act.basis
    if old.get("criteria") != basis["criteria"]:
        return frozenset()
    apart = frozenset(old["compared"]) ^ frozenset(basis["compared"])
    return apart if len(apart) < ALIKE else frozenset()


def _areas(basis: Mapping[str, Any], sha256: str, on: date) -> list[Published]:
    return [
        Published(frozenset(one["units"]), one["reasons"], one["people"], sha256, on) for one in basis.get("areas", ())
    ]


def _named(units: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.get(unit, unit) for unit in units))
