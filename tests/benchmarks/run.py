"""Runs the benchmarks and prints their table: ``scripts/bench [--only NAME] [--json]``."""

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.frame import BENCHMARKS, Ratio, Result

_HEADER = ("benchmark", "ours", "baseline", "ratio", "target", "met", "note")


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for; exit 2 for an unknown name, 0 otherwise, whatever the numbers say."""
    for module in sorted(Path(__file__).parent.glob("bench_*.py")):
        importlib.import_module(f"tests.benchmarks.{module.stem}")
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Ratios measured in one run.")
    parser.add_argument("--only", action="append", metavar="NAME", choices=sorted(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="one JSON object per line instead of a table")
    chosen = parser.parse_args(arguments)
    results: list[Result] = []
    for name in chosen.only or sorted(BENCHMARKS):
        print(f"measuring {name} …", file=sys.stderr)
        results += list(BENCHMARKS[name]())
    for line in map(as_json, results) if chosen.json else table(results):
        print(line)
    return 0


def table(results: list[Result]) -> list[str]:
    """Return the lines of the table, columns aligned."""
    rows = [_HEADER, *map(_row, results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def as_json(result: Result) -> str:
    """Return a result as one line of JSON."""
    fields: dict[str, Any] = {**vars(result), "met": result.met}
    if isinstance(result, Ratio):
        fields["ratio"] = result.ratio
    return json.dumps(fields, ensure_ascii=False)


def _row(result: Result) -> tuple[str, ...]:
    met = "yes" if result.met else "NO"
    if isinstance(result, Ratio):
        numbers = (f"{_short(result.ours)} {result.unit}", f"{_short(result.baseline)} {result.unit}")
        return (result.name, *numbers, f"{_short(result.ratio)} ×", f"≥ {result.target:g} ×", met, result.note)
    return (result.name, f"{_short(result.value)} {result.unit}", "–", "–", f"≤ {result.limit:g}", met, result.note)


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main())
