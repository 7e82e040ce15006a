import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from gis_app.domain.meetings import Meeting
from gis_app.services import jobs
from gis_app.services.wiring import Context
from tests.meeting_world import build_world, new_meeting
from tests.unit.prints.pdf import read, text_of
from tests.web.conftest import Visit

FORM = {
    "sections": ["run_sheet", "cards", "tables", "grids"],
    "languages": "lv+ru",
    "cards": "10",
    "slips": "2",
    "copies": "1",
    "tables": "1",
    "paper": "a4",
    "layout": "auto",
    "palette": "grey",
    "minutes": "90",
}


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context)
    return new_meeting(context)


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form that fetches the file."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def test_from_the_form_over_the_maps_to_one_file(context: Context, meeting: Meeting, worker: FlaskClient) -> None:
    address = f"/lv/meetings/{meeting.id}/kit"
    assert "Dalībnieku kartītes" in worker.get(address).get_data(as_text=True)
    answer = worker.post(address, data=FORM)
    assert answer.status_code == 302
    wait = answer.location
    assert "Kartes tiek zīmētas" in worker.get(wait).get_data(as_text=True)
    assert jobs.run_next(context)
    page = worker.get(wait).get_data(as_text=True)
    assert "Saglabāt komplektu (PDF)" in page
    (picture,) = re.findall(r'<img src="([^"]+/maps/[^"]+\.svg)"', page)
    assert worker.get(picture).mimetype == "image/svg+xml"
    fetched = {**hidden(page), "wifi_name": "Zāle", "wifi_password": "parole123"}
    file = worker.post(f"{address}/komplekts.pdf", data=fetched)
    assert file.mimetype == "application/pdf"
    assert (file.headers["Cache-Control"], len(read(file.data).pages)) == ("no-store", 4)
    text = text_of(file.data).replace("\xa0", " ")
    for words in ("parole123", "Ваша карточка", "Kvadrāts", "Mērogs 1 :", f"localhost/m/{meeting.code}"):
        assert words in text
    assert "izdrukātas 10 kartītes" in worker.get(address).get_data(as_text=True)


def test_a_kit_without_maps_needs_no_waiting(meeting: Meeting, worker: FlaskClient) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/kit", data={**FORM, "sections": ["poster"]})
    page = worker.get(answer.location).get_data(as_text=True)
    assert "Saglabāt komplektu (PDF)" in page
    assert "wifi_name" not in page
    file = worker.post(f"/lv/meetings/{meeting.id}/kit/komplekts.pdf", data=hidden(page))
    assert "Kāpēc jautājam" in text_of(file.data)


@pytest.mark.parametrize("wrong", [{"sections": []}, {"cards": "-4"}, {"cards": "many"}, {"paper": "a0"}])
def test_choices_that_make_no_kit_are_said_on_the_page(
    meeting: Meeting, worker: FlaskClient, wrong: dict[str, str]
) -> None:
    answer = worker.post(f"/lv/meetings/{meeting.id}/kit", data={**FORM, **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a_wrong_password_of_the_network_is_said_and_no_card_is_made(
    context: Context, meeting: Meeting, worker: FlaskClient
) -> None:
    body = {**FORM, "sections": ["tables", "cards"], "wifi_name": "Zāle", "wifi_password": "īsa"}
    answer = worker.post(f"/lv/meetings/{meeting.id}/kit/komplekts.pdf", data=body)
    assert answer.status_code == 400
    assert "8–63" in answer.get_data(as_text=True)
    assert "īsa" not in answer.get_data(as_text=True)
    assert "izdrukāt" not in worker.get(f"/lv/meetings/{meeting.id}/kit").get_data(as_text=True).split("<form")[0]


def test_the_maps_of_one_meeting_are_not_printed_for_another(
    context: Context, meeting: Meeting, worker: FlaskClient
) -> None:
    other = new_meeting(context)
    answer = worker.post(f"/lv/meetings/{other.id}/kit", data=FORM)
    job = re.findall(r"job=([0-9a-f-]{36})", urlsplit(answer.location).query)[0]
    jobs.run_next(context)
    body = {**FORM, "job": job}
    assert worker.post(f"/lv/meetings/{meeting.id}/kit/komplekts.pdf", data=body).status_code == 400
    assert worker.get(f"/lv/meetings/{meeting.id}/kit/maps/{job}/0.svg").status_code == 404


def test_only_the_worker_prints_cards(meeting: Meeting, visit: Visit) -> None:
    address = f"/lv/meetings/{meeting.id}/kit"
    assert [visit(role).get(address).status_code for role in ("public", "planner", "admin")] == [401, 403, 403]
    assert visit("planner").post(f"{address}/komplekts.pdf", data=FORM).status_code == 403
