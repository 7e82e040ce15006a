"""The planner's workbench: purpose, weights, ranking; then the decision that is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from uuid import uuid4

from gis_app.domain.criteria import Criteria, Criterion
from gis_app.domain.errors import InputRefused, NotAllowed, UnknownCode
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import (
    FIELD_OF_WORK,
    FIELD_OF_WORK_WORDS,
    GRAZ_PURPOSES,
    PURPOSES,
    Selection,
    fingerprint,
)
from gis_app.services.indicators import topics_of
from gis_app.services.projects import project_or_first
from gis_app.services.selection.criteria_file import parse_criteria, write_criteria
from gis_app.services.selection.evidence import ID, Evidence, base_column, table_from, table_of
from gis_app.services.selection.own_figures import KIND as OWN
from gis_app.services.selection.own_figures import own_evidence
from gis_app.services.selection.pooled import pooled_evidence
from gis_app.services.selection.rank import Ranking, rank_table
from gis_app.services.selection.thin_supply import supply_evidence
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import selections as store

MAX_WORDS = 500
SUPPLY = "supply"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the planner filled in: purpose, its words, weights, written reasons and the checklist."""

    purpose: str
    purpose_words: str
    weights: Mapping[str, float]
    reasons: Mapping[str, str]
    answers: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise UnknownCode("purpose_unknown", value=self.purpose, expected=", ".join(PURPOSES))
        for text in (self.purpose_words, *self.reasons.values(), *self.answers.values()):
            if len(text) > MAX_WORDS:
                raise InputRefused("words_too_long", expected=MAX_WORDS)


def evidence_of(context: Context, *, project: str | None, role: Role, kind: str = "") -> Evidence:
    """Return what a project's selection rests on.

    Six criteria on invented ground; on real ground the figures it imported, else computed supply.

    Parameters
    ----------
    kind
        ``supply`` for computed supply although there are imported figures.

    Raises
    ------
    NotAllowed
        If the role may not see selections.
    """
    _check(role)
    chosen = project_or_first(context, project)
    if chosen.invented:
        return pooled_evidence(context, chosen)
    own = own_evidence(context, chosen) if kind != SUPPLY else None
    return own or supply_evidence(context, chosen)


def criteria_of(evidence: Evidence, wish: Wish) -> Criteria:
    """Return the criteria that the wish weighs; an indicator without figures weighs nothing."""
    criteria = tuple(
        Criterion(
            column=item.id,
            higher_is=item.higher_is,
            weight=wish.weights.get(item.id, 0.0) if item.id in evidence.usable else 0.0,
            denominator=base_column(item.id),
            justification=wish.reasons.get(item.id, "").strip(),
        )
        for item in evidence.indicators
    )
    return Criteria(criteria=criteria, missing=evidence.missing, min_events=evidence.min_events)


def default_weights(evidence: Evidence) -> dict[str, float]:
    """Return equal weights for every indicator that has figures and is not optional."""
    return {
        item.id: 1.0 if item.id in evidence.usable and item.id not in evidence.optional else 0.0
        for item in evidence.indicators
    }


def weigh(evidence: Evidence, wish: Wish) -> Ranking:
    """Return the ranking of the territories by the wish; the same code as ``gis-app select rank``."""
    return rank_table(table_of(evidence), id_column=ID, criteria=criteria_of(evidence, wish))


def fits_purpose(evidence: Evidence, purpose: str) -> bool:
    """Whether the criteria were made for this purpose; the six of Graz are for children, families and young people."""
    return evidence.kind != "graz" or purpose in GRAZ_PURPOSES


def keep(
    context: Context, *, project: str | None, wish: Wish, role: Role, account: str | None, kind: str = ""
) -> Selection:
    """Store the decision and return it.

    Raises
    ------
    InputRefused
        If a delicate criterion (origin, child protection) has no written reason.
    NotAllowed
        If the role may not make selections.
    """
    _check(role, Permission.MAKE_SELECTIONS)
    evidence = evidence_of(context, project=project, role=role, kind=kind)
    criteria = criteria_of(evidence, wish)
    delicate = {item.id for item in evidence.indicators if topics_of(item)[1]}
    for item in criteria.used:
        if item.column in delicate and not item.justification:
            raise InputRefused("reason_needed", column=item.column)
    decision = _decision(evidence, wish, weigh(evidence, wish))
    moment = context.clock()
    decision["run"] = {"date": moment.date().isoformat(), "role": str(role), "version": _version()}
    chosen = Selection(id=str(uuid4()), project=evidence.project.code, decision=decision, sha256=fingerprint(decision))
    with context.database.transaction() as session:
        store.put_selection(session, chosen)
        audit.record(session, account, "selection.keep", chosen.id, moment)
    return chosen


def kept_selections(context: Context, *, project: str, role: Role) -> Sequence[Selection]:
    """Return the stored selections of a project, the newest first."""
    _check(role)
    with context.database.reading() as session:
        return store.selections(session, project)


def kept_selection(context: Context, selection_id: str, *, role: Role) -> Selection:
    """Return a stored selection."""
    _check(role)
    with context.database.reading() as session:
        return store.selection(session, selection_id)


def rank_again(selection: Selection) -> Ranking:
    """Return the ranking of a stored decision, computed again from its own figures and criteria."""
    data = selection.decision["data"]
    table = table_from(data["columns"], data["rows"])
    criteria = parse_criteria(selection.decision["criteria"].encode(), name="criteria.toml")
    return rank_table(table, id_column=ID, criteria=criteria)


def _decision(evidence: Evidence, wish: Wish, ranking: Ranking) -> dict[str, Any]:
    table = table_of(evidence)
    questions = (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)
    return {
        "format": 1,
        "kind": evidence.kind,
        "project": evidence.project.code,
        "invented": evidence.project.invented,
        "purpose": {"code": wish.purpose, "words": wish.purpose_words.strip()},
        "field_of_work": {name: wish.answers.get(name, "").strip() for name in questions},
        "criteria": write_criteria(ranking.result.criteria),
        "data": {
            "period": evidence.period,
            "sources": {item.id: dict(item.source) for item in evidence.indicators},
            "sha256": ranking.input_sha256,
            **({"units": _units(evidence)} if evidence.kind == OWN else {}),
            "columns": list(table.columns),
            "rows": [list(row) for row in table.rows],
        },
        "result": [
            {"id": unit, "index": _plain(index), "rank": _plain(rank), "standing": standing}
            for unit, index, rank, standing in zip(
                ranking.result.index.index,
                ranking.result.index.tolist(),
                ranking.result.rank.tolist(),
                ranking.result.standing.tolist(),
                strict=True,
            )
        ],
    }


def decision_json(selection: Selection) -> bytes:
    """Return the decision file: everything that determines the result, its ``run`` and its hash."""
    document = {**selection.decision, "sha256": selection.sha256}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _units(evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Return the unit of each criterion's rate and whether its cases are people."""
    first = {indicator: cell for (_place, indicator), cell in sorted(evidence.cells.items()) if cell.rate is not None}
    return {name: {"unit": cell.unit, "people": cell.people} for name, cell in first.items()}


def _plain(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124 - NaN alone differs from itself


def _check(role: Role, permission: Permission = Permission.SEE_SELECTIONS) -> None:
    if not may(role, permission):
        raise NotAllowed("not_allowed")


def _version() -> str:
    try:
        return version("kopienas-karte")
    except PackageNotFoundError:  # a checkout that is not installed
        return "checkout"
