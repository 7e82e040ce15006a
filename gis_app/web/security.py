"""Who asks, what they may, and the guards every form and every login passes.

A view that needs a role says ``@requires(Permission.X)`` below its route. Residents send a bearer token and no cookie:
their blueprint calls ``without_csrf(blueprint)`` where it is made, and never asks for ``current_role()``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Request, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import CSRFProtect

from gis_app.domain.accounts import Account
from gis_app.domain.errors import NotAllowed, NotLoggedIn
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.accounts import account_of_session
from gis_app.settings import Settings
from gis_app.web import hit_counts
from gis_app.web.context import current_context

P = ParamSpec("P")
R = TypeVar("R")

SESSION_HOURS = 12
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri=f"{hit_counts.SCHEME}://", strategy="moving-window")
"""Counts in memory only: an address is kept for the length of the window and never written."""


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):
    """An account as flask-login wants to see it."""

    account: Account

    def get_id(self) -> str:
        """Return the key that the session cookie holds; it changes with the password."""
        return self.account.session_key


class SessionCookie(SecureCookieSessionInterface):
    """The session cookie; over https it is marked so, over http on the hall's laptop it cannot be."""

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's signature
        """Whether the browser must send the cookie over https only."""
        return has_request_context() and request.is_secure


def init_app(app: Flask) -> None:
    """Set up sessions, CSRF and rate limits."""
    app.config.update(
        SESSION_COOKIE_NAME="karte",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=SESSION_HOURS * 3600,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a review page may stay open all evening
    )
    app.session_interface = SessionCookie()
    csrf.init_app(app)
    limiter.init_app(app)
    manager = LoginManager()
    manager.session_protection = None  # it would put a hash of address and browser into the cookie
    manager.user_loader(_load)
    manager.init_app(app)

    @app.context_processor
    def who() -> dict[str, object]:
        return {
            "current_account": current_account,
            "current_role": current_role,
            "may": may_now,
            "Permission": Permission,
        }


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only roles with this permission into the view: others get 403, or 401 with the login form."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            check(permission)
            return view(*args, **kwargs)

        return guarded

    return wrap


def check(permission: Permission) -> None:
    """Refuse the request unless its role holds the permission.

    Raises
    ------
    NotLoggedIn
        If nobody is logged in.
    NotAllowed
        If the role may not.
    """
    if may_now(permission):
        return
    raise NotLoggedIn("not_logged_in") if current_role() is Role.PUBLIC else NotAllowed("not_allowed")


def may_now(permission: Permission) -> bool:
    """Whether the request's role holds the permission."""
    return may(current_role(), permission)


def current_role() -> Role:
    """Return the role of who is logged in, else ``PUBLIC``."""
    account = current_account()
    return account.role if account else Role.PUBLIC


def current_account_id() -> str | None:
    """Return the id of the account that is logged in."""
    account = current_account()
    return account.id if account else None


def current_account() -> Account | None:
    """Return the account that is logged in."""
    if not has_request_context():
        return None
    return current_user.account if current_user.is_authenticated else None


def enter(account: Account) -> None:
    """Begin a session of the account; nothing of the visitor's earlier session survives."""
    session.clear()
    login_user(SignedIn(account))


def leave() -> None:
    """End the session."""
    logout_user()
    session.clear()


def without_csrf(blueprint: Blueprint) -> Blueprint:
    """Free a blueprint from the CSRF check: for requests that carry a bearer token and no cookie."""
    csrf.exempt(blueprint)
    return blueprint


def bearer() -> str:
    """Return what the request carries behind ``Authorization: Bearer``; empty if it carries nothing there."""
    kind, _, carried = request.headers.get("Authorization", "").partition(" ")
    return carried.strip() if kind.lower() == "bearer" else ""


def check_plain_http(request: Request, settings: Settings) -> None:
    """Refuse a staff login that would send its password readable through the room's network.

    Raises
    ------
    NotAllowed
        Over plain HTTP from another machine, unless ``GIS_STAFF_PLAIN_HTTP`` allows it.
    """
    if not (request.is_secure or settings.staff_plain_http or is_loopback(request.remote_addr)):
        raise NotAllowed("login_needs_https")


def safe_next(target: str | None, *, otherwise: str) -> str:
    """Return ``target`` if it is a path on this site, else ``otherwise``."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return otherwise
    parts = urlsplit(target)
    suspicious = "\\" in target or not target.isprintable() or parts.scheme or parts.netloc
    return otherwise if suspicious else target


def is_loopback(address: str | None) -> bool:
    """Whether an address, as that of a request, is this very machine."""
    return address is not None and ip_address(address).is_loopback


def _load(session_key: str) -> SignedIn | None:
    account = account_of_session(current_context(), session_key)
    return SignedIn(account) if account else None
