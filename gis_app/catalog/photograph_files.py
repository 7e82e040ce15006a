"""Photographs from above and scanned maps: what a GeoTIFF says of itself, and its pixels as red, green, blue."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio._err import CPLE_BaseError
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning, RasterioError, RasterioIOError
from rasterio.transform import Affine, from_gcps
from rasterio.vrt import WarpedVRT
from rasterio.warp import transform as transform_points
from rasterio.windows import Window

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import HALF, MERCATOR

Pixels = NDArray[np.uint8]
_SAMPLE_PX = 1024
_EDGE_POINTS = 21
_TAILS = (2.0, 98.0)
"""Of pixels with more than 8 bits so many per cent at each end become black and white."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies, said by a person; what is None stands in the file.

    Attributes
    ----------
    world
        The six numbers of a world file, in its order.
    corners
        ``x, y`` of the outer corners in ``epsg``: north-west, north-east, south-east, south-west of the picture.
    """

    epsg: int | None = None
    world: tuple[float, ...] = ()
    corners: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Photograph:
    """What a GeoTIFF says of itself.

    Attributes
    ----------
    crs
        Whether it is known in which CRS the picture lies; ``placed`` whether it is known where.
    turned
        Whether the picture is rotated against its CRS.
    bounds
        In EPSG:3857; None where the place is not known or lies beyond the map.
    size
        Width and height in pixels of EPSG:3857 at the picture's own resolution.
    off
        How far the corners that a person gave are from a straight picture, in widths of the picture.
    """

    width: int
    height: int
    bands: int
    dtype: str
    crs: bool
    placed: bool
    turned: bool = False
    bounds: Bounds | None = None
    size: tuple[int, int] = (0, 0)
    masked: bool = False
    off: float = 0.0
    stretch: tuple[tuple[float, float], ...] = field(default=())


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """Yield a raster opened without complaints about its place.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(file) as source:
                yield source
    except RasterioIOError as error:
        raise InputRefused("raster_not_readable", file=file.name, value=str(error)[:300]) from None


def describe(file: Path, place: Place) -> Photograph:
    """Return what a picture is and where it lies; reads a small part of its pixels.

    Raises
    ------
    InputRefused
        If it cannot be read.
    """
    with opened(file) as source:
        transform, off = _transform(source, place)
        crs = _crs(source, place)
        facts = {
            "width": source.width,
            "height": source.height,
            "bands": source.count,
            "dtype": source.dtypes[0],
            "crs": crs is not None,
            "placed": transform is not None,
            "masked": MaskFlags.all_valid not in source.mask_flag_enums[0],
            "off": off,
        }
        if crs is None or transform is None:
            return Photograph(**facts)
        bounds, size = _extent(source, crs, transform)
        return Photograph(
            **facts, turned=not transform.is_rectilinear, bounds=bounds, size=size, stretch=_stretch(source)
        )


@contextmanager
def straightened(file: Path, place: Place, *, bounds: Bounds, size: tuple[int, int]) -> Iterator[Any]:
    """Yield a view of a picture in the CRS of ``bounds``, ``size`` pixels wide and high; nothing is read yet."""
    with opened(file) as source:
        transform, _ = _transform(source, place)
        west, south, east, north = bounds.box
        step = ((east - west) / size[0], (north - south) / size[1])
        palette = source.colorinterp[0] is ColorInterp.palette
        smooth = Resampling.nearest if palette else Resampling.bilinear
        with WarpedVRT(
            source,
            src_crs=_crs(source, place),
            src_transform=transform,
            crs=f"EPSG:{bounds.epsg}",
            transform=Affine(step[0], 0, west, 0, -step[1], north),
            width=size[0],
            height=size[1],
            resampling=smooth,
            add_alpha=ColorInterp.alpha not in source.colorinterp,
        ) as view:
            yield view


def coloured(view: Any, window: Window, *, stretch: Sequence[tuple[float, float]], palette: Any) -> Pixels:
    """Return a window of a view as ``(4, rows, columns)``: red, green, blue, opacity."""
    kinds = view.colorinterp
    alpha = next(number for number, kind in enumerate(kinds, start=1) if kind is ColorInterp.alpha)
    wanted = [number for number in range(1, view.count + 1) if number != alpha]
    wanted = wanted[:3] if len(wanted) >= 3 else wanted[:1] * 3
    if palette is not None:
        table = np.zeros((256, 4), dtype=np.uint8)
        for number, colour in palette.items():
            table[number] = colour
        numbers, there = view.read([1, alpha], window=window)
        read = np.moveaxis(table[numbers], -1, 0)
        return np.concatenate([read[:3], np.where(there > 0, read[3], 0).astype(np.uint8)[None]])
    # All at once: each reading bends the picture anew.
    *bands, there = view.read([*wanted, alpha], window=window)
    bands = np.stack(bands)
    if stretch:
        low = np.array([limits[0] for limits in stretch])[:, None, None]
        high = np.array([limits[1] for limits in stretch])[:, None, None]
        shades = (np.nan_to_num(bands.astype(np.float64)) - low) * 255.0 / np.maximum(high - low, 1e-12)
        bands = np.clip(np.rint(shades), 0, 255).astype(np.uint8)
    return np.concatenate([bands, np.where(there > 0, 255, 0).astype(np.uint8)[None]])


def palette_of(file: Path) -> Any:
    """Return the palette of a picture, None where it has none."""
    with opened(file) as source:
        return source.colormap(1) if source.colorinterp[0] is ColorInterp.palette else None


def _crs(source: Any, place: Place) -> Any:
    if place.epsg is not None:
        return rasterio.crs.CRS.from_epsg(place.epsg)
    return source.crs or (source.gcps[1] if source.gcps[0] else None)


def _transform(source: Any, place: Place) -> tuple[Any, float]:
    """Return the transform of pixels and how far given corners are from it; None where the place is not known."""
    if place.world:
        a, d, b, e, x, y = place.world
        # A world file says where the middle of the first pixel is.
        return Affine(a, b, x - (a + b) / 2, d, e, y - (d + e) / 2), 0.0
    if place.corners:
        return _from_corners(source, place.corners)
    if source.gcps[0] and source.transform.is_identity:
        return from_gcps(source.gcps[0]), 0.0
    return (None if source.transform.is_identity else source.transform), 0.0


def _from_corners(source: Any, corners: Sequence[tuple[float, float]]) -> tuple[Any, float]:
    pixels = [(0, 0), (0, source.width), (source.height, source.width), (source.height, 0)]
    points = [
        GroundControlPoint(row=row, col=column, x=x, y=y) for (row, column), (x, y) in zip(pixels, corners, strict=True)
    ]
    transform = from_gcps(points)
    misses = [np.hypot(*np.subtract(transform @ (point.col, point.row), (point.x, point.y))) for point in points]
    width = np.hypot(*np.subtract(corners[0], corners[1]))
    return transform, float(max(misses) / max(width, 1e-9))


def _extent(source: Any, crs: Any, transform: Any) -> tuple[Bounds | None, tuple[int, int]]:
    """Return the box of a picture in EPSG:3857 and its size in pixels as fine as its own in the middle."""
    wide, high = source.width, source.height
    along = np.linspace(0, 1, _EDGE_POINTS)
    still = np.zeros(_EDGE_POINTS)
    columns = np.concatenate([along, along, still, still + 1, [0.5, 0.5 + 1 / wide, 0.5]]) * wide
    rows = np.concatenate([still, still + 1, along, along, [0.5, 0.5, 0.5 + 1 / high]]) * high
    x, y = transform @ (columns, rows)
    try:
        found = np.array(transform_points(crs, rasterio.crs.CRS.from_epsg(MERCATOR), x, y))
    except (RasterioError, CPLE_BaseError):  # a latitude of 300,000 degrees comes as GDAL's own error
        return None, (0, 0)
    if not np.isfinite(found).all() or np.abs(found).max() > HALF:
        return None, (0, 0)
    middle, right, below = found[:, -3], found[:, -2], found[:, -1]
    step = float(min(np.hypot(*(right - middle)), np.hypot(*(below - middle))))
    west, south = found.min(axis=1).tolist()
    east, north = found.max(axis=1).tolist()
    if step <= 0 or west >= east or south >= north:
        return None, (0, 0)
    return Bounds(west, south, east, north, MERCATOR), (round((east - west) / step), round((north - south) / step))


def _stretch(source: Any) -> tuple[tuple[float, float], ...]:
    """Return for each colour what becomes black and what white; nothing where 8 bits are shown as they are."""
    if source.dtypes[0] == "uint8":
        return ()
    step = max(1, max(source.width, source.height) // _SAMPLE_PX)
    shape = (max(1, source.height // step), max(1, source.width // step))
    alpha = [number for number, kind in enumerate(source.colorinterp, start=1) if kind is ColorInterp.alpha]
    bands = [number for number in range(1, source.count + 1) if number not in alpha]
    bands = bands[:3] if len(bands) >= 3 else bands[:1] * 3
    limits = []
    for band in bands:
        sample = source.read(band, out_shape=shape, masked=True).astype(np.float64).compressed()
        sample = sample[np.isfinite(sample)]
        limits.append(tuple(np.percentile(sample, _TAILS).tolist()) if len(sample) else (0.0, 1.0))
    return tuple(limits)
