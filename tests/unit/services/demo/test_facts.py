from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, box

from gis_app import paths
from gis_app.analysis.gazetteer import Gazetteer
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Territory, territory_id
from gis_app.services.demo.facts import (
    Facts,
    Ground,
    communities_of,
    findings_of,
    project_of,
    resources_of,
)
from gis_app.services.demo.spread import beside, inside

TEXT = """
[project]
code = "here"
title = { lv = "Te" }
neighbourhoods = ["Āriņi"]
margin_m = 100
source = "stāsts"
[[resource]]
key = "centrs"
name = "Centrs"
kind = "community_centre"
address = "Dālu iela 1"
[[resource]]
key = "blakus"
name = "Bibliotēka"
kind = "library"
beside = "Dālu iela 1"
[[resource]]
key = "kaut-kur"
name = "Pulciņš"
kind = "ngo"
neighbourhood = "Āriņi"
[[resource]]
key = "nekur"
name = "Biedrība"
kind = "ngo"
[[community]]
key = "ap"
name = "Āriņieši"
kind = "territorial"
around = ["Āriņi"]
[[community]]
key = "nak"
name = "Apmeklētāji"
kind = "interest"
meets_at = ["Dālu iela 1"]
[[finding]]
key = "teic"
neighbourhood = "Āriņi"
theme = "physical"
light = "green"
text = "Te ir zaļš."
"""


@pytest.fixture
def ground() -> Ground:
    area = Territory(
        id=territory_id("own", "a", date(2021, 1, 1)),
        project="here",
        scheme="own",
        code="a",
        level="neighbourhood",
        name="Āriņi",
        geometry=box(0, 0, 1000, 1000),
        epsg=LKS92,
    )
    houses = gpd.GeoDataFrame(
        {"address": ["Dālu iela 1", "Dālu iela 10"], "street": "Dālu iela", "number": ["1", "10"]},
        geometry=[Point(100, 100), Point(200, 100)],
        crs=LKS92,
    )
    return Ground({"Āriņi": area}, Gazetteer(houses), LKS92)


def facts(folder: Path, text: str = TEXT) -> Facts:
    file = folder / "facts.toml"
    file.write_text(text, encoding="utf-8")
    return Facts.read(file)


def test_a_place_is_as_exact_as_what_is_known(tmp_path: Path, ground: Ground) -> None:
    found = {resource.name: resource for resource in resources_of(facts(tmp_path), ground)}
    assert found["Centrs"].geometry == Point(100, 100)
    assert {name: resource.precision for name, resource in found.items()} == {
        "Centrs": "exact",
        "Bibliotēka": "street",
        "Pulciņš": "neighbourhood",
        "Biedrība": "none",
    }
    assert found["Biedrība"].geometry is None
    beside_it = found["Bibliotēka"].geometry
    assert beside_it is not None
    assert 0 < beside_it.distance(Point(100, 100)) < 50


def test_ids_are_the_same_in_every_installation(tmp_path: Path, ground: Ground) -> None:
    first, second = (resources_of(facts(tmp_path), ground) for _ in range(2))
    assert first == second


def test_an_address_or_neighbourhood_that_is_not_there_is_refused_and_never_guessed(
    tmp_path: Path, ground: Ground
) -> None:
    nowhere = facts(tmp_path, TEXT.replace('address = "Dālu iela 1"', 'address = "Dālu iela 100"'))
    with pytest.raises(InputRefused, match="demo_facts_refused"):
        resources_of(nowhere, ground)
    strange = facts(tmp_path, TEXT.replace('neighbourhoods = ["Āriņi"]', 'neighbourhoods = ["Nekurieši"]'))
    with pytest.raises(InputRefused, match="demo_facts_refused"):
        project_of(strange, ground)


def test_rule_6_5_communities_get_an_area_meeting_points_or_nothing(tmp_path: Path, ground: Ground) -> None:
    shapes = {community.kind: community.geometry for community in communities_of(facts(tmp_path), ground)}
    assert shapes["territorial"] is not None
    assert shapes["territorial"].geom_type == "Polygon"
    assert shapes["interest"] is not None
    assert shapes["interest"].geom_type == "MultiPoint"


def test_project_and_findings_stand_on_their_territory(tmp_path: Path, ground: Ground) -> None:
    bounds = project_of(facts(tmp_path), ground).bounds
    assert bounds is not None
    assert bounds.box == (-100, -100, 1100, 1100)
    assert [finding.territory_id for finding in findings_of(facts(tmp_path), ground)] == ["own:a@2021-01-01"]


@given(st.integers(1, 30), st.floats(200, 3000))
def test_points_of_a_neighbourhood_lie_in_it(count: int, size: float) -> None:
    area = box(500000, 300000, 500000 + size, 300000 + size)
    points = inside(area, count)
    assert len(points) == count
    assert all(area.contains(point) for point in points)
    assert points == inside(area, count)


@given(st.integers(1, 8))
def test_neighbours_of_an_address_stand_around_it_apart_from_each_other(count: int) -> None:
    points = beside(Point(0, 0), count)
    assert len(set(points)) == count
    assert all(39 < point.distance(Point(0, 0)) < 41 for point in points)


def test_the_shipped_facts_name_no_person_and_never_invent_a_place() -> None:
    shipped = Facts.read(paths.LAYERS / "pardaugava-resursi" / "facts.toml")
    assert [fact["name"] for fact in shipped.resource if "address" in fact] == [
        "Kopienas centrs „Ābeļzieds”",
        "LU Botāniskais dārzs",
    ]
    assert all("hours" not in fact and "contact" not in fact for fact in shipped.resource)
