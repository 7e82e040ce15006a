"""A walk with a camera on plain HTTP: the place comes from the picture, is confirmed, and never leaves with it."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from gis_app.domain.crs import LKS92, WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.services.photos.decide import photo_of
from tests.browser.room import Room, begin, choose
from tests.browser.site import Watch

Visit = Callable[..., Page]
YARD = (56.9613, 24.0459)
"""Latitude and longitude of a yard in the demo's neighbourhood."""


def taken(at: tuple[float, float] | None) -> bytes:
    """A JPEG as a telephone writes it, with the place where it was taken if there is one."""
    exif = Image.Exif()
    exif[0x010F] = "Telefons Nr. 7"
    if at is not None:
        parts = [(int(value), int(value % 1 * 60), value * 60 % 1 * 60) for value in at]
        exif.get_ifd(0x8825).update({1: "N", 2: parts[0], 3: "E", 4: parts[1]})
    out = io.BytesIO()
    Image.new("RGB", (1200, 900), (60, 140, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def pick(page: Page, *pictures: bytes) -> None:
    """Agree to pictures and choose these."""
    page.click("#walk-add")
    with page.expect_file_chooser() as chooser:
        page.click("#walk-yes")
    files = [FilePayload(name=f"{n}.jpg", mimeType="image/jpeg", buffer=one) for n, one in enumerate(pictures)]
    chooser.value.set_files(files)


def test_pictures_of_a_walk_come_one_after_another_at_their_places(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    assert page.evaluate("isSecureContext") is False
    pick(page, taken(YARD), taken(None))
    expect(page.locator("#status")).to_contain_text("Šo vietu pierakstīja kamera")
    expect(page.locator("#place-title")).to_contain_text("vieta no fotoattēla")
    expect(page.locator("#photo-preview")).to_be_visible()
    with page.expect_response("**/photo"):
        page.click("#put")
    expect(page.locator("#status")).to_contain_text("Fotoattēls nepasaka savu vietu")
    page.click("#to-list")
    choose(page)
    expect(page.locator("#photo-preview")).to_be_visible()
    with page.expect_response("**/photo"):
        page.click("#put")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    expect(page.locator("#count")).to_contain_text("2 no 5")
    stored = room.marks
    assert [mark.photo_state for mark in stored] == ["waiting", "waiting"]
    places = [to_crs(mark.geometry, source=LKS92, target=WGS84) for mark in stored if mark.geometry is not None]
    assert min(abs(place.y - YARD[0]) + abs(place.x - YARD[1]) for place in places) < 1e-5


def test_rule_6_10_the_place_of_a_picture_stays_on_the_phone(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    with page.expect_request("**/photo") as sent:
        pick(page, taken(YARD))
        page.click("#put")
    body = sent.value.post_data_buffer or b""
    assert (body[:2], b"Exif" in body, b"Telefons" in body) == (b"\xff\xd8", False, False)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    (mark,) = room.marks
    assert b"Telefons" not in photo_of(room.context, room.meeting.id, mark.uuid)[1]


@pytest.mark.parametrize("broken", [b"", b"\xff\xd8\xff\xe1\x00", b"GIF89a nothing", taken(YARD)[:60]])
def test_a_broken_picture_is_told_in_words_and_the_round_goes_on(
    visit: Visit, room: Room, watch: Watch, broken: bytes
) -> None:
    watch.expect("/photo")
    page = visit(size="phone", hall=True)
    begin(page, room)
    pick(page, broken)
    expect(page.locator("#status")).to_contain_text("Fotoattēls nepasaka savu vietu")
    page.click("#to-list")
    choose(page)
    with page.expect_response("**/photo") as told:
        page.click("#put")
    assert told.value.status == 400
    expect(page.locator("#count")).to_contain_text("1 no 5")
