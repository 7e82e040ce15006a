"""Small pictures for the screen, encoded by GDAL."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio import Affine
from rasterio.io import MemoryFile

Colour = tuple[int, int, int, int]
"""Red, green, blue, opacity, 0 to 255."""
_SOMEWHERE = Affine(2, 0, 0, 0, -2, 0)
"""A picture has no place, but without one rasterio warns."""


def palette_png(numbers: NDArray[np.uint8], colours: Sequence[Colour]) -> bytes:
    """Return a PNG of few colours: ``numbers`` (rows, columns) are places in ``colours``, at most 256."""
    height, width = numbers.shape
    shape = {"height": height, "width": width, "count": 1, "dtype": "uint8", "transform": _SOMEWHERE}
    with MemoryFile() as memory:
        with memory.open(driver="PNG", zlevel=6, **shape) as picture:
            picture.write(numbers, 1)
            picture.write_colormap(1, dict(enumerate(colours)))
        return bytes(memory.read())
