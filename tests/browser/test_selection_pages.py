"""From a row of a kept selection to the reasons of a territory, its years, and back, on phone and laptop."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from gis_app.domain.roles import Role
from gis_app.services import wiring
from gis_app.services.selection import workbench
from gis_app.services.selection.wish import Wish
from gis_app.settings import Settings
from tests.browser.site import Site

Visit = Callable[..., Page]
TOWN = "paraugpilseta"
ATVARLAUKI = "own:199a1bac-34ea-51e2-87c5-e26f632433ff@2020-01-01"


@pytest.fixture
def kept(site: Site) -> Iterator[str]:
    """The id of a kept selection of the invented town, equal weights."""
    context = wiring.build(Settings(data_dir=site.data))
    evidence = workbench.evidence_of(context, project=TOWN, role=Role.PLANNER)
    reasons = {item.id: "Darbam ar ģimenēm." for item in evidence.indicators}
    wish = Wish("families", "Ģimenēm.", dict.fromkeys(evidence.usable, 1.0), reasons, {})
    yield workbench.keep(context, project=TOWN, wish=wish, role=Role.PLANNER, account=None).id
    context.database.close()


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("size", ["phone", "laptop", "projector"])
def test_reasons_and_strengths_stand_on_one_view(visit: Visit, kept: str, size: str) -> None:
    page = visit("planner", size=size)
    page.goto(f"/lv/selections/{kept}/units/{ATVARLAUKI}")
    parts = page.get_by_role("region", name="No kā veidojas indekss")
    expect(parts.get_by_role("row")).to_have_count(7)
    expect(page.get_by_role("region", name="Uz ko šī vieta var balstīties")).to_contain_text("Pludmale ir tuvu")
    expect(page.locator(".why-trend svg[role=img]")).to_have_count(6)
    assert parts.locator(".table-scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert not is_wider_than_its_window(page)


@pytest.mark.parametrize("size", ["phone", "laptop", "projector"])
def test_the_years_are_computed_again_for_as_many_years_as_asked(visit: Visit, kept: str, size: str) -> None:
    page = visit("planner", size=size)
    page.goto(f"/lv/selections/{kept}/time")
    tab = page.get_by_role("navigation", name="Šīs atlases lapas").get_by_role("link", name="Laiks")
    expect(tab).to_have_attribute("aria-current", "page")
    table = page.get_by_role("region", name="Indekss pa posmiem")
    expect(table.get_by_role("columnheader", name="2019–2020", exact=True)).to_be_attached()
    page.get_by_label("Gadi kopā").select_option("3")
    page.get_by_role("button", name="Pārrēķināt").click()
    expect(table.get_by_role("columnheader", name="2019–2021", exact=True)).to_be_attached()
    expect(page.get_by_text("kopīgs 2021")).to_be_visible()
    assert not is_wider_than_its_window(page)


def test_a_row_and_the_map_lead_to_the_reasons_of_a_territory(visit: Visit, kept: str) -> None:
    page = visit("planner")
    page.goto(f"/lv/selections/{kept}")
    page.locator("#table").get_by_role("link", name="Atvarlauki").press("Enter")
    card = page.locator("#unit-card")
    expect(card.get_by_role("heading", level=2).first).to_have_text("Atvarlauki")
    expect(page.get_by_role("heading", level=1)).to_have_text("Darbam ar bērniem un ģimenēm")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    area = page.locator("#map path[data-unit]").first
    name = area.locator("title").text_content() or ""
    area.dispatch_event("click")
    expect(card.get_by_role("heading", level=2).first).to_have_text(name)
    page.goto(f"/lv/selections/{kept}/units/{ATVARLAUKI}")
    page.get_by_role("link", name="Atpakaļ uz atlasi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Darbam ar bērniem un ģimenēm")
