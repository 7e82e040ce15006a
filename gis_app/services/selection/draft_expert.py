"""What the expert view of the workbench says: scale, missing figures, groups, single criteria, and what is doubted."""

from dataclasses import replace

from gis_app.analysis.robustness.simulation import SAMPLING, VARY, WEIGHTS
from gis_app.domain.criteria import (
    AGGREGATE,
    DDOF,
    GROUP_AGGREGATE,
    GROUP_MISSING,
    GROUP_NORMALISE,
    HIGHER_IS,
    MISSING,
    NORMALISE,
    Group,
)
from gis_app.domain.errors import InputRefused
from gis_app.services.selection.draft_reader import FieldReader
from gis_app.services.selection.draft_values import (
    PER_CENT,
    choice,
    goalposts,
    not_negative,
    number,
    numbers,
    reference,
    weight,
    whole_from,
    winsorise,
)
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.wish import REST, Detail, Method

OF_GROUP = ("of_group.", "within.", "group_aggregate.", "group_normalise.", "group_min.", "group_missing.")
"""Beginnings of the fields of a group; its name follows."""
LONGEST_NAME = 40


def method_of(reader: FieldReader) -> Method:
    """Return the steps that hold for all criteria."""
    missing = reader.fields.get("missing", "")
    return _people(
        reader,
        Method(
            normalise=reader.one_of("normalise", NORMALISE),
            ddof=int(reader.one_of("ddof", tuple(map(str, DDOF)))),
            aggregate=reader.one_of("aggregate", AGGREGATE),
            missing=reader.one_of("missing", MISSING) if missing else "",
            min_criteria=reader.get("min_criteria", whole_from(1)) or (1 if missing == "at_least" else None),
            restandardise=reader.ticked("restandardise"),
            shift=reader.get("shift", not_negative) or 0.0,
            reference=reader.get("reference_index", reference("zscore")),
            suppress=reader.ticked("suppress"),
            unit_group=reader.one_of("unit_group", ("", *reader.evidence.unit_groups)),
            min_events=_min_events(reader),
            missing_codes=reader.get("missing_codes", numbers) or Method().missing_codes,
        ),
    )


def detail_of(reader: FieldReader, name: str, *, normalise: str) -> Detail:
    """Return how one criterion counts."""
    places = PER_CENT if reader.evidence.in_per_cent(name) else 0
    return Detail(
        higher_is=reader.get(f"higher.{name}", choice(HIGHER_IS)) or "",
        threshold=reader.get(f"threshold.{name}", lambda text: number(text, places=places)),
        winsorise=reader.get(f"winsorise.{name}", winsorise),
        group=reader.words(f"group.{name}").strip()[:LONGEST_NAME],
        goalposts=reader.get(f"goalposts.{name}", goalposts(places)),
        reference=reader.get(f"reference.{name}", reference(normalise, places=places)),
    )


def groups_of(reader: FieldReader) -> dict[str, Group]:
    """Return the groups that a field speaks of."""
    said = [name.removeprefix(start) for name in reader.fields for start in OF_GROUP if name.startswith(start)]
    return {name: _group(reader, name) for name in dict.fromkeys(said) if name}


def sources_of(evidence: Evidence) -> tuple[str, ...]:
    """Return what can be doubted of some figures: chance in counts only where cases of people are counted."""
    by_chance = any(cell.people and cell.rate is not None for cell in evidence.cells.values())
    return VARY if by_chance else tuple(name for name in VARY if name != SAMPLING)


def vary_of(reader: FieldReader) -> tuple[str, ...]:
    """Return what the doubt draws anew: everything that can be, until somebody unticks a part of it."""
    possible = sources_of(reader.evidence)
    if not reader.fields.get("vary_asked"):
        return possible
    ticked = tuple(name for name in possible if reader.ticked(f"vary.{name}"))
    if not ticked:
        reader.trouble("vary", InputRefused("vary_nothing"))
    return ticked or (WEIGHTS,)


def _people(reader: FieldReader, method: Method) -> Method:
    population = reader.one_of("population", ("", *(base.id for base in reader.evidence.bases)))
    least = reader.get("min_population", not_negative)
    weighted = reader.ticked("population_weights")
    if not population and (weighted or least is not None):
        reader.trouble("population", InputRefused("population_needed"))
        return method
    return replace(method, population=population, min_population=least, population_weights=weighted)


def _min_events(reader: FieldReader) -> float:
    asked, needed = reader.get("min_events", not_negative), reader.evidence.min_events
    if asked is not None and asked < needed:
        reader.trouble("min_events", InputRefused("min_events_too_low", expected=f"{needed:g}"))
    return asked or 0.0


def _group(reader: FieldReader, name: str) -> Group:
    given = reader.get(f"of_group.{name}", weight)
    return Group(
        name,
        weight=1.0 if given is None else given,
        group=reader.words(f"within.{name}").strip()[:LONGEST_NAME] if name != REST else "",
        aggregate=reader.one_of(f"group_aggregate.{name}", ("", *GROUP_AGGREGATE)),
        normalise=reader.one_of(f"group_normalise.{name}", GROUP_NORMALISE),
        min_criteria=reader.get(f"group_min.{name}", whole_from(1)),
        missing=reader.one_of(f"group_missing.{name}", GROUP_MISSING),
    )
