"""Accounts of staff: added, given a password, let in, shut out."""

import secrets
from functools import cache
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from gis_app.domain.accounts import PASSWORD_MAX, Account, AuditEntry, check_password
from gis_app.domain.errors import Conflict, NotFound, NotLoggedIn, UnknownCode
from gis_app.domain.roles import ACCOUNT_ROLES, Role
from gis_app.services.wiring import Context
from gis_app.store import accounts as store
from gis_app.store import audit

DEMO_LOGINS = (("admin", Role.ADMIN), ("planner", Role.PLANNER), ("worker", Role.WORKER))
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_HASHER = PasswordHasher()


def random_password() -> str:
    """Return a new password of 78 bits that can be read aloud: no 0/o, no 1/l/i, four groups of four."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))


def add_account(
    context: Context,
    login: str,
    *,
    role: str,
    title: str = "",
    password: str | None = None,
    by: str | None = None,
) -> str:
    """Make an account and return its password: the one given, or a random one that is told only now.

    Parameters
    ----------
    by
        Id of the account that adds; ``None`` for the command line.

    Raises
    ------
    Conflict
        If the login is taken, however capitalised.
    InputRefused
        If the login or the password has the wrong form, or no account can have the role.
    """
    chosen = password or random_password()
    check_password(chosen)
    new = Account(
        id=str(uuid4()), login=login.strip(), role=_role(role), title=title.strip(), session_key=_session_key()
    )
    digest = _HASHER.hash(chosen)
    with context.database.transaction() as session:
        if store.account_by_login(session, new.login) is not None:
            raise Conflict("login_taken", value=new.login)
        store.put_account(session, new, password_hash=digest)
        audit.record(session, by, "account.add", new.id, context.clock())
    return chosen


def change_password(context: Context, login: str, *, password: str | None = None, by: str | None = None) -> str:
    """Give the account another password, end its sessions, and return the password.

    Raises
    ------
    NotFound
        If no account has the login.
    InputRefused
        If the password is too short or too long.
    """
    chosen = password or random_password()
    check_password(chosen)
    digest = _HASHER.hash(chosen)
    with context.database.transaction() as session:
        found = store.account_by_login(session, login.strip())
        if found is None:
            raise NotFound("account_not_found", value=login)
        store.set_password(session, found[0].id, password_hash=digest, session_key=_session_key())
        audit.record(session, by, "account.password", found[0].id, context.clock())
    return chosen


def set_active(context: Context, account_id: str, *, active: bool, by: str | None = None) -> None:
    """Shut an account out, or let it in again; its sessions end.

    Raises
    ------
    Conflict
        If no active administrator would be left.
    NotFound
        If there is no such account.
    """
    with context.database.transaction() as session:
        everyone = {one.id: one for one in store.accounts(session)}
        if account_id not in everyone:
            raise NotFound("account_not_found", value=account_id)
        admins = {one.id for one in everyone.values() if one.active and one.role is Role.ADMIN}
        if not active and admins == {account_id}:
            raise Conflict("last_admin", value=everyone[account_id].login)
        store.set_active(session, account_id, active=active, session_key=_session_key())
        audit.record(session, by, "account.on" if active else "account.off", account_id, context.clock())


def log_in(context: Context, login: str, password: str) -> Account:
    """Return the account that this login and password open.

    Raises
    ------
    NotLoggedIn
        If they do not fit or the account is shut; nobody learns which.
    """
    with context.database.reading() as session:
        found = store.account_by_login(session, login.strip())
    who, digest = found or (None, _nobody())
    fits = len(password) <= PASSWORD_MAX and _fits(digest, password)
    if who is None or not (fits and who.active):
        raise NotLoggedIn("login_wrong")
    if _HASHER.check_needs_rehash(digest):
        with context.database.transaction() as session:
            store.set_password(session, who.id, password_hash=_HASHER.hash(password))
    return who


def account_of_session(context: Context, session_key: str) -> Account | None:
    """Return the active account whose session this is."""
    with context.database.reading() as session:
        return store.account_by_session_key(session, session_key)


def account(context: Context, account_id: str) -> Account:
    """Return the account with this id.

    Raises
    ------
    NotFound
        If there is none.
    """
    with context.database.reading() as session:
        found = store.account_by_id(session, account_id)
    if found is None:
        raise NotFound("account_not_found", value=account_id)
    return found


def list_accounts(context: Context) -> list[Account]:
    """Return every account, by login."""
    with context.database.reading() as session:
        return store.accounts(session)


def audit_entries(context: Context, *, before: int | None = None, limit: int = 100) -> list[AuditEntry]:
    """Return the newest entries of the log of acts; with ``before`` those older than that id."""
    with context.database.reading() as session:
        return audit.entries(session, before=before, limit=limit)


def first_admin(context: Context) -> tuple[str, str] | None:
    """Make ``admin`` when there is no account at all; return its login and its password, told only now."""
    if list_accounts(context):
        return None
    return ("admin", add_account(context, "admin", role=Role.ADMIN))


def demo_accounts(context: Context) -> list[tuple[str, str, str]]:
    """Make the demo accounts that are missing; return login, role and password of those made now."""
    known = {one.login.lower() for one in list_accounts(context)}
    return [
        (login, role.value, add_account(context, login, role=role)) for login, role in DEMO_LOGINS if login not in known
    ]


@cache
def _nobody() -> str:
    # The hash of what nobody knows: an unknown login takes as long to refuse as a wrong password.
    return _HASHER.hash(secrets.token_hex(32))


def _fits(digest: str, password: str) -> bool:
    try:
        return _HASHER.verify(digest, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _role(code: str) -> Role:
    if code not in ACCOUNT_ROLES:
        raise UnknownCode("unknown_role", value=code, expected=", ".join(ACCOUNT_ROLES))
    return Role(code)


def _session_key() -> str:
    return secrets.token_hex(32)
