from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
from click.testing import CliRunner
from shapely import Point, Polygon, box

from gis_app.catalog.check import check_layers
from gis_app.cli.main import gis_app
from tests.unit.catalog.world import LAYER_TOML, layer_file, squares

BOW_TIE = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


def problems(folder: Path, frame: Any) -> list[tuple[str, str]]:
    file = layer_file(folder)
    pyogrio.write_dataframe(frame, file.parent / "data.gpkg", driver="GPKG")
    return [
        (wrong.code, str(wrong.params.get("row") or wrong.params.get("value"))) for wrong in check_layers(folder)[1]
    ]


def test_a_good_layer_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, squares()) == []


def test_every_problem_of_the_data_is_found_at_once(tmp_path: Path) -> None:
    bad = gpd.GeoDataFrame(
        {"id": ["a", "a", None, "d"]},
        geometry=[box(0, 0, 1, 1), BOW_TIE, None, Point(0, 0)],
        crs=4326,
    )
    assert problems(tmp_path, bad) == [
        ("layer_crs_wrong", "EPSG:4326"),
        ("layer_column_absent", "name"),
        ("layer_column_absent", "area"),
        ("layer_id_twice", "a"),
        ("layer_id_empty", "3"),
        ("layer_geometry_empty", "3"),
        ("layer_geometry_invalid", "2"),
        ("layer_geometry_other", "4"),
    ]


def test_a_missing_or_unreadable_data_file_is_named(tmp_path: Path) -> None:
    file = layer_file(tmp_path)
    assert [wrong.code for wrong in check_layers(tmp_path)[1]] == ["layer_data_missing"]
    (file.parent / "data.gpkg").write_text("not a geopackage")
    assert [wrong.code for wrong in check_layers(tmp_path)[1]] == ["layer_data_unreadable"]


def test_a_layer_in_a_folder_of_another_name_is_a_problem(tmp_path: Path) -> None:
    file = layer_file(tmp_path, text=LAYER_TOML.replace('id = "here"', 'id = "elsewhere"'))
    pyogrio.write_dataframe(squares(), file.parent / "data.gpkg", driver="GPKG")
    assert [(wrong.code, wrong.params["key"]) for wrong in check_layers(tmp_path)[1]] == [("layer_value_refused", "id")]


@pytest.mark.parametrize(("text", "code"), [(LAYER_TOML, 4), ("", 4)])
def test_the_command_prints_the_problems_and_exits_4(tmp_path: Path, text: str, code: int) -> None:
    layer_file(tmp_path, text=text)
    done = CliRunner().invoke(gis_app, ["--language", "lv", "layers", "check", str(tmp_path)])
    assert done.exit_code == code
    assert str(tmp_path / "here") in done.stdout
    assert "problēmas" in done.stderr


def test_the_shipped_layers_are_in_order_and_listed(tmp_path: Path) -> None:
    here = ["--data", str(tmp_path), "--language", "lv"]
    assert CliRunner().invoke(gis_app, [*here, "layers", "check"]).exit_code == 0
    listed = CliRunner().invoke(gis_app, [*here, "layers", "list"])
    assert "Rīgas adreses" in listed.stdout
    assert "EPSG:3059" in listed.stdout
