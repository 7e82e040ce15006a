"""Preparing a meeting as its facilitator sees it; the trial of the network; the front door of a hall; projects."""

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from gis_app.services.meetings import get_meeting, list_meetings, set_state
from gis_app.services.preparing import trials
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from tests.meeting_world import SQUARE, Phone, build_world, join, new_meeting
from tests.web.conftest import Visit

PHONE = {"REMOTE_ADDR": "192.0.2.7"}
FORM = {
    "title": "Pagalma vakars",
    "territory_id": SQUARE,
    "kind": "meeting",
    "way": "hall",
    "starts": "2026-05-28T18:00",
    "minutes": "120",
    "controller": "Novada dome",
    "contact": "dome@example.lv",
    "retention_on": "2026-11-20",
    "asks_like": "y",
    "place_lv_nominative": "Zosēni",
    "place_lv_genitive": "Zosēnu",
    "place_lv_locative": "Zosēnos",
}


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)


@pytest.fixture
def worker(visit: Visit) -> FlaskClient:
    return visit("worker")


def test_a_template_fills_the_form_and_shows_first_what_was_asked_here(context: Context, worker: FlaskClient) -> None:
    new_meeting(context)
    page = worker.get(f"/lv/meetings/new?project=p&template=point&territory={SQUARE}").text
    assert page.index("Kvadrāta tikšanās") < page.index('id="meeting-form"')
    assert 'value="Kvadrātā"' in page, "the locative is proposed"
    assert re.search(r'id="ends"[^>]*value="2026-06-17"', page)
    assert "[iestāde]" in page


def test_the_forms_of_a_name_are_kept_only_once_somebody_has_checked_them(
    context: Context, worker: FlaskClient
) -> None:
    worker.post("/lv/meetings/new?project=p", data=FORM)
    worker.post("/lv/meetings/new?project=p", data={**FORM, "names_checked": "y"})
    found = {one.place_names["lv"].locative for one in list_meetings(context)}
    assert found == {"", "Zosēnos"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"starts": "2026-05-01T18:00"}, "jau ir pagājusi"),
        ({"retention_on": "2026-05-27"}, "pirms tikšanās pēdējās dienas"),
        ({"place_lv_nominative": "<script>alert(1)</script>"}, "satur zīmes"),
        ({"purpose_lv": "x" * 10_000}, "burti"),
        ({"kind": "point"}, "pēdējā diena"),
        ({"kind": "specialists"}, "atzīmējiet, ko jautās"),
    ],
)
def test_a_form_that_cannot_be_says_why_and_keeps_what_was_typed(
    context: Context, worker: FlaskClient, wrong: dict[str, str], said: str
) -> None:
    answer = worker.post("/lv/meetings/new?project=p", data={**FORM, **wrong})
    assert answer.status_code == 400
    assert said in answer.text
    assert "Pagalma vakars" in answer.text
    assert "<script>alert" not in answer.text
    assert list_meetings(context) == []


def test_a_draft_is_changed_copied_and_thrown_away(context: Context, worker: FlaskClient) -> None:
    worker.post("/lv/meetings/new?project=p", data={**FORM, "names_checked": "y"})
    (draft,) = list_meetings(context)
    assert 'value="Pagalma vakars"' in worker.get(f"/lv/meetings/{draft.id}/edit").text
    worker.post(f"/lv/meetings/{draft.id}/edit", data={**FORM, "title": "Cits vakars"})
    assert get_meeting(context, draft.id).title == "Cits vakars"
    assert 'value="Cits vakars"' in worker.get(f"/lv/meetings/{draft.id}/copy").text
    worker.post(f"/lv/meetings/{draft.id}/delete")
    assert list_meetings(context) == []


def test_rule_6_1_once_somebody_takes_part_the_form_does_not_change_what_they_were_told(
    context: Context, worker: FlaskClient
) -> None:
    worker.post("/lv/meetings/new?project=p", data=FORM)
    (draft,) = list_meetings(context)
    made = set_state(context, draft.id, "open")
    join(context, made, Phone(1))
    page = worker.get(f"/lv/meetings/{made.id}/edit").text
    assert re.search(r'<input[^>]*\bdisabled\b[^>]*id="controller"', page)
    sent = {**FORM, "title": "Vakars klubā", "controller": "Cits", "asks_dislike": "y"}
    assert worker.post(f"/lv/meetings/{made.id}/edit", data=sent).status_code == 302
    now = get_meeting(context, made.id)
    assert (now.title, now.controller, now.questions.classes) == ("Vakars klubā", "Novada dome", ("like",))
    later = worker.post(f"/lv/meetings/{made.id}/edit", data={**FORM, "retention_on": "2027-11-20"})
    assert later.status_code == 400
    assert "var tikai pārcelt agrāk" in later.text


def test_a_decided_plan_is_typed_and_taken_away(worker: FlaskClient) -> None:
    plan = {"territory": SQUARE, "text": "Skolu <pārceļ>", "source": "Domes lēmums"}
    assert worker.post("/lv/meetings/plans?project=p", data=plan).status_code == 400
    address = worker.post("/lv/meetings/plans?project=p", data={**plan, "text": "Skolu pārceļ"}).location
    page = worker.get(address).text
    assert "Skolu pārceļ" in page
    (remove,) = re.findall(r'action="(/lv/meetings/plans/[^"]+)"', page)
    assert "Skolu pārceļ" not in worker.get(worker.post(remove).location).text


def test_a_second_device_answers_and_the_server_itself_does_not_count(
    context: Context, client: FlaskClient, worker: FlaskClient
) -> None:
    made = new_meeting(context, state="draft")
    assert "nav ātras atbildes" in worker.get(f"/lv/meetings/{made.id}/prepare").text
    token = trials.trial_of(context, made.id).token
    assert "pats serveris" in client.get(f"/c/{token}", headers={"Accept-Language": "lv"}).text
    assert trials.trial_of(context, made.id).devices == 0
    page = client.get(f"/c/{token}", environ_overrides=PHONE).text
    (address,) = re.findall(r'"address": "([^"]+)"', page)
    assert client.post(address, data={"ms": "31.5"}, environ_overrides=PHONE).status_code == 200
    assert "0,03" in worker.get(f"/lv/meetings/{made.id}/prepare/rows").text
    assert client.post(address, data={"ms": "daudz"}, environ_overrides=PHONE).status_code == 400
    worker.post(f"/lv/meetings/{made.id}/prepare/again")
    assert client.get(f"/c/{token}", environ_overrides=PHONE).status_code == 404


def test_a_tick_is_noted(context: Context, worker: FlaskClient) -> None:
    made = new_meeting(context, state="draft")
    worker.post(f"/lv/meetings/{made.id}/prepare/tick", data={"what": "backup", "done": "yes"})
    assert "pārbaudīts pašrocīgi" in worker.get(f"/lv/meetings/{made.id}/prepare").text
    assert worker.post(f"/lv/meetings/{made.id}/prepare/tick", data={"what": "x"}).status_code == 400


def test_in_a_hall_the_bare_address_opens_the_meeting_and_staff_still_reach_the_map(
    context: Context, client: FlaskClient, worker: FlaskClient
) -> None:
    made = new_meeting(context)
    assert client.get("/", headers={"Accept-Language": "ru"}).location == "/ru/"
    with context.database.transaction() as session:
        store.put_meetings(session, [replace(made, way="hall")])
    assert client.get("/", headers={"Accept-Language": "ru"}).location == f"/ru/m/{made.code}"
    assert worker.get("/", headers={"Accept-Language": "lv"}).location == "/lv/"
    assert client.get("/lv/").status_code == 200


def test_meetings_stand_in_groups_and_an_empty_list_offers_the_templates(context: Context, worker: FlaskClient) -> None:
    assert "Vakars tautas namā" in worker.get("/lv/meetings?project=p").text
    for state in ("draft", "open", "closed"):
        new_meeting(context, state=state)
    page = worker.get("/lv/meetings?project=p").text
    assert page.index("Notiek tagad") < page.index("Tiek gatavotas") < page.index("Beigušās")
    assert "Vakars tautas namā" not in page


def test_an_administrator_adds_a_project_of_their_own(context: Context, visit: Visit) -> None:
    admin = visit("admin")
    new = {"code": "zoseni", "title_lv": "Zosēnu pagasts"}
    assert admin.post("/lv/admin/projects", data={**new, "code": "Zosēni!"}).status_code == 400
    assert admin.post("/lv/admin/projects", data={**new, "title_lv": " "}).status_code == 400
    assert admin.post("/lv/admin/projects", data=new).status_code == 302
    assert admin.post("/lv/admin/projects", data=new).status_code == 400
    assert [one.code for one in projects(context)] == ["p", "zoseni"]
    assert "Zosēnu pagasts" in admin.get("/lv/admin/projects").text
    assert admin.get("/lv/?project=zoseni").status_code == 200
