"""Reading what people type into the workbench: a comma or a point, spaces between thousands, lists by semicolon."""

import math
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from gis_app.domain.errors import InputRefused, UnknownCode

MAX_WEIGHT = 1e6
PER_CENT = 2
"""Places of the decimal point between a share and per cent."""


def number(text: str, *, places: int = 0) -> float:
    """Return a number; with ``places`` the decimal point is moved to the left first (5 % is 0.05), without any loss.

    Raises
    ------
    InputRefused
        If it is no finite number.
    """
    plain = text.replace(" ", "").replace("\u00a0", "").replace("−", "-").replace(",", ".")
    try:
        found = float(Decimal(plain).scaleb(-places))
    except (InvalidOperation, ValueError, OverflowError):
        raise InputRefused("number_refused", value=text) from None
    if not math.isfinite(found):
        raise InputRefused("number_refused", value=text)
    return found


def numbers(text: str, *, places: int = 0) -> tuple[float, ...]:
    """Return numbers with semicolons between them."""
    return tuple(number(part, places=places) for part in text.split(";") if part.strip())


def shown(value: float, *, places: int = 0) -> str:
    """Return a number as a field shows it, so that ``number`` gives it back exactly."""
    text = format(Decimal(repr(value)).scaleb(places), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_all(values: tuple[float, ...], *, places: int = 0) -> str:
    """Return numbers as a field shows them."""
    return "; ".join(shown(value, places=places) for value in values)


def weight(text: str) -> float:
    """Return a weight: only its share of all weights counts, so a million is as good as one."""
    try:
        found = number(text)
    except InputRefused:
        raise InputRefused("weight_refused", value=text) from None
    if not 0 <= found <= MAX_WEIGHT:
        raise InputRefused("weight_refused", value=text)
    return found


def weight_or_none(text: str) -> float | None:
    """Return a weight, or None where it is none."""
    try:
        return weight(text)
    except InputRefused:
        return None


def not_negative(text: str) -> float:
    """Return a number from 0 on."""
    found = number(text)
    if found < 0:
        raise InputRefused("number_refused", value=text)
    return found


def goalposts(places: int) -> Callable[[str], tuple[float, float]]:
    """Return what reads a lowest and a highest value."""

    def read_goalposts(text: str) -> tuple[float, float]:
        found = _numbers_or(text, code="goalposts_refused", places=places)
        if len(found) != 2 or not found[0] < found[1]:
            raise InputRefused("goalposts_refused", value=text)
        return found[0], found[1]

    return read_goalposts


def reference(normalise: str, *, places: int = 0) -> Callable[[str], tuple[float, ...]]:
    """Return what reads the frozen numbers of a scale."""

    def read_reference(text: str) -> tuple[float, ...]:
        fits = {
            "zscore": lambda said: len(said) == 2 and said[1] > 0,
            "minmax": lambda said: len(said) == 2 and said[0] < said[1],
            "relative": lambda said: len(said) == 1 and said[0] != 0,
        }
        if normalise not in fits:
            raise InputRefused("reference_without_scale")
        code = f"reference_{normalise}_refused"
        found = _numbers_or(text, code=code, places=places)
        if not fits[normalise](found):
            raise InputRefused(code, value=text)
        return found

    return read_reference


def winsorise(text: str) -> tuple[float, float] | int:
    """Return how outliers are drawn in: a share at each end, two quantiles, or the most values that may move."""
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) < 10**6:
        return int(text)
    found = _numbers_or(text, code="winsorise_refused")
    ends = (found[0], 1.0 - found[0]) if len(found) == 1 else found
    if len(ends) != 2 or not 0 <= ends[0] < ends[1] <= 1:
        raise InputRefused("winsorise_refused", value=text)
    return ends[0], ends[1]


def shown_winsorise(given: tuple[float, float] | int) -> str:
    """Return a drawing in as its field shows it."""
    if isinstance(given, int):
        return str(given)
    return shown(given[0]) if (given[0], 1.0 - given[0]) == given else shown_all(given)


def times(text: str) -> float:
    """Return how many times one criterion weighs another, from 1/9 to 9."""
    found = number(text)
    if not 1.0 / 9.0 - 1e-9 <= found <= 9.0 + 1e-9:
        raise InputRefused("pair_refused", value=text)
    return found


def whole_from(least: int) -> Callable[[str], int]:
    """Return what reads a whole number from ``least`` on."""

    def read_whole(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) < 10**9:
            raise InputRefused("whole_refused", value=text, expected=least)
        return int(text)

    return read_whole


def choice(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """Return what reads one of a few words."""

    def read_choice(text: str) -> str:
        if text not in allowed:
            raise UnknownCode("criteria_bad_value", key="", value=text, expected=" | ".join(allowed))
        return text

    return read_choice


def _numbers_or(text: str, *, code: str, places: int = 0) -> tuple[float, ...]:
    try:
        return numbers(text, places=places)
    except InputRefused as error:
        raise InputRefused(code, **{**_params(error), "value": text}) from None


def _params(error: InputRefused) -> dict[str, Any]:
    return dict(error.params)
