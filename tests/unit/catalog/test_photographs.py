"""Pictures of a few hundred pixels, drawn here: what comes out of them on the map's grid."""

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from PIL import Image
from rasterio import Affine

from gis_app.catalog.photograph_files import Place, describe
from gis_app.catalog.photographs import convert, encoded, native_zoom, on_white, read_area, read_tile
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import HALF, Tile

WEST, NORTH, STEP, SIZE = 500_000.0, 312_000.0, 2.0, 300
RED, BLUE = (200, 30, 30), (30, 30, 200)
STRAIGHT = Affine(STEP, 0, WEST, 0, -STEP, NORTH)


def drawn(file: Path, bands: NDArray[Any], *, transform: Affine | None = STRAIGHT, **form: Any) -> Path:
    placed = {} if transform is None else {"transform": transform, "crs": f"EPSG:{LKS92}"}
    shape = {"count": len(bands), "height": bands.shape[1], "width": bands.shape[2], "dtype": bands.dtype}
    colours = form.pop("colours", None)
    with rasterio.open(file, "w", driver="GTiff", **shape, **placed, **form) as made:
        made.write(bands)
        if colours:
            made.write_colormap(1, colours)
    return file


def halves(dtype: str = "uint8", *, times: int = 1) -> NDArray[Any]:
    """Red in the west, blue in the east."""
    bands = np.zeros((3, SIZE, SIZE), dtype=dtype)
    bands[:, :, : SIZE // 2] = (np.array(RED) * times)[:, None, None]
    bands[:, :, SIZE // 2 :] = (np.array(BLUE) * times)[:, None, None]
    return bands


def made_of(file: Path, place: Place | None = None) -> Path:
    place = place or Place()
    about = describe(file, place)
    target = file.with_name(f"made-{file.name}")
    convert(file, place, about, target, progress=lambda _done: None)
    return target


def at(file: Path, east: float, north: float) -> list[int]:
    """Red, green, blue and opacity of the square metre around a point."""
    here = Bounds(east - 1, north - 1, east + 1, north + 1, LKS92)
    return [int(value) for value in read_area(file, bounds=here, size=(1, 1))[:, 0, 0]]


def near(found: list[int], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) <= 12 for one, other in zip(found, wanted, strict=True))


def test_a_photograph_lies_where_it_says_and_is_transparent_outside(tmp_path: Path) -> None:
    made = made_of(drawn(tmp_path / "rgb.tif", halves(), photometric="RGB"))
    assert near(at(made, WEST + 100, NORTH - 300), (*RED, 255))
    assert near(at(made, WEST + 500, NORTH - 300), (*BLUE, 255))
    assert at(made, WEST - 100, NORTH - 300)[3] == 0


def test_what_is_no_data_is_transparent(tmp_path: Path) -> None:
    bands = halves()
    bands[:, :100] = 0
    made = made_of(drawn(tmp_path / "hole.tif", bands, nodata=0, photometric="RGB"))
    assert at(made, WEST + 100, NORTH - 100)[3] == 0
    assert near(at(made, WEST + 100, NORTH - 400), (*RED, 255))


def test_a_palette_becomes_its_colours(tmp_path: Path) -> None:
    numbers = np.zeros((1, SIZE, SIZE), dtype=np.uint8)
    numbers[:, :, SIZE // 2 :] = 7
    colours = {0: (*RED, 255), 7: (*BLUE, 255)}
    made = made_of(drawn(tmp_path / "palette.tif", numbers, photometric="palette", colours=colours))
    assert near(at(made, WEST + 100, NORTH - 300), (*RED, 255))
    assert near(at(made, WEST + 500, NORTH - 300), (*BLUE, 255))


def test_sixteen_bits_are_stretched_and_grey_is_grey(tmp_path: Path) -> None:
    shades = np.linspace(1000, 3000, SIZE).astype(np.uint16)[None, None, :].repeat(SIZE, axis=1)
    file = drawn(tmp_path / "deep.tif", shades)
    assert describe(file, Place()).stretch[0] == pytest.approx((1040, 2960), abs=10)
    dark, bright = (at(made_of(file), WEST + x, NORTH - 300) for x in (20, 580))
    assert near(dark, (0, 0, 0, 255))
    assert near(bright, (255, 255, 255, 255))


def test_a_turned_picture_is_straightened(tmp_path: Path) -> None:
    turned = Affine.translation(WEST, NORTH) @ Affine.rotation(-30) @ Affine.scale(STEP, -STEP)
    file = drawn(tmp_path / "turned.tif", halves(), transform=turned, photometric="RGB")
    assert describe(file, Place()).turned
    made = made_of(file)
    for column, colour in ((50, RED), (250, BLUE)):
        x, y = turned @ (column, 150)
        assert near(at(made, x, y), (*colour, 255))


@pytest.mark.parametrize(
    "place",
    [
        Place(LKS92, corners=tuple(STRAIGHT @ corner for corner in ((0, 0), (SIZE, 0), (SIZE, SIZE), (0, SIZE)))),
        Place(LKS92, world=(STEP, 0, 0, -STEP, WEST + 1, NORTH - 1)),
    ],
)
def test_a_scan_without_a_place_gets_it_from_corners_or_from_a_world_file(tmp_path: Path, place: Place) -> None:
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        file = drawn(tmp_path / "scan.tif", halves(), transform=None, photometric="RGB")
    nowhere = describe(file, Place())
    assert (nowhere.placed, nowhere.crs, nowhere.bounds) == (False, False, None)
    assert describe(file, place).off < 1e-6
    made = made_of(file, place)
    assert near(at(made, WEST + 100, NORTH - 300), (*RED, 255))
    assert at(made, WEST - 20, NORTH - 300)[3] == 0


def test_corners_in_a_wrong_order_are_far_from_a_straight_picture(tmp_path: Path) -> None:
    file = drawn(tmp_path / "rgb.tif", halves(), photometric="RGB")
    corners = tuple(STRAIGHT @ corner for corner in ((0, 0), (SIZE, SIZE), (SIZE, 0), (0, SIZE)))
    assert describe(file, Place(LKS92, corners=corners)).off > 0.1


def test_a_wrong_system_lies_beyond_the_map_or_elsewhere(tmp_path: Path) -> None:
    file = drawn(tmp_path / "rgb.tif", halves(), photometric="RGB")
    assert describe(file, Place(4326)).bounds is None


def test_a_tile_is_a_whole_picture_and_small_where_all_of_it_is_seen(tmp_path: Path) -> None:
    file = drawn(tmp_path / "rgb.tif", halves(), photometric="RGB")
    about, made = describe(file, Place()), made_of(file)
    assert about.bounds is not None
    assert native_zoom(about) == 16
    for zoom in (5, 15, 18):
        side = Tile(zoom, 0, 0).side
        x, y = int((about.bounds.west + 50 + HALF) // side), int((HALF - about.bounds.north + 50) // side)
        pixels = read_tile(made, Tile(zoom, x, y))
        content, media = encoded(pixels)
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.size, Image.MIME[str(picture.format)]) == ((512, 512), media)
        assert pixels[3].any() == (zoom > 5)
    assert not read_tile(made, Tile(15, 0, 0)).any()


def test_on_paper_what_is_transparent_is_white(tmp_path: Path) -> None:
    made = made_of(drawn(tmp_path / "rgb.tif", halves(), photometric="RGB"))
    around = Bounds(WEST - 600, NORTH - 600, WEST, NORTH, LKS92)
    assert (on_white(read_area(made, bounds=around, size=(60, 60)))[:, :, :50] == 255).all()


def test_a_picture_that_is_too_large_and_one_that_is_none_are_refused(tmp_path: Path) -> None:
    file = drawn(tmp_path / "wide.tif", halves(), transform=Affine(0.001, 0, WEST, 0, -0.001, NORTH), photometric="RGB")
    about = describe(file, Place())
    assert about.bounds is not None
    grown = Bounds(about.bounds.west, about.bounds.south, about.bounds.west + 1e6, about.bounds.south + 1e6, 3857)
    huge = replace(about, bounds=grown, size=(10**7, 10**7))
    with pytest.raises(TooLarge):
        convert(file, Place(), huge, tmp_path / "huge.tif", progress=lambda _done: None)
    (tmp_path / "none.tif").write_bytes(b"II*\x00")
    with pytest.raises(InputRefused, match="raster_not_readable"):
        describe(tmp_path / "none.tif", Place())
