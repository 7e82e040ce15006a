"""The features of a layer, read once for each state of the data and shared by everything that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.layers import Feature, Layer
from gis_app.domain.roles import Role
from gis_app.services.freshness import stamp_of
from gis_app.services.layers import features_of
from gis_app.services.wiring import Context


@dataclass(frozen=True, slots=True)
class Found:
    """Features with and without a place; ``shapes`` are theirs in ``epsg``, None where the place is not known."""

    features: Sequence[Feature]
    shapes: NDArray[Any]
    epsg: int


def found(context: Context, layer: Layer, *, project: str, role: Role) -> Found:
    """Return the features of a layer that the role may see, in the CRS they are stored in.

    Raises
    ------
    NotFound
        If there is no such project or layer, or the role may not see it.
    """
    epsg = context.settings.work_epsg if layer.table else layer.epsg

    def make() -> Found:
        features = features_of(context, layer.id, project=project, role=role, epsg=epsg)
        shapes = np.empty(len(features), dtype=object)
        shapes[:] = [feature.geometry for feature in features]
        return Found(features, shapes, epsg)

    kept: Found = context.memory.frames.get(
        ("found", layer.id, project, role), stamp=stamp_of(context, layer), make=make
    )
    return kept
