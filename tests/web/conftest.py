"""A site over an empty installation, and visitors of every role."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gis_app.domain.accounts import Account
from gis_app.domain.roles import Role
from gis_app.services.wiring import Context
from gis_app.store.accounts import put_account
from gis_app.web.factory import create_app

Visit = Callable[[Role | str], FlaskClient]


@pytest.fixture
def app(context: Context) -> Flask:
    """The site."""
    site = create_app(context=context)
    site.testing = True
    return site


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor who is not logged in."""
    return app.test_client()


@pytest.fixture
def visit(app: Flask, context: Context) -> Visit:
    """``visit("worker")`` is a visitor logged in with that role; forms of theirs need no CSRF token."""
    app.config["WTF_CSRF_ENABLED"] = False
    return lambda role: signed_in(app, context, Role(role))


def signed_in(app: Flask, context: Context, role: Role) -> FlaskClient:
    """Return a client of a new account with this role; hashing a password each time would take too long."""
    client = app.test_client()
    if role is Role.PUBLIC:
        return client
    account = Account(id=str(uuid4()), login=f"{role}-{uuid4().hex[:6]}", role=role, session_key=uuid4().hex)
    with context.database.transaction() as session:
        put_account(session, account, password_hash="-")
    with client.session_transaction() as cookie:
        cookie["_user_id"] = account.session_key
        cookie["_fresh"] = True
    return client
