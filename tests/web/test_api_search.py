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
from gis_app.web.factory import create_app


@pytest.fixture
def client(context: Context) -> FlaskClient:
    place = Resource(
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
    )
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"})])
        put_resources(session, [place, replace(place, id="2", name="Patversme", kind="shelter", sensitive=True)])
    return create_app(context=context).test_client()


def test_a_hit_has_a_place_in_degrees_and_words_in_the_language_asked_for(client: FlaskClient) -> None:
    hit = client.get("/api/v1/search?q=biblio&lang=lv&project=there").get_json()["hits"][0]
    assert hit["title"] == "<img src=x onerror=alert(1)>"  # a fact as it is: the page writes it as text
    assert hit["detail"] == "Bibliotēka, Āriņi, aptuvena vieta: apkaime"
    assert hit["lon"] == pytest.approx(24.0, abs=1e-6)
    english = client.get("/api/v1/search?q=library&project=there", headers={"Accept-Language": "en"}).get_json()
    assert english["hits"][0]["detail"].startswith("Library")


def test_rule_6_4_nobody_finds_a_sensitive_place_without_logging_in(client: FlaskClient) -> None:
    assert client.get("/api/v1/search?q=patversme&project=there").get_json()["hits"] == []


def test_without_a_text_nothing_is_found_and_an_unknown_project_is_said(client: FlaskClient) -> None:
    assert client.get("/api/v1/search").get_json()["hits"] == []
    answer = client.get("/api/v1/search?q=a&project=nowhere")
    assert answer.status_code == 404
    assert answer.get_json()["error"]["code"] == "project_not_found"


def test_where_no_names_of_farms_were_imported_an_empty_answer_says_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=Kalnzaki&project=there&lang=lv").get_json()
    assert answer["hits"] == []
    assert answer["hint"].startswith("Mājvārdu un ciemu nosaukumu šajā kartē vēl nav")
    assert client.get("/api/v1/search?q=biblio&lang=lv&project=there").get_json()["hint"] == ""
    assert "adrešu reģistra" in client.get("/lv/data?project=there").get_data(as_text=True)
