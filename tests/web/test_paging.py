from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from shapely import Point

from gis_app.domain.geography import Project
from gis_app.domain.paging import LINES, Page, page_of
from gis_app.domain.resources import Resource
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources

MANY = LINES + 5


@pytest.fixture(autouse=True)
def zoseni(context: Context) -> None:
    """Five places more than a page holds; the last in Latvian order is Žubīte."""
    first = Resource("0", "zoseni", "zoseni-resursi", "Žubīte", "shop", True, Point(500000, 300000), 3059, "exact")
    others = [replace(first, id=str(number), name=f"Vieta {number:03}") for number in range(1, MANY)]
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"})])
        put_resources(session, [first, *others])


@pytest.mark.parametrize("address", ["/lv/list", "/lv/resources"])
def test_a_long_list_comes_in_pages_that_lead_to_each_other(client: FlaskClient, address: str) -> None:
    first, second = client.get(address).text, client.get(f"{address}?page=2").text
    assert first.count("Vieta ") == LINES
    assert "Žubīte" not in first
    assert "Žubīte" in second
    assert f"201–205 no {MANY}" in second
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


@pytest.mark.parametrize("page", ["0", "-1", "99", "viens", "9" * 40])
def test_a_page_that_does_not_exist_is_the_nearest_one(client: FlaskClient, page: str) -> None:
    assert client.get(f"/lv/list?page={page}").status_code == 200


def test_a_filter_stays_on_the_next_page_and_the_file_holds_every_line(client: FlaskClient) -> None:
    text = client.get("/lv/list?text=vieta").text
    assert "text=vieta" in text.partition('rel="next"')[2]
    assert client.get("/lv/list.csv?text=vieta").text.count("Vieta ") == MANY - 1


def test_an_empty_list_has_one_page() -> None:
    assert (Page(1, 0).pages, Page(1, 0).first, page_of(0, 7).number) == (1, 0, 1)
