"""What every answer carries: headers, compression, caching, the line in the log."""

import gzip
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response, url_for
from flask.testing import FlaskClient
from werkzeug.wrappers import Response as Answer

from gis_app import paths
from gis_app.services.wiring import Context
from gis_app.web import headers
from gis_app.web.access_log import Lines
from gis_app.web.factory import create_app
from gis_app.web.static import folder_version


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


def test_a_page_loads_scripts_and_styles_from_itself_only(client: FlaskClient) -> None:
    policy = directives(client.get("/lv/login").headers["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    for kind in ("script-src", "style-src"):
        assert policy[kind][0] == "'self'"
        assert re.fullmatch(r"'nonce-[\w-]{22}'", policy[kind][1])
        assert len(policy[kind]) == 2
    assert not [source for sources in policy.values() for source in sources if "http" in source or source == "*"]


def test_the_nonce_is_new_for_every_page(client: FlaskClient) -> None:
    first, second = (client.get("/lv/login").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_the_online_base_map_is_allowed_only_when_its_setting_is_set(context: Context) -> None:
    settings = replace(context.settings, online_basemap_url="https://{s}.tiles.example/{z}/{x}/{y}.png")
    site = create_app(context=replace(context, settings=settings))
    policy = directives(site.test_client().get("/lv/login").headers["Content-Security-Policy"])
    assert policy["img-src"] == ["'self'", "data:", "blob:", "https://*.tiles.example"]
    assert policy["connect-src"] == ["'self'"]


@pytest.mark.parametrize("address", ["/lv/login", "/healthz", "/lv/there-is-none"])
def test_pages_are_never_kept_and_never_guessed(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/healthz", "/lv/login?next=/lv/", "/lv/there-is-none"])
def test_a_visitor_without_account_gets_no_cookie_unless_they_open_a_form(client: FlaskClient, address: str) -> None:
    assert ("Set-Cookie" in client.get(address).headers) == address.startswith("/lv/login")


def test_a_static_file_is_kept_for_a_year_under_its_version(app: Flask, client: FlaskClient) -> None:
    with app.test_request_context():
        address = url_for("static", filename="css/base.css")
    assert f"~{folder_version(paths.STATIC)}/" in address
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
    assert answer.mimetype == "text/css"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/static/css/base.css").headers["Cache-Control"] == "no-cache"


def test_a_static_file_comes_compressed_to_whom_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/static/css/base.css")
    packed = client.get("/static/css/base.css", headers={"Accept-Encoding": "gzip, deflate"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == (paths.STATIC / "css/base.css").read_bytes()


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "css", "css/none.css", "%2e%2e/pyproject.toml", "css/../../README.md"]
)
def test_nothing_outside_the_static_folder_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a")
    first = folder_version(tmp_path)
    (tmp_path / "b.css").write_text("b")
    second = folder_version(tmp_path)
    (tmp_path / "b.css").write_text("c")
    assert len({first, second, folder_version(tmp_path)}) == 3


def test_a_long_answer_is_compressed_and_still_revalidates(app: Flask) -> None:
    def words() -> Answer:
        from flask import request

        answer = Response("vārds " * 400, mimetype="application/json")
        answer.set_etag("one")
        return answer.make_conditional(request)

    app.add_url_rule("/words", view_func=words)
    client = app.test_client()
    packed = client.get("/words", headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) < 100
    assert gzip.decompress(packed.data).decode() == "vārds " * 400
    assert packed.headers["Content-Length"] == str(len(packed.data))
    again = client.get("/words", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Encoding" not in client.get("/words").headers
    assert "Accept-Encoding" in client.get("/words").headers["Vary"]


def test_a_short_answer_is_sent_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert len(answer.data) < headers.COMPRESSED_FROM_BYTES
    assert "Content-Encoding" not in answer.headers


def log_of(context: Context) -> list[str]:
    return (context.settings.data_dir / "logs" / "access.log").read_text(encoding="utf-8").splitlines()


def test_rule_6_15_the_access_log_holds_no_address_no_browser_and_no_query(
    app: Flask, client: FlaskClient, context: Context
) -> None:
    browser = {"User-Agent": "Lynx of Zosēni"}
    client.get("/lv/login?next=/lv/list", environ_base={"REMOTE_ADDR": "203.0.113.7"}, headers=browser)
    client.get("/lv/%0Aforged%20line", headers={"X-Forwarded-For": "203.0.113.8"})
    first, second = log_of(context)
    assert re.fullmatch(r"2026-05-20T17:30Z GET /lv/login 200 \d+", first)
    assert re.fullmatch(r"2026-05-20T17:30Z GET /lv/\?forged line 404 \d+", second)


def test_rule_6_8_the_access_log_does_not_tell_which_meeting_a_request_was_for(
    app: Flask, client: FlaskClient, context: Context
) -> None:
    app.add_url_rule("/m/<code>", view_func=lambda code: code)
    client.get("/m/ZOSENI7")
    assert log_of(context)[-1].split()[2] == "/m/<code>"


@pytest.mark.parametrize(
    ("address", "pattern"),
    [
        ("/lv/m/ZOSENI", "/<any(lv,ru,en):language>/m/<code>"),
        ("/api/v1/meetings/ZOSENI", "/api/v1/meetings/<code>"),
        ("/m/ZOSENI/none", "(unknown)"),
        ("/lv/meetings/6f1c/marks/9ab2/none", "(unknown)"),
        ("/lv/meetings/6f1c", "/<any(lv,ru,en):language>/meetings/<meeting_id>"),
    ],
)
def test_rule_6_15_no_code_of_a_meeting_and_no_id_of_a_mark_stands_in_the_access_log(
    client: FlaskClient, context: Context, address: str, pattern: str
) -> None:
    client.get(address)
    assert log_of(context)[-1].split()[2] == pattern


def test_the_access_log_begins_a_new_file_before_it_grows_too_large(tmp_path: Path) -> None:
    file = tmp_path / "access.log"
    file.write_text("an older line\n", encoding="utf-8")
    handler = Lines(file, maxBytes=60, backupCount=1, encoding="utf-8", delay=True)
    for number in range(5):
        handler.emit(logging.makeLogRecord({"msg": f"line {number} of twenty b"}))
    handler.close()
    old, new = ((tmp_path / name).read_text("utf-8").splitlines() for name in ("access.log.1", "access.log"))
    assert old == ["an older line", "line 0 of twenty b", "line 1 of twenty b"]
    assert new == [f"line {number} of twenty b" for number in (2, 3, 4)]
