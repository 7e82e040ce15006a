"""Answers kept in memory: made once per state of the data, forgotten oldest first."""

import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

from gis_app.services.trusted import Trusted
from gis_app.services.waiting_phones import WaitingPhones

T = TypeVar("T")
ANSWERS_BYTES = 96 * 1024 * 1024
"""Encoded answers that one process keeps."""
PICTURES_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    stamp: Hashable
    value: T


class Kept(Generic[T]):
    """Values by key, each with the stamp of the data it was made from; safe to share between threads.

    Parameters
    ----------
    most
        Number of values kept; the one unused longest goes first.
    heaviest
        Weight of all values together, for example in bytes; None when they are not weighed.
    weigh
        Returns the weight of a value.
    """

    def __init__(self, most: int, *, heaviest: int | None = None, weigh: Callable[[T], int] = lambda _value: 0) -> None:
        self._most = most
        self._heaviest = heaviest
        self._weigh = weigh
        self._weight = 0
        self._entries: OrderedDict[Hashable, _Entry[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, *, stamp: Hashable, make: Callable[[], T]) -> T:
        """Return the value of a key made from the data of ``stamp``, made now if it is not there.

        A ``stamp`` of None says that nobody knows whether the data changed: the value is made and not kept.
        """
        if stamp is None:
            return make()
        with self._lock:
            known = self._entries.get(key)
            if known is not None and known.stamp == stamp:
                self._entries.move_to_end(key)
                return known.value
        value = make()
        with self._lock:
            old = self._entries.get(key)
            self._weight += self._weigh(value) - (self._weigh(old.value) if old else 0)
            self._entries[key] = _Entry(stamp, value)
            self._entries.move_to_end(key)
            while len(self._entries) > self._most or self._too_heavy():
                _, gone = self._entries.popitem(last=False)
                self._weight -= self._weigh(gone.value)
        return value

    def _too_heavy(self) -> bool:
        return self._heaviest is not None and self._weight > self._heaviest and len(self._entries) > 1

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()
            self._weight = 0


@dataclass(frozen=True, slots=True)
class Memory:
    """What one process keeps: ``frames`` are prepared data (few, large), ``answers`` are encoded (many, small).

    ``pictures`` are encoded tiles; ``likes`` is what each meeting shows; ``trusted`` holds what the checks of a mark
    need; ``waiting`` which phones still hold marks.
    """

    frames: Kept[Any] = field(default_factory=lambda: Kept(most=80))
    answers: Kept["Encoded"] = field(
        default_factory=lambda: Kept(most=4000, heaviest=ANSWERS_BYTES, weigh=lambda answer: len(answer.gzipped))
    )
    pictures: Kept["Picture"] = field(
        default_factory=lambda: Kept(most=4000, heaviest=PICTURES_BYTES, weigh=lambda picture: len(picture.content))
    )
    likes: Kept[Any] = field(default_factory=lambda: Kept(most=2000))
    trusted: Trusted = field(default_factory=Trusted)
    waiting: WaitingPhones = field(default_factory=WaitingPhones)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A JSON answer, gzipped once; ``etag`` changes exactly when its content does."""

    gzipped: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture; ``etag`` changes exactly when its content does."""

    content: bytes
    mimetype: str
    etag: str

    @classmethod
    def of(cls, content: bytes, mimetype: str) -> "Picture":
        """Return a picture ready to be sent."""
        return cls(content, mimetype, hashlib.sha256(content).hexdigest()[:20])


def encode(text: str) -> Encoded:
    """Return a text ready to be sent."""
    content = text.encode()
    return Encoded(gzip.compress(content, 6, mtime=0), hashlib.sha256(content).hexdigest()[:20])


def compact(value: Any) -> str:
    """Return a value as JSON without blanks; a day as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
