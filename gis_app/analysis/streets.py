"""Where street names stand: from the houses alone, because no street lines are needed to know where one is."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GAP_M = 150.0
"""Neighbouring houses of one street farther apart than this belong to two runs (95 % of Rīga's stand within 73 m)."""
EVERY_M = 400.0
"""A run gets a label about every so many metres."""
AROUND_M = 110.0
"""Houses within this distance of the anchor decide its place and direction."""
FEWEST = 3
"""A run of fewer houses gets a label only if its street has no longer run."""
_DISTINCT = 16.0
_AGREEMENT = 0.6


@dataclass(frozen=True, slots=True)
class _Houses:
    """Points of one street's run; ``azimuth`` is clockwise from north, NaN where unknown."""

    xy: Floats
    odd: Floats
    azimuth: Floats


def street_labels(addresses: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return where to write the names of streets and at which angle.

    The houses of a street are joined into runs; each run gets an anchor about every 400 m, on the line between its odd
    and even sides where both exist. The direction is that of the houses nearby; where these form no line, it is the
    one recorded in ``rotation``.

    Parameters
    ----------
    addresses
        Points in a projected CRS in metres, with ``street`` (text or None), ``number`` (text) and, if there is one,
        ``rotation`` (azimuth along the street in degrees clockwise from north; outside 0–360 means unknown).

    Returns
    -------
    geopandas.GeoDataFrame
        ``name``, ``houses`` (of its stretch of street), ``angle`` (degrees counter-clockwise from east, −90…90) and
        points in the CRS of the addresses; longest stretches first, independent of the order of rows. Empty when there
        are no houses with a street.
    """
    rows: list[tuple[str, int, float, float, float]] = []
    known = addresses[addresses["street"].fillna("").astype(str).str.strip() != ""]
    known = known[~(known.geometry.is_empty | known.geometry.isna())]
    if len(known):
        for name, runs in _runs_by_street(known).items():
            for run in _worth_a_label(runs):
                rows.extend((name, *label) for label in _labels_of_run(run))
    rows.sort(key=lambda row: (-row[1], row[0], row[3], row[4]))
    names, houses, angles, xs, ys = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return gpd.GeoDataFrame(
        {
            "name": pd.Series(names, dtype="object"),
            "houses": pd.Series(houses, dtype="int64"),
            "angle": pd.Series(angles, dtype="float64"),
        },
        geometry=gpd.points_from_xy(xs, ys),
        crs=addresses.crs,
    )


def _runs_by_street(known: gpd.GeoDataFrame) -> dict[str, list[_Houses]]:
    """Join houses of the same street that stand within ``GAP_M`` of each other."""
    street = known["street"].astype(str).str.strip().to_numpy()
    xy = np.column_stack([known.geometry.x.to_numpy(), known.geometry.y.to_numpy()])
    number = known["number"].fillna("").astype(str).str.extract(r"(\d+)", expand=False)
    parity = pd.to_numeric(number, errors="coerce").to_numpy(dtype=float) % 2
    rotation = known["rotation"] if "rotation" in known.columns else pd.Series(np.nan, index=known.index)
    azimuth = pd.to_numeric(rotation, errors="coerce").to_numpy(dtype=float)
    azimuth = np.where((azimuth >= 0) & (azimuth <= 360), azimuth, np.nan)
    order = np.lexsort((azimuth, parity, xy[:, 1], xy[:, 0], street))
    street, xy, parity, azimuth = street[order], xy[order], parity[order], azimuth[order]

    run = _components(xy, np.unique(street, return_inverse=True)[1])
    found: dict[str, list[_Houses]] = {}
    by_run = np.argsort(run, kind="stable")
    for rows in np.split(by_run, np.flatnonzero(np.diff(run[by_run])) + 1):
        houses = _Houses(xy=xy[rows], odd=parity[rows], azimuth=azimuth[rows])
        found.setdefault(str(street[rows[0]]), []).append(houses)
    return found


def _components(xy: Floats, street: Integers) -> Integers:
    """Return the run of each house; the street is a third dimension so far apart that streets never join."""
    apart = np.column_stack([xy, street * (10 * GAP_M)])
    pairs = cKDTree(apart).query_pairs(GAP_M, output_type="ndarray")
    joined = coo_matrix((np.ones(len(pairs), dtype=bool), (pairs[:, 0], pairs[:, 1])), shape=(len(xy), len(xy)))
    return connected_components(joined, directed=False)[1].astype(np.int64)


def _worth_a_label(runs: list[_Houses]) -> list[_Houses]:
    longest = max(len(run.xy) for run in runs)
    kept = [run for run in runs if len(run.xy) >= FEWEST]
    return kept or [next(run for run in runs if len(run.xy) == longest)]


def _labels_of_run(run: _Houses) -> list[tuple[int, float, float, float]]:
    """Return ``(houses, angle, x, y)`` for each stretch of the run."""
    along = (run.xy - run.xy.mean(axis=0)) @ _axis(run.xy)[0]
    start, length = along.min(), float(np.ptp(along))
    stretches = max(1, round(length / EVERY_M))
    edges = start + np.arange(1, stretches) * length / stretches
    stretch = np.searchsorted(edges, along)
    labels = []
    for number in range(stretches):
        inside = np.flatnonzero(stretch == number)
        if len(inside) >= FEWEST or stretches == 1:
            labels.append((len(inside), *_anchor(run, inside)))
    return labels


def _anchor(run: _Houses, inside: Integers) -> tuple[float, float, float]:
    """Return ``(angle, x, y)`` near the middle house of a stretch, from the houses around it."""
    middle = np.median(run.xy[inside], axis=0)
    central = run.xy[inside[np.argmin(((run.xy[inside] - middle) ** 2).sum(axis=1))]]
    near = ((run.xy - central) ** 2).sum(axis=1) <= AROUND_M**2
    xy, odd = run.xy[near], run.odd[near]
    direction = _direction(xy, run.azimuth[near])
    across = np.array([-direction[1], direction[0]])
    offset = xy @ across
    sides = [float(np.median(offset[odd == side])) for side in (0.0, 1.0) if (odd == side).any()]
    shift = np.mean(sides) if len(sides) == 2 else np.median(offset)
    place = direction * float(np.mean(xy @ direction)) + across * float(shift)
    angle = float(np.degrees(np.arctan2(direction[1], direction[0])))
    return (round(angle, 1), round(float(place[0]), 2), round(float(place[1]), 2))


def _direction(xy: Floats, azimuth: Floats) -> Floats:
    """Return the unit vector along the street, pointing east (or due north)."""
    axis, distinct = _axis(xy)
    recorded = _recorded(azimuth)
    # Houses in line measure the direction better than the recorded field (in Rīga some streets have it a right angle
    # off); few or scattered ones do not.
    return axis if recorded is None or distinct >= _DISTINCT else recorded


def _axis(xy: Floats) -> tuple[Floats, float]:
    """Return the main axis of the points and how much longer than wide (ratio of variances) they lie."""
    if len(xy) < 2:
        return np.array([1.0, 0.0]), 0.0
    centred = xy - xy.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    return _eastward(vectors[:, 1]), float(values[1] / max(values[0], 1e-9))


def _recorded(azimuth: Floats) -> Floats | None:
    """Return the mean recorded direction, or None if few houses have one or they disagree.

    The mean of doubled angles, since a direction and its opposite are the same line (Mardia & Jupp, *Directional
    Statistics*, 2000, §1.1).
    """
    known = np.radians(90.0 - azimuth[~np.isnan(azimuth)]) * 2
    if len(known) * 2 < len(azimuth) or not len(known):
        return None
    vector = np.array([np.cos(known).mean(), np.sin(known).mean()])
    if np.hypot(*vector) < _AGREEMENT:
        return None
    half = np.arctan2(vector[1], vector[0]) / 2
    return _eastward(np.array([np.cos(half), np.sin(half)]))


def _eastward(vector: Floats) -> Floats:
    rounded = np.round(vector, 12)
    flip = rounded[0] < 0 or (rounded[0] == 0 and rounded[1] < 0)
    return -vector if flip else vector
