"""Findings: stored and listed."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gis_app.domain.findings import Finding
from gis_app.store.models import FindingRow

_FIELDS = tuple(Finding.__dataclass_fields__)


def put_findings(session: Session, findings: Iterable[Finding]) -> None:
    """Store findings; one with the same id is replaced."""
    for finding in findings:
        session.merge(FindingRow(**{name: getattr(finding, name) for name in _FIELDS}))
    session.flush()


def findings(session: Session, project: str, *, territory_ids: Collection[str] | None = None) -> list[Finding]:
    """Return the findings of a project, or only those about some territories, in the order of theme and id.

    Published or not: who may see which is decided in ``services``.
    """
    query = select(FindingRow).where(FindingRow.project == project).order_by(FindingRow.theme, FindingRow.id)
    if territory_ids is not None:
        query = query.where(FindingRow.territory_id.in_(territory_ids))
    return [Finding(**{name: getattr(row, name) for name in _FIELDS}) for row in session.scalars(query)]


def remove_finding(session: Session, finding_id: str) -> None:
    """Delete a finding, if it is there."""
    session.execute(delete(FindingRow).where(FindingRow.id == finding_id))
