"""The territories of a map by name, with their boxes: asked by the page when somebody needs them."""

from typing import Any

import numpy as np

from gis_app.domain.crs import WGS84
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.services.found import found
from gis_app.services.freshness import stamp_of_all
from gis_app.services.kept import Encoded, compact, encode
from gis_app.services.layers import layers_of
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key


def territory_links(context: Context, *, project: str, role: Role) -> Encoded:
    """Return as JSON, encoded and kept, the names of each layer of territories in Latvian order.

    A territory is ``[id, name, west, south, east, north]`` in EPSG:4326; layers come with their titles by language.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    layers = [layer for layer in layers_of(context, project=project, role=role) if layer.role == "territories"]
    return context.memory.answers.get(
        ("territory links", project, tuple(layer.id for layer in layers)),
        stamp=stamp_of_all(context, layers),
        make=lambda: encode(compact({"layers": [_named(context, layer, project, role) for layer in layers]})),
    )


def _named(context: Context, layer: Layer, project: str, role: Role) -> dict[str, Any]:
    rows = found(context, layer, project=project, role=role)
    boxes = np.round(rows.boxes(WGS84), 4).tolist()
    names = rows.text(layer.name_field or "name").tolist()
    order = sorted(np.flatnonzero(rows.placed).tolist(), key=lambda row: sort_key(names[row]))
    territories = [[rows.id(row), names[row], *boxes[row]] for row in order]
    return {"id": layer.id, "title": dict(layer.title), "territories": territories}
