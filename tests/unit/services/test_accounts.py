"""Accounts: made, found, shut; passwords stored as argon2 hashes only."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from gis_app.domain.errors import Conflict, InputRefused, NotFound, NotLoggedIn, UnknownCode
from gis_app.services import accounts
from gis_app.services.wiring import Context
from gis_app.store.models import AccountRow

PASSWORD = "a long secret of Zosēni"


def stored_hash(context: Context, login: str) -> str:
    with context.database.reading() as session:
        return session.scalars(select(AccountRow.password).where(AccountRow.login == login)).one()


def test_a_password_is_stored_as_an_argon2id_hash_and_opens_the_account(context: Context) -> None:
    password = accounts.add_account(context, "ilze", role="worker")
    assert stored_hash(context, "ilze").startswith("$argon2id$")
    assert password not in (context.settings.data_dir / "kopienas-karte.sqlite").read_bytes().decode("latin-1")
    assert accounts.log_in(context, " ILZE ", password).login == "ilze"
    with pytest.raises(NotLoggedIn):
        accounts.log_in(context, "ilze", password + "x")


def test_a_hash_made_with_weaker_parameters_is_renewed_at_the_next_login(context: Context) -> None:
    accounts.add_account(context, "ilze", role="worker", password=PASSWORD)
    weak = PasswordHasher(time_cost=1, memory_cost=32, parallelism=1).hash(PASSWORD)
    with context.database.transaction() as session:
        session.scalars(select(AccountRow)).one().password = weak
    accounts.log_in(context, "ilze", PASSWORD)
    assert stored_hash(context, "ilze") != weak
    accounts.log_in(context, "ilze", PASSWORD)


def test_random_passwords_differ_and_can_be_read_aloud() -> None:
    made = {accounts.random_password() for _ in range(50)}
    assert len(made) == 50
    assert not set("".join(made)) & set("0o1liOIL")


def test_a_login_is_taken_however_it_is_capitalised(context: Context) -> None:
    accounts.add_account(context, "Ilze", role="worker", password=PASSWORD)
    with pytest.raises(Conflict, match="login_taken"):
        accounts.add_account(context, "iLZE", role="planner", password=PASSWORD)


@pytest.mark.parametrize(
    ("login", "role", "password", "code"),
    [
        ("", "worker", PASSWORD, "login_refused"),
        ("two words", "worker", PASSWORD, "login_refused"),
        ("x" * 121, "worker", PASSWORD, "login_refused"),
        ("ilze", "public", PASSWORD, "unknown_role"),
        ("ilze", "boss", PASSWORD, "unknown_role"),
        ("ilze", "worker", "short", "password_length"),
        ("ilze", "worker", "x" * 201, "password_length"),
    ],
)
def test_a_wrong_account_is_refused_with_its_reason(
    context: Context, login: str, role: str, password: str, code: str
) -> None:
    with pytest.raises((InputRefused, UnknownCode), match=code):
        accounts.add_account(context, login, role=role, password=password)
    assert accounts.list_accounts(context) == []


def test_the_only_administrator_cannot_be_shut_out(context: Context) -> None:
    accounts.add_account(context, "one", role="admin", password=PASSWORD)
    first = accounts.list_accounts(context)[0]
    with pytest.raises(Conflict, match="last_admin"):
        accounts.set_active(context, first.id, active=False)
    accounts.add_account(context, "two", role="admin", password=PASSWORD)
    accounts.set_active(context, first.id, active=False)
    assert [account.active for account in accounts.list_accounts(context)] == [False, True]


def test_an_account_nobody_has_is_named_in_the_error(context: Context) -> None:
    with pytest.raises(NotFound, match="nobody"):
        accounts.change_password(context, "nobody")
    with pytest.raises(NotFound):
        accounts.set_active(context, "nobody", active=True)


def test_the_first_admin_is_made_once_and_demo_accounts_only_where_missing(context: Context) -> None:
    made = accounts.first_admin(context)
    assert made is not None
    assert accounts.log_in(context, *made).role == "admin"
    assert accounts.first_admin(context) is None
    assert [row[:2] for row in accounts.demo_accounts(context)] == [("planner", "planner"), ("worker", "worker")]
    assert accounts.demo_accounts(context) == []


def test_every_change_of_an_account_leaves_a_trace_with_who_and_when(context: Context) -> None:
    accounts.add_account(context, "boss", role="admin", password=PASSWORD)
    boss = accounts.list_accounts(context)[0]
    accounts.add_account(context, "ilze", role="worker", password=PASSWORD, by=boss.id)
    accounts.change_password(context, "ilze", by=boss.id)
    newest = accounts.audit_entries(context)
    assert [(entry.what, entry.login, entry.at) for entry in newest] == [
        ("account.password", "boss", context.clock()),
        ("account.add", "boss", context.clock()),
        ("account.add", None, context.clock()),
    ]
    assert [entry.what for entry in accounts.audit_entries(context, before=newest[0].id, limit=1)] == ["account.add"]
