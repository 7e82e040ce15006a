"""Photographs from above and old maps: tiles for the screen, and the piece that lies under a printed map."""

import math

from gis_app.catalog.photographs import encoded, grey, on_white, read_area, read_tile
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.domain.tiles import Tile
from gis_app.services.freshness import stamp_of
from gis_app.services.kept import Picture
from gis_app.services.layers import layer_of
from gis_app.services.wiring import Context

DPI = 200
"""Pixels to an inch of paper."""
_INCH_MM = 25.4


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


def picture_for_paper(
    context: Context, layer: Layer, *, view: Bounds, frame: tuple[float, float], colour: bool
) -> bytes:
    """Return a JPEG of what of a picture lies in a view, on white, at 200 pixels to an inch; nothing if none does.

    Parameters
    ----------
    layer
        A layer that ``layers_of`` gave to the role that prints.
    view, frame
        What the frame shows in a metric CRS, and its width and height in millimetres.
    """
    wide, high = (math.ceil(length / _INCH_MM * DPI) for length in frame)
    pixels = read_area(context.catalogue.path(layer.id), bounds=view, size=(wide, high))
    if not pixels[3].any():
        return b""
    content, _ = encoded(on_white(pixels if colour else grey(pixels)))
    return content
