import gzip
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gis_app.domain.crs import transformer
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.imports import Choices, Understanding
from gis_app.domain.roles import Role
from gis_app.domain.tiles import HALF, MERCATOR, Tile
from gis_app.services.basemap import base_tile
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.layers import features_of, layer_of, layers_of
from gis_app.services.wiring import Context
from gis_app.store.projects import projects, put_projects
from tests.osm_world import Village, helsinki_extract, zoseni
from tests.unit.services.imports.world import silent


def brought(file: Path, **options: Any) -> Draft:
    choices = Choices(project="zoseni", layer="osm", options=options)
    return Draft(file, file.name, "0" * 64, choices, Understanding("osm_pbf", "osm"))


@pytest.fixture
def village(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"}, bounds=Bounds(25.8, 57.1, 25.82, 57.12, 4326))])
    return context


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return zoseni().write(tmp_path / "zoseni.osm.pbf")


def content(context: Context, zoom: int, lon: float, lat: float) -> dict[str, Any]:
    x, y = transformer(4326, MERCATOR).transform(lon, lat)
    side = Tile(zoom, 0, 0).side
    tile = Tile(zoom, int((x + HALF) // side), int((HALF - y) // side))
    found: dict[str, Any] = json.loads(gzip.decompress(base_tile(context, project="zoseni", tile=tile).gzipped))
    return found


def test_an_extract_says_what_it_holds_before_anything_is_stored(village: Context, extract: Path) -> None:
    draft = examined(village, brought(extract))
    assert draft.facts["parts"]["roads"] == 2
    assert (draft.choices.licence, draft.choices.dated) == ("ODbL 1.0", date(2026, 3, 1))
    assert draft.understanding.bounds is not None
    assert [layer.role for layer in layers_of(village, project="zoseni", role=Role.PLANNER) if not layer.table] == []


def test_an_extract_becomes_the_layers_of_a_base_map_that_name_their_authors(village: Context, extract: Path) -> None:
    done = confirm(village, examined(village, brought(extract)), account=None, progress=silent)
    assert set(done.layers) == {
        *("osm-zeme", "osm-udens", "osm-celi", "osm-sliedes", "osm-ekas", "osm-vardi", "osm-adreses", "osm-vietas"),
    }
    roads = layer_of(village, "osm-celi", project="zoseni", role=Role.PUBLIC)
    assert roads.source["en"] == "© OpenStreetMap contributors, ODbL"
    assert (roads.base, roads.role, roads.epsg, roads.dated) == ("roads", "context", 3059, date(2026, 3, 1))


def test_the_base_map_of_an_extract_has_water_roads_outlines_and_names(village: Context, extract: Path) -> None:
    confirm(village, examined(village, brought(extract)), account=None, progress=silent)
    found = content(village, 14, 25.812, 57.107)
    assert {"ground", "roads", "lines", "buildings"} <= set(found)
    assert {name for name, *_ in found["streets"]} == {"Dzirnavu iela", "Zosu iela"}
    assert [place[0] for place in content(village, 11, 25.812, 57.107)["places"]] == ["Zosēni"]
    # Two houses have outlines, the farm has only its address: one square.
    assert len(content(village, 14, 25.804, 57.104)["houses"]) == 4


def test_far_away_only_the_large_things_are_drawn(village: Context, extract: Path) -> None:
    confirm(village, examined(village, brought(extract)), account=None, progress=silent)
    near, far = content(village, 15, 25.81, 57.11), content(village, 7, 25.81, 57.11)
    assert "roads" in near
    assert "roads" not in far
    assert "buildings" not in far


def test_rule_6_4_places_that_shelter_people_are_not_in_the_file_of_places(village: Context, extract: Path) -> None:
    draft = examined(village, brought(extract))
    assert [problem.code for problem in draft.problems] == ["osm_hidden_places"]
    confirm(village, replace(draft, choices=replace(draft.choices, public=True)), account=None, progress=silent)
    kinds = [one.properties["kind"] for one in features_of(village, "osm-vietas", project="zoseni", role=Role.PUBLIC)]
    assert sorted(kinds) == ["shop", "stop"]


def test_rule_6_7_places_from_an_extract_are_a_private_draft_until_chosen(village: Context, extract: Path) -> None:
    confirm(village, examined(village, brought(extract)), account=None, progress=silent)
    public = {layer.id for layer in layers_of(village, project="zoseni", role=Role.PUBLIC)}
    assert "osm-vietas" not in public
    assert "osm-celi" in public


def test_only_the_parts_that_were_chosen_are_made(village: Context, extract: Path) -> None:
    off = {"cover": False, "rail": False, "buildings": False, "names": False, "addresses": False, "places": "none"}
    done = confirm(village, examined(village, brought(extract, **off)), account=None, progress=silent)
    assert set(done.layers) == {"osm-udens", "osm-celi"}


def test_an_unknown_kind_of_place_names_the_known_ones(village: Context, extract: Path) -> None:
    with pytest.raises(UnknownCode) as told:
        examined(village, brought(extract, kinds="library, casino"))
    assert "pharmacy" in told.value.params["expected"]


def test_the_ground_far_from_the_project_is_cut_off(village: Context, tmp_path: Path) -> None:
    world = zoseni()
    world.way([(900, 900), (910, 900)], highway="primary", name="Tālā iela")
    draft = examined(village, brought(world.write(tmp_path / "far.osm.pbf")))
    confirm(village, draft, account=None, progress=silent)
    names = {one.properties["name"] for one in features_of(village, "osm-celi", project="zoseni", role=Role.PUBLIC)}
    assert names == {"Dzirnavu iela", "Zosu iela"}


def test_an_extract_of_another_country_is_taken_whole_in_its_own_metres(village: Context) -> None:
    draft = examined(village, brought(helsinki_extract()))
    assert {problem.code for problem in draft.problems} == {"osm_elsewhere", "osm_date_of_newest_change"}
    confirm(village, draft, account=None, progress=silent)
    # UTM zone 35 holds 24°–30° E; the sea is made from three lines of coast.
    assert layer_of(village, "osm-celi", project="zoseni", role=Role.PUBLIC).epsg == 32635
    water = features_of(village, "osm-udens", project="zoseni", role=Role.PUBLIC)
    assert [one.properties["kind"] for one in water].count("sea") == 1


def test_a_first_project_gets_its_bounds_from_the_extract(context: Context, extract: Path) -> None:
    confirm(context, examined(context, brought(extract)), account=None, progress=silent)
    with context.database.reading() as session:
        (made,) = projects(session)
    assert made.bounds is not None
    assert made.bounds.to(4326).west == pytest.approx(25.79, abs=0.01)


def test_a_file_with_nothing_for_a_map_is_refused(village: Context, tmp_path: Path) -> None:
    empty = Village()
    empty.node(1, 1, amenity="bench")
    with pytest.raises(InputRefused, match="osm_nothing_for_map"):
        examined(village, brought(empty.write(tmp_path / "bench.osm.pbf")))
