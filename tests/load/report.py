"""The numbers of a load: as JSON for machines, as words for people."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

GOAL_RATIO = 5.0
"""The p95 of a mark may be this many times that of the bare app."""


@dataclass(frozen=True, slots=True)
class Load:
    """What happened to the marks of all phones; times in milliseconds.

    Attributes
    ----------
    sent, acknowledged, stored
        Marks that people placed, that were answered, and that stand in the store.
    lost, doubled
        Marks that were placed and are not in the store; rows that are there once too often.
    p95_ms
        Of a request with a mark whose answer was read.
    stood_p95_ms
        From placing to the acknowledgement, with the pauses before sending again.
    refused, given_up
        Requests that the server will never take, and those without an answer when patience ended.
    """

    phones: int
    seconds: float
    sent: int
    acknowledged: int
    stored: int
    lost: int
    doubled: int
    p50_ms: float
    p95_ms: float
    stood_p95_ms: float
    retries: int
    dropped: int
    refused: int
    given_up: int
    kills: int
    took_s: float
    statuses: dict[str, int]
    baseline_p50_ms: float | None = None
    baseline_p95_ms: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the p95 of the baseline ours is."""
        return round(self.p95_ms / self.baseline_p95_ms, 2) if self.baseline_p95_ms else None

    @property
    def whole(self) -> bool:
        """Whether nothing was lost, doubled or left without an answer."""
        return not (self.lost or self.doubled or self.given_up or self.sent != self.acknowledged)

    def as_json(self) -> dict[str, Any]:
        """Return every number."""
        return {**asdict(self), "ratio": self.ratio, "goal_ratio": GOAL_RATIO}

    def words(self) -> str:
        """Return the same for people."""
        return "\n".join((self._coming(), self._marks(), self._times(), *self._comparison()))

    def _coming(self) -> str:
        return (
            f"{self.phones} phones in {self.seconds:g} s (all done after {self.took_s:.1f} s), "
            f"{self.dropped} answers dropped on purpose, server killed {self.kills} times"
        )

    def _marks(self) -> str:
        return (
            f"marks sent {self.sent}, acknowledged {self.acknowledged}, stored {self.stored}: "
            f"lost {self.lost}, doubled {self.doubled}; sent again {self.retries}, refused {self.refused}"
        )

    def _times(self) -> str:
        return (
            f"a mark is answered in {self.p50_ms:.1f} ms (p50), {self.p95_ms:.1f} ms (p95); "
            f"it stands, pauses included, in {self.stood_p95_ms:.0f} ms (p95)"
        )

    def _comparison(self) -> Iterator[str]:
        if self.baseline_p95_ms is not None and self.ratio is not None:
            yield (
                f"bare app under the same load {self.baseline_p50_ms:.1f} ms (p50), {self.baseline_p95_ms:.1f} ms (p95)"
                f": ratio {self.ratio}, goal at most {GOAL_RATIO:g}: {'met' if self.ratio <= GOAL_RATIO else 'NOT met'}"
            )


def milliseconds(seconds: list[float], share: float) -> float:
    """Return a quantile (nearest rank) of seconds in milliseconds, 0 without any."""
    ordered = sorted(seconds)
    return round(ordered[max(0, ceil(share * len(ordered)) - 1)] * 1000, 2) if ordered else 0.0
