"""Which phones of the room still hold marks: each tells with every request how many it could not yet hand over.

Kept in the memory of this process only, by keyed hash of the phone's token, and forgotten after two hours: a hint for
who closes the meeting, not a record. A phone that has not come through at all is not known here.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

FORGET_S = 7200.0
MOST_PHONES = 5000
MOST_MARKS = 200


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """Phones that still hold something, and how many requests they hold together."""

    phones: int
    marks: int


@dataclass(slots=True)
class WaitingPhones:
    """What the phones of every meeting said last."""

    _said: OrderedDict[tuple[str, str], tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def hear(self, meeting: str, phone: str, number: int, *, now: float | None = None) -> None:
        """Note that a phone (by the hash of its token) still holds so many marks."""
        moment = monotonic() if now is None else now
        with self._lock:
            self._said.pop((meeting, phone), None)
            if number > 0:
                self._said[(meeting, phone)] = (min(number, MOST_MARKS), moment)
            while len(self._said) > MOST_PHONES:
                self._said.popitem(last=False)

    def count(self, meeting: str, *, now: float | None = None) -> StillWaiting:
        """Return how many phones of a meeting still hold something, and how much."""
        moment = monotonic() if now is None else now
        with self._lock:
            held = [
                number for (of, _), (number, said) in self._said.items() if of == meeting and moment - said <= FORGET_S
            ]
        return StillWaiting(phones=len(held), marks=sum(held))
