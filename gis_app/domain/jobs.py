"""A piece of work that the worker process does beside the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

HEARTBEAT = timedelta(seconds=5)
"""How often the worker says that it is still at work."""
SILENCE = timedelta(seconds=30)
"""A running job that was not heard of for so long has lost its worker."""
ATTEMPTS = 3
"""How often a job is started before it counts as failed."""
KEPT = timedelta(days=1)
"""How long a finished job and its files stay."""
QUEUE_LIMIT = 40
"""So many jobs may wait; a newer one is refused, so that nobody waits without end."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job; ``progress`` runs from 0 to 1; only the ``account`` that asked for it may fetch the result.

    A job without account was asked for by a visitor; who knows its id (a random UUID) may fetch it.
    """

    id: str
    kind: str
    parameters: Mapping[str, Any]
    state: str
    progress: float
    account: str | None
    result: Mapping[str, Any] | None = None
    problem: Mapping[str, Any] | None = None
    attempts: int = 0

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "failed"}
