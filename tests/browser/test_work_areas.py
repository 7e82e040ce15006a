"""A planner goes the main road of work areas: a proposal, changes by hand under the lights, a name, support, ready."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.services import wiring
from gis_app.services.work_areas.terrain import terrain_of
from gis_app.settings import Settings
from gis_app.store.selections import put_selection
from gis_app.store.territories import territories
from tests.area_world import CRITERIA
from tests.browser.site import Site, Visitors

PROJECT = "paraugpilseta"
SELECTION = "33333333-3333-4333-8333-333333333333"
CORE, BETWEEN, ORDINARY = 2.0, 0.5, -0.5


@pytest.fixture(scope="module")
def selection(site: Site) -> str:
    """A kept selection of the demo's neighbourhoods: two neighbours are core, theirs ordinary, by hand."""
    context = wiring.build(Settings(data_dir=site.data))
    with context.database.reading() as session:
        places = territories(session, PROJECT, level="neighbourhood")
    first = places[0]
    second = min(places[1:], key=lambda place: place.geometry.distance(first.geometry))
    figures = {place.id: CORE if place in (first, second) else ORDINARY for place in places}
    rows = [[place.id, place.name, str(figures[place.id])] for place in places]
    columns = {"period": "2023", "sources": {}, "sha256": "", "columns": ["id", "name", "x"], "rows": rows}
    decision = {
        "format": 1,
        "kind": "own",
        "project": PROJECT,
        "invented": True,
        "purpose": {"code": "families", "words": ""},
        "field_of_work": {},
        "criteria": CRITERIA,
        "data": columns,
        "result": [],
        "run": {"date": "2026-05-20", "role": "planner", "version": "test"},
    }
    with context.database.transaction() as session:
        put_selection(session, Selection(SELECTION, PROJECT, decision, "0" * 64))
    assert terrain_of(context, SELECTION, role=Role.PLANNER).sources
    context.database.close()
    return SELECTION


def propose(page: Page, selection: str) -> None:
    """Ask for a proposal under wide limits and take the best in hand."""
    page.goto(f"/lv/selections/{selection}/areas", timeout=60_000)
    page.get_by_label("Cilvēku teritorijā vismaz").fill("500")
    page.get_by_label("Cilvēku teritorijā ne vairāk par").fill("30000")
    page.get_by_label("Parastās vietās vismaz").fill("10")
    page.get_by_label("Parastās vietās ne vairāk par").fill("90")
    page.get_by_role("button", name="Ieteikt teritorijas").click()
    expect(page.get_by_role("heading", name="Labākais pie šiem svariem un robežām")).to_be_visible()
    expect(page.get_by_role("heading", name="Otrs labākais")).to_be_visible()
    page.get_by_role("button", name="Turpināt ar roku").first.click()
    expect(page.get_by_text("Visas robežas ievērotas.").first).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_from_a_proposal_to_an_area_that_is_ready(visit: Visitors, selection: str, size: str) -> None:
    page = visit("planner", size=size)
    propose(page, selection)
    core = page.locator(".unit-line:has-text('kodols') input").first
    expect(core).to_be_checked()
    core.uncheck()  # by the list
    expect(page.locator("#lights")).to_contain_text("kodola vienība")
    core.check()
    expect(page.locator("#lights")).to_contain_text("Visas robežas ievērotas.")
    page.get_by_label("Nosaukums").fill(f"Pie parka {size}")
    page.get_by_role("button", name="Saglabāt kā melnrakstu").click()
    expect(page.get_by_text("Saglabāts kā melnraksts.")).to_be_visible()
    page.get_by_role("link", name="Atbalsts un gatavība", exact=True).click()
    expect(page.locator("[data-lack]")).not_to_have_count(0)
    page.wait_for_load_state()  # every question is there
    page.get_by_label("Ko sniedz").first.fill("Kopienas centrs")
    page.get_by_label("Kurš sniedz").first.fill("Biedrība")
    page.get_by_label("No", exact=True).first.fill("2026-01-01")
    page.get_by_label("Līdz", exact=True).first.fill("2090-12-31")
    page.locator("input[name=resource]").first.check()
    page.get_by_label("Pārskatīšanas diena").fill("2090-05-01")
    for question in page.locator("select[name^='answer.']").all():
        question.select_option(index=1)
    page.get_by_label("Sarunas diena").fill("2026-01-02")
    page.get_by_label("Ar ko (loma)").fill("bibliotēkas vadītāja")
    page.get_by_label("Kas tika pateikts").fill("Gaidām jūs te.")
    page.get_by_role("button", name="Saglabāt", exact=True).click()
    expect(page.get_by_text("Nekā netrūkst: šo teritoriju drīkst publicēt.")).to_be_visible()
    page.get_by_role("link", name="Šīs atlases darba teritorijas").click()
    page.get_by_text("Izmest", exact=True).first.click()
    page.get_by_role("button", name=f"Izmest „Pie parka {size}”").click()
    expect(page.get_by_text("Vēl nav saglabāta neviena teritorija.")).to_be_visible()


MIDDLE = """(shapes) => shapes.map((shape, at) => [Math.hypot(shape.dataset.x - 400, shape.dataset.y - 400), at])
    .sort((one, other) => one[0] - other[0])[0][1]"""


def middle(page: Page) -> Locator:
    """The unit nearest to the middle of the map: it has neighbours on every side."""
    shapes = page.locator("#map [data-unit]")
    return shapes.nth(shapes.evaluate_all(MIDDLE))


def test_the_map_is_drawn_on_by_click_and_by_keys_and_the_lights_follow(visit: Visitors, selection: str) -> None:
    page = visit("planner")
    page.goto(f"/lv/selections/{selection}/areas", timeout=60_000)
    unit = middle(page)
    unit.click()
    expect(unit).to_have_attribute("aria-checked", "true")
    expect(page.locator("[data-light=connected]")).to_have_class(re.compile("met"))
    expect(page.locator("[data-light=min_population]")).to_be_visible()
    unit.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#map [aria-checked=true]")).to_have_count(2)
    expect(page.locator("input[name=unit]:checked")).to_have_count(2)
    page.keyboard.press(" ")
    expect(page.locator("#map [aria-checked=true]")).to_have_count(1)


def test_two_units_are_cut_on_the_map_and_what_is_drawn_stays(visit: Visitors, selection: str) -> None:
    page = visit("planner")
    page.goto(f"/lv/selections/{selection}/areas", timeout=60_000)
    middle(page).click()
    page.locator("#links > summary").click()
    page.locator("#link-mode").check()
    touching = page.locator("#map line.link.touch").count()  # drawn by the server, and the page is whole
    middle(page).click()
    middle(page).focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator("#other")).not_to_have_value("")
    page.locator("button[name=change][value=cut]").click()
    expect(page.locator("#map line.link.cut")).to_have_count(1)
    expect(page.locator("#map line.link.touch")).to_have_count(touching - 1)
    expect(page.locator("input[name=unit]:checked")).to_have_count(1)
    page.locator("button[name=restore]").click()
    expect(page.locator("#map line.link.cut")).to_have_count(0)


VIEW = "map => map.viewBox.baseVal.width"


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_map_is_zoomed_and_moved_without_choosing_anything(visit: Visitors, selection: str, size: str) -> None:
    page = visit("planner", size=size)
    page.goto(f"/lv/selections/{selection}/areas", timeout=60_000)
    area_map = page.locator("#map")
    whole = area_map.evaluate(VIEW)
    page.get_by_role("button", name="Tuvāk").click()
    page.get_by_role("button", name="Tuvāk").click()
    closer = area_map.evaluate(VIEW)
    assert closer < whole / 2
    area_map.scroll_into_view_if_needed()
    box = area_map.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=4)
    page.mouse.up()
    expect(page.locator("input[name=unit]:checked")).to_have_count(0)
    dragged = area_map.get_attribute("viewBox") or ""
    page.mouse.wheel(0, -240)
    expect(area_map).not_to_have_attribute("viewBox", dragged)
    assert area_map.evaluate(VIEW) < closer
    page.locator("#map [data-unit]").first.focus()
    page.keyboard.press("0")
    assert area_map.evaluate(VIEW) == whole
    expect(page.get_by_role("button", name="Tālāk").first).to_have_attribute("aria-disabled", "true")


def test_a_click_leaves_no_frame_and_keys_show_where_one_is(visit: Visitors, selection: str) -> None:
    page = visit("planner")
    page.goto(f"/lv/selections/{selection}/areas", timeout=60_000)
    unit = middle(page)
    unit.click()
    page.mouse.move(0, 0)
    expect(unit).to_have_css("outline-style", "none")
    expect(unit).to_have_css("stroke-width", "1px")
    page.keyboard.press("ArrowRight")
    reached = page.locator("#map [data-unit]:focus")
    expect(reached).to_have_css("outline-style", "none")
    expect(reached).to_have_css("stroke-width", "5px")


def test_an_area_without_a_calculation_is_drawn_on_the_map(visit: Visitors) -> None:
    page = visit("planner")
    page.goto(f"/lv/areas/by-hand?project={PROJECT}", timeout=60_000)
    middle(page).click()
    expect(page.locator("#chosen")).to_have_text("1")
    expect(page.locator("input[name=unit]:checked")).to_have_count(1)
    page.get_by_label("Nosaukums").fill("Pie upes")
    page.get_by_role("button", name="Saglabāt kā melnrakstu").click()
    expect(page.get_by_role("heading", name="Pie upes", level=1)).to_be_visible()
    page.get_by_role("link", name="Darba teritorijas bez aprēķina").click()
    page.get_by_text("Izmest", exact=True).click()
    page.get_by_role("button", name="Izmest „Pie upes”").click()
    expect(page.get_by_role("heading", name="Zīmējiet jaunu teritoriju")).to_be_visible()
