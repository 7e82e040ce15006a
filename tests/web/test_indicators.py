from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gis_app.services.imports.confirm import confirm
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from tests.unit.services.imports.figures_world import draft_of, put_register, unit
from tests.unit.services.imports.world import silent

Visit = Callable[[str], FlaskClient]
TABLE = (
    "Bezdarbnieku skaits\n\nTeritorija;2020;2021;2023\nRīga;9876;9321;…\nTalsu novads;7;8765;8432\nCēsu novads;x;0;5\n"
)
ID = "te-bezdarbnieku-skaits"
PAGE = f"/lv/data/indicators/{ID}"


@pytest.fixture
def here(context: Context, tmp_path: Path) -> Context:
    put_register(context)
    draft = draft_of(context, tmp_path, TABLE, source="NVA", licence="CC0")
    confirm(context, draft, account=None, progress=silent)
    return context


@pytest.mark.parametrize("role", ["public", "representative"])
def test_rule_5_nobody_outside_sees_imported_figures(here: Context, visit: Visit, role: str) -> None:
    visitor = visit(role)
    assert visitor.get(PAGE).status_code in {401, 403}
    for page in ("/lv/data?project=te", f"/lv/territories/{unit('LV0022000')}", "/lv/list?project=te"):
        text = visitor.get(page).get_data(as_text=True)
        assert "Bezdarbnieku" not in text
        assert "8765" not in text.replace("\xa0", "")


@pytest.mark.parametrize("role", ["worker", "planner", "admin"])
def test_staff_see_the_list_the_table_and_the_series(here: Context, visit: Visit, role: str) -> None:
    visitor = visit(role)
    listed = visitor.get("/lv/data?project=te").get_data(as_text=True)
    assert "Bezdarbnieku skaits" in listed
    assert "3 no 5" in listed
    assert "bez 2022" in listed
    assert "NVA" in listed
    table = visitor.get(PAGE).get_data(as_text=True)
    assert table.count("nav datu") >= 2
    assert "mazs skaitlis" in table
    assert "konfidenciāli" in table
    card = visitor.get(f"/lv/territories/{unit('LV0022000')}").get_data(as_text=True)
    assert "Bezdarbnieku skaits" in card
    assert 'class="spark-line"' in card


def test_a_territory_without_any_figure_says_so(here: Context, visit: Visit) -> None:
    card = visit("worker").get(f"/lv/territories/{unit('LV0020000')}").get_data(as_text=True)
    assert "Par šo teritoriju nav skaitļa:" in card


def test_a_planner_describes_a_figure_and_a_worker_does_not(here: Context, visit: Visit) -> None:
    said = {
        "title": "Bezdarbnieki",
        "counts": "Reģistrētie bezdarbnieki",
        "higher_is": "worse",
        "counting": "registered",
    }
    assert visit("worker").post(PAGE, data=said).status_code == 403
    answer = visit("planner").post(PAGE, data=said, follow_redirects=True)
    assert "Apraksts ir saglabāts." in answer.get_data(as_text=True)
    with here.database.reading() as session:
        kept = store.indicator(session, ID)
    assert (kept.title["lv"], kept.counts["lv"], kept.higher_is, kept.counting) == (
        "Bezdarbnieki",
        "Reģistrētie bezdarbnieki",
        "worse",
        "registered",
    )


@pytest.mark.parametrize(
    "said",
    [{"title": "  "}, {"higher_is": "maybe"}, {"counting": "guessed"}, {"counts": "a" * 601}, {"unit": "x" * 41}],
)
def test_a_description_that_is_none_is_refused(here: Context, visit: Visit, said: dict[str, str]) -> None:
    assert visit("planner").post(PAGE, data=said).status_code == 400


def test_a_map_of_another_period_is_a_link_and_an_unknown_period_is_not_found(here: Context, visit: Visit) -> None:
    planner = visit("planner")
    assert "?period=2020" in planner.get(PAGE).get_data(as_text=True)
    assert planner.get(f"{PAGE}?period=2020").status_code == 200
    assert planner.get(f"{PAGE}?period=1999").status_code == 404
    assert planner.get("/lv/data/indicators/none").status_code == 404


def test_figures_are_never_kept_by_a_browser(here: Context, visit: Visit) -> None:
    assert visit("worker").get(PAGE).headers["Cache-Control"] == "no-store"


def test_the_workbench_weighs_imported_figures_once_their_direction_is_said(
    here: Context, visit: Visit, tmp_path: Path
) -> None:
    planner = visit("planner")
    assert "Atlase pēc saviem skaitļiem" not in planner.get("/lv/selections/new?project=te").get_data(as_text=True)
    table = "Ceļi (km)\n\nTeritorija,2021\nRīga,5\nTalsu novads,700\nCēsu novads,90\n"
    draft = draft_of(here, tmp_path, table, name="celi.csv", options={"higher_is": "better"})
    confirm(here, draft, account=None, progress=silent)
    begun = planner.post("/lv/selections/drafts", data={"project": "te", "purpose": "families"})
    page = planner.get(begun.location).get_data(as_text=True)
    assert "Atlase pēc saviem skaitļiem" in page
    assert 'value="better" selected' in page
    assert "700,0 km" in page
    other = planner.post("/lv/selections/drafts", data={"project": "te", "purpose": "families", "kind": "supply"})
    supply = planner.get(other.location).get_data(as_text=True)
    assert "Atlase pēc saviem skaitļiem" not in supply
