"""A short series as a small line drawing: gaps stay gaps, a lone figure is a dot."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 160, 36
MARGIN = 5


@dataclass(frozen=True, slots=True)
class Spark:
    """Lines as SVG point lists, dots as ``(x, y)``, and the columns ``(x, width)`` where there is no figure."""

    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    gaps: tuple[tuple[float, float], ...]
    width: int = WIDTH
    height: int = HEIGHT


def spark(values: Sequence[float | None]) -> Spark:
    """Return the drawing of a series at equal steps; the lowest and the highest figure touch the margins.

    A line does not cross a step without a figure. A series of equal figures runs in the middle.
    """
    known = [value for value in values if value is not None]
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    low, high = min(known, default=0.0), max(known, default=0.0)
    spread = high - low

    def place(number: int, value: float) -> tuple[float, float]:
        share = (value - low) / spread if spread else 0.5
        return round(MARGIN + number * step, 1), round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    points = [None if value is None else place(number, value) for number, value in enumerate(values)]
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return Spark(
        lines=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(point for point in points if point is not None),
        gaps=tuple(
            (round(max(MARGIN + (number - 0.5) * step, 0), 1), round(min(step, WIDTH), 1))
            for number, point in enumerate(points)
            if point is None
        ),
    )
