"""The map, and everything on it as a list."""

from typing import Any
from urllib.parse import quote

from flask import Response, make_response, render_template, request, url_for

from gis_app.domain.layers import Layer
from gis_app.services.afterwards.results import published_meetings
from gis_app.services.layers import layers_of
from gis_app.services.listing import GROUPS, list_everything
from gis_app.services.map_page import MapPage, map_page
from gis_app.text.words import Words
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.paging import page_number
from gis_app.web.security import current_role

blueprint = language_blueprint("map", __name__)

_ID = "ID"


@blueprint.get("/")
def page() -> Response:
    """Show the map of a project."""
    words = current_words()
    found = map_page(
        current_context(), project=request.args.get("project"), role=current_role(), words=words, url_of=_url_of
    )
    results = published_meetings(current_context(), found.project.code)
    shown = render_template("map/page.html", page=found, settings=_settings(found, words), results=results)
    answer = make_response(shown)
    # Kept by the browser with an old nonce the page would be blank.
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/list")
def listing() -> str:
    """Show everything on the map as a list with filters."""
    asked = {name: request.args.get(name, "") for name in ("group", "kind", "where", "text")}
    found = list_everything(
        current_context(),
        project=request.args.get("project"),
        role=current_role(),
        group=asked["group"],
        kind=asked["kind"],
        where=asked["where"],
        text=asked["text"],
        page=page_number(request.args),
    )
    asked["project"] = found.project.code
    layers = layers_of(current_context(), project=found.project.code, role=current_role())
    listed = [layer for layer in layers if layer.role in GROUPS]
    return render_template("map/listing.html", listing=found, asked=asked, groups=GROUPS, layers=listed)


def _url_of(project: str, layer: Layer) -> str:
    if layer.role in {"grid", "picture"}:
        return f"/api/v1/raster/{layer.id}/{{z}}/{{x}}/{{y}}?project={quote(project)}&version={quote(layer.version)}"
    return url_for("api_layers.features", layer_id=layer.id, project=project)


def _settings(found: MapPage, words: Words) -> dict[str, Any]:
    """Return what the page's script needs; every sentence it can say is here, translated."""
    project, settings, prefix = found.project.code, current_context().settings, f"/{current_language()}"
    return {
        "base": f"/api/v1/base/{project}",
        "bounds": [[found.bounds.south, found.bounds.west], [found.bounds.north, found.bounds.east]],
        "card": f"{prefix}/territories/{_ID}",
        "resource": f"{prefix}/resources/{_ID}",
        "print": f"{prefix}/prints?project={quote(project)}",
        "territories": f"/api/v1/layers/territories?project={quote(project)}",
        "search": f"/api/v1/search?project={quote(project)}&lang={words.language}",
        "drawing": found.drawing,
        "online": {"url": settings.online_basemap_url, "attribution": settings.online_basemap_attribution},
        "words": _sentences(words),
    }


def _sentences(words: Words) -> dict[str, str]:
    return {
        "map": words.gettext("Map. Arrow keys move it, plus and minus zoom, Enter opens the territory in the middle."),
        "zoomIn": words.gettext("Zoom in"),
        "zoomOut": words.gettext("Zoom out"),
        "more": words.gettext("More about it"),
        "none": words.gettext("Nothing found. Try a shorter word or another spelling."),
        "found": words.gettext("Found: %s"),
        "failed": words.gettext("This did not load. Check the connection and try again."),
        "layerFailed": words.gettext("“%s” did not load. Move the map to try again."),
        "noPlace": words.gettext("Its place is not known, so it is not on the map; see the list."),
    }
