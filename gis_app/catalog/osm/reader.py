"""An OpenStreetMap extract read into frames, one for each part of the map."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import osmium
import shapely
from geopandas import GeoDataFrame

from gis_app.catalog.osm import classes
from gis_app.catalog.osm.header import as_osm
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.tiles import pixel

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LARGE = 64 * 2**20
"""From this size of file the places of its nodes are kept on disk instead of in memory."""
BATCH = 20_000
LATEST = 16
"""No object waits for a closer zoom than this."""
_LEAST_PX = {"water": 16.0, "cover": 64.0, "buildings": 5.0}
"""An area is drawn from the zoom at which it covers so many square pixels."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cover": ("kind", "name", "zoom"),
    "water": ("kind", "name", "zoom"),
    "coast": ("kind",),
    "roads": ("kind", "name", "zoom", "ref", "tunnel"),
    "rail": ("kind", "name", "zoom", "tunnel"),
    "buildings": ("kind", "name", "zoom"),
    "names": ("kind", "name", "zoom", "population"),
    "addresses": ("address", "street", "number", "locality"),
    "places": ("kind", "name", "address", "hours"),
}
Progress = Callable[[float], None]


@dataclass(slots=True)
class OsmParts:
    """What was read: frames in EPSG:4326 by part, and how many objects could not be built."""

    frames: dict[str, GeoDataFrame] = field(default_factory=dict)
    broken: int = 0


def read_osm(
    file: Path,
    *,
    parts: Collection[str],
    work: Path,
    bounds: Bounds | None = None,
    objects: int = 0,
    progress: Progress | None = None,
) -> OsmParts:
    """Return the parts of a file as frames; only what touches ``bounds`` if given.

    Every frame has ``id`` (``n12``, ``w12``, ``r12``) and the columns of its part; ``zoom`` is the map zoom from which
    an object is drawn. Areas come from closed ways and from multipolygon relations.

    Parameters
    ----------
    parts
        Of ``classes.PARTS``.
    work
        An empty folder for the places of nodes of a large file; it is left empty again.
    objects
        How many objects ``survey`` counted, for the progress; 0 if nobody counted.

    Raises
    ------
    InputRefused
        If the file breaks off, is damaged, or holds no places of its nodes.
    """
    index = work / "nodes.index"
    large = file.stat().st_size >= LARGE
    storage = f"sparse_file_array,{index}" if large else "flex_mem"
    collected = {part: _Rows(part, bounds) for part in parts}
    keys = osmium.filter.KeyFilter(*classes.KEYS)
    stream = osmium.FileProcessor(as_osm(file)).with_locations(storage).with_areas(keys).with_filter(keys)
    builder = _Builder()
    try:
        for done, one in enumerate(stream):
            for part, shape, values in builder.of(one, collected):
                collected[part].add(shape, values)
            if progress and objects and done % BATCH == 0:
                progress(min(done / (2 * objects), 0.97))
    except RuntimeError as error:
        raise InputRefused("osm_unreadable", file=file.name, value=str(error)) from None
    finally:
        index.unlink(missing_ok=True)
    if builder.broken and not any(len(rows) for rows in collected.values()):
        raise InputRefused("osm_without_places", file=file.name)
    return OsmParts({part: rows.frame() for part, rows in collected.items()}, builder.broken)


class _Rows:
    """Objects of one part; shapes outside the bounds are dropped batch by batch."""

    def __init__(self, part: str, bounds: Bounds | None) -> None:
        self.part = part
        self.window = None if bounds is None else shapely.box(*bounds.to(WGS84).box)
        self.waiting: list[str] = []
        self.values: list[tuple[Any, ...]] = []
        self.batches: list[np.ndarray[Any, Any]] = []
        self.kept: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        return len(self.kept) + len(self.values)

    def add(self, shape: str, values: tuple[Any, ...]) -> None:
        self.waiting.append(shape)
        self.values.append(values)
        if len(self.waiting) >= BATCH:
            self._settle()

    def _settle(self) -> None:
        shapes = shapely.from_wkb(np.array(self.waiting, dtype=object))
        keep = np.ones(len(shapes), dtype=bool) if self.window is None else shapely.intersects(shapes, self.window)
        self.batches.append(shapes[keep])
        self.kept += [values for values, kept in zip(self.values, keep.tolist(), strict=True) if kept]
        self.waiting, self.values = [], []

    def frame(self) -> GeoDataFrame:
        if self.waiting:
            self._settle()
        shapes = np.concatenate(self.batches) if self.batches else np.array([], dtype=object)
        names = ("id", *_COLUMNS[self.part])
        columns = {name: [values[place] for values in self.kept] for place, name in enumerate(names)}
        frame = GeoDataFrame(columns, geometry=shapes, crs=WGS84)
        if self.part in _LEAST_PX and len(frame):
            frame["zoom"] = np.maximum(frame["zoom"], _zoom_by_size(frame.geometry, _LEAST_PX[self.part]))
        return frame


def _zoom_by_size(shapes: Any, least: float) -> np.ndarray[Any, Any]:
    """Return the map zoom at which each area covers ``least`` square pixels; lines get 0."""
    away = shapely.bounds(shapes.to_numpy())[:, 1]
    # A degree of longitude of the sphere in EPSG:3857 is 111,319.49 m at every latitude, one of latitude 1/cos as much.
    square = shapely.area(shapes.to_numpy()) * 111_319.49**2 / np.cos(np.radians(np.clip(away, -84, 84)))
    with np.errstate(divide="ignore"):
        zoom = np.ceil(np.log2(pixel(0) * np.sqrt(least) / np.sqrt(square)))
    return np.where(square > 0, np.clip(zoom, 0, LATEST), 0).astype(np.int64)


class _Builder:
    """Makes shapes (WKB in hexadecimal) of objects and says what they are."""

    def __init__(self) -> None:
        self.wkb = osmium.geom.WKBFactory()
        self.broken = 0

    def of(self, one: Any, parts: Collection[str]) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
        """Yield part, shape and values for everything that an object is."""
        tags = {tag.k: tag.v for tag in one.tags}
        if one.is_node():
            yield from self._built(one, parts, _of_point(tags), self.wkb.create_point, f"n{one.id}")
        elif one.is_way():
            yield from self._built(one, parts, _of_line(tags, closed=one.is_closed()), self._line, f"w{one.id}")
        elif one.is_area():
            key = f"w{one.orig_id()}" if one.from_way() else f"r{one.orig_id()}"
            yield from self._built(one, parts, _of_area(tags), self.wkb.create_multipolygon, key)
            yield from self._middle(one, parts, tags, key)

    def _line(self, way: Any) -> str:
        try:
            return str(self.wkb.create_linestring(way))
        except osmium.InvalidLocationError:  # an extract may end in the middle of a way
            run = _longest_run([(node.lon, node.lat) if node.location.valid() else None for node in way.nodes])
            if len(run) < 2:
                raise
            return shapely.to_wkb(shapely.LineString(run), hex=True)

    def _built(
        self,
        one: Any,
        parts: Collection[str],
        wanted: Mapping[str, tuple[Any, ...]],
        make: Callable[[Any], str],
        key: str,
    ) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
        asked = {part: values for part, values in wanted.items() if part in parts}
        if not asked:
            return
        try:
            shape = make(one)
        except (osmium.InvalidLocationError, RuntimeError):
            self.broken += 1
            return
        for part, values in asked.items():
            yield part, shape, (key, *values)

    def _middle(
        self, one: Any, parts: Collection[str], tags: classes.Tags, key: str
    ) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
        """Yield a building's address and a place of use as points inside their areas."""
        wanted = {part: values for part, values in _of_point(tags, area=True).items() if part in parts}
        if not wanted:
            return
        try:
            area: BaseGeometry = shapely.from_wkb(self.wkb.create_multipolygon(one))
        except (osmium.InvalidLocationError, RuntimeError):
            return
        inside = shapely.to_wkb(area.representative_point(), hex=True)
        for part, values in wanted.items():
            yield part, inside, (key, *values)


def _longest_run(places: Sequence[tuple[float, float] | None]) -> list[tuple[float, float]]:
    """Return the longest stretch of a way whose places are all known."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    return max(runs, key=len)


def _of_point(tags: classes.Tags, *, area: bool = False) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    named = classes.name(tags)
    if named:
        found["names"] = (named.kind, tags["name"], named.zoom, classes.population(tags))
    address = classes.address(tags)
    if address:
        street, number, locality = address
        text = ", ".join(part for part in (f"{street} {number}".strip(), locality) if part)
        found["addresses"] = (text, street, number, locality)
    use = classes.use(tags)
    if use and (tags.get("name") or use == "stop") and not (area and use == "stop"):
        where = " ".join(tags[key] for key in ("addr:street", "addr:housenumber") if key in tags)
        found["places"] = (use, tags.get("name", ""), where, tags.get("opening_hours", ""))
    return found


def _of_line(tags: classes.Tags, *, closed: bool) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    name, tunnel = tags.get("name", ""), int(tags.get("tunnel", "no") not in {"no", "building_passage"})
    road, rail, stream = classes.road(tags), classes.rail(tags), classes.stream(tags)
    if road:
        found["roads"] = (road.kind, name, road.zoom, tags.get("ref", ""), tunnel)
    if rail:
        found["rail"] = (rail.kind, name, rail.zoom, tunnel)
    if stream and not (closed and tags.get("area") == "yes"):
        found["water"] = (stream.kind, name, stream.zoom)
    if tags.get("natural") == "coastline":
        found["coast"] = ("coast",)
    return found


def _of_area(tags: classes.Tags) -> dict[str, tuple[Any, ...]]:
    name = tags.get("name", "")
    water = classes.water(tags)
    building = classes.building(tags)
    if building:
        return {"buildings": (building.kind, name, building.zoom)}
    if water:
        return {"water": (water.kind, name, water.zoom)}
    paved = tags.get("highway") in {"pedestrian", "footway"} and tags.get("area") != "yes"
    cover = None if paved else classes.cover(tags)
    return {"cover": (cover.kind, name, cover.zoom)} if cover else {}
