"""The result of a ranking as CSV (for a spreadsheet) and JSON (with every step)."""

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

from gis_app.analysis.composite import Composite
from gis_app.analysis.missing import RANKED
from gis_app.analysis.normalise import moments
from gis_app.domain.criteria import Criteria
from gis_app.services.selection.criteria_file import CRITERION, GROUP, TOP
from gis_app.services.selection.rank import INVENTED, Ranking

COLUMNS = ("id", "index", "rank", "standing", "criteria", "known", "over_threshold", "imputed")


def to_csv(ranking: Ranking) -> bytes:
    """Return UTF-8 CSV: comma, decimal point, the rows in the order of the input, ``id,index,rank`` first.

    ``standing`` is ``ranked`` or why a unit has neither index nor rank. A table of invented figures has the column
    ``invented`` before all others.
    """
    result = ranking.result
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    invented = ranking.invented
    writer.writerow([*([INVENTED] if invented is not None else []), *COLUMNS])
    many = len(result.criteria.used)
    imputed = result.imputed.sum(axis=1).tolist()
    columns = zip(result.index.index, result.index, result.rank, result.standing, strict=True)
    counts = zip(result.known.tolist(), result.over.tolist(), imputed, strict=True)
    for place, ((unit, index, rank, standing), (known, over, filled)) in enumerate(zip(columns, counts, strict=True)):
        ranked = standing == RANKED
        lead = [] if invented is None else [invented[place]]
        figures = [_cell(index), str(int(rank)) if ranked else ""]
        writer.writerow([*lead, unit, *figures, standing, many, known, over if ranked else "", filled])
    return target.getvalue().encode()


def to_json(ranking: Ranking) -> bytes:
    """Return every intermediate value as JSON; no data is ``null``. The same input gives the same bytes."""
    return b"".join(json_parts(ranking))


def json_parts(ranking: Ranking) -> Iterator[bytes]:
    """Yield the document of ``to_json`` a unit at a time: tens of thousands of units do not stand in memory as text."""
    result = ranking.result
    head = {
        "criteria": describe(result.criteria),
        "input_sha256": ranking.input_sha256,
        "of_each_criterion": {str(name): _of_criterion(result, str(name)) for name in result.treated.columns},
    }
    yield (_dumps(head).removesuffix("\n}") + ',\n "units": [').encode()
    for place, unit in enumerate(_units(ranking)):
        yield ((",\n  " if place else "\n  ") + _dumps(unit).replace("\n", "\n  ")).encode()
    yield b"\n ]\n}\n"


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)


def describe(criteria: Criteria) -> dict[str, Any]:
    """Return the criteria as plain values, with every default written out."""
    top = {key: _plain(getattr(criteria, key)) for key in TOP}
    listed = [{key: _plain(getattr(item, key)) for key in CRITERION} for item in criteria.criteria]
    groups = [{key: _plain(getattr(item, key)) for key in GROUP} for item in criteria.groups]
    return {**top, "criterion": listed, "group": groups}


def _units(ranking: Ranking) -> Iterator[dict[str, Any]]:
    result, small = ranking.result, ranking.result.suppressed
    figures = result.figures
    bases = figures.bases.mask(small.reindex(columns=figures.bases.columns, fill_value=False))
    steps = {
        "count": figures.counts.mask(small),
        "denominator": bases,
        "rate": result.rates,
        "treated": result.treated,
        "normalised": result.normalised,
        "group": result.groups,
    }
    rows = {step: ([str(name) for name in frame.columns], frame.to_numpy(dtype=float)) for step, frame in steps.items()}
    flags = {"imputed": result.imputed, "suppressed": small}
    marks = {key: ([str(name) for name in frame.columns], frame.to_numpy(dtype=bool)) for key, frame in flags.items()}
    many = len(result.index)
    people = [math.nan] * many if figures.population is None else figures.population.tolist()
    whole = zip(result.index.index.tolist(), result.index.tolist(), result.rank.tolist(), people, strict=True)
    told = zip(result.standing.tolist(), result.known.tolist(), result.over.tolist(), strict=True)
    for place, ((unit, index, rank, inhabitants), (standing, known, over)) in enumerate(zip(whole, told, strict=True)):
        yield {
            "id": unit,
            **({} if ranking.invented is None else {INVENTED: ranking.invented[place]}),
            "index": _plain(index),
            "rank": None if math.isnan(rank) else int(rank),
            "standing": standing,
            "population": _plain(inhabitants),
            "known": known,
            "over_threshold": over,
            **{key: [names[one] for one in of[place].nonzero()[0]] for key, (names, of) in marks.items()},
            **{
                step: dict(zip(names, map(_plain, of[place].tolist()), strict=True))
                for step, (names, of) in rows.items()
            },
        }


def _of_criterion(result: Composite, name: str) -> dict[str, Any]:
    """Return what the scale of a criterion rests on: spread of the treated figures, the whole, what was treated."""
    known = result.treated[name].dropna()
    people = result.figures.population if result.criteria.population_weights else None
    weights = None if people is None else people[known.index].to_numpy(dtype=float)
    rows = known.to_numpy(dtype=float)[None, :]
    mean, deviation = (float(found[0, 0]) for found in moments(rows, ddof=result.criteria.ddof, people=weights))
    done = result.treatments[name]
    return {
        "units": len(known),
        "lowest": _plain(known.min()),
        "highest": _plain(known.max()),
        "mean": _plain(mean),
        "deviation": _plain(deviation),
        "whole": _plain(result.wholes[name]),
        "drawn_in": done.points,
        "limits": _plain(done.limits),
        "logarithm": _plain(done.logarithm),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | bool):
        return value
    return value if isinstance(value, int) else (float(value) if math.isfinite(value) else None)


def _cell(value: float) -> str:
    return "" if math.isnan(value) else repr(float(value))
