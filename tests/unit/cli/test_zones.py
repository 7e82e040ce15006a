"""``select zones`` as a planner calls it, on a drawn grid."""

import json
from pathlib import Path

import pyogrio
import pytest
from click.testing import CliRunner, Result
from geopandas import GeoDataFrame

from gis_app.cli.main import gis_app
from tests.unit.analysis.zones.world import squares

INDEX = [1.6, 0.9, -0.4, -1.0, 1.2, 0.4, -0.2, -0.8, -0.5, -0.3, -0.1, 0.2, 1.1, 0.1, -0.6, -0.9]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ids = [f"0{number:02d}" for number in range(16)]
    areas = GeoDataFrame({"code": ids, "people": [500] * 16}, geometry=squares(4, 4).to_numpy(), crs=3059)
    areas.to_file(tmp_path / "areas.gpkg", driver="GPKG", engine="pyogrio")
    lines = [f"{unit},{index},{rank}" for rank, (unit, index) in enumerate(zip(ids, INDEX, strict=True), start=1)]
    (tmp_path / "scores.csv").write_text("id,index,rank\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def propose(folder: Path, *more: str, low: str = "0.3", people: tuple[str, str] = ("1500", "3000")) -> Result:
    arguments = ["--language", "en", "select", "zones", "--areas", str(folder / "areas.gpkg"), "--id", "code"]
    arguments += ["--scores", str(folder / "scores.csv"), "--population", "people", "--ordinary-share", low, "0.7"]
    arguments += ["--min-population", people[0], "--max-population", people[1]]
    return CliRunner().invoke(gis_app, [*arguments, "--output", str(folder / "zones.gpkg"), *more])


def test_every_unit_stands_in_the_file_and_only_zone_members_have_a_reason(folder: Path) -> None:
    answer = propose(folder, "--max-zones", "2")
    assert answer.exit_code == 0, answer.output
    found = pyogrio.read_dataframe(folder / "zones.gpkg")
    assert found["id"].tolist() == [f"0{number:02d}" for number in range(16)]
    assert (found["zone"].isna() == found["reason"].isna()).all()
    assert set(found["reason"].dropna()) <= {"core", "bridge", "resource", "mixed_in"}
    assert found.loc[found["id"] == "000", "reason"].item() == "core"


def test_the_report_counts_the_people_of_each_zone(folder: Path) -> None:
    propose(folder, "--max-zones", "2")
    report = json.loads((folder / "zones.json").read_text(encoding="utf-8"))
    assert report["proven"] is True
    assert report["objective"] == pytest.approx(sum(zone["objective"] for zone in report["zones"]))
    for zone in report["zones"]:
        assert zone["population"] == 500 * len(zone["units"])
        assert 1500 <= zone["population"] <= 3000
        assert 0.3 <= zone["ordinary_share"] <= 0.7
        assert zone["constraints_met"] is True


def test_the_same_command_gives_the_same_report(folder: Path) -> None:
    propose(folder)
    first = (folder / "zones.json").read_bytes()
    propose(folder)
    assert (folder / "zones.json").read_bytes() == first


def test_the_terminal_says_in_one_line_how_many_areas_and_how_far_from_the_best(folder: Path) -> None:
    answer = propose(folder)
    report = json.loads((folder / "zones.json").read_text(encoding="utf-8"))
    gap = f"{100 * report['gap']:.1f}"
    standing = "nothing better is possible" if report["proven"] else f"at most {gap}% worse than the best possible"
    assert f"Areas: 1; {standing}." in answer.stderr.replace("\u00a0", "").replace(" %", "%")


def test_an_infeasible_wish_exits_3_and_names_the_limit_to_relax(folder: Path) -> None:
    answer = propose(folder, people=("20000", "30000"))
    assert answer.exit_code == 3
    assert "--min-population 20000 → 8000" in answer.output
    assert not (folder / "zones.gpkg").exists()
    report = json.loads((folder / "zones.json").read_text(encoding="utf-8"))
    assert report["status"] == "impossible"
    [step] = [step for step in report["relax"] if step["limit"] == "min_population"]
    assert step["value"] == 8000  # all sixteen squares
    assert step["by"] == 12000


def test_scores_of_other_units_are_refused_by_name(folder: Path) -> None:
    (folder / "scores.csv").write_text("id,index,rank\n999,1.0,1\n", encoding="utf-8")
    answer = propose(folder)
    assert answer.exit_code == 4
    assert "999" in answer.output
