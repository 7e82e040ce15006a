"""Files brought in from the command line; the coordinates are those of three places in Rīga."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gis_app.cli import import_file
from gis_app.cli.main import gis_app

TABLE = (
    "kods;nosaukums;lat;lon\n007;Centra bibliotēka;56,95;24,11\n012;Krasta bibliotēka;56,92;24,15\n013;Bez vietas;;\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "bibliotekas.csv"
    file.write_text(TABLE, encoding="cp1257")
    return file


def run(tmp_path: Path, *arguments: str, typed: str | None = None) -> Result:
    command = ["--data", str(tmp_path / "instance"), "--language", "en", *map(str, arguments)]
    return CliRunner().invoke(gis_app, command, input=typed)


def stored(tmp_path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(tmp_path, "imports", "list", "--json").stdout)
    return found


def test_a_dry_run_prints_exactly_one_object_with_what_was_understood(tmp_path: Path, table: Path) -> None:
    answer = run(tmp_path, "import", str(table), "--dry-run", "--json")
    seen = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert {key: seen[key] for key in ("format", "encoding", "crs", "axes_swapped", "features", "storable")} == {
        "format": "csv",
        "encoding": "cp1257",
        "crs": "EPSG:4326",
        "axes_swapped": False,
        "features": 3,
        "storable": 2,
    }
    assert [problem["row"] for problem in seen["problems"] if problem["severity"] == "refused"] == [4]
    assert all({"row", "column", "code", "message", "severity"} <= set(problem) for problem in seen["problems"])


def test_a_dry_run_without_an_installation_leaves_none_behind(tmp_path: Path, table: Path) -> None:
    assert run(tmp_path, "import", str(table), "--dry-run").exit_code == 0
    assert not (tmp_path / "instance").exists()


def test_a_dry_run_in_an_installation_stores_nothing(tmp_path: Path, table: Path) -> None:
    run(tmp_path, "init")
    run(tmp_path, "import", str(table), "--dry-run", "--json")
    assert stored(tmp_path) == []
    assert not (tmp_path / "instance" / "layers" / "bibliotekas").exists()


def test_a_dry_run_for_people_says_words_on_stderr_and_the_problems_as_a_table(tmp_path: Path, table: Path) -> None:
    answer = run(tmp_path, "import", str(table), "--dry-run")
    header, *rows = answer.stdout.splitlines()
    assert header.split("\t") == ["row", "column", "severity", "code", "message"]
    assert [row.split("\t")[0] for row in rows if "\trefused\t" in row] == ["4"]
    assert "nosaukums (text)" in answer.stderr
    assert "There is no project yet: “projekts” would be made." in answer.stderr


def test_yes_stores_and_says_what_is_not_known_of_the_source(tmp_path: Path, table: Path) -> None:
    answer = run(tmp_path, "import", str(table), "--layer", "bibliotekas", "--yes")
    assert (answer.exit_code, answer.stdout) == (0, "1\tbibliotekas\t2\n")
    assert "--source" in answer.stderr
    assert "--licence" in answer.stderr
    assert "--date" in answer.stderr
    (run_,) = stored(tmp_path)
    assert (run_["state"], run_["project"], run_["features"], run_["refused"]) == ("done", "projekts", 2, 1)


def test_codes_keep_their_leading_zeros_in_the_layer(tmp_path: Path, table: Path) -> None:
    import pyogrio

    run(tmp_path, "import", str(table), "--layer", "bibliotekas", "--yes")
    (file,) = (tmp_path / "instance" / "layers" / "bibliotekas").glob("*/data.gpkg")
    assert pyogrio.read_dataframe(file)["kods"].tolist() == ["007", "012"]


def test_the_same_file_again_says_so_and_stores_nothing(tmp_path: Path, table: Path) -> None:
    command = ("import", str(table), "--layer", "bibliotekas", "--source", "Kultūras karte", "--yes")
    run(tmp_path, *command)
    answer = run(tmp_path, *command, "--json")
    assert json.loads(answer.stdout)["repeated"] is True
    assert "is import 1 already; nothing was stored" in answer.stderr
    assert len(stored(tmp_path)) == 1


def test_a_new_version_is_listed_beside_the_old_one_and_undone(tmp_path: Path, table: Path) -> None:
    run(tmp_path, "import", str(table), "--layer", "bibliotekas", "--yes")
    table.write_text("\n".join(TABLE.splitlines()[:2]), encoding="utf-8")
    looked = json.loads(run(tmp_path, "import", str(table), "--layer", "bibliotekas", "--dry-run", "--json").stdout)
    assert looked["newer_version_of"] == 1
    run(tmp_path, "import", str(table), "--layer", "bibliotekas", "--yes")
    assert _versions(tmp_path) == 2
    assert run(tmp_path, "imports", "undo", "1").exit_code == 4
    assert run(tmp_path, "imports", "undo", "2").exit_code == 0
    assert _versions(tmp_path) == 1
    assert [one["state"] for one in stored(tmp_path)] == ["undone", "done"]


def _versions(tmp_path: Path) -> int:
    layers = json.loads(run(tmp_path, "layers", "list", "--json").stdout)
    return len(next(layer for layer in layers if layer["id"] == "bibliotekas")["versions"])


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    answer = run(tmp_path, "import", str(tmp_path / "nav.csv"), "--yes")
    assert (answer.exit_code, answer.stdout) == (4, "")


@pytest.mark.parametrize("wrong", [("--column", "x"), ("--date", "31.12.2025"), ("--axes", "sideways")])
def test_an_option_in_the_wrong_form_is_wrong_usage(tmp_path: Path, table: Path, wrong: tuple[str, str]) -> None:
    assert run(tmp_path, "import", str(table), *wrong, "--yes").exit_code == 2


def test_without_a_terminal_nobody_is_asked_and_nothing_is_stored(tmp_path: Path, table: Path) -> None:
    answer = run(tmp_path, "import", str(table))
    assert answer.exit_code == 2
    assert "--yes" in answer.stderr
    assert stored(tmp_path) == []


def test_at_a_terminal_what_is_missing_is_asked(tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "_at_terminal", lambda: True)
    answer = run(tmp_path, "import", str(table), typed="Kultūras karte\nCC0\n31.12.2025\n2025-12-31\ny\n")
    assert answer.exit_code == 0
    (kept,) = stored(tmp_path)
    assert (kept["source"], kept["licence"], kept["date"]) == ("Kultūras karte", "CC0", "2025-12-31")


def test_at_a_terminal_no_stores_nothing(tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_file, "_at_terminal", lambda: True)
    assert run(tmp_path, "import", str(table), typed="\n\n\nn\n").exit_code != 0
    assert stored(tmp_path) == []


def test_swapped_axes_of_a_geojson_are_noticed_and_turned(tmp_path: Path) -> None:
    import pyogrio

    file = tmp_path / "skolas.geojson"
    points = [(56.95, 24.11), (56.92, 24.15), (56.96, 24.09)]
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"Skola {number}"},
            "geometry": {"type": "Point", "coordinates": point},
        }
        for number, point in enumerate(points)
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    assert json.loads(run(tmp_path, "import", str(file), "--dry-run", "--json").stdout)["axes_swapped"] is True
    run(tmp_path, "import", str(file), "--yes", "--layer", "skolas")
    (stored_file,) = (tmp_path / "instance" / "layers" / "skolas").glob("*/data.gpkg")
    shapes = pyogrio.read_dataframe(stored_file).geometry
    assert [(shape.x, shape.y) for shape in shapes] == [(lon, lat) for lat, lon in points]
