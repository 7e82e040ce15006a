"""The files of a draft: figures and criteria for the command line, and a criteria file taken back in."""

from gis_app.domain.criteria import Criteria
from gis_app.domain.drafts import SelectionDraft
from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.roles import Role
from gis_app.services.selection import drafts
from gis_app.services.selection.answer import evidence_for
from gis_app.services.selection.criteria_file import TOP, parse_criteria, write_criteria
from gis_app.services.selection.draft_content import areas_of, read
from gis_app.services.selection.evidence import Evidence, table_csv, table_of, without
from gis_app.services.selection.wish import criteria_of
from gis_app.services.wiring import Context

DRAFT_FILES = ("values.csv", "criteria.toml")
LARGEST_BYTES = 200_000
_OURS = ("weight.", "w2.", "voice.", "higher.", "threshold.", "winsorise.", "group.", "of_group.", "pair.")
_OURS_SINGLE = ("normalise", "ddof", "aggregate", "missing", "min_criteria", "restandardise", "shift", "weights_from")


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
    _check_whole(criteria, criteria_of(evidence, read(fields, evidence).wish))
    return drafts.save(context, draft, fields, account=account)


def _check_whole(asked: Criteria, held: Criteria) -> None:
    """Refuse a file of which the page would quietly forget a part."""
    ours = {item.column: item for item in held.used}
    theirs = {item.column: item for item in asked.used}
    if ours != theirs or _top(asked) != _top(held):
        raise InputRefused("criteria_beyond_page")


def _top(criteria: Criteria) -> list[object]:
    """Return everything but the criteria themselves."""
    groups = sorted(criteria.groups, key=lambda group: group.id)
    return [groups, *(getattr(criteria, key) for key in TOP)]


def _fields(criteria: Criteria, evidence: Evidence) -> dict[str, str]:
    found = {"normalise": criteria.normalise, "ddof": str(criteria.ddof), "aggregate": criteria.aggregate}
    found |= {"missing": criteria.missing, "restandardise": "yes" if criteria.restandardise else ""}
    found["min_criteria"] = "" if criteria.min_criteria is None else str(criteria.min_criteria)
    found["shift"] = repr(criteria.shift) if criteria.shift else ""
    for item in criteria.criteria:
        name = item.column
        per_cent = 100.0 if evidence.in_per_cent(name) else 1.0
        threshold = None if item.threshold is None else round(item.threshold * per_cent, 10)
        tail = item.winsorise[0] if isinstance(item.winsorise, tuple) else None
        found |= {f"weight.{name}": repr(item.weight), f"higher.{name}": item.higher_is, f"group.{name}": item.group}
        found |= {f"threshold.{name}": _text(threshold), f"winsorise.{name}": _text(tail)}
        found[f"reason.{name}"] = item.justification
    found |= {f"of_group.{group.id}": repr(group.weight) for group in criteria.groups}
    return {name: text for name, text in found.items() if text}


def _text(number: float | None) -> str:
    return "" if number is None else repr(number)
