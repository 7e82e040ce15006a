"""The header: what each role is offered, projects, languages, and the banner of an invented project."""

import re

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from gis_app.domain.geography import Project
from gis_app.domain.roles import Role, may
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.web.context import about_project
from gis_app.web.navigation import ITEMS
from tests.web.conftest import Visit

REAL = Project("zoseni", {"lv": "Zosēni", "en": "Zosēni"})
INVENTED = Project("paraugs", {"lv": "Paraugs", "en": "Sample"}, invented=True)
BANNER = 'class="invented-banner"'


@pytest.fixture
def _two_projects(context: Context) -> None:
    with context.database.transaction() as session:
        put_projects(session, [REAL, INVENTED])


def links(page: str) -> list[str]:
    navigation = page.partition('<nav class="site-nav"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', navigation)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_offered_the_pages_it_may_open_and_no_other(visit: Visit, app: Flask, role: Role) -> None:
    client = visit(role)
    with app.test_request_context("/lv/login"):
        app.preprocess_request()
        offered = [
            app.url_for(item.endpoint)
            for item in ITEMS
            if item.where is None and (item.permission is None or may(role, item.permission))
        ]
    assert links(client.get("/lv/login").text) == offered
    assert not {client.get(address).status_code for address in offered} & {401, 403}


@pytest.mark.usefixtures("_two_projects")
def test_every_page_of_an_invented_project_says_so_once(client: FlaskClient, app: Flask) -> None:
    assert BANNER not in client.get("/lv/list?project=zoseni").text
    page = client.get("/lv/list?project=paraugs").text
    assert page.count(BANNER) == 1
    assert "Izdomāta pilsēta" in page
    with app.test_request_context("/lv/list"):
        app.preprocess_request()
        about_project(INVENTED)
        twice = '{% extends "base.html" %}{% block content %}{% include "_macros/invented.html" %}{% endblock %}'
        assert render_template_string(twice).count(BANNER) == 1


@pytest.mark.usefixtures("_two_projects")
def test_the_project_switch_keeps_the_page_and_marks_the_project_in_hand(client: FlaskClient) -> None:
    page = client.get("/en/list?project=paraugs&text=park").text
    switch = page.partition("</summary>")[2].partition("</details>")[0]
    assert re.findall(r'href="([^"]+)"', switch) == ["/en/list?project=zoseni", "/en/list?project=paraugs"]
    assert re.search(r'project=paraugs"\s+aria-current="true"', switch)
    assert links(page)[0] == "/en/?project=paraugs"


@pytest.mark.usefixtures("_two_projects")
def test_an_unknown_project_is_told_and_the_header_stands_on_the_first(client: FlaskClient) -> None:
    answer = client.get("/lv/list?project=atlantida")
    assert answer.status_code == 404
    assert BANNER not in answer.text
    assert "Zosēni" in answer.text


def test_a_site_with_one_project_or_none_needs_no_switch(client: FlaskClient, context: Context) -> None:
    assert "project=" not in client.get("/lv/login").text
    with context.database.transaction() as session:
        put_projects(session, [REAL])
    assert 'class="dropdown"' not in client.get("/lv/login").text


def test_staff_see_their_role_and_a_way_out(visit: Visit) -> None:
    page = visit("planner").get("/lv/login").text
    assert "Plānotājs" in page
    assert page.count('action="/lv/logout"') == 2
