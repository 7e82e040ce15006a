"""Files of layers and lists: the same filters in the link as on the page."""

from flask import Response, request

from gis_app.domain.roles import Permission
from gis_app.domain.tiles import bounds_of_degrees
from gis_app.services.exports.figures import export_figures
from gis_app.services.exports.layer_files import Export, export_layer
from gis_app.services.exports.lists import export_listing
from gis_app.services.exports.rows import Filter
from gis_app.services.projects import project_or_first
from gis_app.web.context import current_context
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_role, requires

blueprint = language_blueprint("downloads", __name__)

_OWN = frozenset({"project", "where", "q", "bbox"})


@blueprint.get("/data/<layer_id>.<extension>")
def layer(layer_id: str, extension: str) -> Response:
    """Send a layer as a file; ``?where=``, ``?q=``, ``?bbox=`` and any column as ``?kind=library`` filter it."""
    context = current_context()
    return send(
        export_layer(
            context,
            layer_id,
            project=project_or_first(context, request.args.get("project")).code,
            role=current_role(),
            extension=extension,
            words=current_words(),
            only=filter_asked(),
        )
    )


@blueprint.get("/list.<extension>")
def listing(extension: str) -> Response:
    """Send everything on the map as a list, with the filters of its page."""
    asked = {name: request.args.get(name, "") for name in ("group", "kind", "where", "text")}
    return send(
        export_listing(
            current_context(),
            project=request.args.get("project"),
            role=current_role(),
            extension=extension,
            words=current_words(),
            **asked,
        )
    )


@blueprint.get("/data/figures.<extension>")
@requires(Permission.SEE_INDICATORS)
def figures(extension: str) -> Response:
    """Send the figures of a project, or those of ``?indicator=``."""
    context = current_context()
    return send(
        export_figures(
            context,
            project=project_or_first(context, request.args.get("project")).code,
            role=current_role(),
            extension=extension,
            words=current_words(),
            indicator=request.args.get("indicator", ""),
        )
    )


def filter_asked() -> Filter:
    """Return the filter that the address says."""
    asked = request.args
    return Filter(
        values={name: value for name, value in asked.items() if name not in _OWN and value},
        where=asked.get("where", ""),
        text=asked.get("q", ""),
        bounds=bounds_of_degrees(asked["bbox"]) if asked.get("bbox") else None,
    )


def send(export: Export) -> Response:
    """Return a file to be saved; never kept by a shared cache, because roles get different ones."""
    answer = Response(export.content, content_type=export.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{export.name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
