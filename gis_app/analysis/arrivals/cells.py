"""The cells of a column as plain text: lists and one long text are looked through faster than columns of strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

BETWEEN = "\x1e"
"""Stands between the cells in ``Cells.joined`` (the record separator of ASCII)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one column, without blanks around them; an empty one is ``""``."""

    name: str
    rows: pd.Index
    texts: Sequence[str]
    joined: str

    @classmethod
    def of(cls, column: pd.Series) -> Cells:
        """Return the cells of a column of any kind."""
        values = column.tolist()
        try:
            texts = [value.strip() for value in values]
        except AttributeError:
            texts = [_text(value) for value in values]
        return cls(str(column.name), column.index, texts, BETWEEN.join(texts))

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Whether each cell holds something."""
        return np.array([text != "" for text in self.texts], dtype=bool)

    @property
    def series(self) -> pd.Series:
        """The cells as a column of text."""
        return pd.Series(self.texts, index=self.rows, name=self.name, dtype=object)

    def where(self, mask: NDArray[np.bool_]) -> Cells:
        """Return the cells that are marked."""
        if mask.all():
            return self
        texts = [text for text, kept in zip(self.texts, mask, strict=True) if kept]
        return Cells(self.name, self.rows[mask], texts, BETWEEN.join(texts))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN of any type
