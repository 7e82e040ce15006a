"""The planner's workbench: purpose, weights, ranking; then the decision that is kept."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import InputRefused, NotAllowed
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import GRAZ_PURPOSES, Selection, fingerprint
from gis_app.services.indicators import topics_of
from gis_app.services.projects import project_or_first
from gis_app.services.selection.criteria_file import parse_criteria
from gis_app.services.selection.decided import decision_of
from gis_app.services.selection.evidence import ID, SUPPLY, Evidence, table_from, without
from gis_app.services.selection.own_figures import own_evidence
from gis_app.services.selection.pooled import pooled_evidence
from gis_app.services.selection.rank import Ranking, rank_table
from gis_app.services.selection.thin_supply import supply_evidence
from gis_app.services.selection.versions import program_version
from gis_app.services.selection.wish import EVERYWHERE, Areas, Wish, criteria_of
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import selections as store
from gis_app.store.territories import shapes


def evidence_of(
    context: Context, *, project: str | None, role: Role, kind: str = "", areas: Areas = EVERYWHERE
) -> Evidence:
    """Return what a project's selection rests on, all territories of the level.

    Six criteria on invented ground; on real ground the figures it imported, else computed supply.

    Parameters
    ----------
    kind
        ``supply`` for computed supply although there are imported figures.
    areas
        Level and base; who is left out is left out later (``evidence.without``).

    Raises
    ------
    NotAllowed
        If the role may not see selections.
    """
    _check(role)
    chosen = project_or_first(context, project)
    if chosen.invented:
        return pooled_evidence(context, chosen, level=areas.level, base=areas.base)
    own = own_evidence(context, chosen, level=areas.level, base=areas.base) if kind != SUPPLY else None
    return own or supply_evidence(context, chosen, level=areas.level)


def weigh(evidence: Evidence, wish: Wish) -> Ranking:
    """Return the ranking of the territories by the wish; the same code as ``gis-app select rank``."""
    compared = without(evidence, wish.areas.excluded)
    return rank_table(compared.table, id_column=ID, criteria=criteria_of(compared, wish))


def fits_purpose(evidence: Evidence, purpose: str) -> bool:
    """Whether the criteria were made for this purpose; the six of Graz are for children, families and young people."""
    return evidence.kind != "graz" or purpose in GRAZ_PURPOSES


def keep(
    context: Context,
    *,
    project: str | None,
    wish: Wish,
    role: Role,
    account: str | None,
    kind: str = "",
    blind: Mapping[str, Any] | None = None,
) -> Selection:
    """Store the decision and return it.

    Parameters
    ----------
    blind
        When the weights were fixed before any ranking showed, and what was changed since (``drafts.blind_of``).

    Raises
    ------
    InputRefused
        If a delicate criterion (origin, child protection) or a territory left out has no written reason.
    NotAllowed
        If the role may not make selections.
    """
    _check(role, Permission.MAKE_SELECTIONS)
    evidence = evidence_of(context, project=project, role=role, kind=kind, areas=wish.areas)
    check_reasons(evidence, wish)
    decision = decision_of(evidence, wish, weigh(evidence, wish), blind=blind)
    moment = context.clock()
    decision["run"] = {"date": moment.date().isoformat(), "role": str(role), "version": program_version()}
    chosen = Selection(id=str(uuid4()), project=evidence.project.code, decision=decision, sha256=fingerprint(decision))
    with context.database.transaction() as session:
        store.put_selection(session, chosen)
        audit.record(session, account, "selection.keep", chosen.id, moment)
    return chosen


def check_reasons(evidence: Evidence, wish: Wish) -> None:
    """Refuse a delicate criterion that weighs something, or a territory left out, of which nobody wrote why."""
    delicate = {item.id for item in evidence.indicators if topics_of(item)[1]}
    for item in criteria_of(evidence, wish).used:
        if item.column in delicate and not item.justification:
            raise InputRefused("reason_needed", column=item.column)
    for place in evidence.territories:
        if not wish.areas.excluded.get(place.id, "-").strip():
            raise InputRefused("exclusion_reason_needed", unit=place.name, value=place.id)


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


def shapes_of(context: Context, ids: Sequence[str]) -> dict[str, BaseGeometry]:
    """Return the shapes of territories by id; one that left the register has none."""
    with context.database.reading() as session:
        return shapes(session, ids)


def evidence_of_kept(context: Context, kept: Selection, *, role: Role) -> Evidence:
    """Return what is known today of the level and base of a stored selection."""
    areas = kept.decision.get("areas", {})
    return evidence_of(
        context,
        project=kept.project,
        role=role,
        kind=str(kept.decision["kind"]),
        areas=Areas(level=areas.get("level", ""), base=areas.get("base", "")),
    )


def rank_again(selection: Selection) -> Ranking:
    """Return the ranking of a stored decision, computed again from its own figures and criteria."""
    data = selection.decision["data"]
    table = table_from(data["columns"], data["rows"])
    criteria = parse_criteria(selection.decision["criteria"].encode(), name="criteria.toml")
    return rank_table(table, id_column=ID, criteria=criteria)


def decision_json(selection: Selection) -> bytes:
    """Return the decision file: everything that determines the result, its ``run`` and its hash."""
    document = {**selection.decision, "sha256": selection.sha256}
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _check(role: Role, permission: Permission = Permission.SEE_SELECTIONS) -> None:
    if not may(role, permission):
        raise NotAllowed("not_allowed")
