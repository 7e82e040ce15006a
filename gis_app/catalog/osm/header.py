"""What an OpenStreetMap file says of itself, and whether it can be read to its end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import osmium

from gis_app.catalog.osm import classes
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds


@dataclass(frozen=True, slots=True)
class OsmFile:
    """An extract as it describes itself.

    Attributes
    ----------
    bounds
        The box the extract was cut to (EPSG:4326), as its header says; None if it does not.
    dated
        Day of the data as the header says; None if it does not.
    generator
        The program that wrote it.
    """

    bounds: Bounds | None
    dated: date | None
    generator: str


@dataclass(frozen=True, slots=True)
class OsmContent:
    """What a pass over the whole file found.

    Attributes
    ----------
    counts
        Objects by part (``classes.PARTS``): nodes and ways as they stand, relations too.
    uses
        Places of use by kind of resource.
    bounds
        Box around the tagged nodes (EPSG:4326), or None when there is none.
    newest
        Day of the newest change of an object; None in a file without such notes.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    uses: Mapping[str, int] = field(default_factory=dict)
    bounds: Bounds | None = None
    newest: date | None = None


def as_osm(file: Path) -> osmium.io.File:
    """Return the file as osmium takes it: packed binary, unless its name says it is XML."""
    return osmium.io.File(str(file), "" if file.name.endswith((".osm", ".osm.bz2", ".osm.gz")) else "pbf")


def read_header(file: Path) -> OsmFile:
    """Return what the header of a file says.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it is no OpenStreetMap file, or one with the history of objects.
    """
    if not file.is_file():
        raise NotFound("table_not_found", file=str(file))
    try:
        reader = osmium.io.Reader(as_osm(file), osmium.osm.osm_entity_bits.NOTHING)
        try:
            head = reader.header()
            box, several = head.box(), head.has_multiple_object_versions
            generator, stamp = head.get("generator"), head.get("osmosis_replication_timestamp")
        finally:
            reader.close()
    except RuntimeError as error:
        raise InputRefused("osm_unreadable", file=file.name, value=str(error)) from None
    if several or file.name.endswith((".osh.pbf", ".osh", ".osc")):
        raise InputRefused("osm_history", file=file.name)
    return OsmFile(_bounds(box), _day(stamp), generator)


def survey(file: Path) -> OsmContent:
    """Return what is in a file, after reading it once to its end.

    Raises
    ------
    InputRefused
        If it breaks off or is damaged.
    """
    found = _Survey()
    try:
        for one in osmium.FileProcessor(as_osm(file)).with_filter(osmium.filter.KeyFilter(*classes.KEYS)):
            found.take(one)
    except RuntimeError as error:
        raise InputRefused("osm_unreadable", file=file.name, value=str(error)) from None
    return found.result()


class _Survey:
    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.uses: dict[str, int] = {}
        self.newest: datetime | None = None
        self.box: tuple[float, float, float, float] | None = None

    def take(self, one: Any) -> None:
        tags = {tag.k: tag.v for tag in one.tags}
        for part in parts_of(tags):
            self.counts[part] = self.counts.get(part, 0) + 1
        kind = classes.use(tags)
        if kind:
            self.uses[kind] = self.uses.get(kind, 0) + 1
        if one.timestamp.timestamp() > 0 and (self.newest is None or one.timestamp > self.newest):
            self.newest = one.timestamp
        if one.is_node() and one.location.valid():
            self._grow(one.location.lon, one.location.lat)

    def _grow(self, lon: float, lat: float) -> None:
        west, south, east, north = self.box or (lon, lat, lon, lat)
        self.box = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))

    def result(self) -> OsmContent:
        bounds = Bounds(*self.box, WGS84) if self.box else None
        return OsmContent(self.counts, self.uses, bounds, self.newest.date() if self.newest else None)


def parts_of(tags: Mapping[str, str]) -> list[str]:
    """Return the parts that an object of these tags belongs to."""
    water = classes.stream(tags) or classes.water(tags)
    named: tuple[tuple[str, object], ...] = (
        ("roads", classes.road(tags)),
        ("rail", classes.rail(tags)),
        ("coast", tags.get("natural") == "coastline"),
        ("water", water),
        ("cover", not water and classes.cover(tags)),
        ("buildings", classes.building(tags)),
        ("names", classes.name(tags)),
        ("addresses", classes.address(tags)),
        ("places", classes.use(tags)),
    )
    return [part for part, found in named if found]


def _bounds(box: osmium.osm.Box) -> Bounds | None:
    if not box.valid():
        return None
    low, high = box.bottom_left, box.top_right
    return Bounds(low.lon, low.lat, high.lon, high.lat, WGS84)


def _day(stamp: str) -> date | None:
    try:
        return datetime.fromisoformat(stamp).date()
    except ValueError:
        return None
