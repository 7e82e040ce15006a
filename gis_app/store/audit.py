"""The log of what staff did: the account's id, the act and the record, never words of residents."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.accounts import AuditEntry
from gis_app.store.models import AccountRow, AuditRow
from gis_app.store.moments import in_utc


def record(session: Session, account: str | None, what: str, record_id: str, at: datetime) -> None:
    """Add an entry in the caller's transaction: the act and its trace are stored together or not at all.

    Parameters
    ----------
    account
        Id of the account; ``None`` for the command line.
    what
        Code of the act, ``noun.verb`` (``account.add``), in ``text.labels`` under ``audit``.
    """
    session.add(AuditRow(account=account, what=what, record=record_id, at=at))


def entries(session: Session, *, before: int | None = None, limit: int = 100) -> list[AuditEntry]:
    """Return the newest entries, newest first; with ``before`` those older than that id."""
    query = select(AuditRow, AccountRow).outerjoin(AccountRow, AccountRow.id == AuditRow.account)
    if before is not None:
        query = query.where(AuditRow.id < before)
    rows = session.execute(query.order_by(AuditRow.id.desc()).limit(limit))
    return [_entry(row, account) for row, account in rows]


def _entry(row: AuditRow, account: AccountRow | None) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=in_utc(row.at),
        what=row.what,
        record=row.record,
        login=account.login if account else None,
        role=account.role if account else None,
    )
