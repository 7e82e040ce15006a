"""The neighbourhood map of those who work there, and whose an address is: internal, drawn into the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from shapely.geometry import Point

from gis_app.domain.geography import Territory
from gis_app.domain.roles import Permission
from gis_app.maps.choropleth import Drawing, draw
from gis_app.services.work_areas.neighbourhood import Neighbourhoods, neighbourhoods, whose
from gis_app.text.collate import sort_key
from gis_app.text.mark_symbols import mark_symbol
from gis_app.text.symbols import SHAPES, Symbol
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_role, requires

blueprint = language_blueprint("neighbourhood", __name__)

LETTER_PX = 5.6
"""Width of a letter of the names on the drawing, in its pixels."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark of specialists on the drawing: where, in pixels, and how it looks."""

    x: float
    y: float
    symbol: Symbol
    name: str
    marks: int
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The drawing: neighbourhoods (``names`` by id where one fits in), outlines of work areas over them, and signs."""

    drawing: Drawing
    names: Mapping[str, str]
    outlines: frozenset[str]
    signs: tuple[Sign, ...]
    symbols: tuple[Symbol, ...]
    paths: Mapping[str, str]


@blueprint.get("/neighbourhoods")
@requires(Permission.SEE_SELECTIONS)
def page() -> str:
    """Show what specialists marked beside what is known and good there; and whose an address is."""
    context, role = current_context(), current_role()
    found = neighbourhoods(context, request.args.get("project"), role=role)
    about_project(found.project)
    typed = request.args.get("address", "").strip()
    answers = whose(context, typed, project=found.project.code, role=role) if typed else []
    return render_template(
        "areas/neighbourhoods.html",
        project=found.project,
        found=found,
        beside_by_name=sorted(found.beside, key=lambda beside: sort_key(beside.territory.name)),
        picture=picture_of(found),
        typed=typed,
        answers=answers,
    )


def picture_of(found: Neighbourhoods) -> Picture:
    """Return the drawing of neighbourhoods, work areas and specialists' marks."""
    areas = [(area.id, area.geometry) for area in found.areas if area.geometry is not None]
    places = [beside.territory for beside in found.beside]
    drawing = draw([*((place.id, place.geometry) for place in places), *areas])
    signs = tuple(
        Sign(
            *drawing.at(mark.geometry.x, mark.geometry.y),
            symbol=mark_symbol(str(mark.properties["kind"])),
            name=str(mark.properties["name"]),
            marks=int(mark.properties["marks"]),
            text=str(mark.properties["text"]),
        )
        for mark in found.marks
        if isinstance(mark.geometry, Point)
    )
    symbols = tuple(dict.fromkeys(sign.symbol for sign in signs))
    names = {place.id: place.name for place in places if _fits(place, drawing)}
    return Picture(drawing, names, frozenset(area for area, _shape in areas), signs, symbols, SHAPES)


def _fits(place: Territory, drawing: Drawing) -> bool:
    west, _south, east, _north = place.geometry.bounds
    return bool((east - west) / drawing.metres >= LETTER_PX * len(place.name))
