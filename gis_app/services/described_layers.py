"""The catalogue as a page shows it: every layer of a project by theme block, with its size."""

from collections.abc import Sequence
from dataclasses import dataclass

from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.services.found import found
from gis_app.services.grid_tiles import inhabited_cells
from gis_app.services.layers import layers_of
from gis_app.services.wiring import Context


@dataclass(frozen=True, slots=True)
class Described:
    """A layer and the number of its features that the role may see."""

    layer: Layer
    count: int


def described_layers(context: Context, *, project: str, role: Role) -> list[tuple[str, Sequence[Described]]]:
    """Return ``(theme block, layers)`` for the blocks that have any, in the order of the method.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    blocks: dict[str, list[Described]] = {}
    for layer in layers_of(context, project=project, role=role):
        blocks.setdefault(layer.theme, []).append(Described(layer, _count(context, layer, project, role)))
    return list(blocks.items())


def _count(context: Context, layer: Layer, project: str, role: Role) -> int:
    if layer.table:
        return len(found(context, layer, project=project, role=role))
    if layer.role == "grid":
        return inhabited_cells(context, layer)
    return 0 if layer.role == "picture" else context.catalogue.count(layer.id)
