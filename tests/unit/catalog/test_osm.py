from datetime import date
from pathlib import Path
from typing import Any

import osmium
import pytest

from gis_app.catalog.osm import classes
from gis_app.catalog.osm.header import read_header, survey
from gis_app.catalog.osm.reader import read_osm
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.lists import RESOURCE_KINDS
from tests.osm_world import Village, helsinki_extract, zoseni


@pytest.fixture
def village(tmp_path: Path) -> Path:
    return zoseni().write(tmp_path / "zoseni.osm.pbf")


def test_a_file_says_its_box_and_the_day_of_its_data(village: Path) -> None:
    head = read_header(village)
    assert head.dated == date(2026, 3, 1)
    assert head.bounds is not None
    assert head.bounds.box == pytest.approx((25.79, 57.09, 25.83, 57.13))


def test_a_survey_counts_what_the_file_holds_by_part_and_kind(village: Path) -> None:
    found = survey(village)
    assert found.counts["buildings"] == 2
    assert found.counts["roads"] == 2
    assert found.counts["addresses"] == 3
    assert found.uses == {"shop": 1, "stop": 1, "shelter": 1}


def test_every_part_is_read_with_its_kind_and_name(village: Path, tmp_path: Path) -> None:
    found = read_osm(village, parts=classes.PARTS, work=tmp_path)
    assert found.broken == 0
    frames = found.frames
    assert sorted(zip(frames["roads"]["kind"], frames["roads"]["name"], strict=True)) == [
        ("street", "Zosu iela"),
        ("tertiary", "Dzirnavu iela"),
    ]
    assert sorted(frames["names"]["name"]) == ["Kalnzaķi", "Zosēni"]
    assert frames["rail"]["kind"].tolist() == ["rail"]
    assert frames["cover"]["name"].tolist() == ["Silmala"]
    assert all(frame.crs.to_epsg() == 4326 for frame in frames.values())


def test_a_lake_of_a_relation_keeps_its_island(village: Path, tmp_path: Path) -> None:
    water = read_osm(village, parts=["water"], work=tmp_path).frames["water"]
    lake = water[water["name"] == "Zosu ezers"].geometry.iloc[0]
    # Ten by seven steps of water less an island of two by two.
    assert lake.area == pytest.approx((70 - 4) * 1e-6, rel=1e-3)


def test_a_farm_is_an_address_without_a_street(village: Path, tmp_path: Path) -> None:
    addresses = read_osm(village, parts=["addresses"], work=tmp_path).frames["addresses"]
    farm = addresses[addresses["number"] == "Liepas"].iloc[0]
    assert (farm["street"], farm["address"]) == ("", "Liepas, Zosēni")
    assert sorted(addresses["address"])[1:] == ["Zosu iela 1, Zosēni", "Zosu iela 3, Zosēni"]


def test_only_what_touches_the_bounds_is_kept(village: Path, tmp_path: Path) -> None:
    corner = Bounds(25.80, 57.10, 25.805, 57.105, 4326)
    found = read_osm(village, parts=["addresses", "buildings", "roads"], work=tmp_path, bounds=corner).frames
    assert found["addresses"]["number"].tolist() == ["Liepas"]
    assert (len(found["buildings"]), len(found["roads"])) == (0, 0)


def test_a_file_that_breaks_off_is_refused_with_its_name(village: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(village.read_bytes()[:-40])
    with pytest.raises(InputRefused) as told:
        survey(cut)
    assert (told.value.code, told.value.params["file"]) == ("osm_unreadable", "cut.osm.pbf")
    with pytest.raises(InputRefused, match="osm_unreadable"):
        read_osm(cut, parts=["roads"], work=tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a map at all", b"\0\0\0\x0d"])
def test_what_is_no_map_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "what.osm.pbf"
    file.write_bytes(content)
    with pytest.raises(InputRefused, match="osm_unreadable"):
        survey(file)


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_header(tmp_path / "nowhere.osm.pbf")


def test_a_file_with_the_history_of_objects_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "zoseni.osh.pbf"
    header = osmium.io.Header()
    header.has_multiple_object_versions = True
    with osmium.SimpleWriter(str(file), header=header) as writer:
        for version in (1, 2):
            writer.add_node(osmium.osm.mutable.Node(id=1, location=(25.8, 57.1), tags={}, version=version))
    with pytest.raises(InputRefused, match="osm_history"):
        read_header(file)


def test_ways_whose_nodes_are_missing_are_told_not_drawn(tmp_path: Path) -> None:
    village = Village()
    village.way([(0, 0), (1, 1)], highway="primary")
    village.nodes.clear()
    file = village.write(tmp_path / "ways.osm.pbf")
    with pytest.raises(InputRefused, match="osm_without_places"):
        read_osm(file, parts=["roads"], work=tmp_path)


def test_a_way_cut_at_the_edge_keeps_what_is_there(tmp_path: Path) -> None:
    village = Village()
    village.way([(0, 0), (1, 0), (2, 0), (3, 0)], highway="primary")
    del village.nodes[-1]
    roads = read_osm(village.write(tmp_path / "edge.osm.pbf"), parts=["roads"], work=tmp_path).frames["roads"]
    assert [round(x, 7) for x, _ in roads.geometry.iloc[0].coords] == [25.8, 25.801, 25.802]


def test_large_areas_are_drawn_earlier_than_small_ones(tmp_path: Path) -> None:
    village = Village()
    village.area(0, 0, 30, 30, natural="water", name="large")
    village.area(31, 31, 31.2, 31.2, natural="water", name="small")
    water = read_osm(village.write(tmp_path / "w.osm.pbf"), parts=["water"], work=tmp_path).frames["water"]
    zoom = dict(zip(water["name"], water["zoom"], strict=True))
    assert zoom["large"] < 10 < zoom["small"]


def test_a_place_of_use_is_of_a_kind_that_resources_know() -> None:
    assert set(classes.USES) <= set(RESOURCE_KINDS)
    assert classes.use({"amenity": "social_facility", "social_facility:for": "crisis"}) == "crisis_centre"
    assert classes.use({"amenity": "bench"}) == ""


def test_the_real_extract_holds_what_a_count_of_its_tags_says(tmp_path: Path) -> None:
    # Counted independently of the reader: closed ways and multipolygons tagged building in the extract.
    file = helsinki_extract()
    found = read_osm(file, parts=("buildings", "coast", "addresses"), work=tmp_path)
    expected = 0
    one: Any
    for one in osmium.FileProcessor(str(file)).with_areas():
        if one.is_area() and one.tags.get("building", "no") not in {"no", "entrance", "ruins"}:
            expected += 1
    assert len(found.frames["buildings"]) == expected
    assert len(found.frames["coast"]) == 3
    assert len(found.frames["addresses"]) > 1000
