"""The map as visitors use it: mouse, touch, keyboard; nothing executed, nothing loaded from elsewhere."""

from contextlib import closing
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from shapely import Point

from gis_app.domain.resources import Resource
from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.store.resources import put_resources
from tests.browser.site import Site, Visitors, hold

HOSTILE = "<img src=x onerror=\"document.title='hacked'\">"
CENTRE = "map=16/56.95560/24.05400"


def open_map(page: Page, address: str = "/lv/") -> None:
    page.goto(address)
    territories = page.locator("#map_karte[data-loaded*=apkaimes], #map_karte[data-loaded*=teritorijas]")
    expect(territories).to_be_visible(timeout=20_000)


def test_the_page_draws_ground_layers_and_legend_and_breaks_no_rule_of_its_policy(laptop: Page) -> None:
    laptop.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    )
    open_map(laptop)
    expect(laptop.locator("canvas.leaflet-tile").first).to_be_visible()
    expect(laptop.get_by_text("Kultūra un lasīšana")).to_be_visible()
    expect(laptop.locator(".map-attribution")).to_contain_text("latviastreetify")
    expect(laptop.locator(".leaflet-control-scale-line")).to_be_visible()


def test_a_search_flies_to_an_address(laptop: Page) -> None:
    open_map(laptop)
    laptop.get_by_role("combobox").fill("Dzirciema iela 24")
    expect(laptop.get_by_role("option").first).to_be_visible()
    laptop.keyboard.press("ArrowDown")
    laptop.keyboard.press("Enter")
    expect(laptop.locator(".leaflet-popup-content")).to_contain_text("Dzirciema iela 24")
    laptop.wait_for_url("**map=17/**")


def test_a_tap_on_a_territory_opens_its_card_on_the_phone(phone: Page) -> None:
    open_map(phone, f"/lv/#{CENTRE}")
    phone.touchscreen.tap(300, 560)
    card = phone.locator("[data-card-panel]")
    expect(card.get_by_role("heading", level=1)).to_be_visible()
    expect(card).to_contain_text("km²")
    card.get_by_role("button", name="Aizvērt").click()
    expect(card).to_be_hidden()


def test_a_search_for_a_territory_opens_its_card_and_the_address_remembers_it(laptop: Page) -> None:
    open_map(laptop)
    laptop.get_by_role("combobox").fill("Āgenskalns")
    laptop.get_by_role("option", name="Āgenskalns").first.wait_for()
    laptop.keyboard.press("ArrowDown")
    laptop.keyboard.press("Enter")
    heading = laptop.locator("[data-card-panel]").get_by_role("heading", level=1)
    expect(heading).to_have_text("Āgenskalns")
    laptop.reload()
    expect(heading).to_have_text("Āgenskalns")


def test_the_keyboard_alone_opens_the_territory_in_the_middle_and_escape_closes_it(laptop: Page) -> None:
    open_map(laptop, f"/lv/#{CENTRE}")
    laptop.locator("#map_karte").focus()
    laptop.keyboard.press("Enter")
    card = laptop.locator("[data-card-panel]")
    expect(card.get_by_role("heading", level=1)).to_be_focused()
    laptop.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(laptop.locator("#map_karte")).to_be_focused()


def test_enter_pressed_before_the_territories_have_come_is_answered_once_they_have(laptop: Page) -> None:
    coming = hold(laptop, "**/layers/riga-apkaimes/features*")
    with laptop.expect_request("**/layers/riga-apkaimes/features*"):
        laptop.goto(f"/lv/#{CENTRE}")
    laptop.locator("#map_karte").press("Enter")
    card = laptop.locator("[data-card-panel]")
    expect(card).to_be_hidden()
    coming[0].continue_()
    expect(card.get_by_role("heading", level=1)).to_be_focused()


def test_a_layer_hidden_before_the_script_has_come_stays_hidden(laptop: Page) -> None:
    late = hold(laptop, "**/js/map.js*")
    with laptop.expect_request("**/js/map.js*"):
        laptop.goto("/lv/", wait_until="commit")
    box = laptop.get_by_role("checkbox", name="Resursi un pakalpojumi")
    box.uncheck()
    late[0].continue_()
    expect(laptop.locator("#map_karte[data-loaded*=apkaimes]")).to_be_visible()
    expect(box).not_to_be_checked()
    expect(laptop.locator("#map_karte[data-loaded*=pardaugava-resursi]")).to_have_count(0)


def test_an_answer_that_comes_after_the_search_was_left_does_not_open_its_list_again(laptop: Page) -> None:
    open_map(laptop)
    hold(laptop, "**/search?*")
    box = laptop.get_by_role("combobox")
    with laptop.expect_request("**/search?*") as asked:
        box.fill("Dzirciema iela")
    with laptop.expect_event("requestfailed", lambda request: request.url == asked.value.url):
        box.press("Escape")
    expect(laptop.get_by_role("option")).to_have_count(0)


def test_a_layer_can_be_hidden_and_the_print_link_takes_what_is_shown(laptop: Page) -> None:
    open_map(laptop)
    laptop.get_by_role("checkbox", name="Resursi un pakalpojumi").uncheck()
    address = laptop.get_by_role("link", name="Drukāt šo karti").get_attribute("href")
    assert address
    asked = parse_qs(urlsplit(address).query)
    assert asked["project"] == ["pardaugava"]
    assert "pardaugava-resursi" not in asked["layers"][0]
    assert len(asked["bbox"][0].split(",")) == 4


@pytest.fixture
def hostile(site: Site) -> None:
    """A resource whose name would run if it were read as markup, in an empty wood in the north of Rīga."""
    context = wiring.build(Settings(data_dir=site.data))
    with closing(context.database), context.database.transaction() as session:
        place = Point(503000, 318000)
        layer = "pardaugava-resursi"
        put_resources(session, [Resource("hostile", "pardaugava", layer, HOSTILE, "ngo", True, place, 3059, "exact")])


def test_a_hostile_name_in_a_popup_a_search_and_the_list_is_only_text(visit: Visitors, hostile: None) -> None:
    page = visit()
    open_map(page, "/lv/#map=17/57.00551/24.04939")
    expect(page.locator("#map_karte[data-loaded*=pardaugava-resursi]")).to_be_visible()
    box = page.locator("#map_karte").bounding_box()
    assert box
    where = page.evaluate("() => Object.values(map_karte.latLngToContainerPoint([57.0055068, 24.0493917]))")
    page.mouse.click(box["x"] + where[0], box["y"] + where[1])
    expect(page.locator(".leaflet-popup-content h3")).to_have_text(HOSTILE)
    page.get_by_role("combobox").fill("onerror")
    expect(page.get_by_role("option").first).to_contain_text(HOSTILE)
    page.goto("/lv/list?text=onerror")
    expect(page.locator(".entry-name").first).to_have_text(HOSTILE)
    expect(page).not_to_have_title("hacked")
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_without_a_script_the_page_leads_to_the_list(visit: Visitors) -> None:
    page = visit()
    page.goto("/lv/list?group=territories")
    expect(page.get_by_role("link", name="Dzirciems")).to_be_visible()
    page.get_by_role("link", name="Dzirciems").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dzirciems")


def test_the_invented_town_says_so_above_its_map(laptop: Page) -> None:
    open_map(laptop, "/lv/?project=paraugpilseta")
    expect(laptop.locator(".invented-banner")).to_be_visible()
