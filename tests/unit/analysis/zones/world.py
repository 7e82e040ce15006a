"""Small drawn problems: a grid of squares with invented people and a smooth invented index."""

import numpy as np
from geopandas import GeoSeries
from scipy.ndimage import gaussian_filter
from shapely.geometry import box

from gis_app.analysis.zones.adjacency import adjacency
from gis_app.analysis.zones.problem import Units


def squares(columns: int, rows: int, *, side: float = 300.0) -> GeoSeries:
    """Return a grid of squares in EPSG:3059."""
    cells = [box(side * i, side * j, side * (i + 1), side * (j + 1)) for i in range(columns) for j in range(rows)]
    return GeoSeries(cells, crs=3059)


def grid(columns: int, rows: int, *, seed: int) -> Units:
    """Return a problem on a grid; index smooth and standardised, one unit in six holds a resource."""
    generator = np.random.default_rng(seed)
    smooth = gaussian_filter(generator.normal(size=(columns, rows)), 1.0).ravel()
    index = smooth / smooth.std()
    people = generator.integers(200, 2000, columns * rows).astype(float)
    links = adjacency(squares(columns, rows))
    return Units(
        population=people,
        need=people * np.maximum(index, 0.0),
        core=index >= 1.0,
        ordinary=index <= 0.0,
        neighbours=links.neighbours,
        away_m=np.where(generator.random((columns * rows, 1)) < 1 / 6, 0.0, np.inf),
        outer=links.outer,
    )
