import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from gis_app.services import jobs
from gis_app.services.wiring import Context
from tests.print_world import build_print_world
from tests.unit.prints.pdf import text_of
from tests.web.conftest import Visit


@pytest.fixture(autouse=True)
def _world(context: Context) -> None:
    build_print_world(context)


def test_the_form_offers_public_layers_only_and_keeps_what_the_address_says(client: FlaskClient) -> None:
    page = client.get(
        "/lv/prints?project=there&bbox=24.0,56.8,24.02,56.81&layers=there-areas,there-internal&paper=a3"
    ).get_data(as_text=True)
    assert 'value="there-areas"' in page
    assert "there-internal" not in page.replace("layers=there-areas,there-internal", "")
    assert 'value="24.0,56.8,24.02,56.81"' in page
    assert "Kartes daļa, kuru skatījāties" in page


def test_the_houses_of_the_map_page_come_along_but_a_form_may_leave_them_out(client: FlaskClient) -> None:
    def ticked(query: str) -> set[str]:
        page = client.get(f"/lv/prints?project=there&{query}").get_data(as_text=True)
        return set(re.findall(r'name="layers"\s+value="([^"]+)"\s+checked', page))

    assert ticked("layers=there-areas") == {"there-areas", "there-houses"}
    assert ticked("layers=there-areas&chosen=1") == {"there-areas"}


def test_a_visitor_prints_from_form_to_file_without_script_or_cookie(client: FlaskClient, context: Context) -> None:
    answer = client.post("/lv/prints", data={"project": "there", "territory": "own:1@2021-01-01", "paper": "a4"})
    assert answer.status_code == 302
    wait = urlsplit(answer.location).path
    assert "Gaida rindā" in client.get(wait).get_data(as_text=True)
    job_id = wait.rsplit("/", 1)[1]
    assert client.get(f"/api/v1/jobs/{job_id}").get_json()["state"] == "queued"
    assert client.get(f"{wait}/karte.pdf").status_code == 404
    jobs.run_next(context)
    assert "mērogā 1 : 7" in client.get(wait).get_data(as_text=True)
    assert client.get(f"/api/v1/jobs/{job_id}").get_json()["ended"] is True
    file = client.get(f"{wait}/karte.pdf")
    assert file.mimetype == "application/pdf"
    assert "Zosēni" in text_of(file.data)
    assert "Set-Cookie" not in answer.headers


def test_a_print_of_staff_is_closed_to_others(client: FlaskClient, visit: Visit, context: Context) -> None:
    worker = visit("worker")
    wait = urlsplit(worker.post("/lv/prints", data={"project": "there"}).location).path
    jobs.run_next(context)
    assert worker.get(f"{wait}/karte.pdf").status_code == 200
    for address in (wait, f"{wait}/karte.pdf", f"/api/v1/jobs/{wait.rsplit('/', 1)[1]}"):
        assert client.get(address).status_code == 404
        assert visit("planner").get(address).status_code == 404


def test_rule_6_4_a_worker_gets_no_sensitive_place_on_paper_either(visit: Visit, context: Context) -> None:
    worker = visit("worker")
    wait = urlsplit(worker.post("/lv/prints", data={"project": "there"}).location).path
    jobs.run_next(context)
    assert "Klusums" not in text_of(worker.get(f"{wait}/karte.pdf").data)


def test_what_cannot_be_printed_is_refused_before_it_waits(client: FlaskClient) -> None:
    for data in ({"paper": "a7"}, {"scale": "12"}, {"bbox": "1,2,x"}, {"title": "x" * 200}, {"bbox": "20,55,29,59"}):
        answer = client.post("/lv/prints", data={"project": "there", **data})
        assert 400 <= answer.status_code < 500, data
        assert "<h1>" in answer.get_data(as_text=True)


def test_the_small_picture_is_drawn_and_says_nothing_unescaped(client: FlaskClient) -> None:
    answer = client.get("/lv/prints/preview.svg?project=there&title=%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer.mimetype == "image/svg+xml"
    assert "<script" not in answer.get_data(as_text=True)
    assert "&lt;script&gt;" in answer.get_data(as_text=True)


def test_the_scales_say_what_they_show(client: FlaskClient) -> None:
    scales = client.get("/lv/prints/scales?project=there&paper=a3").get_json()["scales"]
    words = {one["value"]: one["label"] for one in scales}
    assert words["500"].endswith("redzama daļa")
    assert words["50000"].endswith("redzams viss")


def test_one_address_cannot_fill_the_queue(client: FlaskClient) -> None:
    answers = [client.post("/lv/prints", data={"project": "there"}).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
