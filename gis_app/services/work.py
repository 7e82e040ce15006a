"""What a kind of job is made of: a function, and the report it gives while it works."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gis_app.services.wiring import Context


@dataclass(frozen=True, slots=True)
class Report:
    """What a running job says and where it writes.

    Attributes
    ----------
    folder
        An empty folder for the files of the result; it becomes the job's folder when the job is done.
    tell
        Stores the progress.
    """

    folder: Path
    tell: Callable[[float], None]

    def __call__(self, progress: float) -> None:
        """Say how far the work is, from 0 to 1."""
        self.tell(min(max(progress, 0.0), 1.0))


Told = Callable[[float], None]
"""Hears how far the work is, from 0 to 1."""


def nobody(_progress: float) -> None:
    """Hear nothing: for work that is done at once."""


Work = Callable[[Context, Mapping[str, Any], Report], Mapping[str, Any]]
"""Takes the parameters of a job, writes files into ``report.folder`` and returns a small result for the row."""
