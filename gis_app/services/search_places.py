"""Names of towns, villages and farms found by what people type: those the base map writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Point

from gis_app.analysis.names import NameIndex
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.services.freshness import stamp_of
from gis_app.services.layers import layers_of
from gis_app.services.wiring import Context
from gis_app.text.fold import fold


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A named place: ``kind`` is town, village, farm …, ``point`` is in ``epsg``."""

    id: str
    name: str
    kind: str
    point: Point
    epsg: int
    score: float


@dataclass(frozen=True, slots=True)
class _Names:
    names: Sequence[str]
    kinds: Sequence[str]
    xy: NDArray[np.float64]
    words: NameIndex


def places_found(context: Context, typed: str, *, project: str, role: Role, limit: int) -> Iterator[PlaceFound]:
    """Yield the named places that fit folded text best, from every layer of names.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    for layer in _name_layers(context, project, role):
        known = _names(context, layer)
        scores = known.words.scores(typed)
        for row in np.argsort(-scores, kind="stable")[:limit].tolist():
            if scores[row] > 0:
                point = Point(known.xy[row])
                yield PlaceFound(
                    f"{layer.id}/{row}", known.names[row], known.kinds[row], point, layer.epsg, float(scores[row])
                )


def has_names(context: Context, *, project: str, role: Role) -> bool:
    """Say whether the project has names of villages and farms at all (a generalised map of a country has none).

    Raises
    ------
    NotFound
        If there is no such project.
    """
    return any(not layer.style.max_zoom for layer in _name_layers(context, project, role))


def _name_layers(context: Context, project: str, role: Role) -> list[Layer]:
    return [layer for layer in layers_of(context, project=project, role=role) if layer.base == "names"]


def _names(context: Context, layer: Layer) -> _Names:
    def make() -> _Names:
        frame = context.catalogue.window(layer.id, columns=("name", "kind"))
        names = frame["name"].fillna("").tolist()
        points = shapely.point_on_surface(frame.geometry.to_numpy())
        return _Names(
            names, frame["kind"].fillna("").tolist(), shapely.get_coordinates(points), NameIndex(list(map(fold, names)))
        )

    names: _Names = context.memory.frames.get(("place names", layer.id), stamp=stamp_of(context, layer), make=make)
    return names
