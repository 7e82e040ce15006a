"""Work areas for everybody: the page, each area, and the same as JSON. Nothing here asks for a role."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from shapely.geometry import mapping

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.lists import LANGUAGES
from gis_app.maps.assets import LEAFLET_CSS, LEAFLET_JS
from gis_app.services.projects import project_or_first
from gis_app.services.published_areas import PublicAct, public_acts, public_area
from gis_app.services.shown_areas import Shown, ShownArea
from gis_app.text.area_words import doubt_line, method_lines
from gis_app.text.words import Words, words_for
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import current_words, language_blueprint

blueprint = language_blueprint("public_areas", __name__)
api = Blueprint("api_areas_public", __name__, url_prefix="/api/v1/areas")
_DIGITS = 6


@blueprint.get("/areas")
def listing() -> str:
    """Show the work areas of a project that are public."""
    context = current_context()
    project = project_or_first(context, request.args.get("project"))
    about_project(project)
    acts = public_acts(context, project.code)
    return render_template("areas/public.html", project=project, acts=acts, **shown_parts([act.shown for act in acts]))


@blueprint.get("/areas/<area_id>")
def one(area_id: str) -> str:
    """Show one public work area."""
    context = current_context()
    act, area = public_area(context, area_id)
    about_project(project_or_first(context, act.project))
    return render_template(
        "areas/public_one.html", act=act, area=area, project=act.project, **shown_parts([act.shown], only=area)
    )


@api.get("")
def areas() -> Response:
    """Send the public work areas of ``?project=`` with their method, worded in ``?lang=``, else as the browser asks."""
    context, words = current_context(), _words()
    project = project_or_first(context, request.args.get("project")).code
    acts = public_acts(context, project)
    return jsonify(
        project=project,
        areas=[_told(area, act) for act in acts for area in act.shown.areas],
        choices=[{"decision": act.shown.seal, **_method(act.shown, words)} for act in acts],
    )


@api.get("/<area_id>")
def area_of(area_id: str) -> Response:
    """Send one public work area."""
    act, area = public_area(current_context(), area_id)
    return jsonify(**_told(area, act), **_method(act.shown, _words()))


def shown_parts(choices: list[Shown], *, only: ShownArea | None = None) -> dict[str, Any]:
    """Return what the templates of work areas need, alike for the public pages and for the preview before them."""
    areas = [only] if only else [area for shown in choices for area in shown.areas]
    return {
        "area_map": _map(areas) if areas else None,
        "method_of": lambda shown: _method(shown, current_words()),
        "leaflet_js": LEAFLET_JS,
        "leaflet_css": LEAFLET_CSS,
    }


def _method(shown: Shown, words: Words) -> dict[str, Any]:
    lines = method_lines(words, criteria=shown.criteria, delicate=shown.delicate, period=shown.period, kind=shown.kind)
    told = shown.doubt
    doubt = (
        doubt_line(words, changing=told.changing, of=told.of, draws=told.draws, methods=told.methods) if told else ""
    )
    return {"method": lines, "doubt": doubt}


def _told(area: ShownArea, act: PublicAct) -> dict[str, Any]:
    return {
        "id": area.id,
        "name": area.name,
        "people": area.people,
        "supports": [
            {
                "kind": one.kind,
                "what": one.what,
                "who": one.who,
                "starts": one.starts.isoformat(),
                "ends": one.ends.isoformat(),
            }
            for one in area.supports
        ],
        "resources": [{"id": one.id, "name": one.name, "kind": one.kind} for one in area.resources],
        "review_on": area.review_on.isoformat(),
        "published_on": act.since.isoformat(),
        "invented": act.shown.invented,
        "geometry": _degrees(area),
    }


def _map(areas: list[ShownArea]) -> dict[str, Any]:
    shapes = [_degrees(area) for area in areas]
    boxes = [to_crs(area.geometry, source=_work_epsg(), target=WGS84).bounds for area in areas]
    west, south = (min(box[place] for box in boxes) for place in (0, 1))
    east, north = (max(box[place] for box in boxes) for place in (2, 3))
    return {
        "bounds": [west, south, east, north],
        "areas": [
            {"name": area.name, "shape": shape, "url": url_for("public_areas.one", area_id=area.id)}
            for area, shape in zip(areas, shapes, strict=True)
        ],
    }


def _degrees(area: ShownArea) -> dict[str, Any]:
    shape: dict[str, Any] = mapping(to_crs(area.geometry, source=_work_epsg(), target=WGS84))
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(part: Any) -> Any:
    return round(part, _DIGITS) if isinstance(part, float) else [_rounded(one) for one in part]


def _work_epsg() -> int:
    return current_context().settings.work_epsg


def _words() -> Words:
    asked = request.args.get("lang", "")
    return words_for(asked) if asked in LANGUAGES else current_words()
