"""A read table of figures made into indicators and observations of a project."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gis_app.catalog.statistics.frame import Measure, Statistics
from gis_app.domain.imports import Choices
from gis_app.domain.layers import NOT_KNOWN
from gis_app.domain.statistics import NO_DATA, PUBLISHED, Indicator, Observation
from gis_app.services.imports.naming import slug
from gis_app.services.imports.targets.statistics_units import Unit, Units
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from pandas import DataFrame

_ID_LENGTH, _UNIT_LENGTH, _SIGN_LENGTH = 60, 40, 20
_PEOPLE = re.compile(
    r"iedzivotaj|cilvek|person|bezdarbniek|berni|bernu|dzimus|mirus|skolen|izglitojam|pensionar|sanemej|jaunies"
    r"|senior|gimen|majsaimniec|darbinie|nodarbinat|inhabitant|population|people|unemployed|child|birth|death|pupil"
    r"|student|recipient|household|employee|residents|migrant|deklaret|darba mekletaj|klient|upur|cietus"
)
_THINGS = re.compile(r"\b(km|km2|ha|m2|m|eur|euro|%|tonn\w*|t|gwh|mwh|indekss?|index|days|dienas|years|gadi)\b|%|‰|€|²")
_OBJECTS = re.compile(
    r"muzej|museum|bibliot|librar|iestad|institution|uznem|enterprise|compan|majok|dwelling|ekas|eku|building|autocel"
    r"|road|street|ielu|transportlidz|vehicle|apmeklejum|visits|pasakum|event|gultas|beds|pasvaldib|zivj|liellop|livestock"
)
_COUNTED = {"", "number", "skaits", "persons", "person", "personas", "cilveki", "units", "vienibas", "antal", "people"}


@dataclass(slots=True)
class Figures:
    """What a table would store, and what was left aside.

    Attributes
    ----------
    rows
        Row of the table of each observation, in the same order.
    without_period
        How many figures have no period.
    clashes
        Row and name of figures that stand twice with different values.
    """

    indicators: list[Indicator] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    without_period: int = 0
    clashes: list[tuple[int, str]] = field(default_factory=list)


def figures_of(table: Statistics, units: Units, choices: Choices, *, invented: bool) -> Figures:
    """Return the indicators and observations of the territories that were matched."""
    found = Figures()
    each = choices.options.get("indicators")
    said = each if isinstance(each, Mapping) else {}
    for measure in table.measures:
        own = said.get(measure.label) or said.get(measure.note) or {}
        if own.get("leave_out"):
            continue
        indicator = _indicator(table, measure, choices, own, invented=invented)
        found.indicators.append(indicator)
        found.labels[measure.label] = indicator.id
    by_id = {indicator.id: indicator for indicator in found.indicators}
    _observe(table, units, found, by_id, choices)
    return found


def indicator_id(project: str, label: str) -> str:
    """Return the id of an indicator of a project: the same label gives the same id, so a new table replaces the old."""
    room = _ID_LENGTH - len(project) - 1
    plain = slug(label)
    if len(fold(label)) <= room and plain and len(plain) <= room:
        return f"{project}-{plain}"
    mark = f"{zlib.crc32(fold(label).encode()):08x}"
    return f"{project}-{plain[: max(room - 9, 0)].strip('-')}-{mark}"[:_ID_LENGTH]


def counts_people(label: str, title: str, unit: str, values: Sequence[float]) -> bool:
    """Return whether values seem to be counts of people: by their words, else any whole numbers without a unit.

    When in doubt they are taken for people, because few of them may not be shown.
    """
    if _THINGS.search(fold(unit)) or _THINGS.search(unit):
        return False
    whole = all(float(value).is_integer() and value >= 0 for value in values)
    words = fold(f"{label} {title}")
    if not whole:
        return False
    if _PEOPLE.search(words) or _PEOPLE.search(fold(unit)):
        return True
    return fold(unit) in _COUNTED and not _OBJECTS.search(words)


def _indicator(
    table: Statistics, measure: Measure, choices: Choices, own: Mapping[str, Any], *, invented: bool
) -> Indicator:
    options = {**choices.options, **own}
    rows = table.frame[table.frame["indicator"] == measure.label]
    unit = str(options.get("unit") or measure.unit or ("%" if _are_percentages(rows) else ""))[:_UNIT_LENGTH]
    guess = counts_people(measure.label, table.title, unit, rows["value"].dropna().tolist())
    people = guess if str(options.get("people") or "") not in {"yes", "no"} else options["people"] == "yes"
    source = choices.source or table.source
    computed = _is_computed(table, measure)
    return Indicator(
        id=indicator_id(choices.project, measure.label),
        project=choices.project,
        title=_title(measure, choices, own, alone=len(table.measures) == 1),
        counts=_texts(options.get("counts")),
        may_mean=_texts(options.get("may_mean")),
        unit=unit,
        higher_is=str(options.get("higher_is") or ""),
        source={language: source or words for language, words in NOT_KNOWN.items()},
        base=str(options.get("base") or "")[:200],
        invented=invented,
        computed=computed,
        licence=choices.licence,
        counting=str(options.get("counting") or ""),
        moment=table.moment,
        people=people,
        dated=choices.dated or table.updated,
    )


def _are_percentages(rows: DataFrame) -> bool:
    """Whether the values are a hundred times numerator over denominator, as far as their decimals tell."""
    whole = rows.dropna(subset=["value", "numerator", "denominator"])
    whole = whole[whole["denominator"] != 0]
    if whole.empty:
        return False
    shares = 100 * whole["numerator"].astype(float) / whole["denominator"].astype(float)
    return bool(((shares - whole["value"].astype(float)).abs() < 0.06).mean() > 0.8)


def _is_computed(table: Statistics, measure: Measure) -> bool:
    """Whether the table gives only numerators and denominators, so that the share is our arithmetic."""
    rows = table.frame[table.frame["indicator"] == measure.label]
    return bool(table.shares and rows["numerator"].notna().any())


def _title(measure: Measure, choices: Choices, own: Mapping[str, Any], *, alone: bool) -> dict[str, str]:
    given = own.get("title") or (choices.title if alone else {})
    words = given if isinstance(given, Mapping) else {"lv": str(given), "en": str(given)}
    return {language: str(words.get(language) or measure.label) for language in ("lv", "en")}


def _texts(value: Any) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {str(language): str(text) for language, text in value.items() if text}
    return {"lv": str(value), "en": str(value)} if value else {}


def _observe(table: Statistics, units: Units, found: Figures, by_id: Mapping[str, Indicator], choices: Choices) -> None:
    """Add the observations; where a territory stands twice the row that holds in the period goes before."""
    kept: dict[tuple[str, str, str], tuple[int, int, Observation]] = {}
    nil = 0.0 if choices.options.get("nil") == "zero" else None
    for row in _plain(table.frame):
        unit = Unit(row["row"], row["code"], row["name"], row["parent"], row["valid_from"], row["valid_to"])
        territory, indicator = units.matched.get(unit.key), by_id.get(found.labels.get(row["indicator"], ""))
        if territory is None or indicator is None:
            continue
        if not row["period"]:
            found.without_period += 1
            continue
        one = _observation(row, indicator, territory, nil=nil)
        key = (one.indicator, one.territory_id, one.period)
        fit = _fit(one, unit)
        other = kept.get(key)
        if other and other[0] == fit and other[2].value is not None and other[2].value != one.value:
            found.clashes.append((row["row"], row["name"] or row["code"]))
        if other is None or fit > other[0]:
            kept[key] = (fit, row["row"], one)
    found.observations = [one for _fit_, _row, one in kept.values()]
    found.rows = [row for _fit_, row, _one in kept.values()]


def _fit(one: Observation, unit: Unit) -> int:
    """Return how well a row speaks for its period: of boundaries then in force, with a value."""
    year = one.period[:4]
    since = unit.valid_from is None or str(unit.valid_from.year) <= year
    until = unit.valid_to is None or str(unit.valid_to.year) >= year
    return 2 * (one.value is not None) + (since and until)


def _observation(row: Mapping[str, Any], indicator: Indicator, territory: str, *, nil: float | None) -> Observation:
    value, status = row["value"], row["status"]
    if row["meaning"] == "nil" and nil is not None:
        value, status = nil, PUBLISHED
    numerator = row["numerator"]
    if indicator.people and numerator is None:
        numerator = value
    return Observation(
        indicator=indicator.id,
        territory_id=territory,
        period=row["period"],
        value=value,
        numerator=numerator,
        denominator=row["denominator"],
        invented=indicator.invented,
        source=indicator.source["lv"],
        status=status if value is not None or status != PUBLISHED else NO_DATA,
        sign=str(row["sign"])[:_SIGN_LENGTH],
    )


def _plain(frame: DataFrame) -> list[dict[str, Any]]:
    """Return the rows with None for every cell that holds nothing."""
    blank = frame.astype(object).where(frame.notna(), None)
    return [{str(key): value for key, value in record.items()} for record in blank.to_dict("records")]
