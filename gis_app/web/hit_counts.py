"""Where rate limits count: in memory, without threads.

The memory storage of ``limits`` starts a thread for its sweeping after nearly every hit; under sixty phones starting
those threads took longer than storing the marks. This one sweeps by itself, now and then, within a hit.
"""

import time
from collections import deque
from threading import Lock

from limits.storage import MovingWindowSupport, Storage

SCHEME = "swept-memory"
SWEEP_EVERY_S = 30.0


class HitCounts(Storage, MovingWindowSupport):
    """Moments of the last hits by key, in seconds of ``time.time``; safe to share between threads."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the name under which ``limits`` registers it

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)
        self._hits: dict[str, deque[float]] = {}
        self._kept_s: dict[str, float] = {}
        self._lock = Lock()
        self._sweep_at = time.time() + SWEEP_EVERY_S

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong here: nothing that ``limits`` should wrap."""
        return ValueError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Count ``amount`` hits unless that is more than ``limit`` within ``expiry`` seconds; says whether it did."""
        if amount > limit:
            return False
        now = time.time()
        with self._lock:
            if now >= self._sweep_at:
                self._sweep(now)
            hits = self._fresh(key, now, expiry)
            if len(hits) + amount > limit:
                return False
            hits.extend((now,) * amount)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:  # noqa: ARG002 - of the library
        """Return when the oldest hit of the window was, and how many there are."""
        now = time.time()
        with self._lock:
            hits = self._fresh(key, now, expiry)
            return (hits[0], len(hits)) if hits else (now, 0)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count hits without a limit; returns how many there are now."""
        now = time.time()
        with self._lock:
            hits = self._fresh(key, now, expiry)
            hits.extend((now,) * amount)
            return len(hits)

    def get(self, key: str) -> int:
        """Return how many hits a key has."""
        with self._lock:
            return len(self._fresh(key, time.time(), self._kept_s.get(key, 0.0)))

    def get_expiry(self, key: str) -> float:
        """Return when the newest hit of a key is forgotten."""
        with self._lock:
            hits = self._hits.get(key)
            return hits[-1] + self._kept_s[key] if hits else time.time()

    def check(self) -> bool:
        """Whether the storage works: memory does."""
        return True

    def clear(self, key: str) -> None:
        """Forget the hits of a key."""
        with self._lock:
            self._hits.pop(key, None)
            self._kept_s.pop(key, None)

    def reset(self) -> int:
        """Forget everything; returns how many keys there were."""
        with self._lock:
            number = len(self._hits)
            self._hits.clear()
            self._kept_s.clear()
            return number

    def _fresh(self, key: str, now: float, expiry: float) -> deque[float]:
        hits = self._hits.setdefault(key, deque())
        self._kept_s[key] = expiry
        while hits and hits[0] <= now - expiry:
            hits.popleft()
        return hits

    def _sweep(self, now: float) -> None:
        self._sweep_at = now + SWEEP_EVERY_S
        old = [key for key, hits in self._hits.items() if not hits or hits[-1] <= now - self._kept_s[key]]
        for key in old:
            del self._hits[key], self._kept_s[key]
