"""Layers that come as pictures: one door for grids of people and for photographs and old maps."""

from gis_app.domain.roles import Role
from gis_app.domain.tiles import Tile
from gis_app.services.grid_tiles import grid_tile
from gis_app.services.kept import Picture
from gis_app.services.layers import layer_of
from gis_app.services.picture_tiles import picture_tile
from gis_app.services.wiring import Context


def raster_tile(context: Context, layer_id: str, *, project: str, role: Role, tile: Tile) -> Picture:
    """Return one tile of a layer that comes as pictures, 512 pixels wide.

    Raises
    ------
    NotFound
        If the project has no such layer, it does not come as pictures, or the role may not see it.
    """
    layer = layer_of(context, layer_id, project=project, role=role)
    make = picture_tile if layer.role == "picture" else grid_tile
    return make(context, layer_id, project=project, role=role, tile=tile)
