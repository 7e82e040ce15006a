"""A tiny ground for work areas: eight square kilometres with a hand-made index, people and a library."""

from datetime import date

from shapely import Point, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.selections import Selection
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.selections import put_selection
from gis_app.store.territories import put_territories

SELECTION = "11111111-1111-4111-8111-111111111111"
OTHER = "22222222-2222-4222-8222-222222222222"
INDEX = {"u0": 2.0, "u1": 0.5, "u2": -1.0, "u3": -1.0, "u4": 1.5, "u5": -0.5, "u6": -1.0, "u7": None}
"""Two rows of four squares: ``u0 u1 u2 u3`` below, ``u4 u5 u6 u7`` above; ``u7`` has no index."""
NAMES = dict(zip(INDEX, ["Āres", "Bērzi", "Cēres", "Dzirnas", "Ezeri", "Foki", "Gaujas", "Ābeles"], strict=True))
SOURCE = {"lv": "CSP", "en": "CSP"}
PEOPLE = 100.0
SILENT = "u6"
"""Nobody knows how many people live here."""
CRITERIA = 'normalise = "none"\n[[criterion]]\ncolumn = "x"\nhigher_is = "worse"\n'


def area_world(context: Context, *, island: bool = False) -> Context:
    """Fill an installation; ``island`` moves ``u3`` 5 km away to the east."""
    corners = {unit: (1000 * (at % 4), 1000 * (at // 4)) for at, unit in enumerate(INDEX)}
    squares = {unit: box(x, y, x + 1000, y + 1000) for unit, (x, y) in corners.items()}
    if island:
        squares["u3"] = box(8000, 0, 9000, 1000)
    words = {"lv": "Iedzīvotāji", "en": "Residents"}
    people = Indicator("people", "pils", words, words, words, "iedz.", "", SOURCE, invented=True, people=True)
    places = [
        Resource("library", "pils", "manual", "Bibliotēka „Ābele”", "library", True, Point(2500, 500), 3059, "exact"),
        Resource("park", "pils", "manual", "Kalna parks", "park", False, Point(500, 500), 3059, "exact"),
        Resource(
            "shelter", "pils", "manual", "Patvērums", "shelter", True, Point(500, 600), 3059, "exact", sensitive=True
        ),
        Resource("somewhere", "pils", "manual", "Kaut kur", "shop", True, Point(500, 600), 3059, "neighbourhood"),
    ]
    with context.database.transaction() as session:
        put_projects(session, [Project(code="pils", title={"lv": "Pils", "en": "Town"}, invented=True)])
        put_territories(session, [_territory(unit, shape) for unit, shape in squares.items()])
        put_indicators(session, [people])
        put_observations(
            session,
            [Observation("people", unit, "2023", PEOPLE, invented=True) for unit in INDEX if unit != SILENT]
            + [Observation("people", "u0", "2024", 999.0, invented=True)],
        )
        put_resources(session, places)
        for key in (SELECTION, OTHER):
            put_selection(session, Selection(key, "pils", decision(), "0" * 64))
    return context


def _territory(unit: str, shape: BaseGeometry) -> Territory:
    day = date(2020, 1, 1)
    return Territory(unit, "pils", "own", unit, "neighbourhood", NAMES[unit], shape, 3059, valid_from=day)


def decision() -> dict[str, object]:
    """Return a kept decision whose index is what stands in its table."""
    rows = [[unit, NAMES[unit], "" if value is None else str(value)] for unit, value in INDEX.items()]
    return {
        "format": 1,
        "kind": "own",
        "project": "pils",
        "invented": True,
        "purpose": {"code": "families", "words": ""},
        "field_of_work": {"touches_many": "yes", "our_job": "unknown", "who_works": "Biedrība", "asked_before": ""},
        "criteria": CRITERIA,
        "data": {"period": "2023", "sources": {}, "sha256": "", "columns": ["id", "name", "x"], "rows": rows},
        "result": [],
        "run": {"date": "2026-05-20", "role": "planner", "version": "test"},
    }
