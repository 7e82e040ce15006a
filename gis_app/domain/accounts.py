"""Staff accounts and what the log keeps of their acts."""

from dataclasses import dataclass, field
from datetime import datetime

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.roles import ACCOUNT_ROLES, Role

LOGIN_MAX = 120
PASSWORD_MIN = 10
PASSWORD_MAX = 200
"""Hashing takes time with length; more than this is no password but an attack."""


@dataclass(frozen=True, slots=True)
class Account:
    """A staff account.

    Attributes
    ----------
    session_key
        What a session cookie holds instead of the id; changing it ends every session of the account.
    """

    id: str
    login: str
    role: Role
    title: str = ""
    active: bool = True
    session_key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        plain = self.login.isprintable() and not any(letter.isspace() for letter in self.login)
        if not (self.login and plain and len(self.login) <= LOGIN_MAX):
            raise InputRefused("login_refused", value=self.login[:LOGIN_MAX], expected=LOGIN_MAX)
        if self.role not in ACCOUNT_ROLES:
            raise UnknownCode("unknown_role", value=self.role, expected=", ".join(ACCOUNT_ROLES))


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which record, and when (UTC); ``login`` and ``role`` are of today's account, if it exists."""

    id: int
    at: datetime
    what: str
    record: str
    login: str | None = None
    role: str | None = None


def check_password(password: str) -> None:
    """Refuse a password that is too short or too long.

    Raises
    ------
    InputRefused
        With the bounds that hold.
    """
    if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        raise InputRefused("password_length", least=PASSWORD_MIN, most=PASSWORD_MAX)
