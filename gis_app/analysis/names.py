"""How well typed words fit the name of a place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SAME, BEGINS, EVERY_WORD, INSIDE, OF_KIND = 1.0, 0.95, 0.8, 0.5, 0.45
_SHORTEST_INSIDE = 3
_AFTER_EVERY_LETTER = "\U0010ffff"


def fit(typed: str, name: str) -> float:
    """Return how well folded text fits a folded name, 0 (not at all) to 1 (the same).

    Words may stand in any order and need only begin the words of the name: ``"ilguc biedriba"`` fits
    ``"dzirciema un ilguciema apkaimju biedriba"``.
    """
    if not typed:
        return 0.0
    if typed == name:
        return SAME
    if name.startswith(typed):
        return BEGINS
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return EVERY_WORD
    return INSIDE if len(typed) >= _SHORTEST_INSIDE and typed in name else 0.0


class NameIndex:
    """Very many folded names, found by the rules of ``fit`` without looking at each.

    Parameters
    ----------
    names
        Folded names; a row of every answer is a place in them.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._text = "\n" + "\n".join(names) + "\n"
        self._begins: list[int] = np.cumsum([1, *(len(name) + 1 for name in names)])[: len(names)].tolist()
        numbers: dict[str, int] = {}
        split = [name.split() for name in names]
        of_word = np.array(
            [numbers.setdefault(word, len(numbers)) for words in split for word in words], dtype=np.int64
        )
        rows = np.repeat(np.arange(len(names)), [len(words) for words in split])
        self._words = sorted(numbers)
        place = np.empty(len(numbers), dtype=np.int64)
        place[[numbers[word] for word in self._words]] = np.arange(len(numbers))
        order = np.argsort(place[of_word], kind="stable")
        self._rows = rows[order]
        self._ends = np.concatenate([[0], np.cumsum(np.bincount(of_word, minlength=len(numbers))[np.argsort(place)])])

    def scores(self, typed: str) -> NDArray[np.float64]:
        """Return how well each name fits the folded text, as ``fit`` would."""
        found = np.zeros(len(self._begins))
        if typed:
            if len(typed) >= _SHORTEST_INSIDE:
                found[self._holding(typed)] = INSIDE
            found[self._with_every_word(typed)] = EVERY_WORD
            found[self._holding("\n" + typed)] = BEGINS
            found[self._holding(f"\n{typed}\n")] = SAME
        return found

    def _with_every_word(self, typed: str) -> NDArray[np.bool_]:
        fits = np.ones(len(self._begins), dtype=bool)
        for part in typed.split():
            first = bisect_left(self._words, part)
            last = bisect_left(self._words, part + _AFTER_EVERY_LETTER)
            has = np.zeros(len(fits), dtype=bool)
            has[self._rows[self._ends[first] : self._ends[last]]] = True
            fits &= has
        return fits

    def _holding(self, part: str) -> list[int]:
        """Return the rows of names that hold a piece of text; a piece may begin or end with the line break between."""
        rows, text, begins, past = [], self._text, self._begins, part.startswith("\n")
        place, row = text.find(part), 0
        while place >= 0:
            row = bisect_right(begins, place + past, row)
            rows.append(row - 1)
            place = text.find(part, begins[row] - 1) if row < len(begins) else -1
        return rows
