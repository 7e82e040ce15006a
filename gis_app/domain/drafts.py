"""A selection in the making: what the planner has filled in so far, kept on the server, and who changed what when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

VOICES = ("planner", "worker", "resident", "ngo", "partner", "institution", "other")
"""Who gives weights: a role, never a name."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A change after the weights were fixed: when, by which role, what, and the reason that was written."""

    at: datetime
    role: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class SelectionDraft:
    """A selection nobody has kept yet.

    Attributes
    ----------
    content
        Everything that determines the result, as plain JSON values: purpose, checklist, areas (level, date, base,
        subset), criteria, weights by voice, method. Its form is that of ``services.selection.draft_content``.
    blind
        Whether no ranking is shown before the weights are fixed.
    fixed_at
        When they were; from then on every change of ``content`` needs a line in ``log``.
    """

    id: str
    project: str
    content: Mapping[str, Any] = field(hash=False)
    blind: bool = False
    fixed_at: datetime | None = None
    log: tuple[LogLine, ...] = ()
    account: str | None = None
    changed_at: datetime | None = None
