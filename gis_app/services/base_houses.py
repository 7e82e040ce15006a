"""Houses and streets known from addresses alone: squares, numbers, and the names of streets along their houses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.streets import street_labels
from gis_app.analysis.townscape import density, house_sides, upright
from gis_app.domain.crs import transformer
from gis_app.domain.tiles import MERCATOR, Tile
from gis_app.services.tile_paths import inside, units

HOUSES_FROM = 13
NUMBERS_FROM = 16
STREETS_FROM = 13
CELLS = 128
_AROUND = 80.0
"""Houses so far outside a tile (EPSG:3857, about 44 m in Latvia) still reach into it with their yards."""
_FEWEST_HOUSES = {13: 14, 14: 7}
"""Only stretches of street with at least so many houses are named at these tile zooms."""
_ON_FOOTPRINT = 12.0
"""An address so near a building's outline (EPSG:3857, about 6 m) is that building: no square is drawn for it."""


@dataclass(frozen=True, slots=True)
class Houses:
    """Every house: position in EPSG:3857, side in metres, direction 0–89, number."""

    xy: NDArray[np.float64]
    side: NDArray[np.int64]
    turn: NDArray[np.int64]
    number: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Streets:
    """Every street label: position in EPSG:3857, angle from east, houses of its stretch, name."""

    xy: NDArray[np.float64]
    angle: NDArray[np.int64]
    houses: NDArray[np.int64]
    name: NDArray[Any]


def houses_of(frame: Any) -> Houses:
    """Return the houses of a layer of addresses: points in metres with ``number`` and, if known, ``rotation``."""
    there = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    metres = np.column_stack([there.geometry.x.to_numpy(), there.geometry.y.to_numpy()])
    return Houses(
        xy=_mercator(there),
        side=np.round(house_sides(metres)).astype(np.int64),
        turn=upright(_turns(there)),
        number=there["number"].fillna("").astype(str).to_numpy(),
    )


def _turns(there: Any) -> NDArray[np.float64]:
    """Return directions in degrees; a directory of addresses that keeps none has houses that stand straight."""
    if "rotation" not in there.columns:
        return np.zeros(len(there))
    return np.asarray(there["rotation"].to_numpy(dtype=np.float64))


def streets_of(frame: Any) -> Streets:
    """Return the names of streets of a layer of addresses."""
    labels = street_labels(frame)
    return Streets(
        xy=_mercator(labels),
        angle=labels["angle"].round().to_numpy(dtype=np.int64),
        houses=labels["houses"].to_numpy(dtype=np.int64),
        name=labels["name"].to_numpy(),
    )


def house_part(houses: Houses, tile: Tile, footprints: NDArray[Any]) -> Mapping[str, Any]:
    """Return ``houses`` (x, y, side in metres and direction, four numbers each) and ``numbers`` (text, x, y each).

    Where the footprint of a building is known, no square stands for it.
    """
    rows = inside(houses.xy, tile, _AROUND)
    bare = rows[~_on_footprint(houses.xy[rows], footprints)]
    flat = np.column_stack([units(houses.xy[bare], tile), houses.side[bare], houses.turn[bare]])
    part: dict[str, Any] = {"houses": flat.ravel().tolist()}
    if tile.zoom >= NUMBERS_FROM:
        here = inside(houses.xy, tile)
        here = here[houses.number[here] != ""]
        places = units(houses.xy[here], tile).tolist()
        part["numbers"] = [[houses.number[row], x, y] for row, (x, y) in zip(here.tolist(), places, strict=True)]
    return part


def texture(houses: Houses, tile: Tile) -> list[int]:
    """Return how dense the houses stand: step to the next cell with any, then their number, two numbers each."""
    west, _south, _east, north = tile.bounds.box
    counts = density(houses.xy, origin=(west, north), cell=tile.side / CELLS, cells=CELLS).ravel()
    cells = np.flatnonzero(counts)
    return np.column_stack([np.diff(cells, prepend=0), counts[cells]]).ravel().tolist()


def street_part(streets: Streets, tile: Tile) -> list[list[Any]]:
    """Return name, x, y, angle from east and number of houses of each label whose place lies in the tile."""
    rows = inside(streets.xy, tile)
    rows = rows[streets.houses[rows] >= _FEWEST_HOUSES.get(tile.zoom, 0)]
    places = units(streets.xy[rows], tile).tolist()
    return [
        [streets.name[row], x, y, int(streets.angle[row]), int(streets.houses[row])]
        for row, (x, y) in zip(rows, places, strict=True)
    ]


def _on_footprint(xy: NDArray[np.float64], footprints: NDArray[Any]) -> NDArray[np.bool_]:
    found = np.zeros(len(xy), dtype=bool)
    if len(footprints) and len(xy):
        near = shapely.STRtree(footprints).query(shapely.points(xy), predicate="dwithin", distance=_ON_FOOTPRINT)
        found[near[0]] = True
    return found


def _mercator(frame: Any) -> NDArray[np.float64]:
    x, y = transformer(frame.crs.to_epsg(), MERCATOR).transform(
        frame.geometry.x.to_numpy(), frame.geometry.y.to_numpy()
    )
    return np.column_stack([x, y])
