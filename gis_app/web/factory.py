"""``create_app``: the one function that builds the site."""

from flask import Flask

from gis_app import paths
from gis_app.services import wiring
from gis_app.services.imports.placing import tidy
from gis_app.settings import Settings
from gis_app.web import (
    access_log,
    admin,
    data,
    deletion,
    downloads,
    errors,
    headers,
    home,
    i18n,
    import_history,
    imports,
    indicators,
    login,
    navigation,
    ogc,
    prints,
    provenance,
    reports,
    resources,
    security,
    static,
    territories,
    vendor,
)
from gis_app.web import context as page
from gis_app.web import map as map_page
from gis_app.web.api import answers as api_answers
from gis_app.web.api import (
    base,
    jobs,
    layers,
    raster,
)
from gis_app.web.api import helper as api_helper
from gis_app.web.api import meeting_places as api_meeting_places
from gis_app.web.api import meetings as api_meetings
from gis_app.web.api import photos as api_photos
from gis_app.web.api import search as api_search
from gis_app.web.api import selections as api_selections
from gis_app.web.api import tablet as api_tablet
from gis_app.web.meetings import (
    close,
    helpers,
    kit,
    packs,
    paper,
    photo_review,
    preflight,
    prepare,
    publishing,
    review,
    talk,
    wall,
)
from gis_app.web.meetings import page as meeting_page
from gis_app.web.meetings import tabs as meeting_tabs
from gis_app.web.phone import helper, tablet
from gis_app.web.phone import pages as phone
from gis_app.web.selections import area_form, areas, hand, neighbourhood, public_areas
from gis_app.web.selections import bench as selection_bench
from gis_app.web.selections import documents as selection_documents
from gis_app.web.selections import join as area_join
from gis_app.web.selections import publishing as area_publishing
from gis_app.web.selections import tabs as selection_tabs
from gis_app.web.selections import time as selection_time
from gis_app.web.selections import why as selection_why

BLUEPRINTS = (
    admin.blueprint,
    api_answers.blueprint,
    api_helper.blueprint,
    api_meeting_places.blueprint,
    api_meetings.blueprint,
    api_photos.blueprint,
    api_search.blueprint,
    api_selections.blueprint,
    api_tablet.blueprint,
    area_form.blueprint,
    areas.blueprint,
    area_publishing.blueprint,
    area_join.blueprint,
    base.blueprint,
    close.blueprint,
    data.blueprint,
    deletion.blueprint,
    downloads.blueprint,
    helper.blueprint,
    helper.short,
    helpers.blueprint,
    home.blueprint,
    import_history.blueprint,
    imports.blueprint,
    indicators.blueprint,
    jobs.blueprint,
    kit.blueprint,
    layers.blueprint,
    login.blueprint,
    map_page.blueprint,
    meeting_page.api,
    meeting_page.blueprint,
    neighbourhood.blueprint,
    ogc.blueprint,
    packs.blueprint,
    paper.blueprint,
    phone.blueprint,
    phone.short,
    photo_review.blueprint,
    preflight.blueprint,
    preflight.short,
    prepare.blueprint,
    prints.blueprint,
    public_areas.api,
    public_areas.blueprint,
    publishing.blueprint,
    raster.blueprint,
    reports.blueprint,
    resources.blueprint,
    review.blueprint,
    selection_bench.blueprint,
    selection_documents.blueprint,
    hand.blueprint,
    selection_time.blueprint,
    selection_why.blueprint,
    tablet.blueprint,
    talk.blueprint,
    territories.blueprint,
    vendor.blueprint,
    wall.api,
    wall.blueprint,
)
"""One a line, by name, so that two people can add theirs on one day."""


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
    tidy(context)
    app = Flask(__name__, static_folder=None, template_folder=str(paths.TEMPLATES))
    app.config.update(
        SECRET_KEY=context.secret,
        MAX_CONTENT_LENGTH=context.settings.max_body_bytes,
    )
    app.extensions["karte"] = context
    access_log.init_app(app, context.settings.data_dir)
    headers.init_app(app, context.settings)
    static.init_app(app)
    i18n.init_app(app)
    security.init_app(app)
    page.init_app(app)
    navigation.init_app(app)
    meeting_tabs.init_app(app)
    selection_tabs.init_app(app)
    provenance.init_app(app)
    errors.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app
