"""``create_app``: the one function that builds the site."""

from flask import Flask

from gis_app import paths
from gis_app.services import wiring
from gis_app.settings import Settings
from gis_app.web import errors, home, i18n, login, phone, security, vendor
from gis_app.web.api import base, layers
from gis_app.web.api import meetings as api_meetings

BLUEPRINTS = (
    home.blueprint,
    login.blueprint,
    vendor.blueprint,
    layers.blueprint,
    base.blueprint,
    api_meetings.blueprint,
    phone.blueprint,
    phone.short,
)


def create_app(settings: Settings | None = None, *, context: wiring.Context | None = None) -> Flask:
    """Return the site of one installation.

    Parameters
    ----------
    settings
        Settings; from the environment when not given.
    context
        A Context already built (tests); else built from the settings.
    """
    context = context or wiring.build(settings or Settings.from_environment())
    app = Flask(__name__, static_folder=str(paths.STATIC), template_folder=str(paths.TEMPLATES))
    app.config.update(
        SECRET_KEY=context.secret,
        MAX_CONTENT_LENGTH=context.settings.max_body_bytes,
    )
    app.extensions["karte"] = context
    i18n.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
