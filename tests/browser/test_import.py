"""A planner brings files in, as the page asks: from the file to the map and back."""

import json
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Visitors, Watch

SCHOOLS = [("Imantas skola", 56.953, 24.010), ("Zasulauka skola", 56.951, 24.055), ("Torņakalna skola", 56.928, 24.091)]
PROJECT = "?project=pardaugava"


def swapped() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"nosaukums": name},
            "geometry": {"type": "Point", "coordinates": [north, east]},
        }
        for name, north, east in SCHOOLS
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def latvian_table() -> bytes:
    """X is the northing, as Latvian tables have it; decimal commas, semicolons, Windows letters."""
    rows = ["Nosaukums;X;Y", "Āgenskalna muzejs;310100,25;505000,5", "Šūpoļu muzejs;312548,5;503255,25"]
    return "\r\n".join(rows).encode("cp1257")


def workbook_with_title() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["Pieturas 2025. gadā"], [], ["Nosaukums", "Platums", "Garums"], *map(list, SCHOOLS)]:
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def bring(page: Page, folder: Path, name: str, content: bytes) -> None:
    """Choose a file on the page and send it."""
    file = folder / name
    file.write_bytes(content)
    page.goto(f"/lv/data/import{PROJECT}")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Turpināt").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_a_swapped_file_goes_to_the_map_and_is_taken_back(visit: Visitors, tmp_path: Path, size: str) -> None:
    page = visit("planner", size=size)
    title = f"Skolas {size}"
    bring(page, tmp_path, f"skolas-{size}.geojson", swapped())
    expect(page.get_by_text("Datnē tās bija otrādi; mēs tās apgriezām.")).to_be_visible()
    expect(page.locator("#preview canvas").first).to_be_visible()
    page.get_by_role("link", name="Viss pareizi, turpināt").click()
    page.get_by_role("button", name="Pārbaudīt datni").click()
    page.get_by_role("link", name="Turpināt").click()
    page.get_by_label("Nosaukums latviski").fill(title)
    page.locator("#source").fill("Pašvaldība")
    page.locator("#licence").select_option("CC0 1.0")
    page.locator("#dated").fill("2025-09-01")
    page.get_by_role("button", name="Turpināt").click()
    expect(page.get_by_text("saglabā 3 rindas")).to_be_visible()
    page.get_by_role("button", name="Saglabāt", exact=True).click()
    expect(page.get_by_text("Viss ir saglabāts.")).to_be_visible(timeout=60_000)
    done = page.url.partition("?")[0]
    page.get_by_role("link", name="Skatīt kartē").click()
    expect(page.locator(f"label:has-text('{title}') input[type=checkbox]")).to_be_checked()
    page.goto(done)
    page.get_by_role("link", name="Atsaukt").click()
    page.get_by_role("button", name="Atsaukt").click()
    expect(page.get_by_text("Šī pievienošana ir atsaukta")).to_be_visible()
    page.goto(f"/lv/data{PROJECT}")
    expect(page.get_by_role("heading", name=title)).to_have_count(0)


def test_a_latvian_table_is_understood_with_its_commas_and_axes(visit: Visitors, tmp_path: Path) -> None:
    page = visit("planner")
    bring(page, tmp_path, "muzeji.csv", latvian_table())
    facts = page.locator(".import-facts")
    for said in ("semikols", "komats: 3,14", "Windows, Baltijas", "EPSG:3059"):
        expect(facts).to_contain_text(said)
    expect(page.locator(".import-rows")).to_contain_text("Šūpoļu muzejs")


def test_the_title_above_a_table_is_not_its_header(visit: Visitors, tmp_path: Path) -> None:
    page = visit("planner")
    bring(page, tmp_path, "pieturas.xlsx", workbook_with_title())
    expect(page.locator(".import-rows th").first).to_have_text("Nosaukums")
    expect(page.locator(".import-rows tbody tr")).to_have_count(3)


def test_a_guess_put_right_is_read_again_in_place(visit: Visitors, tmp_path: Path) -> None:
    page = visit("planner")
    bring(page, tmp_path, "otradi.geojson", swapped())
    page.get_by_text("Kaut kas nav pareizi: mainīt, kā datni lasa").click()
    page.locator("#axes").select_option("as_is")
    page.get_by_role("button", name="Lasīt datni vēlreiz").click()
    expect(page.locator(".import-facts")).to_contain_text("kā datnē")
    expect(page.get_by_text("mēs tās apgriezām")).to_have_count(0)


def test_a_broken_file_says_so_and_is_thrown_away(visit: Visitors, tmp_path: Path) -> None:
    page = visit("planner")
    bring(page, tmp_path, "bojats.gpkg", b"SQLite format 3\0" + bytes(600))
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Izmest to").click()
    expect(page).to_have_url(re.compile(r"/lv/data/import(\?|$)"))
    expect(page.locator("#file")).to_be_visible()
    expect(page.get_by_text("bojats.gpkg")).to_have_count(0)


def test_an_empty_file_is_refused_on_the_page_itself(visit: Visitors, tmp_path: Path, watch: Watch) -> None:
    page = visit("planner")
    watch.expect("400")
    file = tmp_path / "tukss.csv"
    file.write_bytes(b"")
    page.goto(f"/lv/data/import{PROJECT}")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Turpināt").click()
    expect(page.locator("#refused")).to_contain_text("ir tukša")


def test_a_second_person_cannot_see_the_draft(visit: Visitors, tmp_path: Path, watch: Watch) -> None:
    mine = visit("planner")
    bring(mine, tmp_path, "manas.geojson", swapped())
    watch.expect("404")
    other = visit("admin")
    answer = other.goto(mine.url)
    assert answer is not None
    assert answer.status == 404
    expect(other.get_by_text("manas.geojson")).to_have_count(0)
