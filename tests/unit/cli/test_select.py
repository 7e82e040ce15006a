import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gis_app.cli.main import gis_app

TABLE = "kods;bezdarbs;skolas;iedz\n0038001;12,5;3;900\n0040100;5,0;;1200\n01;7,5;1;450\n"
CRITERIA = """
[[criterion]]
column = "bezdarbs"
higher_is = "worse"
[[criterion]]
column = "skolas"
higher_is = "better"
"""


def rank(folder: Path, *more: str, table: str = TABLE, criteria: str = CRITERIA) -> Result:
    (folder / "values.csv").write_text(table, encoding="utf-8-sig")
    (folder / "criteria.toml").write_text(criteria, encoding="utf-8")
    files = ["--values", "values.csv", "--criteria", "criteria.toml", "--output", "out.csv"]
    located = [str(folder / part) if "." in part else part for part in files]
    return CliRunner().invoke(gis_app, ["--language", "en", "select", "rank", "--id", "kods", *located, *more])


def test_the_ranking_keeps_rows_ids_and_gaps(tmp_path: Path) -> None:
    answer = rank(tmp_path)
    assert answer.exit_code == 0, answer.output
    lines = (tmp_path / "out.csv").read_bytes().decode("utf-8").split("\n")
    assert lines[0].startswith("id,index,rank,")
    assert [line.split(",")[:4] for line in lines[1:4]] == [
        ["0038001", "0.0", "1", "ranked"],
        ["0040100", "", "", "missing_criterion"],
        ["01", "0.0", "1", "ranked"],
    ]


def test_the_same_input_gives_the_same_bytes_and_every_step_as_json(tmp_path: Path) -> None:
    first = rank(tmp_path, "--json")
    file = (tmp_path / "out.csv").read_bytes()
    assert rank(tmp_path, "--json").stdout_bytes == first.stdout_bytes
    assert (tmp_path / "out.csv").read_bytes() == file
    units = {unit["id"]: unit for unit in json.loads(first.stdout)["units"]}
    assert units["0038001"]["normalised"] == {"bezdarbs": 1.0, "skolas": -1.0}
    assert units["0040100"]["rate"] == {"bezdarbs": 5.0, "skolas": None}


def test_an_invented_table_says_so_in_its_result(tmp_path: Path) -> None:
    table = "kods,invented,bezdarbs,skolas\na,izdomāts,1,2\nb,izdomāts,3,1\n"
    assert rank(tmp_path, table=table).exit_code == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("invented,id,index,rank")


@pytest.mark.parametrize(
    ("table", "criteria", "said"),
    [
        (TABLE.replace("12,5", "daudz"), CRITERIA, "row 2, column “bezdarbs”: “daudz” is not a number"),
        (TABLE, CRITERIA.replace("skolas", "parki"), "has no column “parki”; expected one of: kods, bezdarbs, skolas"),
        (TABLE, CRITERIA.replace("skolas", "valoda"), "refused as a criterion"),
        (TABLE, 'normalise = "z"' + CRITERIA, "zscore | minmax"),
    ],
)
def test_refused_input_is_explained_on_stderr_and_writes_nothing(
    tmp_path: Path, table: str, criteria: str, said: str
) -> None:
    answer = rank(tmp_path, table=table, criteria=criteria)
    assert answer.exit_code == 4
    assert said in answer.stderr
    assert not (tmp_path / "out.csv").exists()


def test_units_without_a_rank_and_criteria_that_tell_nobody_apart_are_said(tmp_path: Path) -> None:
    answer = rank(tmp_path)
    assert "Without a rank: 1 of 3 units" in answer.stderr
    flat = rank(tmp_path, table="kods;bezdarbs;skolas\na;5;1\nb;5;2\n", criteria='normalise = "rank"\n' + CRITERIA)
    assert flat.exit_code == 0
    assert "“bezdarbs” is the same for every unit compared" in flat.stderr


def test_table_and_json_never_run_together_on_standard_output(tmp_path: Path) -> None:
    (tmp_path / "values.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "criteria.toml").write_text(CRITERIA, encoding="utf-8")
    files = ["--values", str(tmp_path / "values.csv"), "--criteria", str(tmp_path / "criteria.toml"), "--id", "kods"]
    for verb in ("rank", "robustness"):
        answer = CliRunner().invoke(gis_app, ["select", verb, *files, "--output", "-", "--json"])
        assert (answer.exit_code, answer.stdout) == (2, "")


def test_robustness_without_a_number_chooses_a_fifth_where_no_index_reaches_one(tmp_path: Path) -> None:
    rows = "".join(f"u{place};{place};{place * 7 % 10}\n" for place in range(10))
    rank(tmp_path, table="kods;bezdarbs;skolas\n" + rows, criteria='normalise = "minmax"\n' + CRITERIA)
    files = ["--values", str(tmp_path / "values.csv"), "--criteria", str(tmp_path / "criteria.toml"), "--id", "kods"]
    out = ["--output", str(tmp_path / "r.csv"), "--draws", "10", "--json"]
    answer = CliRunner().invoke(gis_app, ["select", "robustness", *files, *out])
    assert answer.exit_code == 0, answer.stderr
    assert json.loads(answer.stdout)["most"] == 2


def test_selftest_without_data_is_not_run_and_never_a_pass(tmp_path: Path) -> None:
    answer = CliRunner().invoke(gis_app, ["--language", "lv", "select", "selftest", "--data", str(tmp_path)])
    assert answer.exit_code == 5
    assert answer.stdout.startswith("Nav palaists")


def test_the_schema_is_printed_without_making_an_installation(tmp_path: Path) -> None:
    answer = CliRunner().invoke(gis_app, ["--data", str(tmp_path / "none"), "select", "schema"])
    assert answer.exit_code == 0
    assert not (tmp_path / "none").exists()


def test_robustness_says_which_units_other_weights_would_choose(tmp_path: Path) -> None:
    table = "kods,bezdarbs,skolas\na,9,1\nb,8,5\nc,2,2\nd,1,9\ne,,1\n"
    assert rank(tmp_path, table=table).exit_code == 0
    files = ["--values", str(tmp_path / "values.csv"), "--criteria", str(tmp_path / "criteria.toml")]
    command = ["select", "robustness", "--id", "kods", *files, "--most", "2", "--output", "-"]
    lines = CliRunner().invoke(gis_app, command).stdout.splitlines()
    assert lines[0] == "id,rank,selected_share,verdict,rank_low,rank_median,rank_high"
    assert [line.split(",")[3] for line in lines[1:]] == ["always", "contested", "contested", "never", ""]
    refused = CliRunner().invoke(gis_app, ["--language", "en", *command[:-4], "--most", "4", "--output", "-"])
    assert (refused.exit_code, "1 … 3" in refused.stderr) == (4, True)


def test_running_out_of_memory_is_said_and_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_given: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr("gis_app.cli.select.rank_table", too_much)
    answer = rank(tmp_path)
    assert (answer.exit_code, "fewer rows" in answer.stderr) == (4, True)
