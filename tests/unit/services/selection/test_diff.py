import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.services.selection.diff import decision_of, differences, read_side

CRITERIA = '[[criterion]]\ncolumn = "x"\nhigher_is = "worse"\n[[criterion]]\ncolumn = "y"\nhigher_is = "better"\n'


def decision(**other: object) -> dict[str, object]:
    return {
        "criteria": CRITERIA,
        "data": {"columns": ["id", "x"], "rows": [["a", 1], ["b", 2]]},
        "run": {"date": "2026-01-01"},
        "sha256": "one",
        **other,
    }


def told(first: object, second: object) -> list[tuple[str, object, object, str]]:
    return [(one.where, one.first, one.second, one.side) for one in differences(first, second)]


def test_date_role_versions_and_hash_are_no_difference() -> None:
    later = decision(run={"date": "2027-05-05", "role": "planner"}, sha256="two")
    assert told(decision_of(decision()), decision_of(later)) == []


def test_a_criterion_is_matched_by_its_column_wherever_it_stands() -> None:
    parts = CRITERIA.split("[[criterion]]")
    turned = "[[criterion]]".join(["", parts[2], parts[1] + "weight = 2\n"])
    found = told(decision_of(decision()), decision_of(decision(criteria=turned)))
    assert found == [("criteria.criterion.x.weight", 1.0, 2.0, "both")]


def test_a_figure_and_a_row_that_came_are_named_by_their_id() -> None:
    other = decision(data={"columns": ["id", "x"], "rows": [["b", 3], ["a", 1], ["c", 0]]})
    assert told(decision_of(decision()), decision_of(other)) == [
        ("data.rows.b.x", 2, 3, "both"),
        ("data.rows.c", None, {"id": "c", "x": 0}, "second"),
    ]


def test_folders_are_compared_file_by_file(tmp_path: Path) -> None:
    for name, rank in (("one", "1"), ("two", "2")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "criteria.toml").write_text(CRITERIA)
        (folder / "result.csv").write_text(f"id,rank\na,{rank}\nb,3\n")
    (tmp_path / "two" / "notes.txt").write_text("ignored")
    answer = CliRunner().invoke(gis_app, ["--language", "en", "select", "diff", *map(str, tmp_path.iterdir())])
    assert answer.exit_code == 0
    assert answer.stdout in ('~ result.csv.a.rank: "1" -> "2"\n', '~ result.csv.a.rank: "2" -> "1"\n')
    assert answer.stderr == "1 difference.\n"
    same = CliRunner().invoke(gis_app, ["--language", "en", "select", "diff", *[str(tmp_path / "one")] * 2, "--json"])
    assert json.loads(same.stdout) == {"differences": []}


def test_what_cannot_be_compared_is_explained(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="diff_nothing"):
        read_side(tmp_path)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(InputRefused, match="diff_not_json"):
        read_side(tmp_path / "a.json")
    with pytest.raises(NotFound, match="table_not_found"):
        read_side(tmp_path / "none.toml")
