"""The Context of the site a view runs in."""

from flask import current_app

from gis_app.services.wiring import Context


def current_context() -> Context:
    """Return the Context that ``create_app`` was given."""
    context: Context = current_app.extensions["karte"]
    return context
