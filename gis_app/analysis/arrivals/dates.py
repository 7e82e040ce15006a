"""Dates in the forms people use."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gis_app.analysis.arrivals.problems import each
from gis_app.domain.imports import Problem

_TIME = r"(?:[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[-+]\d{2}:?\d{2})?)?"
_FORMS = (
    ("2026-03-31", rf"(?P<y>\d{{4}})[-./](?P<m>\d{{1,2}})[-./](?P<d>\d{{1,2}})\.?{_TIME}"),
    ("31.03.2026", rf"(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}})\.?{_TIME}"),
    ("31/03/2026", rf"(?P<d>\d{{1,2}})[/-](?P<m>\d{{1,2}})[/-](?P<y>\d{{4}}){_TIME}"),
)


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates as ``YYYY-MM-DD`` texts with the index they had, and what is doubtful in them."""

    values: pd.Series
    problems: tuple[Problem, ...]


def dates(texts: pd.Series) -> Dates | None:
    """Return a column of dates, None when some cell is none. The column has no empty cells.

    The day stands before the month where both are possible; that is said when nothing in the column proves it.
    """
    if not texts.head(50).str.match(r"\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}").all():
        return None
    if _all_iso(texts):
        return Dates(texts, ())
    result = pd.Series(pd.NA, index=texts.index, dtype=object)
    form = pd.Series("", index=texts.index)
    problems: list[Problem] = []
    for name, pattern in _FORMS:
        left = texts[form == ""]
        parts = left[left.str.fullmatch(pattern)].str.extract(f"^{pattern}")
        if parts.empty:
            continue
        parts = parts.astype(int)
        if name.startswith("31/"):
            parts, doubt = _month_first(parts, str(texts.name))
            problems += doubt
        stamps = pd.to_datetime(
            parts.rename(columns={"y": "year", "m": "month", "d": "day"})[["year", "month", "day"]], errors="coerce"
        )
        result[parts.index] = stamps.dt.strftime("%Y-%m-%d")
        form[parts.index] = name
    if result.isna().any():
        return None
    return Dates(result, (*problems, *_other_forms(texts, form, result)))


def _all_iso(texts: pd.Series) -> bool:
    """Whether every text is a date written ``YYYY-MM-DD``: then nothing has to be read."""
    if set(texts.str.len()) != {10}:
        return False
    return bool(pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce").notna().all())


def _month_first(parts: pd.DataFrame, column: str) -> tuple[pd.DataFrame, list[Problem]]:
    if (parts["m"] > 12).any() and not (parts["d"] > 12).any():
        return parts.rename(columns={"m": "d", "d": "m"}), []
    if (parts["d"] > 12).any():
        return parts, []
    return parts, [Problem("date_day_or_month", column=column, params={"count": len(parts)})]


def _other_forms(texts: pd.Series, form: pd.Series, result: pd.Series) -> list[Problem]:
    usual = form.mode().iloc[0]
    other = form != usual
    return each(
        "date_other_form",
        texts.index[other],
        column=str(texts.name),
        severity="mended",
        values=texts[other].tolist(),
        expected=result[other].tolist(),
    )
