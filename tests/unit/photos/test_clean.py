"""Photos come out as plain pictures whatever went in."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.photos.clean import LONGEST_PX, Box, blurred, clean_photo

PHONE_HEIC = Path(__file__).parents[2] / "data" / "photos" / "phone.heic"
"""320 × 240 pixels with a maker and a place in Rīga, as a telephone writes them; drawn for this test."""


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), *, gps: bool = False, turned: bool = False
) -> bytes:
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[0x010F] = "Telefons Nr. 7"
    if turned:
        exif[0x0112] = 6
    if gps:
        place = exif.get_ifd(0x8825)
        place.update({1: "N", 2: (56.0, 57.0, 0.0), 3: "E", 4: (24.0, 6.0, 0.0)})
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_rule_6_10_a_photo_leaves_without_exif_place_or_maker(kind: str) -> None:
    out = clean_photo(picture(kind, gps=True))
    assert opened(out).format == "JPEG"
    assert dict(opened(out).getexif()) == {}
    assert set(opened(out).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Telefons" not in out
    assert b"Exif" not in out


def test_a_photo_of_an_iphone_is_read_and_loses_its_place() -> None:
    raw = PHONE_HEIC.read_bytes()
    assert b"Telefons" in raw
    out = clean_photo(raw)
    assert opened(out).size == (320, 240)
    assert b"Telefons" not in out


def test_a_picture_taken_sideways_stands_upright() -> None:
    out = opened(clean_photo(picture(size=(400, 300), turned=True)))
    assert out.size == (300, 400)
    right, left = np.asarray(out)[10, 290], np.asarray(out)[10, 10]
    assert (right[2] > right[0], left[2] > left[0]) == (True, False), "a quarter turn to the right"


def test_a_large_picture_is_made_smaller_and_a_small_one_is_left() -> None:
    assert max(opened(clean_photo(picture(size=(4000, 3000)))).size) == LONGEST_PX
    assert opened(clean_photo(picture(size=(90, 60)))).size == (90, 60)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(60),
        b"%PDF-1.7 not a picture",
        b"\xff\xd8\xff\xe0" + bytes(300),
        b"\x00\x00\x00\x18ftypheic" + bytes(200),
        b"BM" + bytes(200),
    ],
)
def test_what_is_not_a_photo_is_refused_with_what_was_expected(content: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        clean_photo(content)
    assert refused.value.code in {"photo_not_a_picture", "photo_damaged"}


def test_a_picture_that_is_cut_off_is_refused() -> None:
    whole = picture(size=(1200, 900))
    with pytest.raises(InputRefused):
        clean_photo(whole[: len(whole) // 2])


def test_a_page_hidden_behind_a_picture_does_not_survive() -> None:
    hidden = b"<html><script>alert('a')</script></html>PK\x03\x04"
    assert b"script" not in clean_photo(picture() + hidden)


def test_a_photo_of_fifty_megabytes_is_refused_by_its_size() -> None:
    with pytest.raises(TooLarge) as refused:
        clean_photo(picture() + bytes(50_000_000))
    assert refused.value.code == "photo_too_large"


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    assert len(out.getvalue()) < 1_000_000
    with pytest.raises(TooLarge) as refused:
        clean_photo(out.getvalue())
    assert refused.value.code == "photo_too_many_pixels"


def test_transparent_parts_become_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert np.asarray(opened(clean_photo(out.getvalue()))).min() == 255


def test_rule_6_10_a_blurred_box_keeps_nothing_to_know_anybody_by() -> None:
    dots = np.random.default_rng(4).choice(np.array([0, 255], dtype=np.uint8), size=(200, 200))
    out = io.BytesIO()
    Image.fromarray(dots).convert("RGB").save(out, "PNG")
    done = np.asarray(opened(blurred(out.getvalue(), [Box(0.25, 0.25, 0.5, 0.5)])).convert("L"))
    assert np.ptp(done[60:140, 60:140]) < 60, "black and white dots are one grey"
    assert np.ptp(done[:40, :40]) > 200, "beside the box the picture is as it was"


@pytest.mark.parametrize("sides", [(-0.2, 0, 0.5, 0.5), (0.8, 0, 0.5, 0.5), (0, 0, 0, 0.5), (0, 0, 0.5, -0.1)])
def test_a_box_outside_its_picture_is_refused(sides: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputRefused):
        Box(*sides)
