"""Things made from data that change rarely, trusted for some seconds without looking: storing a mark cannot wait."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import RLock
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Held:
    value: Any
    stamp: object
    fresh_until: float


@dataclass(slots=True)
class Trusted:
    """Values by key; each is looked at again after a while and made again when its stamp has changed."""

    _held: dict[Hashable, _Held] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock)

    def get(
        self, key: Hashable, make: Callable[[], T], *, stamp: Callable[[], object] = lambda: None, seconds: float = 20.0
    ) -> T:
        """Return the value of a key.

        Parameters
        ----------
        key
            Names the value.
        make
            Makes it; called when there is none or its stamp has changed.
        stamp
            Says in which state of the data a value belongs; asked at most once every ``seconds``.
        seconds
            How long a value is trusted without asking for its stamp.
        """
        held = self._held.get(key)
        if held is None or monotonic() >= held.fresh_until:
            with self._lock:
                held = self._look(key, make, stamp(), seconds)
        value: T = held.value
        return value

    def forget(self) -> None:
        """Drop everything: the next look makes it again."""
        with self._lock:
            self._held.clear()

    def _look(self, key: Hashable, make: Callable[[], T], stamp: object, seconds: float) -> _Held:
        held = self._held.get(key)
        if held is None or held.stamp != stamp:
            held = _Held(make(), stamp, 0.0)
        held.fresh_until = monotonic() + seconds
        self._held[key] = held
        return held
