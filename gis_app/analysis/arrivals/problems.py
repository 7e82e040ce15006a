"""Problems of many rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from gis_app.domain.imports import Problem

MOST_LISTED = 1000
"""Rows of one kind of problem that are listed one by one; refused rows are always listed."""
LONGEST_VALUE = 80
"""Characters of a cell that are repeated in a problem."""


def short(value: Any) -> str:
    """Return a cell as a problem repeats it."""
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def each(
    code: str,
    rows: Iterable[Any],
    *,
    column: str = "",
    severity: str = "notice",
    values: Sequence[Any] | None = None,
    **params: Any,
) -> list[Problem]:
    """Return one problem for each row.

    Parameters
    ----------
    values
        The cell of each row, kept as ``value``.
    params
        What is the same for all rows, and, where the value is a list, one entry for each row.
    """
    numbers = [int(row) for row in rows]
    lists = {key: value for key, value in params.items() if isinstance(value, list)}
    same = {key: value for key, value in params.items() if key not in lists}
    if values is not None:
        lists["value"] = [short(value) for value in values]
    shown = len(numbers) if severity == "refused" else min(len(numbers), MOST_LISTED)
    found = [
        Problem(code, numbers[i], column, severity, {**same, **{key: value[i] for key, value in lists.items()}})
        for i in range(shown)
    ]
    if shown < len(numbers):
        rest = {"count": len(numbers) - shown, "code": code}
        found.append(Problem("more_rows_like_these", None, column, severity, rest))
    return found
