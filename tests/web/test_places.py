from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from shapely import Point

from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Project
from gis_app.domain.resources import Resource
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources

PLACE = Resource(
    id="1",
    project="there",
    layer="there-resursi",
    name="<img src=x onerror=alert(1)>",
    kind="library",
    formal=True,
    geometry=Point(500000, 300000),
    epsg=LKS92,
    precision="neighbourhood",
    address="Āriņi",
    source="stāsts",
)


@pytest.fixture
def there(context: Context) -> None:
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"}), Project("town", {"lv": "Pilsēta"}, invented=True)])
        put_resources(
            session,
            [
                PLACE,
                replace(PLACE, id="2", name="Klubs", kind="ngo", geometry=None, precision="none"),
                replace(PLACE, id="3", name="Patversme", kind="shelter", sensitive=True),
            ],
        )


def page(client: FlaskClient, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def test_the_list_flags_approximate_places_and_escapes_names(client: FlaskClient, there: None) -> None:
    text = page(client, "/lv/resources?project=there")
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "<img src=x" not in text
    assert "aptuvena vieta: apkaime" in text
    assert "vieta nav zināma" in text
    assert "Patversme" not in text
    assert "2 vietas un pakalpojumi" in text


def test_the_filter_works_as_a_plain_form(client: FlaskClient, there: None) -> None:
    text = page(client, "/lv/resources?project=there&kind=ngo&precision=&q=")
    assert "Klubs" in text
    assert "onerror" not in text
    assert "1 vieta vai pakalpojums" in text
    assert "Nekas neatbilst" in page(client, "/lv/resources?project=there&q=qwerty")
    assert "castle" in page(client, "/lv/resources?project=there&kind=castle", status=400)


def test_a_project_without_places_says_so(client: FlaskClient, there: None) -> None:
    text = page(client, "/lv/resources?project=town")
    assert "vēl nav ievadīta" in text
    assert "invented-banner" in text


def test_a_place_says_its_source_and_how_sure_its_point_is(client: FlaskClient, there: None) -> None:
    text = page(client, "/lv/resources/1")
    assert "stāsts" in text
    assert "vēl nav pārbaudīts" in text
    assert "#map=17/" in text
    assert "aptuvens" in text
    assert "kartē tās nav" in page(client, "/lv/resources/2")


def test_rule_6_4_a_sensitive_place_is_not_found_by_the_public(
    client: FlaskClient, visit: Callable[[str], FlaskClient], there: None
) -> None:
    page(client, "/lv/resources/3", status=404)
    assert "Patversme" in page(visit("worker"), "/lv/resources/3")


def test_the_data_page_says_source_licence_date_and_fields_of_every_layer(client: FlaskClient, there: None) -> None:
    text = page(client, "/lv/data?project=there")
    for words in ("Resursi un pakalpojumi", "© pašvaldība", "papildina šajā vietnē", "EPSG:3059", "12 lauku"):
        assert words in text
    assert "Izdomāta pilsēta" in page(client, "/lv/data?project=town")


def test_an_installation_without_projects_says_so(client: FlaskClient) -> None:
    assert "Vēl nav neviena projekta" in page(client, "/lv/data", status=404)
