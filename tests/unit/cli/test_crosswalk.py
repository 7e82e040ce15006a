"""The reform of 2021 on the command line, against the table of shares derived beside the data."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app

LATVIA = Path(__file__).resolve().parents[4] / "shared/data/latvia"
needs_data = pytest.mark.skipif(not LATVIA.is_dir(), reason="the reference data are not beside the checkout")


def run(*more: str) -> tuple[int, str]:
    files = ["--old", str(LATVIA / "lv_territorial_units_2021-01-01.gpkg"), "--old-id", "L1_code"]
    files += ["--new", str(LATVIA / "lv_territorial_units_2022-07-01.gpkg"), "--new-id", "L1_code"]
    answer = CliRunner().invoke(gis_app, ["--language", "en", "crosswalk", *files, *more])
    return answer.exit_code, answer.output


@needs_data
def test_the_reform_of_2021_gives_the_shares_of_the_derived_table(tmp_path: Path) -> None:
    code, output = run("--output", str(tmp_path / "pieces.csv"))
    assert code == 0, output
    with (tmp_path / "pieces.csv").open(encoding="utf-8") as file:
        ours = {(row["old"], row["new"]): float(row["area_share"]) for row in csv.DictReader(file)}
    with (LATVIA / "crosswalk_units_2021_to_2022_by_area.csv").open(encoding="utf-8") as file:
        theirs = {
            (row["L1_code_2021"], row["L1_code_2022"]): float(row["share_of_old"])
            for row in csv.DictReader(file)
            if float(row["share_of_old"]) > 0.01
        }
    assert len(theirs) > 580
    assert {pair: ours.get(pair) for pair in theirs} == pytest.approx(theirs, abs=0.01)


@needs_data
def test_the_people_of_latvia_are_neither_lost_nor_doubled(tmp_path: Path) -> None:
    grid = str(LATVIA / "lv_pop_2019_1km_epsg3059.tif")
    code, output = run("--population", grid, "--output", str(tmp_path / "pieces.csv"))
    assert code == 0, output
    assert "1,921,6" in output
    assert "1,927,876" in output


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    there = ["--old", "nowhere.gpkg", "--old-id", "a", "--new", "nowhere.gpkg", "--new-id", "a", "--output", "-"]
    answer = CliRunner().invoke(gis_app, ["--language", "en", "crosswalk", *there])
    assert answer.exit_code == 4
    assert "nowhere.gpkg" in answer.output
