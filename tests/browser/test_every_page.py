"""What every page of the header must keep, whoever looks at it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.site import Visitors

ROLES = ["public", "worker", "planner", "admin"]
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PROJECTS = ["pardaugava", "paraugpilseta"]


def _header(page: Page, project: str) -> list[str]:
    page.goto(f"/lv/?project={project}")
    found = page.locator("header nav a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return ["/lv/login", *dict.fromkeys(address.split("#")[0] for address in found)]


def _breaches(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:90]}" for one in found for node in one["nodes"]]


def _open(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_the_header_can_be_used_with_assistive_technology(visit: Visitors, role: str, size: str) -> None:
    page = visit(role, size=size)
    breaches = {}
    for address in _header(page, PROJECTS[0]):
        _open(page, address)
        breaches[address] = _breaches(page)
    assert {address: found for address, found in breaches.items() if found} == {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("project", PROJECTS)
def test_no_page_of_the_header_is_wider_than_a_phone(visit: Visitors, role: str, project: str) -> None:
    page = visit(role, size="phone")
    wide = {}
    for address in _header(page, project):
        _open(page, address)
        wide[address] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {address: by for address, by in wide.items() if by > 0} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_about_the_invented_town_says_that_it_is_invented(visit: Visitors, role: str) -> None:
    page = visit(role)
    silent = []
    for address in _header(page, "paraugpilseta"):
        if "project=paraugpilseta" not in address or "/admin" in address:  # accounts belong to no project
            continue
        _open(page, address)
        if not page.locator(".invented-banner").first.is_visible():
            silent.append(address)
    assert silent == []


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_page_of_the_header_has_one_heading_and_its_language(visit: Visitors, language: str) -> None:
    page = visit("admin", language=language)
    wrong = []
    for address in _header(page, PROJECTS[0]):
        _open(page, address.replace("/lv/", f"/{language}/", 1))
        found = (page.locator("html").get_attribute("lang"), page.locator("h1").count())
        if found != (language, 1):
            wrong.append((address, found))
    assert wrong == []
