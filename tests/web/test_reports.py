"""The map of reports: off until switched on, about public places only, read by somebody first."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gis_app.domain.reports import Report
from gis_app.services.reports.decide import expire_reports, switch_reports
from gis_app.services.reports.send import places_for
from gis_app.services.wiring import Context
from gis_app.store import reports
from tests.conftest import NOW
from tests.meeting_world import build_world
from tests.web.conftest import Visit

PARK = "place:Liepu parks"


@pytest.fixture
def on(context: Context) -> Context:
    """The world with the map of reports switched on."""
    build_world(context)
    switch_reports(context, "p", on=True)
    return context


def send(client: FlaskClient, *, place: str = PARK, text: str = "Salūzis sols", theme: str = "other") -> TestResponse:
    return client.post("/lv/reports/new?project=p", data={"place": place, "text": text, "theme": theme})


def code_of(answer: TestResponse) -> str:
    found = re.search(r'class="report-code">([0-9A-Z-]{14})<', answer.get_data(as_text=True))
    assert found is not None
    return found[1]


def stored(context: Context) -> list[Report]:
    with context.database.reading() as session:
        return reports.reports_of(session, "p", states=("waiting", "published", "refused"))


def test_it_is_off_until_an_administrator_switches_it_on(context: Context, visit: Visit) -> None:
    build_world(context)
    public, admin = visit("public"), visit("admin")
    for page in ("", "/new"):
        assert public.get(f"/lv/reports{page}?project=p").status_code == 404
    assert send(public).status_code == 404
    assert stored(context) == []
    assert "izslēgta" in admin.get("/lv/reports?project=p").get_data(as_text=True)
    admin.post("/lv/reports/switch?project=p", data={"on": "yes"})
    assert public.get("/lv/reports?project=p").status_code == 200
    assert "Ziņojumi" in public.get("/lv/?project=p").get_data(as_text=True)


def test_nothing_is_seen_before_somebody_has_read_it(on: Context, visit: Visit) -> None:
    public, worker = visit("public"), visit("worker")
    assert send(public).status_code == 200
    assert "Salūzis sols" not in public.get("/lv/reports?project=p").get_data(as_text=True)
    assert "Salūzis sols" in worker.get("/lv/reports/review?project=p").get_data(as_text=True)
    (report,) = stored(on)
    worker.post(f"/lv/reports/review/{report.id}?project=p", data={"decision": "publish", "seen": report.text})
    page = public.get("/lv/reports?project=p").get_data(as_text=True)
    assert ("Salūzis sols" in page, "Liepu parks" in page, "2026. g. maijs" in page) == (True, True, True)
    assert NOW.date().isoformat() not in page


def test_an_institutions_answer_stands_beside_the_report(on: Context, visit: Visit) -> None:
    public, worker = visit("public"), visit("worker")
    code = code_of(send(public))
    (report,) = stored(on)
    address = f"/lv/reports/review/{report.id}?project=p"
    reply = {"decision": "answer", "status": "solved", "answer": "Sols nomainīts.", "answered_on": "2026-05-30"}
    assert worker.post(address, data=reply).status_code == 400, "it is not published yet"
    worker.post(address, data={"decision": "publish", "seen": report.text})
    assert worker.post(address, data=reply).status_code == 400, "nobody is named who answers"
    worker.post(address, data={**reply, "institution": "Rīgas meži"})
    for page in (
        public.get("/lv/reports?project=p"),
        public.post("/lv/reports/mine?project=p", data={"code": code.lower()}),
    ):
        text = page.get_data(as_text=True)
        assert ("Rīgas meži" in text, "Sols nomainīts." in text, "atrisināts" in text) == (True, True, True)


def test_rule_6_11_refused_words_are_deleted_and_the_sender_is_told(on: Context, visit: Visit) -> None:
    public, worker = visit("public"), visit("worker")
    code = code_of(send(public, text="Jānis Bērziņš tur dzer"))
    (report,) = stored(on)
    worker.post(f"/lv/reports/review/{report.id}?project=p", data={"decision": "refuse"})
    assert [(one.state, one.text) for one in stored(on)] == [("refused", "")]
    told = public.post("/lv/reports/mine?project=p", data={"code": code}).get_data(as_text=True)
    assert ("nav publicēts" in told, "Bērziņš" in told) == (True, False)


def test_rule_6_3_a_home_a_shelter_or_another_place_cannot_be_named(on: Context, client: FlaskClient) -> None:
    typed = ("Liepu iela 1", "Krīzes centrs", "Kvadrāts")
    assert {place.key for text in typed for place in places_for(on, text, project="p")} <= {"street:Liepu iela", PARK}
    client.application.config["WTF_CSRF_ENABLED"] = False
    for key in ("place:Krīzes centrs", "address:Liepu iela 1", "place:Liepu iela 1", "street:Nav tādas", "", "x"):
        answer = send(client, place=key)
        assert (answer.status_code, stored(on)) == (400, [])


def test_with_the_code_a_report_is_taken_back_at_once(on: Context, visit: Visit) -> None:
    public = visit("public")
    code = code_of(send(public))
    assert "Jūsu ziņojums ir izdzēsts." in public.post(
        "/lv/reports/mine?project=p", data={"code": code, "what": "take_back"}
    ).get_data(as_text=True)
    assert stored(on) == []
    assert public.post("/lv/reports/mine?project=p", data={"code": code}).status_code == 400


@pytest.mark.parametrize(
    ("change", "words"),
    [({"text": " "}, "Dažos vārdos"), ({"text": "a" * 301}, "300"), ({"theme": "party"}, "nav ziņojumu tēma")],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(
    on: Context, visit: Visit, change: dict[str, str], words: str
) -> None:
    answer = send(visit("public"), **change)
    assert (answer.status_code, words in answer.get_data(as_text=True), stored(on)) == (400, True, [])


def test_words_with_markup_stay_words(on: Context, visit: Visit) -> None:
    public, worker = visit("public"), visit("worker")
    send(public, text="<script>alert(1)</script>")
    (report,) = stored(on)
    worker.post(f"/lv/reports/review/{report.id}?project=p", data={"decision": "publish", "seen": report.text})
    assert "<script>alert(1)" not in public.get("/lv/reports?project=p").get_data(as_text=True)


def test_old_reports_go_with_the_days_the_installation_keeps(on: Context, visit: Visit) -> None:
    send(visit("public"))
    (report,) = stored(on)
    assert expire_reports(on) == 0
    with on.database.transaction() as session:
        assert reports.delete_before(session, date(2026, 5, 20)) == 0
        assert reports.delete_before(session, date(2026, 5, 21)) == 1
    assert report not in stored(on)
