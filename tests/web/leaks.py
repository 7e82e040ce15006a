"""Looks for secrets in the bytes of an answer: as text, as numbers in any of our systems, packed or unpacked."""

import gzip
import io
import re
import zipfile
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from gis_app.domain.crs import LKS92, WGS84, transformer
from tests.unit.prints.pdf import text_of
from tests.web.public_world import MOMENTS, Secrets

MERCATOR = 3857
Floats = NDArray[np.float64]
NEAR_M = 1.5
"""A pair of numbers this near to a place, in metres, is that place."""
_DEGREE_M = {"lon": 60_900.0, "lat": 111_320.0}  # at 57 degrees north
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_SCALES = (1.0, 1e5, 1e6, 1e7)
"""Degrees may be written as whole numbers of their hundred-thousandth part and less."""


class Finder:
    """Finds what may not be public; made once per world."""

    def __init__(self, secrets: Secrets, *, also: Sequence[str] = ()) -> None:
        self._texts = [text.encode() for text in (*secrets.words, *secrets.ids, *MOMENTS, *also)]
        self._texts += [text.replace("-", "").encode() for text in secrets.ids]
        self._trees = list(_trees(secrets.places))

    def leaks(self, body: bytes, *, asked: str = "") -> list[str]:
        """Return what an answer gives away that whoever asked did not say themselves."""
        found, told = [], asked.encode()
        for part in unpacked(body):
            found += [f"holds {text.decode()}" for text in self._texts if text in part and text not in told]
            found += [f"holds a place at {pair}" for pair in self._places(part)]
        return sorted(set(found))

    def _places(self, part: bytes) -> Iterator[str]:
        for numbers in _numbers(part):
            pairs = np.column_stack([numbers[:-1], numbers[1:]])
            for tree, scale in self._trees:
                distance, _ = tree.query(pairs * scale, distance_upper_bound=1.0)
                yield from (str(pair.tolist()) for pair in pairs[np.isfinite(distance)][:3])


def _trees(places: Sequence[tuple[float, float]]) -> Iterator[tuple[cKDTree, Floats]]:
    """Yield a tree per system and order of axes, with the factor that makes ``NEAR_M`` one."""
    metres = np.array(places, dtype=float)
    for epsg in (LKS92, MERCATOR):
        x, y = transformer(LKS92, epsg).transform(metres[:, 0], metres[:, 1])
        widened = 1.84 if epsg == MERCATOR else 1.0  # Mercator is 1 / cos 57° too wide here
        yield from _both_ways(np.column_stack([x, y]), np.array([1.0, 1.0]) / (NEAR_M * widened))
    lon, lat = transformer(LKS92, WGS84).transform(metres[:, 0], metres[:, 1])
    for part in _SCALES:
        factor = np.array([_DEGREE_M["lon"], _DEGREE_M["lat"]]) / (NEAR_M * part)
        yield from _both_ways(np.column_stack([lon, lat]) * part, factor)


def _both_ways(points: Floats, factor: Floats) -> Iterator[tuple[cKDTree, Floats]]:
    yield cKDTree(points * factor), factor
    yield cKDTree((points * factor)[:, ::-1]), factor[::-1]


def _numbers(part: bytes) -> Iterator[Floats]:
    """Yield the numbers of a text, or what the bytes are as doubles of either order, wherever they begin."""
    if b"\x00" not in part:
        found = np.array([float(number) for number in _NUMBER.findall(part) if len(number) < 25])
        if found.size > 1:
            yield found
        return
    for begin in range(8):
        whole = part[begin : begin + (len(part) - begin) // 8 * 8]
        for kind in ("<f8", ">f8"):
            read = np.frombuffer(whole, dtype=kind).astype(float)
            if read.size > 1:
                yield np.where(np.isfinite(read) & (np.abs(read) < 1e9), read, 0.0)


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield an answer and everything that is packed inside."""
    yield body
    if body.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(body))
    elif body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    elif body.startswith(b"%PDF"):
        yield text_of(body).encode()
