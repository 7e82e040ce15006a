"""Photographs from above and scanned maps as layers: made once in EPSG:3857 with coarser copies, read by windows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio import Affine
from rasterio.enums import Resampling
from rasterio.io import MemoryFile
from rasterio.windows import Window

from gis_app.catalog.photograph_files import Photograph, Pixels, Place, coloured, opened, palette_of, straightened
from gis_app.domain.errors import TooLarge
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import HALF, MERCATOR, Tile, pixel

TILE_PX = 512
MOST_PIXELS = 8_000_000_000
"""Pixels of a picture on the map's grid: some 20 km × 20 km at 25 cm."""
_DEEPEST = 21
_STRIP_PX = 4096
_CLOSER = 0.25
"""A picture is kept a little coarser rather than twice as fine as it is."""
_QUALITY = 82
_BRIGHTNESS = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Share of red, green and blue in how bright a pixel looks (ITU-R BT.601)."""
_SOMEWHERE = Affine(2, 0, 0, 0, -2, 0)

Progress = Callable[[float], None]


def native_zoom(about: Photograph) -> int:
    """Return the zoom (256 pixels to a tile) at which a picture is as fine as it is."""
    assert about.bounds is not None  # noqa: S101 - only of pictures whose place is known
    step = (about.bounds.east - about.bounds.west) / max(about.size[0], 1)
    return min(max(math.ceil(math.log2(pixel(0) / step) - _CLOSER), 1), _DEEPEST)


def size_on_map(about: Photograph) -> tuple[Bounds, int, int]:
    """Return the box of whole tiles around a picture, and its width and height in pixels at the picture's zoom."""
    assert about.bounds is not None  # noqa: S101 - only of pictures whose place is known
    step = pixel(native_zoom(about))
    side = step * TILE_PX
    west, south = (math.floor((edge + HALF) / side) for edge in (about.bounds.west, about.bounds.south))
    east, north = (math.ceil((edge + HALF) / side) for edge in (about.bounds.east, about.bounds.north))
    box = Bounds(west * side - HALF, south * side - HALF, east * side - HALF, north * side - HALF, MERCATOR)
    return box, (east - west) * TILE_PX, (north - south) * TILE_PX


def convert(file: Path, place: Place, about: Photograph, target: Path, *, progress: Progress) -> None:
    """Write a picture as red, green, blue with a mask, in tiles, with coarser copies; memory does not grow with it.

    Raises
    ------
    InputRefused
        If it cannot be read.
    TooLarge
        If it has more pixels on the map than ``MOST_PIXELS``.
    """
    box, width, height = size_on_map(about)
    if width * height > MOST_PIXELS:
        raise TooLarge("picture_too_large", file=file.name, value=width * height, limit=MOST_PIXELS)
    step = (box.east - box.west) / width
    form = {
        "driver": "GTiff",
        "width": width,
        "height": height,
        "count": 3,
        "dtype": "uint8",
        "crs": f"EPSG:{MERCATOR}",
        "transform": Affine(step, 0, box.west, 0, -step, box.north),
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": TILE_PX,
        "compress": "JPEG",
        "jpeg_quality": 85,
        "photometric": "YCBCR",
        "sparse_ok": True,
        "bigtiff": "IF_SAFER",
    }
    palette = palette_of(file)
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True, GDAL_CACHEMAX=64):
        with (
            straightened(file, place, bounds=box, size=(width, height)) as view,
            rasterio.open(target, "w", **form) as made,
        ):
            for done, window in _windows(width, height):
                pixels = coloured(view, window, stretch=about.stretch, palette=palette)
                if pixels[3].any():
                    made.write(pixels[:3], window=window)
                made.write_mask(pixels[3], window=window)
                progress(0.8 * done)
        levels = [2**power for power in range(1, 16) if max(width, height) / 2**power >= TILE_PX / 2]
        if levels:
            with rasterio.open(target, "r+") as made:
                made.build_overviews(levels, Resampling.average)
    progress(1.0)


def read_tile(file: Path, tile: Tile) -> Pixels:
    """Return the pixels of a tile, ``(4, 512, 512)``, of a picture that ``convert`` wrote.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    pixels = np.zeros((4, TILE_PX, TILE_PX), dtype=np.uint8)
    with opened(file) as source:
        step, left, top = source.transform.a, source.transform.c, source.transform.f
        west, _, _, north = tile.bounds.box
        scale = tile.side / TILE_PX / step
        column, row = (west - left) / step, (top - north) / step
        first = max(0, math.ceil(-column / scale)), max(0, math.ceil(-row / scale))
        last = (
            min(TILE_PX, math.floor((source.width - column) / scale)),
            min(TILE_PX, math.floor((source.height - row) / scale)),
        )
        if last[0] <= first[0] or last[1] <= first[1]:
            return pixels
        shape = (last[1] - first[1], last[0] - first[0])
        window = Window(column + first[0] * scale, row + first[1] * scale, shape[1] * scale, shape[0] * scale)
        smooth = Resampling.bilinear if scale < 1 else Resampling.nearest
        here = (slice(first[1], last[1]), slice(first[0], last[0]))
        pixels[(slice(3), *here)] = source.read(window=window, out_shape=(3, *shape), resampling=smooth)
        pixels[(3, *here)] = source.dataset_mask(window=window, out_shape=shape)
    return pixels


def read_area(file: Path, *, bounds: Bounds, size: tuple[int, int]) -> Pixels:
    """Return a picture that ``convert`` wrote in the CRS of ``bounds``, ``(4, height, width)``.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    pixels = np.zeros((4, size[1], size[0]), dtype=np.uint8)
    with straightened(file, Place(), bounds=bounds, size=size) as view:
        for _, window in _windows(*size):
            rows = slice(int(window.row_off), int(window.row_off + window.height))
            columns = slice(int(window.col_off), int(window.col_off + window.width))
            pixels[:, rows, columns] = coloured(view, window, stretch=(), palette=None)
    return pixels


def encoded(pixels: Pixels) -> tuple[bytes, str]:
    """Return pixels as a small picture and its media type: JPEG, or WebP where some are transparent."""
    opaque = bool(pixels[3].all())
    driver, media, content = ("JPEG", "image/jpeg", pixels[:3]) if opaque else ("WEBP", "image/webp", pixels)
    count, height, width = content.shape
    shape = {"count": count, "height": height, "width": width, "dtype": "uint8", "transform": _SOMEWHERE}
    with MemoryFile() as memory:
        with memory.open(driver=driver, quality=_QUALITY, **shape) as picture:
            picture.write(content)
        return bytes(memory.read()), media


def on_white(pixels: Pixels) -> Pixels:
    """Return pixels as they look on white paper, all opaque."""
    shown = np.where(pixels[3] > 0, pixels[:3], 255).astype(np.uint8)
    return np.concatenate([shown, np.full((1, *pixels.shape[1:]), 255, dtype=np.uint8)])


def grey(pixels: Pixels) -> Pixels:
    """Return pixels without colour, as bright as they were."""
    bright = np.tensordot(_BRIGHTNESS, pixels[:3].astype(np.float32), axes=1).round().astype(np.uint8)
    return np.stack([bright, bright, bright, pixels[3]])


def _windows(width: int, height: int) -> Iterator[tuple[float, Any]]:
    """Yield the windows of a picture from the north, each a row of tiles high, with the share done after it."""
    for row in range(0, height, TILE_PX):
        for column in range(0, width, _STRIP_PX):
            window = Window(column, row, min(_STRIP_PX, width - column), min(TILE_PX, height - row))
            done = (row * width + (column + window.width) * window.height) / (width * height)
            yield min(done, 1.0), window
