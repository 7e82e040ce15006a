"""How wide our letters are, so that labels can be kept apart before anything is set."""

import json
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Fira Sans"
MM_PER_POINT = 25.4 / 72
LINE = 1.2
"""Height of a line as a multiple of the type size."""


def text_width(text: str, *, size: float, face: str = "regular", tracking: float = 0.0) -> float:
    """Return the width in millimetres of text set at ``size`` points.

    Parameters
    ----------
    face
        ``regular``, ``bold`` or ``italic``.
    tracking
        Extra space after each letter, in em.
    """
    widths = _widths()[face]
    letters = sum(widths.get(letter, 600) for letter in text) / 1000 + tracking * len(text)
    return letters * size * MM_PER_POINT


@cache
def _widths() -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = json.loads((FONTS / "widths.json").read_text(encoding="utf-8"))
    return table
