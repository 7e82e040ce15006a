"""Photographs from above and old maps: tiles for the screen, and the piece that lies under a printed map."""

from gis_app.catalog.photographs import encoded, on_white, read_area, read_tile
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import Tile
from gis_app.services.freshness import stamp_of
from gis_app.services.kept import Picture
from gis_app.services.layers import layer_of
from gis_app.services.wiring import Context


def picture_tile(context: Context, layer_id: str, *, project: str, role: Role, tile: Tile) -> Picture:
    """Return one tile, 512 pixels wide, as JPEG, or as WebP where it is transparent; kept.

    Raises
    ------
    NotFound
        If the project has no such layer, it is no picture, or the role may not see it.
    """
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role != "picture":
        raise NotFound("layer_not_found", value=layer_id)
    return context.memory.pictures.get(
        ("picture", layer_id, tile),
        stamp=stamp_of(context, layer),
        make=lambda: Picture.of(*encoded(read_tile(context.catalogue.path(layer_id), tile))),
    )


def picture_for_paper(context: Context, layer: Layer, *, bounds: Bounds, size: tuple[int, int]) -> bytes:
    """Return a JPEG of what of a picture lies in a box, ``size`` pixels wide and high, on white.

    Parameters
    ----------
    layer
        A layer that ``layers_of`` gave to the role that prints.
    """
    content, _ = encoded(on_white(read_area(context.catalogue.path(layer.id), bounds=bounds, size=size)))
    return content
