"""``origin_of(layer or indicator)`` for templates: where a thing is from, as far as the visitor may know."""

from flask import Flask, g

from gis_app.domain.layers import Layer
from gis_app.domain.statistics import Indicator
from gis_app.services.provenance import Origin, imports_for, origin_of_indicator, origin_of_layer
from gis_app.web.context import current_context
from gis_app.web.security import current_role


def init_app(app: Flask) -> None:
    """Give templates ``origin_of()``; ``_macros/provenance.html`` shows it."""
    app.jinja_env.globals["origin_of"] = origin_of


def origin_of(thing: Layer | Indicator) -> Origin:
    """Return where a layer or an indicator is from; the imports are asked for once per request."""
    if "imports_known" not in g:
        g.imports_known = imports_for(current_context(), role=current_role())
    if isinstance(thing, Layer):
        return origin_of_layer(thing, g.imports_known)
    return origin_of_indicator(thing, g.imports_known)
