"""Which plans are decided already for a territory: kept as findings with the state *decided* (decision 034)."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.findings import Finding
from gis_app.services.preparing.checks import one_line
from gis_app.services.wiring import Context
from gis_app.store import findings as store
from gis_app.store import ground

MAX_PLAN = 300
MAX_SOURCE = 200


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A decided plan as a worker types it: what, by whose decision, on which day."""

    project: str
    territory_id: str
    text: str
    source: str
    day: date | None


def decided_plans(context: Context, *, project: str, territory_id: str) -> list[Finding]:
    """Return the decided plans of a territory, the latest first."""
    with context.database.reading() as session:
        found = store.findings(session, project, territory_ids=[territory_id])
    decided = [one for one in found if one.status == "decided"]
    return sorted(decided, key=lambda one: (one.day or date.min, one.id), reverse=True)


def add_plan(context: Context, new: NewPlan) -> Finding:
    """Store a decided plan.

    Raises
    ------
    InputRefused
        If nothing is said, or nobody is named who decided.
    NotFound
        If there is no such territory.
    """
    text, source = one_line(new.text, most=MAX_PLAN), one_line(new.source, most=MAX_SOURCE)
    if not text or not source:
        raise InputRefused("plan_needs_source")
    plan = Finding(
        id=str(uuid4()),
        project=new.project,
        territory_id=new.territory_id,
        theme="functional",
        light="yellow",
        text=text,
        status="decided",
        source=source,
        day=new.day,
    )
    with context.database.transaction() as session:
        ground.area(session, new.territory_id)
        store.put_findings(session, [plan])
    return plan


def remove_plan(context: Context, plan_id: str, *, project: str) -> str:
    """Take a decided plan away; returns the id of its territory.

    Raises
    ------
    NotFound
        If the project has no such plan.
    """
    with context.database.transaction() as session:
        for one in store.findings(session, project):
            if one.id == plan_id and one.status == "decided":
                store.remove_finding(session, plan_id)
                return one.territory_id or ""
    raise NotFound("not_found", value=plan_id)
