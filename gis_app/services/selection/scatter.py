"""Two indicators against each other: whether they say the same, and who stands apart."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from gis_app.services.selection.draft_reader import Fields
from gis_app.services.selection.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Dot:
    """A territory: its place in the drawing, from 0 to 100 to the right and down, and its two figures."""

    name: str
    x: float
    y: float
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """Dots of two indicators, by id, and the correlation of their figures; None where one never changes."""

    first: str
    second: str
    dots: tuple[Dot, ...]
    correlation: float | None


def scatter_of(evidence: Evidence, fields: Fields, *, excluded: Collection[str] = ()) -> Scatter | None:
    """Return the scatter of the two indicators a form names, else of the first two; None with fewer than two."""
    usable = [item.id for item in evidence.indicators if item.id in evidence.usable]
    if len(usable) < 2:
        return None
    first, second = (
        fields.get(name, "") if fields.get(name, "") in usable else usable[place]
        for place, name in enumerate(("scatter_x", "scatter_y"))
    )
    known = []
    for place in evidence.territories:
        pair = (evidence.cell(place.id, first), evidence.cell(place.id, second))
        if place.id in excluded or any(cell.small for cell in pair):
            continue
        if pair[0].rate is not None and pair[1].rate is not None:
            known.append((place.name, pair[0].rate, pair[1].rate))
    if len(known) < 2:
        return Scatter(first, second, (), None)
    xs, ys = (np.array([row[place] for row in known], dtype=float) for place in (1, 2))
    across, down = _spread(xs), 100.0 - _spread(ys)
    dots = tuple(
        Dot(name, round(float(x), 2), round(float(y), 2), one, two)
        for (name, one, two), x, y in zip(known, across, down, strict=True)
    )
    flat = xs.min() == xs.max() or ys.min() == ys.max()
    return Scatter(first, second, dots, None if flat else float(np.corrcoef(xs, ys)[0, 1]))


def _spread(values: np.ndarray) -> np.ndarray:
    width = values.max() - values.min()
    return np.full(len(values), 50.0) if width == 0 else (values - values.min()) / width * 100.0
