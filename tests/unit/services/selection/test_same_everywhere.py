"""The same bytes for every order of rows, number of threads and locale (issue 5, Numbers)."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app

CRITERIA = """
normalise = "zscore"
missing = "group_mean"
unit_group = "puse"
[[criterion]]
column = "bezdarbs"
higher_is = "worse"
denominator = "iedz"
group = "a"
[[criterion]]
column = "skolas"
higher_is = "better"
group = "a"
[[criterion]]
column = "īre"
higher_is = "worse"
winsorise = 3
group = "b"
[[group]]
id = "a"
normalise = "exponential"
[[group]]
id = "b"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("same")
    chance = np.random.default_rng(4)
    rows = []
    for one in range(120):
        figures = [chance.integers(20, 300), chance.integers(900, 4000), round(chance.normal(5, 1), 3)]
        rent = "" if one % 13 == 0 else round(chance.lognormal(1, 1), 3)
        rows.append([f"{one:04}", *figures, rent, ("Ā", "Z", "ž")[one % 3]])
    header = ["kods", "bezdarbs", "iedz", "skolas", "īre", "puse"]
    for name, listed in (("rows", rows), ("shuffled", [rows[one] for one in chance.permutation(len(rows))])):
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as target:
            csv.writer(target).writerows([header, *listed])
    (place / "criteria.toml").write_text(CRITERIA, encoding="utf-8")
    return place


EVERYTHING = ("--most", "20", "--draws", "200", "--vary", "weights,normalise,aggregate,leave_one_out,sampling")


def arguments(folder: Path, verb: str, values: str) -> list[str]:
    files = ["--values", str(folder / f"{values}.csv"), "--criteria", str(folder / "criteria.toml"), "--id", "kods"]
    more = EVERYTHING if verb == "robustness" else ()
    return ["select", verb, *files, "--output", str(folder / "out.csv"), "--json", *more]


def test_threads_locale_time_zone_and_hash_seed_change_no_byte(folder: Path) -> None:
    found = []
    for threads, locale, zone in (("1", "C", "UTC"), ("4", "lv_LV.UTF-8", "Asia/Tokyo")):
        places = {"LC_ALL": locale, "LANG": locale, "TZ": zone, "PYTHONHASHSEED": threads}
        many = {"OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        command = [sys.executable, "-m", "gis_app", *arguments(folder, "robustness", "rows")]
        done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **places, **many})
        found.append((done.stdout, (folder / "out.csv").read_bytes()))
    assert found[0] == found[1]


@pytest.mark.parametrize("verb", ["rank", "robustness"])
def test_the_order_of_rows_changes_the_order_of_rows_only(folder: Path, verb: str) -> None:
    tables, documents = [], []
    for values in ("rows", "shuffled"):
        answer = CliRunner().invoke(gis_app, arguments(folder, verb, values))
        assert answer.exit_code == 0, answer.output
        tables.append(sorted(csv.reader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8")))))
        document = json.loads(answer.stdout)
        units = sorted(json.dumps(unit, sort_keys=True) for unit in document.pop("units"))
        documents.append((document, units))
    assert tables[0] == tables[1]
    assert documents[0] == documents[1]
