"""A piece of work that the worker process does beside the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Job:
    """A job; ``progress`` runs from 0 to 1; only the ``account`` that asked for it may fetch the result."""

    id: str
    kind: str
    parameters: Mapping[str, Any]
    state: str
    progress: float
    account: str | None
    result: Mapping[str, Any] | None = None
    problem: Mapping[str, Any] | None = None
