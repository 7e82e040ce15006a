"""The limits a planner sets for work areas: checked, stored with each area, and made ready for the search."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import inf, isfinite
from typing import Any

from gis_app.analysis.zones.ground import Thresholds
from gis_app.analysis.zones.problem import Limits
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import RESOURCE_KINDS

ORDINARY = (0.3, 0.6)
"""Share of people in ordinary places that keeps an area mixed (``design/analysis.md`` §2)."""

MAX_MINUTES, MAX_AREAS, MAX_COMPACTNESS = 120.0, 20, 10.0


@dataclass(frozen=True, slots=True)
class AreaLimits:
    """What every work area must keep; shares from 0 to 1, ``people`` the code of the figures that count people.

    Attributes
    ----------
    kinds
        Kinds of resource that each area needs.
    minutes
        A resource counts within so many minutes on foot; 0 asks for one inside.
    budget
        Most people that all areas together may have; None for no such limit.
    core_above, ordinary_below
        An index of this or more makes a unit core, one of this or less ordinary.
    """

    min_population: float
    max_population: float
    ordinary_low: float = ORDINARY[0]
    ordinary_high: float = ORDINARY[1]
    kinds: tuple[str, ...] = ()
    minutes: float = 0.0
    max_areas: int = 1
    budget: float | None = None
    compactness: float = 0.05
    core_above: float = 1.0
    ordinary_below: float = 0.0
    people: str = ""

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in RESOURCE_KINDS:
                raise UnknownCode("unknown_resource_kind", value=kind[:40], expected=", ".join(RESOURCE_KINDS))
        self.search()
        self.thresholds()

    def search(self) -> Limits:
        """Return the limits of the search.

        Raises
        ------
        InputRefused
            If two of them contradict each other.
        """
        return Limits(
            min_population=self.min_population,
            max_population=self.max_population,
            ordinary_share=(self.ordinary_low, self.ordinary_high),
            max_zones=self.max_areas,
            compactness=self.compactness,
            budget_population=inf if self.budget is None else self.budget,
        )

    def alone(self) -> Limits:
        """Return the limits of one area for itself: the budget is that of all together."""
        return replace(self.search(), budget_population=inf)

    def thresholds(self) -> Thresholds:
        """Return which index makes a unit core and which ordinary."""
        return Thresholds(core_above=self.core_above, ordinary_below=self.ordinary_below)

    def stored(self) -> dict[str, Any]:
        """Return the limits as plain JSON values."""
        return {**asdict(self), "kinds": list(self.kinds)}


def from_stored(stored: Mapping[str, Any], *, otherwise: AreaLimits) -> AreaLimits:
    """Return stored limits; what an older version did not store is taken from ``otherwise``."""
    known = {name: stored[name] for name in AreaLimits.__dataclass_fields__ if name in stored}
    if "kinds" in known:
        known["kinds"] = tuple(known["kinds"])
    return replace(otherwise, **known)


def from_form(form: Mapping[str, str], *, kinds: Sequence[str], otherwise: AreaLimits) -> AreaLimits:
    """Return the limits that a form sets; a field that is not there keeps its value, shares come in per cent.

    Raises
    ------
    InputRefused
        If a field is no number, out of its range, or contradicts another.
    """

    def number(name: str, kept: float, most: float = 1e9) -> float:
        return _number(form[name], name, most=most) if name in form else kept

    budget = form.get("budget", "" if otherwise.budget is None else str(otherwise.budget)).strip()
    whole = number("max_areas", otherwise.max_areas, MAX_AREAS)
    return AreaLimits(
        min_population=number("min_population", otherwise.min_population),
        max_population=number("max_population", otherwise.max_population),
        ordinary_low=number("ordinary_low", otherwise.ordinary_low * 100, 100) / 100,
        ordinary_high=number("ordinary_high", otherwise.ordinary_high * 100, 100) / 100,
        kinds=tuple(kinds) if "limits" in form else otherwise.kinds,
        minutes=number("minutes", otherwise.minutes, MAX_MINUTES),
        max_areas=int(whole),
        budget=_number(budget, "budget", most=1e9) if budget else None,
        compactness=number("compactness", otherwise.compactness, MAX_COMPACTNESS),
        core_above=_number(form["core_above"], "core_above", least=-1e6)
        if "core_above" in form
        else otherwise.core_above,
        ordinary_below=_number(form["ordinary_below"], "ordinary_below", least=-1e6)
        if "ordinary_below" in form
        else otherwise.ordinary_below,
        people=form.get("people", otherwise.people),
    )


def _number(text: str, name: str, *, least: float = 0.0, most: float = 1e9) -> float:
    """Return a number as people write it: blanks between thousands, a comma before decimals."""
    plain = "".join(text.split()).replace("\u00a0", "").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        raise InputRefused("areas_limit_no_number", column=name, value=text[:40]) from None
    if not isfinite(value) or not least <= value <= most:
        raise InputRefused("areas_limit_out_of_range", column=name, value=text[:40], expected=f"{least:g}–{most:g}")
    return value
