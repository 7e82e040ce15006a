"""Which state of the data an answer was made from."""

from collections.abc import Hashable, Sequence

from gis_app.domain.layers import Layer
from gis_app.services.wiring import Context


def stamp_of(context: Context, layer: Layer) -> Hashable:
    """Return a value that changes whenever the layer's features may have; None if nobody can tell."""
    return context.database.state() if layer.table else context.catalogue.stamp(layer.id)


def stamp_of_all(context: Context, layers: Sequence[Layer]) -> Hashable:
    """Return a value that changes whenever one of the layers or their number does; None if nobody can tell."""
    stamps = tuple((layer.id, stamp_of(context, layer)) for layer in layers)
    return None if any(stamp is None for _, stamp in stamps) else stamps
