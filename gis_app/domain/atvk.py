"""Codes of Latvian administrative territories (ATVK) in every form that files bring.

One unit's code is written ``0400268`` (files of 2018), ``LV0400268`` (until the reform of 1 July 2021), ``LV0030510``
(after it) or ``0038001``; a spreadsheet makes ``400268`` or ``400268.0`` of the first. Two schemes are told apart by
structure, as the boundary files of the statistical bureau show it (2021-01-01 and 2022-07-01):

- *old*: ``0`` + district (2) + municipality or town (2) + parish (2); a municipality ends in ``00`` or, after a merger,
  in ``01`` or ``02`` like towns do, a parish in ``25`` and more; nine cities stand in the place of a district;
- *new*: ``00`` + municipality (2) + unit (3); state cities have the numbers below 20; unit ``000`` (``001`` after a
  merger) is the municipality itself, ``010`` its state city, ``2…`` a town, ``4…`` to ``6…`` a parish.

``0010000``, ``0050000`` and ``0090000`` (Rīga, Daugavpils, Jelgava before the reform) fit both structures. The new
scheme leaves the numbers 10, 50 and 90 out, so no code of the two files is in both; a single such code is still
reported as fitting both, and only the other codes of its column or a register decide.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

OLD, NEW = "old", "new"
SCHEME = "atvk"
"""Scheme of these codes in the id of a territory."""
REFORM = date(2021, 7, 1)
"""The first day of the new codes."""

_DIGITS = 7
_FORM = re.compile(r"(?:LV[\s-]?)?(\d{4,7})(?:[.,]0+)?", re.IGNORECASE)
_OLD_CITY = re.compile(r"0(01|05|09|11|13|17|21|25|27)0000")
_OLD = re.compile(r"0(3[2-9]|[4-9]\d)\d{4}")
_NEW = re.compile(r"00(0[1-9]|1\d)00\d|00[2-9]\d(0[01]\d|[2-7]\d\d)")
_NEW_CITIES = 20
_OLD_PARISHES = 25


@dataclass(frozen=True, slots=True)
class AtvkCode:
    """A code that was read.

    Attributes
    ----------
    code
        Canonical form: ``LV`` and seven digits.
    schemes
        ``("old",)``, ``("new",)``, or both when the code alone cannot tell.
    mended
        Whether zeros or ``LV`` were added, or a decimal part taken away.
    """

    code: str
    schemes: tuple[str, ...]
    mended: bool = False

    def level(self, scheme: str = "") -> str:
        """Return the level that the code itself says, empty where it says none (towns of the old scheme).

        ``scheme`` is that of its column, if known: without it a code that fits both says none.
        """
        levels = {_level(self.code[2:], one) for one in self.schemes if scheme in {"", one}}
        return levels.pop() if len(levels) == 1 else ""

    @property
    def is_city_in_municipality(self) -> bool:
        """Whether it is a state city that belongs to a municipality (Valmiera, Jēkabpils, Ogre since the reform)."""
        return self.schemes == (NEW,) and self.code.endswith("010")

    def possible_on(self, day: date) -> bool:
        """Whether boundaries of that day can carry the code."""
        return (NEW if day >= REFORM else OLD) in self.schemes


def read_code(value: Any) -> AtvkCode | None:
    """Return the code that a cell holds in any of its forms, or None if it holds something else."""
    text = _text(value)
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    digits = found[1].zfill(_DIGITS)
    forms = {OLD: (_OLD, _OLD_CITY), NEW: (_NEW,)}
    schemes = tuple(scheme for scheme, known in forms.items() if any(form.fullmatch(digits) for form in known))
    if not schemes:
        return None
    return AtvkCode(code=f"LV{digits}", schemes=schemes, mended=text not in {f"LV{digits}", digits})


def scheme_of(codes: Iterable[AtvkCode]) -> str:
    """Return the one scheme that all codes of a column fit, or an empty text if it cannot be said or they are mixed."""
    left = {OLD, NEW}
    for code in codes:
        left &= set(code.schemes)
    return left.pop() if len(left) == 1 else ""


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    return str(value).strip().strip("\ufeff\xa0'\"")


def _level(digits: str, scheme: str) -> str:
    return _new_level(digits) if scheme == NEW else _old_level(digits)


def _new_level(digits: str) -> str:
    number, unit = int(digits[2:4]), digits[4:]
    if unit == "010":
        return "state_city"
    if unit < "010":
        return "state_city" if number < _NEW_CITIES else "municipality"
    return "town" if unit < "400" else "parish"


def _old_level(digits: str) -> str:
    if _OLD_CITY.fullmatch(digits):
        return "state_city"
    municipality, unit = digits[3:5], int(digits[5:])
    if unit >= _OLD_PARISHES:
        return "parish"
    return "municipality" if unit == 0 and municipality != "00" else ""
