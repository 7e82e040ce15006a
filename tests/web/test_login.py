"""Login, logout, sessions and the guards around them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gis_app.domain.accounts import Account
from gis_app.domain.errors import NotAllowed
from gis_app.domain.roles import Role
from gis_app.services.accounts import add_account, change_password, list_accounts, set_active
from gis_app.services.wiring import Context
from gis_app.web import security

PASSWORD = "a long secret of Zosēni"


@pytest.fixture
def worker(context: Context) -> Account:
    add_account(context, "Ilze", role="worker", password=PASSWORD)
    return list_accounts(context)[0]


@pytest.fixture(autouse=True)
def _fresh_limits(app: Flask) -> None:
    with app.app_context():
        security.limiter.reset()


def token_of(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, "the page has no form with a CSRF token"
    return found[1]


def log_in(client: FlaskClient, password: str = PASSWORD, *, login: str = "ilze", where: str = "") -> TestResponse:
    token = token_of(client.get("/lv/login"))
    form = {"csrf_token": token, "login": login, "password": password, "next": where}
    return client.post("/lv/login", data=form)


def role_of(client: FlaskClient) -> Role:
    with client:
        client.get("/lv/login")
        return security.current_role()


@pytest.mark.usefixtures("worker")
def test_the_right_password_opens_a_session_and_logout_ends_it(client: FlaskClient) -> None:
    assert role_of(client) is Role.PUBLIC
    assert log_in(client).status_code == 302
    assert role_of(client) is Role.WORKER
    client.post("/lv/logout", data={"csrf_token": token_of(client.get("/lv/login"))})
    assert role_of(client) is Role.PUBLIC


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("login", "password"), [("ilze", "wrong password"), ("nobody", PASSWORD), ("ilze", "x" * 5000)]
)
def test_a_wrong_login_is_refused_with_one_and_the_same_sentence(
    client: FlaskClient, login: str, password: str
) -> None:
    answer = log_in(client, password, login=login)
    assert answer.status_code == 401
    assert "Lietotājvārds vai parole nav pareiza." in answer.text
    assert role_of(client) is Role.PUBLIC


def test_a_shut_account_cannot_log_in_and_its_open_session_ends(
    client: FlaskClient, context: Context, worker: Account
) -> None:
    log_in(client)
    set_active(context, worker.id, active=False)
    assert role_of(client) is Role.PUBLIC
    assert log_in(client).status_code == 401


@pytest.mark.usefixtures("worker")
def test_a_new_password_ends_the_sessions_opened_with_the_old_one(client: FlaskClient, context: Context) -> None:
    log_in(client)
    new = change_password(context, "ilze")
    assert role_of(client) is Role.PUBLIC
    assert log_in(client).status_code == 401
    assert log_in(client, new).status_code == 302


@pytest.mark.usefixtures("worker")
def test_nothing_put_into_the_session_before_login_survives_it(client: FlaskClient) -> None:
    client.get("/lv/login")
    with client.session_transaction() as planted:
        planted["planted"] = "by somebody else"
        before = planted["csrf_token"]
    log_in(client)
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_without_its_token_a_form_is_refused_and_says_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/lv/login", data={"login": "ilze", "password": PASSWORD})
    assert answer.status_code == 400
    assert "pārlādējiet lapu" in answer.text


@pytest.mark.usefixtures("worker")
def test_the_sixth_wrong_password_closes_the_login_for_a_while_but_not_for_others(
    client: FlaskClient, context: Context
) -> None:
    add_account(context, "juris", role="worker", password=PASSWORD)
    assert [log_in(client, "wrong password").status_code for _ in range(7)] == [401] * 6 + [429]
    assert log_in(client).status_code == 429
    assert log_in(client, login="juris").status_code == 302


@pytest.mark.usefixtures("worker")
def test_after_login_one_comes_back_to_the_page_one_asked_for(client: FlaskClient) -> None:
    assert log_in(client, where="/lv/meetings?project=pardaugava").location == "/lv/meetings?project=pardaugava"


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/x.y",
    ],
)
def test_login_never_leads_to_another_site(client: FlaskClient, elsewhere: str) -> None:
    assert log_in(client, where=elsewhere).location == "/lv/"
    form = (
        client.get("/lv/login", query_string={"next": elsewhere})
        .text.partition('<form class="card"')[2]
        .partition("</form>")[0]
    )
    assert elsewhere not in form


@pytest.mark.usefixtures("worker")
def test_staff_log_in_over_plain_http_from_this_machine_only(client: FlaskClient) -> None:
    token = token_of(client.get("/lv/login"))
    form = {"csrf_token": token, "login": "ilze", "password": PASSWORD}
    from_the_room = client.post("/lv/login", data=form, environ_base={"REMOTE_ADDR": "192.168.1.20"})
    assert from_the_room.status_code == 403
    assert role_of(client) is Role.PUBLIC
    referrer = {"Referer": "https://localhost/lv/login"}
    over_tls = client.post(
        "/lv/login",
        data=form,
        base_url="https://localhost",
        environ_base={"REMOTE_ADDR": "192.168.1.20"},
        headers=referrer,
    )
    assert over_tls.status_code == 302
    assert "Secure" in over_tls.headers["Set-Cookie"]


def test_a_setting_lets_staff_log_in_over_the_rooms_network(app: Flask) -> None:
    settings = app.extensions["karte"].settings
    with app.test_request_context("/lv/login", environ_base={"REMOTE_ADDR": "192.168.1.20"}) as visit:
        with pytest.raises(NotAllowed, match="login_needs_https"):
            security.check_plain_http(visit.request, settings)
        allowed = type(settings)(data_dir=settings.data_dir, staff_plain_http=True)
        security.check_plain_http(visit.request, allowed)


@pytest.mark.usefixtures("worker")
def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = log_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
