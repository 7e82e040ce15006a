"""Where do you live: areas of a population grid on the phone, numbers for staff (``design/domain.md`` §6.2)."""

import json
from datetime import date

import pytest
from flask.testing import FlaskClient

from gis_app.services.meeting_figures import homes
from gis_app.services.wiring import Context
from gis_app.store.models import TerritoryRow
from tests.meeting_world import NEIGHBOUR, SQUARE, Phone, build_world, join, new_meeting, send, uuid, write_people

SQUARE_AREA, NEIGHBOUR_AREA = f"home:1km:500-312:{SQUARE}", f"home:1km:501-312:{NEIGHBOUR}"


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


def test_rule_6_2_with_a_grid_a_phone_is_offered_areas_of_a_hundred_people(
    context: Context, client: FlaskClient
) -> None:
    write_people(context, [250.0, 160.0])
    meeting = new_meeting(context, ask_home=True)
    facts = client.get(f"/api/v1/meetings/{meeting.code}", headers={"Accept-Language": "lv"}).get_json()
    assert [(area["id"], area["name"]) for area in facts["areas"]] == [
        (NEIGHBOUR_AREA, "Āre"),
        (SQUARE_AREA, "Kvadrāts"),
    ]
    assert facts["areas"][0]["shape"]["type"] == "Polygon"


def test_rule_6_2_an_area_with_fewer_than_a_hundred_people_is_never_offered(
    context: Context, client: FlaskClient
) -> None:
    write_people(context, [250.0, 40.0])
    meeting = new_meeting(context, ask_home=True)
    facts = client.get(f"/api/v1/meetings/{meeting.code}").get_json()
    assert [(area["id"], area["name"]) for area in facts["areas"]] == [(SQUARE_AREA, "Kvadrāts – Āre")]


def test_rule_6_2_no_number_of_people_leaves_with_an_area(context: Context, client: FlaskClient) -> None:
    write_people(context, [251.0, 163.0])
    meeting = new_meeting(context, ask_home=True)
    facts = client.get(f"/api/v1/meetings/{meeting.code}").get_json()
    assert {key for area in facts["areas"] for key in area} == {"id", "name", "territory", "shape"}
    assert not any(number in json.dumps(facts["areas"]) for number in ("251", "163"))


def test_rule_6_2_only_the_id_of_an_area_is_taken_and_an_unknown_one_refused(
    context: Context, client: FlaskClient
) -> None:
    write_people(context, [250.0, 160.0])
    meeting, anna = new_meeting(context, ask_home=True), Phone(1)
    join(context, meeting, anna)
    home: dict[str, object] = {"uuid": uuid(1), "class": "home", "area_id": NEIGHBOUR_AREA}
    with_place = send(client, meeting, anna, {**home, "lon": 24.0, "lat": 56.9})
    assert with_place.get_json()["error"]["code"] == "home_is_never_a_point"
    finer = send(client, meeting, anna, {**home, "area_id": NEIGHBOUR})
    assert finer.get_json()["error"]["code"] == "home_area_unknown"
    assert send(client, meeting, anna, home).status_code == 201
    mine = client.get("/api/v1/card/marks", headers={"Authorization": f"Bearer {anna.card}", "Accept-Language": "lv"})
    assert [mark["area"] for mark in mine.get_json()["marks"]] == ["Āre"]


def test_rule_6_2_two_areas_of_one_name_are_two_in_the_counts_and_told_apart(
    context: Context, client: FlaskClient
) -> None:
    with context.database.transaction() as session:
        for key in (SQUARE, NEIGHBOUR):
            row = session.get(TerritoryRow, key)
            assert row is not None
            row.name = "Centrs"
    meeting = new_meeting(context, ask_home=True)
    for number in range(1, 27):
        phone = Phone(number)
        join(context, meeting, phone)
        area = SQUARE if number <= 14 else NEIGHBOUR
        send(client, meeting, phone, {"uuid": uuid(number), "class": "home", "area_id": area})
    assert homes(context, meeting.id).areas == ((NEIGHBOUR, 12), (SQUARE, 14))
    facts = client.get(f"/api/v1/meetings/{meeting.code}").get_json()
    assert sorted(area["name"] for area in facts["areas"]) == ["Centrs, 1", "Centrs, 2"]


def test_rule_6_2_answers_for_areas_that_are_gone_are_one_number(context: Context, client: FlaskClient) -> None:
    meeting = new_meeting(context, ask_home=True)
    for number in range(1, 13):
        phone = Phone(number)
        join(context, meeting, phone)
        send(client, meeting, phone, {"uuid": uuid(number), "class": "home", "area_id": SQUARE})
    write_people(context, [250.0, 160.0])
    context.memory.trusted.forget()
    assert (homes(context, meeting.id).areas, homes(context, meeting.id).rest) == ((), 12)


def test_territories_that_have_ended_are_not_offered(context: Context, client: FlaskClient) -> None:
    with context.database.transaction() as session:
        row = session.get(TerritoryRow, NEIGHBOUR)
        assert row is not None
        row.valid_to = date(2021, 6, 30)
    meeting = new_meeting(context, ask_home=True)
    facts = client.get(f"/api/v1/meetings/{meeting.code}").get_json()
    assert [area["id"] for area in facts["areas"]] == [SQUARE]
