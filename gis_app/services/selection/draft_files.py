"""The files of a draft: figures and criteria for the command line, and a criteria file taken back in."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from gis_app.domain.criteria import Criteria, Criterion
from gis_app.domain.drafts import SelectionDraft
from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.roles import Role
from gis_app.services.selection import drafts
from gis_app.services.selection.answer import evidence_for
from gis_app.services.selection.criteria_file import CRITERION, TOP, parse_criteria, write_criteria
from gis_app.services.selection.draft_content import VOICES_MOST, Reading, areas_of, read
from gis_app.services.selection.draft_expert import OF_GROUP
from gis_app.services.selection.draft_values import PER_CENT, shown, shown_all, shown_winsorise
from gis_app.services.selection.evidence import Evidence, count_column, table_csv, table_of, without
from gis_app.services.selection.wish import criteria_of
from gis_app.services.wiring import Context

T = TypeVar("T")

DRAFT_FILES = ("values.csv", "criteria.toml")
LARGEST_BYTES = 200_000
NAMED = 4
"""How many of the parts that cannot be held a refusal names."""
_OURS = (
    *("weight.", "voice.", "higher.", "threshold.", "winsorise.", "group.", "goalposts.", "reference.", "pair."),
    *(*OF_GROUP, *(f"w{number}." for number in range(2, VOICES_MOST + 1))),
)
_OURS_SINGLE = (
    *("normalise", "ddof", "aggregate", "missing", "min_criteria", "restandardise", "shift", "weights_from"),
    *("reference_index", "population", "min_population", "population_weights", "suppress", "unit_group"),
    *("min_events", "missing_codes"),
)
"""What a criteria file says anew; purpose, answers, who is left out, seed and doubt stay as they are."""


def draft_file(context: Context, draft: SelectionDraft, name: str, *, role: Role) -> bytes:
    """Return one of ``DRAFT_FILES``: with both ``gis-app select rank`` gives the ranking of the page.

    Raises
    ------
    InputRefused
        If the draft's criteria cannot be read.
    """
    fields = drafts.fields_of(draft)
    evidence = evidence_for(context, draft, fields, role=role)
    compared = without(evidence, areas_of(fields).excluded)
    if name == "values.csv":
        return table_csv(table_of(compared))
    return write_criteria(criteria_of(compared, read(fields, evidence).wish)).encode()


def load(context: Context, draft: SelectionDraft, content: bytes, *, role: Role, account: str | None) -> SelectionDraft:
    """Store weights, directions, thresholds and method of a criteria file in the draft, and return it.

    Raises
    ------
    Conflict
        If the weights are fixed.
    InputRefused
        If it is no criteria file, names a column that is not here, or asks for what the page cannot hold.
    """
    if draft.fixed_at is not None:
        raise Conflict("draft_fixed")
    if len(content) > LARGEST_BYTES:
        raise InputRefused("criteria_not_toml", file="criteria.toml", value=len(content))
    criteria = parse_criteria(content, name="criteria.toml")
    before = drafts.fields_of(draft)
    evidence = evidence_for(context, draft, before, role=role)
    known = {item.id for item in evidence.indicators}
    for item in criteria.criteria:
        if item.column not in known:
            raise InputRefused("criteria_not_here", column=item.column, expected=", ".join(sorted(known)))
    kept = {name: text for name, text in before.items() if not name.startswith(_OURS) and name not in _OURS_SINGLE}
    fields = {**kept, **_fields(criteria, evidence)}
    _check_whole(criteria, read(fields, evidence), evidence)
    return drafts.save(context, draft, fields, account=account)


def _check_whole(asked: Criteria, reading: Reading, evidence: Evidence) -> None:
    """Refuse a file of which the page would quietly forget a part, and name the part."""
    held = criteria_of(evidence, reading.wish)
    raised = replace(asked, min_events=max(asked.min_events, evidence.min_events))
    lost = [key for key in TOP if getattr(raised, key) != getattr(held, key)]
    theirs, ours = ({item.column: item for item in one.used} for one in (raised, held))
    lost += [
        f"{name}: {key}"
        for name, item in theirs.items()
        for key in CRITERION
        if name not in ours or getattr(item, key) != getattr(ours[name], key)
    ]
    groups = [{group.id: group for group in one.groups if one.counts(group.id)} for one in (raised, held)]
    lost += [f"[[group]] {name}" for name in {**groups[0], **groups[1]} if groups[0].get(name) != groups[1].get(name)]
    if lost:
        raise InputRefused("criteria_beyond_page", key=", ".join(lost[:NAMED]))


def _fields(criteria: Criteria, evidence: Evidence) -> dict[str, str]:
    found = _method_fields(criteria)
    found["min_events"] = shown(criteria.min_events) if criteria.min_events > evidence.min_events else ""
    for item in criteria.criteria:
        found |= _criterion_fields(item, places=PER_CENT if evidence.in_per_cent(item.column) else 0)
    for group in criteria.groups:
        found |= {
            f"of_group.{group.id}": shown(group.weight),
            f"within.{group.id}": group.group,
            f"group_aggregate.{group.id}": group.aggregate,
            f"group_normalise.{group.id}": group.normalise,
            f"group_min.{group.id}": _or_empty(group.min_criteria, str),
            f"group_missing.{group.id}": group.missing,
        }
    return {name: text for name, text in found.items() if text}


def _method_fields(criteria: Criteria) -> dict[str, str]:
    return {
        "normalise": criteria.normalise,
        "ddof": str(criteria.ddof),
        "aggregate": criteria.aggregate,
        "missing": criteria.missing,
        "min_criteria": _or_empty(criteria.min_criteria, str),
        "restandardise": _tick(ticked=criteria.restandardise),
        "reference_index": _or_empty(criteria.reference, shown_all),
        "shift": shown(criteria.shift) if criteria.shift else "",
        "population": criteria.population.removesuffix(count_column("")),
        "min_population": _or_empty(criteria.min_population, shown),
        "population_weights": _tick(ticked=criteria.population_weights),
        "suppress": _tick(ticked=criteria.suppress),
        "unit_group": criteria.unit_group,
        "missing_codes": shown_all(criteria.missing_codes),
    }


def _criterion_fields(item: Criterion, *, places: int) -> dict[str, str]:
    return {
        f"weight.{item.column}": shown(item.weight),
        f"higher.{item.column}": item.higher_is,
        f"group.{item.column}": item.group,
        f"threshold.{item.column}": _or_empty(item.threshold, lambda value: shown(value, places=places)),
        f"winsorise.{item.column}": "" if item.winsorise is None else shown_winsorise(item.winsorise),
        f"goalposts.{item.column}": _or_empty(item.goalposts, lambda value: shown_all(value, places=places)),
        f"reference.{item.column}": _or_empty(item.reference, lambda value: shown_all(value, places=places)),
        f"reason.{item.column}": item.justification,
    }


def _or_empty(value: T | None, show: Callable[[T], str]) -> str:
    return "" if value is None else show(value)


def _tick(*, ticked: bool) -> str:
    return "yes" if ticked else ""
