"""A few years of a territory beside those of the whole, as one small drawing on one scale that holds zero."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 10, 22
_HEADROOM = 1.08


@dataclass(frozen=True, slots=True)
class Line:
    """A series: SVG point lists of its unbroken runs, and its dots ``(x, y)``."""

    runs: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The lines in the order given, the years ``(x, label)``, the columns ``(x, width)`` where the first has a gap.

    ``zero`` is the height of 0 in pixels from above.
    """

    lines: tuple[Line, ...]
    years: tuple[tuple[float, str], ...]
    gaps: tuple[tuple[float, float], ...]
    zero: float
    width: int = WIDTH
    height: int = HEIGHT


def trend(years: Sequence[str], *series: Sequence[float | None]) -> Trend:
    """Return the drawing of series over the same years; a line does not cross a year without a figure."""
    known = [value for values in series for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    scale = _Scale(min(low, 0.0) * _HEADROOM, max(high, 0.0) * _HEADROOM)
    step = (WIDTH - LEFT - RIGHT) / max(len(years), 1)
    middles = [round(LEFT + (number + 0.5) * step, 1) for number in range(len(years))]
    first = series[0] if series else [None] * len(years)
    return Trend(
        lines=tuple(_line(middles, values, scale) for values in series),
        years=tuple(zip(middles, years, strict=True)),
        gaps=tuple(
            (round(x - step / 2, 1), round(step, 1)) for x, value in zip(middles, first, strict=True) if value is None
        ),
        zero=scale.height(0.0),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float

    def height(self, value: float) -> float:
        """Return how many pixels from above a value stands."""
        spread = self.high - self.low or 1.0
        return round(HEIGHT - BOTTOM - (value - self.low) / spread * (HEIGHT - TOP - BOTTOM), 1)


def _line(middles: Sequence[float], values: Sequence[float | None], scale: _Scale) -> Line:
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(middles, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((x, scale.height(value)))
    return Line(
        runs=tuple(" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(point for run in runs for point in run),
    )
