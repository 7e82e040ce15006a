"""Accounts in the store: facts in and out; the password only ever as its hash."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from gis_app.domain.accounts import Account
from gis_app.domain.roles import Role
from gis_app.store.models import AccountRow


def put_account(session: Session, account: Account, *, password_hash: str) -> None:
    """Store a new account."""
    session.add(
        AccountRow(
            id=account.id,
            login=account.login,
            password=password_hash,
            role=account.role.value,
            title=account.title,
            active=account.active,
            session_key=account.session_key,
        )
    )


def accounts(session: Session) -> list[Account]:
    """Return every account, by login."""
    return [_fact(row) for row in session.scalars(select(AccountRow).order_by(AccountRow.login))]


def account_by_id(session: Session, account_id: str) -> Account | None:
    """Return the account with this id."""
    row = session.get(AccountRow, account_id)
    return None if row is None else _fact(row)


def account_by_login(session: Session, login: str) -> tuple[Account, str] | None:
    """Return the account with this login, however it is capitalised, and the hash of its password."""
    row = session.scalar(select(AccountRow).where(func.lower(AccountRow.login) == login.lower()))
    return None if row is None else (_fact(row), row.password)


def account_by_session_key(session: Session, session_key: str) -> Account | None:
    """Return the active account whose sessions hold this key."""
    row = session.scalar(select(AccountRow).where(AccountRow.session_key == session_key, AccountRow.active))
    return None if row is None else _fact(row)


def set_password(session: Session, account_id: str, *, password_hash: str, session_key: str | None = None) -> None:
    """Store another hash; with a new session key every session of the account ends."""
    values = {"password": password_hash} | ({"session_key": session_key} if session_key else {})
    session.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))


def set_active(session: Session, account_id: str, *, active: bool, session_key: str) -> None:
    """Let the account log in, or not; every session of it ends."""
    values = {"active": active, "session_key": session_key}
    session.execute(update(AccountRow).where(AccountRow.id == account_id).values(**values))


def _fact(row: AccountRow) -> Account:
    return Account(
        id=row.id,
        login=row.login,
        role=Role(row.role),
        title=row.title,
        active=row.active,
        session_key=row.session_key,
    )
