"""The administrator's pages."""

import re
from dataclasses import replace

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gis_app.domain.accounts import Account
from gis_app.domain.roles import Role
from gis_app.services import accounts
from gis_app.services.settings_in_force import settings_in_force, without_password
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from tests.web.conftest import Visit


def add(admin: FlaskClient, **fields: str) -> TestResponse:
    return admin.post("/en/admin/accounts", data={"login": "ilze", "role": "worker", **fields})


def named(context: Context, login: str) -> Account:
    return next(account for account in accounts.list_accounts(context) if account.login == login)


def secret(page: TestResponse) -> str:
    shown = re.search(r'class="secret">([^<]+)<', page.text)
    assert shown, "no password is shown"
    return shown[1]


def test_a_new_account_gets_a_random_password_that_is_shown_once(visit: Visit, context: Context) -> None:
    admin = visit("admin")
    password = secret(add(admin, title="Vecākā sociālā darbiniece"))
    account = accounts.log_in(context, "ilze", password)
    assert (account.role, account.title) == (Role.WORKER, "Vecākā sociālā darbiniece")
    assert password not in admin.get("/en/admin").text


def test_a_refused_account_keeps_what_was_typed_and_says_why(visit: Visit, context: Context) -> None:
    admin = visit("admin")
    add(admin)
    taken = add(admin, title="second")
    assert taken.status_code == 400
    assert "The login “ilze” is taken." in taken.text
    assert 'value="second"' in taken.text
    short = add(admin, login="juris", password="short")
    assert "A password has 10 to 200 characters." in short.text
    assert add(admin, login="juris", role="public").status_code == 400
    assert len(accounts.list_accounts(context)) == 2


def test_the_administrator_gives_a_new_password(visit: Visit, context: Context) -> None:
    admin = visit("admin")
    add(admin)
    page = admin.post(f"/en/admin/accounts/{named(context, 'ilze').id}/password")
    assert accounts.log_in(context, "ilze", secret(page)).role is Role.WORKER


def test_a_closed_account_shows_as_closed_and_opens_again(visit: Visit, context: Context) -> None:
    admin = visit("admin")
    add(admin)
    address = f"/en/admin/accounts/{named(context, 'ilze').id}/active"
    admin.post(address, data={"active": "no"})
    assert not named(context, "ilze").active
    assert "Open the account" in admin.get("/en/admin").text
    admin.post(address, data={"active": "yes"})
    assert named(context, "ilze").active
    assert admin.post(address, data={"active": "perhaps"}).status_code == 400
    assert admin.post("/en/admin/accounts/nobody/active", data={"active": "no"}).status_code == 404


def test_the_only_administrator_is_not_closed(visit: Visit, context: Context) -> None:
    admin = visit("admin")
    me = accounts.list_accounts(context)[0]
    answer = admin.post(f"/en/admin/accounts/{me.id}/active", data={"active": "no"})
    assert answer.status_code == 409
    assert "is the only administrator" in answer.text


def test_the_log_shows_who_did_what(visit: Visit, context: Context) -> None:
    accounts.add_account(context, "juris", role="planner")
    admin = visit("admin")
    add(admin)
    page = admin.get("/en/admin/audit").text
    rows = [re.sub(r"<[^>]+>|\s+", " ", row).split() for row in page.split("<tr>")[2:]]
    assert "admin-" in " ".join(rows[0])
    assert "made an account" in " ".join(rows[0])
    assert "command line" in " ".join(rows[1])
    assert "Older" not in page


def test_the_log_of_more_than_a_page_leads_to_older_entries(visit: Visit, context: Context) -> None:
    accounts.add_account(context, "ilze", role="worker")
    for _ in range(100):
        accounts.change_password(context, "ilze")
    admin = visit("admin")
    first = admin.get("/en/admin/audit").text
    older = re.search(r'href="(/en/admin/audit\?before=\d+)"', first)
    assert older
    second = admin.get(older[1]).text
    assert (first.count("<tr>"), second.count("<tr>")) == (1 + 100, 1 + 1)


def test_names_of_accounts_are_shown_as_text(visit: Visit) -> None:
    page = add(visit("admin"), title="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text


def test_the_settings_page_lists_every_setting_in_the_readers_language(visit: Visit, context: Context) -> None:
    page = visit("admin").get("/lv/admin/settings").text
    assert "GIS_STAFF_PLAIN_HTTP" in page
    assert "Ports, kurā serveris gaida." in page
    assert all(setting.variable in page for setting in settings_in_force(context))
    assert context.secret.hex() not in page


def test_a_password_inside_a_setting_is_hidden(context: Context) -> None:
    settings = Settings(data_dir=context.settings.data_dir, database_url="postgresql://karte:hush@db.local/karte")
    shown = {one.variable: one for one in settings_in_force(replace(context, settings=settings))}
    assert shown["GIS_DATABASE_URL"].value == "postgresql://karte:•••@db.local/karte"
    assert shown["GIS_DATABASE_URL"].changed
    assert not shown["GIS_PORT"].changed
    assert without_password("https://{s}.tiles.example/{z}/{x}/{y}.png") == "https://{s}.tiles.example/{z}/{x}/{y}.png"


def test_a_number_that_no_database_keeps_breaks_no_log(visit: Visit) -> None:
    assert visit("admin").get(f"/lv/admin/audit?before={'9' * 30}").status_code == 200
