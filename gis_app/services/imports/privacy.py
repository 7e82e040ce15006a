"""Columns and cells of a file that would name private people: left out before anything is stored (§6.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pandas.api.types import is_string_dtype

from gis_app.analysis.arrivals.cells import Cells
from gis_app.domain.imports import Problem
from gis_app.services.imports.draft import Draft
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

KEEP_OPTION = "keep_columns"
"""Names of columns, apart by commas, that a person looked at and that name no private people."""
HIDDEN = "······-·····"

_CODE = re.compile(r"(?<![\d-])(?:(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}|32\d{4})-\d{5}(?![\d-])")
"""A Latvian personal code: day, month and year of birth, or 32 and four figures; then five figures."""
_CODE_END = re.compile(r"-\d{5}(?![\d-])")
"""How such a code ends: quickly seen not to be in a long text."""
_MOSTLY = 0.5
_PERSONAL = (
    *("vards", "vards uzvards", "vards un uzvards", "uzvards", "uzvards vards", "kontaktpersona", "personas kods"),
    *("dzimsanas datums", "dzimsanas gads", "ipasnieks", "ipasnieka vards", "klients", "klienta vards", "iesniedzejs"),
    *("vaditajs", "vaditaja", "direktors", "direktore", "atbildiga persona", "atbildigais", "persona", "pk"),
    *("first name", "last name", "surname", "given name", "family name", "full name", "person", "person name"),
    *("contact person", "date of birth", "birth date", "personal code", "owner", "applicant", "client", "director"),
    *("фамилия", "имя", "имя фамилия", "отчество", "контактное лицо", "дата рождения", "владелец", "персональный код"),
)

_PERSONAL_WITHIN = (
    *("vards", "vardi", "uzvards", "uzvardi", "personas kods", "dzimsanas datums", "kontaktpersonas"),
    *("first name", "last name", "surname", "family name", "date of birth", "personal code"),
    *("фамилия", "отчество", "дата рождения", "персональный код"),
)
"""Words that make a longer heading one of people's names: "Klienta vārds, uzvārds"."""


def without_private_people(draft: Draft) -> Draft:
    """Return the draft without columns of people's names and codes, and with personal codes in other texts hidden.

    A column that the option ``keep_columns`` names stays (its personal codes are hidden all the same).
    """
    frame = draft.frame
    if frame is None:
        return draft
    kept = {name.strip() for name in str(draft.choices.options.get(KEEP_OPTION, "")).split(",")}
    texts = [str(name) for name in frame.columns if name != frame.geometry.name]
    codes = {name: _with_codes(frame[name]) for name in texts if is_string_dtype(frame[name])}
    left_out = [
        name
        for name in texts
        if name not in kept and (_personal(name) or (name in codes and _mostly(frame, name, codes)))
    ]
    found = [
        Problem("personal_column", column=name, severity="refused", params={"option": KEEP_OPTION}) for name in left_out
    ]
    frame = frame.drop(columns=left_out)
    for name, rows in codes.items():
        if name not in left_out and rows:
            frame[name] = frame[name].str.replace(_CODE, HIDDEN, regex=True)
            found += [Problem("personal_code", row=int(row), column=name, severity="mended") for row in rows]
    return _told(draft, frame, left_out, found)


def _personal(name: str) -> bool:
    """Whether a heading is one of people's names and codes, or speaks of a name of a person among other words."""
    heading = fold(name.replace("_", " "))
    padded = f" {heading} "
    return heading in _PERSONAL or any(f" {words} " in padded for words in _PERSONAL_WITHIN)


def _with_codes(cells: Series) -> list[int]:
    texts = Cells.of(cells)
    if _CODE_END.search(texts.joined) is None:
        return []
    return [int(row) for row, text in zip(texts.rows, texts.texts, strict=True) if _CODE.search(text)]


def _mostly(frame: GeoDataFrame, name: str, codes: dict[str, list[int]]) -> bool:
    return len(codes[name]) > _MOSTLY * max(1, int(frame[name].notna().sum()))


def _told(draft: Draft, frame: GeoDataFrame, left_out: Sequence[str], found: Sequence[Problem]) -> Draft:
    columns = tuple(column for column in draft.understanding.columns if column.name not in left_out)
    shown = tuple(replace(one, examples=tuple(_CODE.sub(HIDDEN, text) for text in one.examples)) for one in columns)
    roles = {role: name for role, name in draft.choices.columns.items() if name not in left_out}
    return replace(
        draft,
        frame=frame,
        understanding=replace(draft.understanding, columns=shown),
        choices=replace(draft.choices, columns=roles),
        problems=(*(_hidden(one) for one in draft.problems if one.column not in left_out), *found),
    )


def _hidden(problem: Problem) -> Problem:
    """Return a problem whose repeated cells hold no personal code."""
    texts = {key: _CODE.sub(HIDDEN, value) for key, value in problem.params.items() if isinstance(value, str)}
    shown = {**problem.params, **texts}
    return problem if shown == problem.params else replace(problem, params=shown)
