"""The whole country on one map: every layer at once, two versions of boundaries, cells of people, many points."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.benchmarks.nation_world import country
from tests.browser.serving import served
from tests.browser.site import Site

EVERYTHING = "layers=units,neighbourhoods,people,places"
WHOLE = f"/lv/?project=latvija#map=7/56.9/24.6&{EVERYTHING}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation that holds the country and 20,000 points, served like any other."""
    made: Path = tmp_path_factory.mktemp("country") / "made"
    country(made, number=20_000).database.close()
    with served(made, tmp_path_factory.mktemp("nation") / "instance") as site:
        yield site


def loaded(page: Page, *layers: str) -> None:
    for layer in layers:
        expect(page.locator(f'#map_karte[data-loaded*="{layer}"]')).to_be_visible(timeout=60_000)


def test_the_whole_country_is_drawn_with_its_cells_points_and_counts(laptop: Page) -> None:
    laptop.goto(WHOLE)
    loaded(laptop, "units", "neighbourhoods", "people", "places")
    expect(laptop.locator(".tile-grid img").first).to_be_visible()
    expect(laptop.get_by_text("1001–4000 cilvēki uz km²")).to_be_visible()
    expect(laptop.locator(".map-layer", has_text="Vietas").locator(".map-count").last).to_have_text("20 000")


def test_the_boundaries_before_the_reform_are_switched_on_beside_those_after_it(laptop: Page) -> None:
    laptop.goto(WHOLE)
    loaded(laptop, "units")
    laptop.get_by_role("checkbox", name="Pagasti un pilsētas pirms reformas, 01.01.2021.").check()
    loaded(laptop, "units-before")
    expect(laptop).to_have_url(re.compile("units-before"))


def test_close_up_signs_stand_alone_and_a_territory_chosen_by_name_fills_the_view(laptop: Page) -> None:
    laptop.goto(f"/lv/?project=latvija#map=7/56.9/24.6&{EVERYTHING}")
    loaded(laptop, "units", "places")
    laptop.get_by_text("Teritorijas pēc nosaukuma").click()
    laptop.locator(".map-territories").get_by_role("link").nth(5).click()
    laptop.wait_for_function("() => map_karte.getZoom() >= 9")
    expect(laptop.locator("[data-card-panel] [tabindex='-1']").first).to_be_focused()  # an opening card takes the focus
    laptop.locator("#map_karte").focus()
    zoom = laptop.evaluate("() => map_karte.getZoom()")
    laptop.keyboard.press("+")
    laptop.wait_for_function("(zoom) => map_karte.getZoom() > zoom", arg=zoom)
    expect(laptop).to_have_url(re.compile("territory="))


def test_the_list_of_a_country_leads_from_page_to_page(phone: Page) -> None:
    phone.goto("/lv/list?project=latvija&group=places")
    expect(phone.get_by_role("status")).to_contain_text("20")
    phone.get_by_role("link", name="Nākamās").click()
    expect(phone.locator(".pager")).to_contain_text("201–400")
