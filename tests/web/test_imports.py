"""The pages of an import, with a file whose axes stand the other way round, as a planner walks through them."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from gis_app.domain.geography import Bounds, Project
from gis_app.services import jobs
from gis_app.services.imports import drafts
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.web.conftest import Visit

RIGA = Bounds(23.9, 56.8, 24.3, 57.1, 4326)
SCHOOLS = [("Imantas skola", 56.953, 24.010), ("Zasulauka skola", 56.951, 24.055), ("Torņakalna skola", 56.928, 24.091)]


@pytest.fixture(autouse=True)
def _project(context: Context) -> None:
    with context.database.transaction() as session:
        put_projects(session, [Project("here", {"lv": "Te", "en": "Here"}, bounds=RIGA)])


def swapped() -> bytes:
    """GeoJSON with latitude first, as people often make it."""
    features = [
        {
            "type": "Feature",
            "properties": {"nosaukums": name},
            "geometry": {"type": "Point", "coordinates": [latitude, longitude]},
        }
        for name, latitude, longitude in SCHOOLS
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def bring(visitor: FlaskClient, content: bytes, name: str = "skolas.geojson", *, project: str = "here") -> str:
    """Upload a file; return the address of its draft."""
    answer = visitor.post("/lv/data/import", data={"project": project, "file": (BytesIO(content), name)})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.location)


SOURCE = {
    "title_lv": "Skolas",
    "source": "Pašvaldība",
    "licence": "CC0 1.0",
    "dated": "2025-09-01",
    "public": "",
}


def confirmed(visitor: FlaskClient, context: Context, draft: str, **changes: str) -> str:
    """Walk from the draft to its end; return the address of the import."""
    asked = {"target": "layer", "column.name": "nosaukums"}
    assert visitor.post(f"{draft}/purpose", data=asked).status_code == 302
    assert visitor.post(f"{draft}/about", data={**SOURCE, **changes}).status_code == 302
    wait = visitor.post(f"{draft}/confirm").location
    assert "Gaida rindā" in visitor.get(wait).text
    jobs.run_next(context)
    return str(visitor.get(wait).location)


def stored(context: Context) -> tuple[dict[str, int], list[Path]]:
    """Every table with its number of rows, and every file of a layer."""
    with context.database.reading() as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        counts = {name: session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0 for name in names}  # noqa: S608
    return counts, sorted(context.layers_dir.rglob("*"))


def test_a_swapped_file_is_turned_said_and_stored_as_a_layer(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped())
    page = planner.get(draft).text
    assert "Datnē tās bija otrādi; mēs tās apgriezām." in page
    assert "EPSG:4326" in page
    done = confirmed(planner, context, draft)
    said = planner.get(done).text
    assert "Viss ir saglabāts" in said
    assert "Plānotājs" in said
    places = planner.get("/api/v1/layers/skolas/features?project=here&bbox=23.9,56.8,24.3,57.1&zoom=17").get_json()
    assert sorted(feature["properties"]["name"] for feature in places["features"]) == sorted(
        name for name, _latitude, _longitude in SCHOOLS
    )


def test_nothing_is_stored_before_confirm(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    before = stored(context)
    draft = bring(planner, swapped())
    planner.post(draft, data={"epsg": "4326", "axes": "swapped"})
    planner.post(f"{draft}/purpose", data={"target": "layer"})
    planner.get(f"{draft}/problems")
    planner.post(f"{draft}/about", data=SOURCE)
    assert "saglabā 3 rindas" in planner.get(f"{draft}/confirm").text
    assert stored(context) == before


def test_a_guess_can_be_put_right_and_taken_back(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped())
    planner.post(draft, data={"axes": "as_is"})
    assert "mēs tās apgriezām" not in planner.get(draft).text
    planner.post(draft, data={"axes": ""})
    assert "mēs tās apgriezām" in planner.get(draft).text


def test_the_preview_holds_the_places_where_they_fall(visit: Visit) -> None:
    planner = visit("planner")
    places = planner.get(f"{bring(planner, swapped())}/preview").get_json()
    assert places["everything"] == 3
    assert places["features"][0]["geometry"]["coordinates"] == [24.01, 56.953]


def test_a_second_person_never_sees_the_draft(visit: Visit) -> None:
    draft = bring(visit("planner"), swapped())
    for other in (visit("planner"), visit("admin")):
        for page in ("", "/preview", "/purpose", "/problems", "/problems.csv", "/about", "/confirm"):
            assert other.get(draft + page).status_code == 404, page
        for form in ("", "/purpose", "/about", "/confirm", "/discard"):
            assert other.post(draft + form, data={"target": "layer"}).status_code == 404, form
        assert "skolas.geojson" not in other.get("/lv/data/import").text


@pytest.mark.parametrize("role", ["public", "representative", "worker"])
def test_who_may_not_import_gets_no_page_of_it(visit: Visit, role: str) -> None:
    draft = bring(visit("planner"), swapped())
    other, refused = visit(role), 401 if role == "public" else 403
    for page in ("/lv/data/import", draft, f"{draft}/preview", "/lv/data/imports", "/lv/data/imports/1"):
        assert other.get(page).status_code == refused, page
    sent = other.post("/lv/data/import", data={"file": (BytesIO(swapped()), "a.geojson")})
    assert sent.status_code == refused


def test_who_may_not_import_cannot_send_a_large_body_either(visit: Visit) -> None:
    body, kind = b"--x\r\n" + bytes(3_000_000), "multipart/form-data; boundary=x"
    assert visit("worker").post("/lv/data/import", data=body, content_type=kind).status_code in {403, 413}


def test_a_file_that_cannot_be_read_says_why_and_can_be_thrown_away(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    draft = bring(planner, b"SQLite format 3\0" + bytes(500), "bojats.gpkg")
    page = planner.get(draft).text
    assert 'role="alert"' in page
    assert "Viss pareizi, turpināt" not in page
    assert planner.get(f"{draft}/problems").status_code == 302
    planner.post(f"{draft}/discard")
    assert planner.get(draft).status_code == 404
    assert list((context.settings.data_dir / "drafts").iterdir()) == []


@pytest.mark.parametrize("page", ["purpose", "about", "confirm"])
def test_a_step_taken_too_early_leads_back(visit: Visit, page: str) -> None:
    planner = visit("planner")
    answer = planner.get(f"{bring(planner, swapped())}/{page}")
    assert answer.status_code == (200 if page == "purpose" else 302)


def test_a_file_without_choosing_one_is_refused_kindly(visit: Visit) -> None:
    answer = visit("planner").post("/lv/data/import", data={"project": "here"})
    assert answer.status_code == 400
    assert "Datne nav izvēlēta" in answer.text


def test_source_licence_and_date_are_asked_but_may_be_unknown(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped())
    planner.post(f"{draft}/purpose", data={"target": "layer"})
    answer = planner.post(f"{draft}/about", data={"title_lv": "Skolas"})
    assert answer.status_code == 400
    assert answer.text.count('aria-invalid="true"') == 3
    unknown = {"title_lv": "Skolas", "source": "e-pasts", "licence": "unknown", "dated_unknown": "yes"}
    assert planner.post(f"{draft}/about", data=unknown).status_code == 302
    assert planner.get(f"{draft}/confirm").text.count("nav zināms") == 2


@pytest.mark.parametrize("wrong", [{"dated": "vakar"}, {"theme": "weather"}, {"source": "x" * 400}])
def test_a_forged_form_is_refused_in_words(visit: Visit, wrong: dict[str, str]) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped())
    planner.post(f"{draft}/purpose", data={"target": "layer"})
    assert planner.post(f"{draft}/about", data={**SOURCE, **wrong}).status_code in {400, 413}


def test_an_imported_layer_is_for_workers_until_somebody_says_otherwise(
    visit: Visit, client: FlaskClient, context: Context
) -> None:
    planner = visit("planner")
    confirmed(planner, context, bring(planner, swapped()))
    assert "Skolas" not in client.get("/lv/data?project=here").text
    confirmed(planner, context, bring(planner, swapped(), "vel.geojson"), public="yes", title_lv="Redzamas skolas")
    assert "Redzamas skolas" in client.get("/lv/data?project=here").text


def test_an_import_is_listed_by_role_and_undone(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    done = confirmed(planner, context, bring(planner, swapped()))
    listing = planner.get("/lv/data/imports").text
    assert "skolas.geojson" in listing
    main = listing.split("<main", 1)[1]
    assert "planner-" not in main, "a login is a name"
    undo = re.search(r"/lv/data/imports/[^/\"]+/undo", listing)
    assert undo
    assert "Vai atsaukt" in planner.get(undo[0]).text
    assert planner.post(undo[0]).status_code == 302
    assert "ir atsaukta" in planner.get(done.partition("?")[0]).text
    assert "Skolas" not in planner.get("/lv/data?project=here").text


def test_an_import_with_a_later_one_on_it_says_why_it_stays(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    first = confirmed(planner, context, bring(planner, swapped())).partition("?")[0]
    newer = bring(planner, swapped().replace(b"Imantas", b"Jaun\xc4\x81"), "jaunas.geojson")
    planner.post(f"{newer}/purpose", data={"target": "layer"})
    assert "jaunāka versija slānim „Skolas”" in planner.get(f"{newer}/about").text
    confirmed(planner, context, newer, layer="skolas")
    answer = planner.post(f"{first}/undo")
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert "jaunas.geojson" in answer.text


def test_the_same_file_again_says_so(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    confirmed(planner, context, bring(planner, swapped()))
    again = confirmed(planner, context, bring(planner, swapped()))
    assert "otrreiz nekas nav saglabāts" in planner.get(again).text


def test_a_large_file_is_understood_by_the_worker(
    visit: Visit, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "AT_ONCE_BYTES", 100)
    planner = visit("planner")
    draft = bring(planner, swapped())
    assert "Datne ir liela" in planner.get(draft).text
    assert planner.post(draft, data={"axes": "as_is"}).status_code == 409
    assert planner.post(f"{draft}/discard").status_code == 409
    jobs.run_next(context)
    assert "mēs tās apgriezām" in planner.get(draft).text


def test_a_job_begun_again_after_a_kill_stores_nothing_twice(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped())
    done = confirmed(planner, context, draft)
    number = done.partition("?")[0].rsplit("/", 1)[1]
    with context.database.transaction() as session:
        session.execute(text("UPDATE job SET state = 'queued', result = NULL"))
    jobs.run_next(context)
    assert planner.get("/lv/data/imports").text.count("skolas.geojson") == 1
    assert number == draft.rsplit("/", 1)[1]


def test_the_list_of_problems_comes_as_csv_and_as_a_workbook(visit: Visit) -> None:
    planner = visit("planner")
    table = "nosaukums;lat;lon\nA;56,95;24,05\nB;nav;24,06\nC;56,94;24,07\n"
    draft = bring(planner, table.encode("cp1257"), "vietas.csv")
    page = planner.get(f"{draft}/problems").text
    assert "3. rinda" in page
    csv = planner.get(f"{draft}/problems.csv")
    assert csv.data.startswith(b"\xef\xbb\xbfRinda;Kolonna")
    assert "attachment" in csv.headers["Content-Disposition"]
    assert planner.get(f"{draft}/problems.xlsx").data.startswith(b"PK")
    assert planner.get(f"{draft}/else.csv").status_code == 404


def test_cells_of_a_file_are_shown_as_text(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(
        planner, swapped().replace(b"Imantas", b"<img src=x onerror=alert(1)>").replace(b"Zas", b"5 < 6 & 7 ")
    )
    page = planner.get(draft).text + planner.get(f"{draft}/problems").text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert "5 &lt; 6 &amp; 7" in page


SERVICES = """name;address;lat;lon;kind
Dienas centrs;Nekur 1;56,953;24,010;dienas centrs
Aptieka;Nekur 2;56,951;24,055;aptieka
"""


def test_an_address_as_a_field_does_not_take_the_place_of_coordinates(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(planner, SERVICES.encode(), "pakalpojumi.csv")
    planner.post(f"{draft}/purpose", data={"target": "resources", "show": "yes"})
    answers = {"target": "resources", "column.name": "name", "column.address": "address", "column.kind": "kind"}
    assert planner.post(f"{draft}/purpose", data=answers).status_code == 302
    assert "no divām koordinātu kolonnām" in planner.get(draft).text
    assert planner.get(f"{draft}/preview").get_json()["everything"] == 2


def test_another_purpose_asks_its_own_questions_and_forgets_those_of_the_former(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(planner, SERVICES.encode(), "pakalpojumi.csv")
    assert 'name="option.kind"' not in planner.get(f"{draft}/purpose").text
    planner.post(f"{draft}/purpose", data={"target": "resources"})
    assert 'name="option.kind"' in planner.get(f"{draft}/purpose").text
    planner.post(f"{draft}/purpose", data={"target": "layer"})
    assert 'name="option.kind"' not in planner.get(f"{draft}/purpose").text


def test_an_answer_that_a_target_refuses_leaves_a_way_back(visit: Visit) -> None:
    planner = visit("planner")
    draft = bring(planner, SERVICES.encode(), "pakalpojumi.csv")
    planner.post(f"{draft}/purpose", data={"target": "resources", "show": "yes"})
    wrong = {"target": "resources", "column.name": "name", "option.kinds": "bez vienādības zīmes"}
    planner.post(f"{draft}/purpose", data=wrong)
    assert 'role="alert"' in planner.get(draft).text
    assert planner.post(f"{draft}/confirm").status_code == 400
    assert planner.get(f"{draft}/purpose").status_code == 200
    planner.post(f"{draft}/purpose", data={"target": "layer"})
    assert 'role="alert"' not in planner.get(draft).text
