"""A selection of territories: what it is for, the checklist kept with it, the decision and its hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PURPOSES = ("families", "youth", "seniors", "neighbours", "meeting_place", "other")
"""What a selection may be for; the first two are those of the Graz criteria (``design/domain.md`` §4)."""

GRAZ_PURPOSES = frozenset({"families", "youth"})

FIELD_OF_WORK: Mapping[str, tuple[str, ...]] = {
    "touches_many": ("yes", "no", "unknown"),
    "residents_can": ("yes", "no", "unknown"),
    "resources_exist": ("yes", "no", "unknown"),
    "at_once": ("yes", "no", "unknown"),
    "our_job": ("yes", "no", "unknown"),
    "capacity": ("strong", "weak", "unknown"),
}
"""Closed questions of *darba lauka definēšana* and their answers (``design/domain.md`` §3)."""

FIELD_OF_WORK_WORDS = ("who_works", "asked_before")
"""Its open questions: institutions and organisations only, no names of people."""

MIN_EVENTS = 20
"""Below this many events over the pooled years a unit has no rank (``design/domain.md`` §5)."""

MIN_YEARS = 3
"""Years a figure must cover at least; five are better (``design/domain.md`` §5)."""

_LEFT_OUT = "run"


@dataclass(frozen=True, slots=True)
class Selection:
    """A stored selection; ``decision`` determines the result, except its ``run`` (date, role, versions)."""

    id: str
    project: str
    decision: Mapping[str, Any]
    sha256: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """Its figures as they stand in the table that was ranked: a row for each territory, by column."""
        data = self.decision["data"]
        return [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]

    @property
    def names(self) -> dict[str, str]:
        """Names of the territories compared, by id."""
        return {row["id"]: row["name"] for row in self.rows}


def fingerprint(decision: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the decision as canonical JSON, without ``run``."""
    lasting = {key: value for key, value in decision.items() if key != _LEFT_OUT}
    text = json.dumps(lasting, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
