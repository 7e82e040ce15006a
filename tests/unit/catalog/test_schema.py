from pathlib import Path

import pytest
import tomli_w

from gis_app import paths
from gis_app.catalog.schema import SCHEMA, inspect, read_layer, to_document
from gis_app.domain.errors import InputRefused
from gis_app.domain.lists import THEME_BLOCKS
from tests.unit.catalog.world import LAYER_TOML, layer_file


def test_a_layer_file_says_everything_about_its_layer(tmp_path: Path) -> None:
    found = read_layer(layer_file(tmp_path), version="2024-05-01")
    assert found.layer.title == {"lv": "Apkaimes", "en": "Neighbourhoods"}
    assert found.layer.dated is None
    assert found.layer.version == "2024-05-01"
    assert [(column.name, column.unit) for column in found.layer.fields] == [("name", ""), ("area", "km²")]
    assert found.path == tmp_path / "here" / "data.gpkg"


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "expected"),
    [
        ('licence = "CC0"', 'licence = "CC0"\ncolour = "red"', "layer_key_unknown", "colour", "licence"),
        ('theme = "boundaries"', 'theme = "weather"', "layer_value_refused", "theme", "boundaries"),
        ('licence = "CC0"', 'licence = "CC0"\ncounting = "guessed"', "layer_value_refused", "counting", "registered"),
        ('licence = "CC0"', 'licence = "CC0"\nmade = "by hand"', "layer_value_refused", "made", "computed"),
        ('role = "territories"', 'role = "kings"', "layer_value_refused", "role", "addresses"),
        ("epsg = 3059", 'epsg = "LKS-92"', "layer_value_refused", "epsg", "1"),
        ('dated = "not known"', 'dated = "last year"', "layer_value_refused", "dated", "not known"),
        ('stroke = "#2f5d73"', 'stroke = "blue"', "layer_value_refused", "style.stroke", "#rrggbb"),
        ('unit = "km²"', 'units = "km²"', "layer_key_unknown", "field.units", "unit"),
        ('file = "data.gpkg"', 'file = "../data.gpkg"', "layer_value_refused", "data.file", "data.gpkg"),
        ('level = "neighbourhood"', "", "layer_value_refused", "level", "neighbourhood"),
        ('lv = "Apkaimes"', "", "layer_key_missing", "title.lv", None),
        ('file = "data.gpkg"', 'file = "data.gpkg"\ntable = "resource"', "layer_value_refused", "data", "file"),
        ('file = "data.gpkg"', 'wheel = "parcel"', "layer_value_refused", "data.member", "member"),
        ('id = "here"', 'id = "*-here"', "layer_value_refused", "id", "*"),
    ],
)
def test_a_mistake_names_file_key_and_what_was_expected(  # noqa: PLR0917 - one row of the table each
    tmp_path: Path, old: str, new: str, code: str, key: str, expected: str | None
) -> None:
    assert old in LAYER_TOML
    file = layer_file(tmp_path, text=LAYER_TOML.replace(old, new)).resolve()
    with pytest.raises(InputRefused) as refused:
        read_layer(file)
    problem = refused.value
    assert (problem.code, problem.params["key"], problem.params["file"]) == (code, key, str(file))
    assert expected is None or expected in problem.params["expected"]


def test_all_mistakes_are_found_at_once(tmp_path: Path) -> None:
    text = LAYER_TOML.replace('theme = "boundaries"', 'theme = "weather"').replace("epsg", "espg")
    found, problems = inspect(layer_file(tmp_path, text=text))
    assert found is None
    assert [problem.params["key"] for problem in problems] == ["espg", "epsg", "theme"]


def test_a_file_that_is_no_toml_is_refused_with_the_place_of_the_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"layer_file_unreadable.*line 1"):
        read_layer(layer_file(tmp_path, text="id = here"))


def test_what_is_written_of_a_layer_reads_back_the_same(tmp_path: Path) -> None:
    first = read_layer(layer_file(tmp_path / "one"))
    text = tomli_w.dumps(to_document(first.layer, file="data.gpkg"))
    assert read_layer(layer_file(tmp_path / "two", text=text)).layer == first.layer


def test_the_schema_takes_the_lists_of_the_domain() -> None:
    with pytest.raises(ValueError, match="physical"):
        SCHEMA["theme"].read("weather")  # type: ignore[misc]
    assert [SCHEMA["theme"].read(code) for code in THEME_BLOCKS] == list(THEME_BLOCKS)  # type: ignore[misc]


@pytest.mark.parametrize("file", sorted(paths.LAYERS.glob("*/layer.toml")), ids=lambda file: file.parent.name)
def test_every_shipped_layer_keeps_the_schema(file: Path) -> None:
    assert read_layer(file).layer.id.removeprefix("*-") == file.parent.name
