"""Farms found by their names: in the countryside a house has a name and no street."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gis_app.analysis.names import NameIndex
from gis_app.text.fold import fold

_POSTCODE = re.compile(r"\blv\s?\d{4}\b")
_LONG = {"pag": "pagasts", "nov": "novads", "pagasta": "pagasts", "novada": "novads"}
"""How registers shorten the words for parish and municipality, folded."""


class FarmNames:
    """An index of farms.

    Parameters
    ----------
    names, addresses
        Of each farm: its own name, and its whole address.
    rows
        Its place in the frame it comes from.
    """

    def __init__(self, names: Sequence[str], addresses: Sequence[str], rows: Sequence[int]) -> None:
        self._rows = list(rows)
        self._names = NameIndex([_plain(name) for name in names])
        self._addresses = NameIndex([_plain(address) for address in addresses])

    def find(self, text: str, *, limit: int) -> Iterator[tuple[int, float]]:
        """Yield row and score (0 to 1; 1 is the same name or address) of the farms that fit best."""
        typed = _plain(text)
        if not typed or not self._rows:
            return
        scores = np.maximum(self._names.scores(typed), self._addresses.scores(typed))
        for place in np.argsort(-scores, kind="stable")[:limit].tolist():
            if scores[place] > 0:
                yield self._rows[place], float(scores[place])


def _plain(text: str) -> str:
    """Return folded words without postcode, the words for parish and municipality written out."""
    return " ".join(_LONG.get(word, word) for word in _POSTCODE.sub(" ", fold(text)).split())
