"""What everybody may get of work areas: nothing tells who ranks where, why a unit is inside, or how many few are."""

import json
import re
import sqlite3
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gis_app.catalog.exports.formats import MEDIA_TYPES
from gis_app.domain.selections import Selection
from gis_app.services.jobs import run_next
from gis_app.services.selection.workbench import rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.by_hand import hand_areas
from gis_app.services.work_areas.publish import gate, publish, take_back
from gis_app.web.security import limiter
from tests.areas_world import (
    NORTH,
    PROJECT,
    SECRET_WORDS,
    SOUTH,
    TALK_WORDS,
    UNITS,
    build_town,
    new_area,
    new_selection,
    two_areas,
)
from tests.unit.prints.pdf import text_of
from tests.web.areas_walk import LAYER, everything
from tests.web.conftest import Visit

GATE = "/lv/selections/{}/publish"


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture
def kept(context: Context) -> Selection:
    build_town(context)
    kept = new_selection(context)
    two_areas(context, kept)
    new_area(context, kept, (3, 7), key="1a000000-0000-4000-8000-00000000000c", name="Nepublicēta-55101", core=(7,))
    return kept


@pytest.fixture
def public(context: Context, kept: Selection) -> Selection:
    found = gate(context, kept.id, chosen=[NORTH, SOUTH])
    publish(context, kept.id, chosen=[NORTH, SOUTH], seen=found.seen, account=None)
    return kept


def secrets(kept: Selection) -> list[str]:
    """Return how everything internal would look: index to four digits, shares, reasons, words that were typed."""
    ranking = rank_again(kept).result
    found = [SECRET_WORDS, TALK_WORDS, "Nepublicēta-55101", "Slepenā patversme", "mixed_in", "kodols", "pieaicināt"]
    for values in (ranking.index, *(ranking.normalised[name] for name in ranking.normalised)):
        found += [f"{abs(value):.4f}"[:6] for value in values.tolist()]
    return [*found, *(text.replace(".", ",") for text in found if re.fullmatch(r"\d\.\d{4}", text))]


def test_rule_6_12_no_public_byte_tells_an_index_a_reason_a_unit_inside_or_words_that_are_internal(
    app: Flask, client: FlaskClient, public: Selection
) -> None:
    hidden = secrets(public)
    found = everything(app, client, public)
    leaks = {url: [text for text in hidden if text in body and text not in url] for url, body in found.items()}
    assert {url: texts for url, texts in leaks.items() if texts} == {}
    showing = [url for url, body in found.items() if "Ūdensrozes un Avoti" in body]
    assert {"/lv/areas", "/api/v1/areas"} <= {url.partition("?")[0] for url in showing}
    assert len([url for url in showing if LAYER in url]) >= len(MEDIA_TYPES)
    inside = [url for url in showing if any(unit in found[url] for unit in UNITS) and "territor" not in url]
    assert [url for url in inside if "areas" in url.partition("?")[0]] == []


def test_rule_6_7_nothing_is_public_before_the_act_nor_after_it_is_taken_back(
    app: Flask, client: FlaskClient, context: Context, public: Selection
) -> None:
    assert client.get(f"/lv/areas/{NORTH}").status_code == 200
    take_back(context, public.id, account=None)
    assert [url for url, body in everything(app, client, public).items() if "Ūdensrozes un Avoti" in body] == []
    assert client.get(f"/lv/areas/{NORTH}").status_code == 404


def test_a_withdrawn_area_is_not_kept_by_any_browser(client: FlaskClient, public: Selection) -> None:
    for url in ("/lv/areas", f"/lv/areas/{NORTH}", f"/api/v1/areas?project={PROJECT}"):
        assert client.get(url).headers["Cache-Control"] == "no-store"


def test_areas_stand_by_the_alphabet_everywhere_and_not_by_their_index(client: FlaskClient, public: Selection) -> None:
    listed = client.get(f"/api/v1/areas?project={PROJECT}").get_json()["areas"]
    assert [one["name"] for one in listed] == ["Ezeri un Mālnieki", "Ūdensrozes un Avoti"]
    items = client.get(f"/ogc/collections/{LAYER}/items").get_json()["features"]
    assert [one["properties"]["name"] for one in items] == ["Ezeri un Mālnieki", "Ūdensrozes un Avoti"]
    page = client.get(f"/lv/areas?project={PROJECT}").text
    assert page.index("Ezeri un Mālnieki") < page.index("Ūdensrozes un Avoti")


def test_the_geopackage_has_the_areas_and_no_other_column(
    client: FlaskClient, public: Selection, tmp_path: Path
) -> None:
    file = tmp_path / "areas.gpkg"
    file.write_bytes(client.get(f"/lv/data/{LAYER}.gpkg?project={PROJECT}").get_data())
    with sqlite3.connect(file) as base:
        (table,) = base.execute("select table_name from gpkg_contents where data_type = 'features'").fetchone()
        columns = [row[1] for row in base.execute(f"pragma table_info({table})")]
        names = base.execute(f"select name, people from {table} order by rowid").fetchall()  # noqa: S608 - ours
    assert set(columns) - {"fid", "geom", "id"} == {
        *("name", "people", "supports", "resources", "review_on", "published_on")
    }
    assert names == [("Ezeri un Mālnieki", 9200), ("Ūdensrozes un Avoti", 3600)]


def test_the_outline_has_no_border_of_a_unit_inside(client: FlaskClient, public: Selection) -> None:
    shape = client.get(f"/api/v1/areas/{SOUTH}").get_json()["geometry"]
    assert shape["type"] == "Polygon"
    assert len(shape["coordinates"]) == 1
    text = json.dumps(shape)
    assert "null" not in text


def test_the_page_says_the_sentences_that_always_stand_beside_a_comparison(
    client: FlaskClient, public: Selection
) -> None:
    page = client.get(f"/lv/areas?project={PROJECT}").text
    assert "uzmetums sarunai" in page
    assert "neko nezaudē" in page
    assert "Bezdarbnieki" in page
    assert "Bērnu aizsardzības gadījumi" not in page


def test_a_planner_publishes_after_looking_and_takes_back(visit: Visit, kept: Selection) -> None:
    planner = visit("planner")
    page = planner.get(GATE.format(kept.id)).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    form = {"seen": seen.group(1), "area": [NORTH, SOUTH]}
    assert planner.post(GATE.format(kept.id), data=form).status_code == 400
    assert planner.post(GATE.format(kept.id), data={**form, "looked": "yes"}).status_code == 302
    assert "Ūdensrozes un Avoti" in visit("public").get(f"/lv/areas?project={PROJECT}").text
    planner.post(GATE.format(kept.id) + "/back")
    assert "Ūdensrozes un Avoti" not in visit("public").get(f"/lv/areas?project={PROJECT}").text


def test_the_gate_says_what_an_area_lacks(visit: Visit, context: Context, kept: Selection) -> None:
    new_area(context, kept, (0, 1), key="x", name="Tikai Avoti", core=(0, 1))
    page = visit("planner").get(GATE.format(kept.id) + "?ticked=yes&area=x").text
    assert "Tikai Avoti" in page
    assert 'name="looked"' not in page


def test_the_documents_page_offers_both_documents_and_says_what_differs(
    visit: Visit, context: Context, kept: Selection
) -> None:
    other = new_selection(context, key="1e000000-0000-4000-8000-000000000007", units=11)
    planner = visit("planner")
    page = planner.get(f"/lv/selections/{kept.id}/documents?with={other.id}").text
    assert 'value="council"' in page
    assert f"data.rows.{UNITS[11]}" in page
    same = new_selection(context, key="1e000000-0000-4000-8000-000000000008")
    assert "Tie ir vienādi" in planner.get(f"/lv/selections/{kept.id}/documents?with={same.id}").text


@pytest.mark.parametrize(("kind", "file"), [("internal", "iekseji"), ("council", "darba-teritorijas")])
def test_a_document_is_a_job_that_only_who_asked_gets(
    visit: Visit, context: Context, kept: Selection, kind: str, file: str
) -> None:
    planner = visit("planner")
    waiting = planner.post(f"/lv/selections/{kept.id}/documents", data={"kind": kind})
    address = waiting.headers["Location"].partition("?")[0]
    assert "<progress" in planner.get(address).text
    assert planner.get(f"{address}/{file}.pdf").status_code == 404
    assert run_next(context)
    assert f"{address}/{file}.pdf" in planner.get(address).text
    answer = planner.get(f"{address}/{file}.pdf")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
    other = new_selection(context, key="1e000000-0000-4000-8000-000000000007", units=11)
    assert planner.get(address.replace(kept.id, other.id)).status_code == 404
    assert visit("worker").get(address).status_code == 404


def test_a_document_that_cannot_be_made_says_why(visit: Visit, context: Context, kept: Selection) -> None:
    bare = new_selection(context, key="1e000000-0000-4000-8000-000000000009")
    planner = visit("planner")
    waiting = planner.post(f"/lv/selections/{bare.id}/documents", data={"kind": "council"})
    run_next(context)
    assert 'role="alert"' in planner.get(waiting.headers["Location"]).text
    assert planner.post(f"/lv/selections/{kept.id}/documents", data={"kind": "poster"}).status_code == 400


@pytest.mark.parametrize("role", ["public", "representative"])
@pytest.mark.parametrize("what", ["publish", "documents", f"documents/{SOUTH}", f"documents/{SOUTH}/iekseji.pdf"])
def test_rule_6_12_nobody_else_opens_the_gate_or_the_documents(
    visit: Visit, kept: Selection, role: str, what: str
) -> None:
    assert visit(role).get(f"/lv/selections/{kept.id}/{what}").status_code in {401, 403}


def test_an_area_without_a_calculation_goes_from_the_pencil_to_the_public(visit: Visit, context: Context) -> None:
    build_town(context)
    planner = visit("planner")
    apart = planner.post(
        "/lv/areas/by-hand", data={"project": PROJECT, "unit": [UNITS[0], UNITS[3]], "name": "Pie parka"}
    )
    assert apart.status_code == 400
    assert 'value="Pie parka"' in apart.text
    assert apart.text.count("checked") == 2
    drawn = planner.post("/lv/areas/by-hand", data={"project": PROJECT, "unit": list(UNITS[:3]), "name": "Pie parka"})
    assert "/edit" in drawn.headers["Location"]
    assert "Pie parka" in planner.get(f"/lv/areas/by-hand?project={PROJECT}").text
    (area,) = hand_areas(context, PROJECT)
    assert f'value="{UNITS[0]}"' in planner.get(f"/lv/areas/by-hand?project={PROJECT}&area={area.id}").text
    gate_page = f"/lv/areas/by-hand/publish?project={PROJECT}"
    assert 'name="looked"' not in planner.get(gate_page + f"&ticked=yes&area={area.id}").text
    new_area(context, None, (0, 1, 2), key=area.id, name="Pie parka")
    page = planner.get(gate_page).text
    assert "Aprēķins nav izmantots" in page
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    form = {"project": PROJECT, "seen": seen.group(1), "area": [area.id]}
    assert planner.post("/lv/areas/by-hand/publish", data=form).status_code == 400
    assert planner.post("/lv/areas/by-hand/publish", data={**form, "looked": "yes"}).status_code == 302
    public_page = visit("public").get(f"/lv/areas?project={PROJECT}").text
    assert "Pie parka" in public_page
    assert "Aprēķins nav izmantots" in public_page
    asked = planner.post("/lv/areas/by-hand/document", data={"project": PROJECT})
    assert run_next(context)
    assert "darba-teritorijas.pdf" in planner.get(asked.headers["Location"]).text
    answer = planner.get(asked.headers["Location"] + "/darba-teritorijas.pdf")
    assert "Aprēķins nav izmantots" in text_of(answer.get_data())
    planner.post("/lv/areas/by-hand/publish/back", data={"project": PROJECT})
    assert "Pie parka" not in visit("public").get(f"/lv/areas?project={PROJECT}").text
