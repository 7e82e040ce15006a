"""Numbers as people write them: decimal commas, blanks between thousands, other minus signs."""

import re
from functools import lru_cache

import numpy as np
import pandas as pd

_BLANKS = re.compile(r"(?<=\d)[\s\u00a0\u202f\u2009'’](?=\d{3}(?!\d))")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_PLAIN = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_BOTH = re.compile(r"[-+]?\d{1,3}([.,])\d{3}(\1\d{3})*(?!\1)[.,]\d*")
_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3}){2,}")
_WHOLE_GROUPS = re.compile(r"[-+]?[1-9]\d{0,2}([.,]\d{3})+")


@lru_cache(maxsize=8192)
def number(text: str, *, decimal: str = "") -> float:
    """Return the number a text means, NaN when it is none.

    Parameters
    ----------
    decimal
        ``","`` or ``"."`` where the writing of the table is known: it decides what ``1,234`` means. When it is not, the
        only comma is the decimal one.
    """
    plain = _BLANKS.sub("", text.translate(_MINUS).strip())
    if _BOTH.fullmatch(plain):
        plain = plain.replace("." if plain.rfind(",") > plain.rfind(".") else ",", "")
    elif _GROUPS.fullmatch(plain) or (decimal and decimal not in plain and _WHOLE_GROUPS.fullmatch(plain)):
        plain = plain.replace(",", "").replace(".", "")
    plain = plain.replace(",", ".", 1)
    return float(plain) if _PLAIN.fullmatch(plain) else float("nan")


def numbers(texts: pd.Series, *, decimal: str = "") -> pd.Series:
    """Return the numbers in a column of text, NaN where there is none; same index."""
    if texts.dtype.kind in "iuf":
        return texts.astype(float)
    found = pd.to_numeric(texts, errors="coerce").astype(float)
    found = found.where(np.isfinite(found))
    left = found.isna() & texts.notna() & (texts != "")
    if decimal == "," and not left.all():
        left |= texts.str.contains(".", regex=False, na=False)
    if left.any():
        codes, unique = pd.factorize(texts[left].astype(str))
        values = np.array([number(text, decimal=decimal) for text in unique])
        found[left] = values[codes]
    return found
