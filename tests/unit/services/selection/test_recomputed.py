"""Published kinds of index, computed a second time in plain Python and compared figure by figure with the command.

The expected values come from this file alone: lists, sums and logarithms, by the formulas of the sources (COINr's
documentation for the index of 51 countries; the technical report of the English Indices of Deprivation 2019).
The tables are drawn with a seed and hold nothing real.
"""

import csv
import json
import math
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app

Known = list[float | None]

PILLARS = {
    "Physical": ("Conn", ["Goods", "FDI", "Flights Ä"]),
    "Political": ("Conn", ["Embs", "UNVote"]),
    "Environ": ("Sust", ["CO2", "Renew"]),
    "Social": ("Sust", ["Palma", "Youth"]),
}
BASES = {"Goods": "GDP", "FDI": "GDP", "Flights Ä": "Population", "CO2": "Energy"}
BETTER = {"CO2", "Palma", "Youth"}
WEIGHTS = {"Physical": 2.0, "Political": 1.0, "Environ": 1.0, "Social": 0.5, "Conn": 3.0, "Sust": 1.0}


def answer(
    folder: Path, rows: Sequence[dict[str, str]], criteria: str, *, separator: str = ","
) -> list[dict[str, object]]:
    """Rank the rows and return the units of the JSON; the CSV says the same."""
    with (folder / "values.csv").open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.DictWriter(target, fieldnames=list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    (folder / "criteria.toml").write_text(criteria, encoding="utf-8")
    files = ["--values", str(folder / "values.csv"), "--criteria", str(folder / "criteria.toml"), "--id", "Code"]
    done = CliRunner().invoke(gis_app, ["select", "rank", *files, "--output", str(folder / "out.csv"), "--json"])
    assert done.exit_code == 0, done.stderr
    units: list[dict[str, object]] = json.loads(done.stdout)["units"]
    with (folder / "out.csv").open(encoding="utf-8", newline="") as source:
        told = [(row["id"], row["rank"]) for row in csv.DictReader(source)]
    assert told == [(unit["id"], "" if unit["rank"] is None else str(unit["rank"])) for unit in units]
    return units


def places(index: Sequence[float]) -> list[int]:
    return [1 + sum(other > own + 1e-9 for other in index) for own in index]


def mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def shape(values: Sequence[float]) -> tuple[float, float]:
    """Return skewness and excess kurtosis as a spreadsheet gives them."""
    many, middle = len(values), mean(values)
    deviation = math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (many - 1))
    cubes, fourths = (math.fsum(((value - middle) / deviation) ** power for value in values) for power in (3, 4))
    skewness = many * cubes / ((many - 1) * (many - 2))
    kurtosis = many * (many + 1) * fourths / ((many - 1) * (many - 2) * (many - 3))
    return skewness, kurtosis - 3 * (many - 1) ** 2 / ((many - 2) * (many - 3))


def treated(values: list[float], most: int = 5) -> list[float]:
    def wild(some: Sequence[float]) -> bool:
        skewness, kurtosis = shape(some)
        return abs(skewness) >= 2 and kurtosis >= 3.5

    found, moved = list(values), 0
    while wild(found) and moved < most:
        high = shape(found)[0] >= 0
        edge = max(found) if high else min(found)
        inner = [value for value in found if value != edge]
        found = [(max(inner) if high else min(inner)) if value == edge else value for value in found]
        moved = sum(new != old for new, old in zip(found, values, strict=True))
    low, high_end = min(values), max(values)
    return [math.log(value - low + 0.01 * (high_end - low)) for value in values] if wild(found) else found


def countries(seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)  # noqa: S311 - a table for a test
    rows = []
    for place in range(51):
        row = {"Code": f"{place:03}", "Name": f"Zeme {place}, ārēja", "Side": "Asia" if place % 5 < 2 else "Eiropa"}
        row |= {name: repr(chance.uniform(5, 900)) for name in ("GDP", "Population", "Energy")}
        for _parent, names in PILLARS.values():
            for name in names:
                figure = math.exp(chance.gauss(2, 1.3)) if name in BASES else chance.uniform(-20, 80)
                row[name] = "" if chance.random() < 0.06 else repr(figure)
        rows.append(row)
    rows[7]["Goods"] = "9e6"
    rows[9]["FDI"] = "-350.5"  # money can leave a country
    return rows


def expected_asem(rows: list[dict[str, str]]) -> tuple[list[float], dict[str, list[float]]]:
    sides = [row["Side"] for row in rows]
    scores: dict[str, list[float]] = {}
    for pillar, (_parent, names) in PILLARS.items():
        columns = []
        for name in names:
            raw: Known = [float(row[name]) if row[name] else None for row in rows]
            if name in BASES:
                raw = [
                    None if one is None else one / float(row[BASES[name]]) for one, row in zip(raw, rows, strict=True)
                ]
            filled = [
                mean([other for other, there in zip(raw, sides, strict=True) if other is not None and there == side])
                if one is None
                else one
                for one, side in zip(raw, sides, strict=True)
            ]
            values = treated(filled)
            low, high = min(values), max(values)
            scaled = [(value - low) / (high - low) for value in values]
            columns.append([1 - value for value in scaled] if name in BETTER else scaled)
        scores[pillar] = [mean(cells) for cells in zip(*columns, strict=True)]
    for parent in ("Conn", "Sust"):
        under = [pillar for pillar, (roof, _names) in PILLARS.items() if roof == parent]
        total = sum(WEIGHTS[pillar] for pillar in under)
        scores[parent] = [
            sum(WEIGHTS[pillar] * scores[pillar][place] for pillar in under) / total for place in range(len(rows))
        ]
    return [(3 * conn + sust) / 4 for conn, sust in zip(scores["Conn"], scores["Sust"], strict=True)], scores


def criteria_asem() -> str:
    lines = ['normalise = "minmax"\nmissing = "group_mean"\nunit_group = "Side"\n']
    for pillar, (parent, names) in PILLARS.items():
        lines.append(f'[[group]]\nid = "{pillar}"\nweight = {WEIGHTS[pillar]}\ngroup = "{parent}"\n')
        for name in names:
            way = "better" if name in BETTER else "worse"
            base = f'denominator = "{BASES[name]}"\n' if name in BASES else ""
            lines.append(
                f'[[criterion]]\ncolumn = "{name}"\nhigher_is = "{way}"\nwinsorise = 5\ngroup = "{pillar}"\n{base}'
            )
    lines += [f'[[group]]\nid = "{parent}"\nweight = {WEIGHTS[parent]}\n' for parent in ("Conn", "Sust")]
    return "".join(lines)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_index_of_three_levels_agrees_with_a_plain_recomputation(seed: int, tmp_path: Path) -> None:
    rows = countries(seed)
    index, scores = expected_asem(rows)
    units = answer(tmp_path, rows, criteria_asem())
    assert [unit["index"] for unit in units] == pytest.approx(index, abs=1e-9)
    assert [unit["rank"] for unit in units] == places(index)
    for name, expected in scores.items():
        assert [unit["group"][name] for unit in units] == pytest.approx(expected, abs=1e-9)  # type: ignore[index]


DOMAINS = {"income": 22.5, "work": 22.5, "skills": 13.5, "hdd": 13.5, "crime": 9.3, "barriers": 9.3, "living": 9.3}


def test_a_deprivation_index_of_seven_transformed_domains_agrees_with_its_report(tmp_path: Path) -> None:
    chance = random.Random(2019)  # noqa: S311 - a table for a test
    many = 400
    columns = {name: [round(chance.betavariate(1.5, 8), 2) for _ in range(many)] for name in DOMAINS}  # many ties
    rows = [
        {"Code": f"E0100{place:04}", **{name: str(columns[name][place]).replace(".", ",") for name in DOMAINS}}
        for place in range(many)
    ]
    total = sum(DOMAINS.values())
    index = [0.0] * many
    for name, weight in DOMAINS.items():
        for place, value in enumerate(columns[name]):
            rank = 1 + sum(other > value for other in columns[name])
            share = (many - rank + 1) / many
            index[place] += weight / total * -23 * math.log(1 - share * (1 - math.exp(-100 / 23)))
    listed = "".join(
        f'[[criterion]]\ncolumn = "{name}"\nhigher_is = "worse"\nweight = {weight}\n'
        for name, weight in DOMAINS.items()
    )
    units = answer(tmp_path, rows, 'normalise = "exponential"\n' + listed, separator=";")
    assert [unit["index"] for unit in units] == pytest.approx(index, abs=1e-9)
    assert [unit["rank"] for unit in units] == places(index)


@pytest.mark.parametrize("ddof", [0, 1])
def test_z_scores_of_85_departments_agree_with_a_plain_recomputation(ddof: int, tmp_path: Path) -> None:
    chance = random.Random(1833)  # noqa: S311 - a table for a test
    names = {"Crm_prs": "better", "Litercy": "better", "Suicids": "better", "Wealth": "worse"}
    columns = {name: [float(chance.randint(1, 90000)) for _ in range(85)] for name in names}
    rows = [{"Code": str(place), **{name: repr(columns[name][place]) for name in names}} for place in range(85)]
    index = [0.0] * 85
    for name, way in names.items():
        middle = mean(columns[name])
        deviation = math.sqrt(math.fsum((value - middle) ** 2 for value in columns[name]) / (85 - ddof))
        for place, value in enumerate(columns[name]):
            index[place] += (1 if way == "worse" else -1) * (value - middle) / deviation / len(names)
    listed = "".join(f'[[criterion]]\ncolumn = "{name}"\nhigher_is = "{way}"\n' for name, way in names.items())
    units = answer(tmp_path, rows, f"ddof = {ddof}\n{listed}")
    assert [unit["index"] for unit in units] == pytest.approx(index, abs=1e-9)
    assert [unit["rank"] for unit in units] == places(index)
