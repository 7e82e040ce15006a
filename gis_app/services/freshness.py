"""Which state of the data an answer was made from."""

from collections.abc import Hashable, Sequence

from gis_app.domain.layers import Layer
from gis_app.services.published_marks import likes_stamp
from gis_app.services.wiring import Context


def stamp_of(context: Context, layer: Layer) -> Hashable:
    """Return a value that changes whenever the layer's features may have; None if nobody can tell.

    The day belongs to what is stored: marks leave the map when their day of deletion is over, also when nobody stores
    anything that night (``design/domain.md`` §6.6). Residents' likes know by themselves when they change.
    """
    if not layer.table:
        return context.catalogue.stamp(layer.id)
    if layer.table == "mark":
        return likes_stamp(context, layer.project)
    state = context.database.state()
    return None if state is None else (state, context.clock().date())


def stamp_of_all(context: Context, layers: Sequence[Layer]) -> Hashable:
    """Return a value that changes whenever one of the layers or their number does; None if nobody can tell."""
    stamps = tuple((layer.id, stamp_of(context, layer)) for layer in layers)
    return None if any(stamp is None for _, stamp in stamps) else stamps
