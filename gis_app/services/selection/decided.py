"""The decision that is kept: everything that determines a result, as plain values."""

from collections.abc import Mapping
from typing import Any

from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.services.selection.criteria_file import write_criteria
from gis_app.services.selection.evidence import Evidence, without
from gis_app.services.selection.geometry_hash import geometry_sha256
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.result import most_of
from gis_app.services.selection.robust import live_draws
from gis_app.services.selection.wish import Voice, Wish

FORMAT = 2
"""1 had no areas, voices, method or blind log; both are read."""


def decision_of(
    evidence: Evidence, wish: Wish, ranking: Ranking, *, blind: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the decision without its ``run``.

    ``areas`` holds level, base and who was left out with the reason; ``voices`` the weights of each role; ``choice``
    how many are chosen, and seed, draws and sources of the doubt; ``blind`` when the weights
    were fixed and what changed since.
    """
    compared = without(evidence, wish.areas.excluded)
    table = compared.table
    questions = (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)
    return {
        "format": FORMAT,
        "kind": evidence.kind,
        "project": evidence.project.code,
        "invented": evidence.project.invented,
        "purpose": {"code": wish.purpose, "words": wish.purpose_words.strip()},
        "field_of_work": {name: wish.answers.get(name, "").strip() for name in questions},
        "areas": _areas(evidence, wish),
        "criteria": write_criteria(ranking.result.criteria),
        "weights_from": wish.weights_from,
        "voices": [_voice(voice) for voice in wish.voices],
        "choice": {
            "most": most_of(ranking, wished=wish.most),
            "seed": wish.seed,
            "draws": live_draws(ranking),
            "vary": list(wish.vary),
        },
        "blind": None if blind is None else dict(blind),
        "data": {
            "period": evidence.period,
            "sources": {item.id: dict(item.source) for item in evidence.indicators},
            "titles": {item.id: dict(item.title) for item in evidence.indicators},
            "sha256": ranking.input_sha256,
            "geometry": {"units": len(compared.territories), "sha256": geometry_sha256(compared.territories)},
            "units": _units(compared),
            "columns": list(table.columns),
            "rows": [list(row) for row in table.rows],
        },
        "result": _result(ranking),
    }


def _areas(evidence: Evidence, wish: Wish) -> dict[str, Any]:
    left_out = [place for place in evidence.territories if place.id in wish.areas.excluded]
    return {
        "level": wish.areas.level,
        "levels": sorted({place.level for place in evidence.territories}),
        "dates": sorted({str(place.valid_from or "") for place in evidence.territories}),
        "base": wish.areas.base,
        "excluded": [
            {"id": place.id, "name": place.name, "reason": wish.areas.excluded[place.id].strip()} for place in left_out
        ],
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {"role": voice.role, "weights": dict(sorted(voice.weights.items()))}


def _units(evidence: Evidence) -> dict[str, dict[str, Any]]:
    """Return the unit of each criterion's rate and whether its cases are people."""
    inside = {place.id for place in evidence.territories}
    known = ((key, cell) for key, cell in sorted(evidence.cells.items()) if key[0] in inside and cell.rate is not None)
    first = {key[1]: cell for key, cell in known}
    return {name: {"unit": cell.unit, "people": cell.people} for name, cell in first.items()}


def _result(ranking: Ranking) -> list[dict[str, Any]]:
    found = ranking.result
    columns = (found.index.index, found.index.tolist(), found.rank.tolist(), found.standing.tolist())
    return [
        {"id": unit, "index": _plain(index), "rank": _plain(rank), "standing": standing}
        for unit, index, rank, standing in zip(*columns, strict=True)
    ]


def _plain(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124 - NaN alone differs from itself
