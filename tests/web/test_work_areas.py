"""The pages of drawing work areas, as staff of each role meet them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WorkArea
from gis_app.services.jobs import run_next
from gis_app.services.wiring import Context
from gis_app.store import work_areas as store
from gis_app.store.projects import remove_project
from tests.area_world import SELECTION, area_world
from tests.web.conftest import signed_in

Visit = Callable[[str], FlaskClient]
PAGE = f"/lv/selections/{SELECTION}/areas"
PART = {"X-Part": "1"}


@pytest.fixture
def town(context: Context) -> Context:
    """Eight units in two rows."""
    return area_world(context)


def form(*units: str, **more: str | list[str]) -> dict[str, str | list[str]]:
    limits = {"limits": "1", "min_population": "300", "max_population": "500", "ordinary_low": "30", "people": "people"}
    return {**limits, "ordinary_high": "60", "compactness": "0", "unit": list(units), **more}


def kept(context: Context) -> list[WorkArea]:
    with context.database.reading() as session:
        return store.areas(session, "pils")


def test_the_page_shows_map_list_and_limits_and_says_whence_people_come(visit: Visit, town: Context) -> None:
    page = visit("planner").get(PAGE).text
    assert page.count('data-unit="') == 8
    assert page.count('name="unit"') == 8
    assert "Iedzīvotāji" in page
    assert "CSP" in page
    assert "Iekšējai lietošanai" in page


def test_rule_6_12_the_page_is_stored_by_no_browser_and_offers_no_picture_file(visit: Visit, town: Context) -> None:
    answer = visit("planner").get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(r"\.(png|svg|jpg)\"[^>]*download|toDataURL", answer.text)


@pytest.mark.parametrize(
    ("role", "status"), [("public", 401), ("representative", 403), ("worker", 200), ("admin", 200)]
)
def test_rule_6_12_only_staff_who_may_see_selections_look(visit: Visit, town: Context, role: str, status: int) -> None:
    client = visit(role)
    assert client.get(PAGE).status_code == status
    assert client.post(f"{PAGE}/lights", data=form("u0"), headers=PART).status_code == status


@pytest.mark.parametrize("role", ["public", "representative", "worker", "admin"])
def test_who_may_only_look_is_refused_every_change(visit: Visit, town: Context, role: str) -> None:
    client, refused = visit(role), {401, 403}
    for path in ("", "/all", "/links", "/search"):
        assert client.post(PAGE + path, data=form("u0", "u1", sets='[["u0"]]', change="cut")).status_code in refused
    assert kept(town) == []


def test_who_may_only_look_sees_no_button_that_keeps(visit: Visit, town: Context) -> None:
    page = visit("worker").get(PAGE).text
    assert "Saglabāt kā melnrakstu" not in page
    assert "Pievienot tiltu" not in page


def test_a_change_without_the_token_of_the_form_is_refused(app: Flask, town: Context) -> None:
    client = signed_in(app, town, Role.PLANNER)
    assert client.post(PAGE, data=form("u0", "u1")).status_code == 400
    assert kept(town) == []


def test_a_script_gets_the_lights_alone_with_number_lack_shape_and_words(visit: Visit, town: Context) -> None:
    part = visit("planner").post(f"{PAGE}/lights", data=form("u0", "u4"), headers=PART).text
    assert "<html" not in part
    assert re.search(r'class="light missed" data-light="min_population"', part)
    assert "200 iedzīvotāju; vajag vismaz 300, trūkst 100." in " ".join(part.split())
    assert "<svg" in part


def test_every_light_that_can_be_missed_has_its_words(visit: Visit, town: Context) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u2", "u3"))
    asked = form("u1", "u2", "u6", "u7", kind=["shop", "park"], minutes="1", budget="250", ordinary_low="40")
    part = " ".join(client.post(f"{PAGE}/lights", data=asked, headers=PART).text.split())
    for code in ("core", "ordinary_low", "resource", "overlap", "budget", "unknown"):
        assert re.search(rf'class="light (missed|advice)" data-light="{code}"', part), code
    apart = client.post(f"{PAGE}/lights", data=form("u0", "u7", "u5"), headers=PART).text
    assert "3 atsevišķas daļas; atraut" in " ".join(apart.split())


def test_without_a_script_the_whole_page_comes_back_as_it_was_drawn(visit: Visit, town: Context) -> None:
    page = visit("planner").post(f"{PAGE}/lights", data=form("u0", "u4")).text
    assert "<html" in page
    assert re.search(r'value="u4"\s+checked', page)


def test_a_proposal_comes_with_the_second_best_and_never_the_word_optimal(visit: Visit, town: Context) -> None:
    part = visit("planner").post(f"{PAGE}/proposal", data=form(), headers=PART).text
    assert "Labākais pie šiem svariem un robežām" in part
    assert "Otrs labākais" in part
    assert "Pierādīts" in part
    assert "optim" not in part.lower()


def test_impossible_limits_are_answered_with_what_to_relax(visit: Visit, town: Context) -> None:
    asked = form(ordinary_low="90", ordinary_high="95")
    part = visit("planner").post(f"{PAGE}/proposal", data=asked, headers=PART).text
    assert "Ar šīm robežām nav iespējams." in part
    assert "prasīt, lai parastās vietās dzīvotu vismaz" in part


def test_a_limit_that_is_no_number_is_said_and_stays_as_it_was_typed(visit: Visit, town: Context) -> None:
    answer = visit("planner").post(f"{PAGE}/lights", data=form("u0", min_population="daudz"))
    assert answer.status_code == 200
    assert "„daudz” nav skaitlis" in answer.text
    assert 'value="daudz"' in answer.text


def test_a_proposed_area_is_taken_in_hand(visit: Visit, town: Context) -> None:
    page = visit("planner").post(f"{PAGE}/take", data=form("u7", take='[["u0", "u1"]]')).text
    assert re.search(r'value="u0"\s+checked', page)
    assert not re.search(r'value="u7"\s+checked', page)


def test_a_drawn_area_is_kept_and_leads_to_its_form(visit: Visit, town: Context) -> None:
    client = visit("planner")
    answer = client.post(PAGE, data=form("u0", "u1", "u2", name="Pie parka"))
    area = kept(town)[0]
    assert area.id in answer.location
    page = client.get(answer.location).text
    assert "Saglabāts kā melnraksts" in page
    assert f"/lv/areas/{area.id}/edit" in page


@pytest.mark.parametrize(
    ("units", "status", "words"),
    [((), 400, "Nav izvēlēta neviena vienība"), (("u0", "u3"), 400, "Dzirnas"), (("u0", "zz"), 400, "nav šīs atlases")],
)
def test_what_is_no_area_is_refused_in_words(
    visit: Visit, town: Context, units: tuple[str, ...], status: int, words: str
) -> None:
    answer = visit("planner").post(PAGE, data=form(*units))
    assert answer.status_code == status
    assert words in answer.text


def test_all_areas_of_a_proposal_are_kept_at_once(visit: Visit, town: Context) -> None:
    answer = visit("planner").post(f"{PAGE}/all", data=form(sets=json.dumps([["u0", "u1"], ["u2", "u3"]])))
    assert answer.status_code == 302
    assert len(kept(town)) == 2


@pytest.mark.parametrize("text", ["", "{}", "[]", '["u0"]', "[[1]]", "{"])
def test_sets_that_are_none_are_refused(visit: Visit, town: Context, text: str) -> None:
    assert visit("planner").post(f"{PAGE}/all", data=form(sets=text)).status_code == 400


def test_links_are_cut_bridged_and_taken_back_on_the_page(visit: Visit, town: Context) -> None:
    client = visit("planner")
    page = client.post(f"{PAGE}/links", data=form("u5", change="cut", one="u0", other="u1")).text
    assert "Pārgriezts:" in page
    assert 'class="link cut"' in page
    assert re.search(r'value="u5"\s+checked', page)  # what was drawn stays
    page = client.post(f"{PAGE}/links", data=form(restore='["u0", "u1"]')).text
    assert 'class="link cut"' not in page
    assert "Saišu 2. versija" in page


def test_a_careful_search_waits_as_a_job_and_shows_what_it_found(visit: Visit, town: Context) -> None:
    client = visit("planner")
    address = client.post(f"{PAGE}/search", data=form(method="proof")).location
    assert "<progress" in client.get(address).text
    assert run_next(town)
    page = client.get(address).text
    assert "Labākais pie šiem svariem un robežām" in page
    assert "Pierādīts" in page
    assert client.get(address.replace(SELECTION, "22222222-2222-4222-8222-222222222222")).status_code == 404
    assert visit("planner").get(address).status_code == 404  # another account


def test_an_area_goes_from_a_draft_to_ready(visit: Visit, town: Context) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1", "u2"))
    address = f"/lv/areas/{kept(town)[0].id}/edit"
    assert client.get(address).text.count("data-lack=") == 5
    questions = ("touches_many", "residents_can", "resources_exist", "at_once", "our_job")
    filled = {
        "name": "Pie parka",
        "review_on": "2027-05-01",
        "support.0.kind": "centre",
        "support.0.what": "Centrs",
        "support.0.who": "Biedrība",
        "support.0.starts": "2026-01-01",
        "support.0.ends": "2027-12-31",
        "resource": "library",
        "talk_on": "2026-05-01",
        "talk_role": "bibliotēkas vadītāja",
        "talk_words": "Gaidām jūs.",
        **{f"answer.{name}": "yes" for name in questions},
        "answer.capacity": "strong",
    }
    wrong = client.post(address, data={**filled, "support.0.ends": "2025-01-01"})
    assert wrong.status_code == 200
    assert "Nav saglabāts: tas beidzas, pirms sācies." in wrong.text
    assert 'value="2025-01-01"' in wrong.text
    answer = client.post(address, data=filled)
    assert answer.status_code == 302
    assert "Nekā netrūkst" in client.get(answer.location).text


def test_a_talk_dated_ahead_is_said_at_its_field_and_asks_again_where_areas_are_published(
    visit: Visit, town: Context
) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1", "u2"))
    address = f"/lv/areas/{kept(town)[0].id}/edit"
    ahead = (town.clock().date() + timedelta(days=30)).isoformat()
    talk = {"name": "Pie parka", "talk_on": ahead, "talk_role": "bibliotekāre", "talk_words": "Norunāts."}
    page = client.get(client.post(address, data=talk).location).text
    assert f'value="{ahead}"' in page
    assert "Šī diena vēl nav pienākusi." in page
    gate = client.get(f"/lv/selections/{SELECTION}/publish").text
    assert "Pierakstītā saruna vēl tikai būs" in gate
    assert f'href="{address}"' in gate


def test_the_questions_of_an_area_are_about_it_alone_beside_the_answers_for_the_whole(
    visit: Visit, town: Context
) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1", "u2"))
    page = client.get(f"/lv/areas/{kept(town)[0].id}/edit").text
    assert "Šīs atbildes ir tikai par šo teritoriju" in page
    assert "Par visu atlasi atbildēts: vēl nav zināms." in page
    assert "Par visu atlasi atbildēts: Biedrība" in page


def test_every_page_of_a_selection_keeps_its_name(visit: Visit, town: Context) -> None:
    client = visit("planner")
    tabs = [f"/lv/selections/{SELECTION}{part}" for part in ("/areas", "/documents", "/publish", "/inside")]
    made = [
        client.post(f"{PAGE}/search", data=form(method="proof")).location,
        client.post(f"/lv/selections/{SELECTION}/documents", data={"kind": "internal"}).location,
    ]
    headings = {re.search(r"<h1>\s*(.*?)\s*</h1>", client.get(url).text, re.DOTALL)[1] for url in tabs + made}  # type: ignore[index]
    assert headings == {"Darbam ar bērniem un ģimenēm"}


def test_a_second_proposal_says_that_every_core_unit_is_in_a_kept_area(visit: Visit, town: Context) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1", "u4"))
    part = client.post(f"{PAGE}/proposal", data=form(), headers=PART).text
    assert "Visas kodola vienības jau ir kādā saglabātā teritorijā" in part
    assert "augstākais indekss" not in part


def test_a_hostile_name_is_only_text(visit: Visit, town: Context) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1", name='"><script>alert(1)</script>'))
    for address in (PAGE, f"/lv/areas/{kept(town)[0].id}/edit"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_a_draft_is_thrown_away_by_who_may_change(visit: Visit, town: Context) -> None:
    visit("planner").post(PAGE, data=form("u0", "u1"))
    address = f"/lv/areas/{kept(town)[0].id}/delete"
    assert visit("worker").post(address).status_code == 403
    assert visit("planner").post(address).status_code == 302
    assert kept(town) == []


def test_a_project_that_goes_takes_its_areas_and_links_along(visit: Visit, town: Context) -> None:
    client = visit("planner")
    client.post(PAGE, data=form("u0", "u1"))
    client.post(f"{PAGE}/links", data=form(change="cut", one="u2", other="u3"))
    with town.database.transaction() as session:
        assert remove_project(session, "pils")
        assert store.areas(session, "pils") == []
        assert store.edge_versions(session, "pils", "neighbourhood") == []
