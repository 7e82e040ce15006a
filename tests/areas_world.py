"""A small town of twelve units with a kept selection and two work areas; figures that can be recognised anywhere.

Each unit is a square kilometre, four in a row. The index of a unit and its share of cases have digits that stand in
no other number of the world: where they turn up, something leaked.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from shapely import union_all
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS, Selection, fingerprint
from gis_app.domain.statistics import Indicator, Observation
from gis_app.domain.work_areas import NotedTalk, Support, WorkArea
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.selections import put_selection
from gis_app.store.territories import put_territories
from gis_app.store.work_areas import put_area

PROJECT = "pilseta"
NAMES = (
    *("Avoti", "Bitenieki", "Cielavas", "Dumbrāji", "Ezeri", "Forelnieki"),
    *("Gaiļi", "Ķauķi", "Lapsenes", "Mālnieki", "Niedrāji", "Ošleja"),
)
UNITS = tuple(f"own:u{number:02}@2026-01-01" for number in range(len(NAMES)))
CASES = (191, 173, 37, 41, 149, 53, 29, 167, 43, 31, 59, 47)
"""Unemployed per unit, of a thousand: the first, second, fifth and eighth stand out."""
RARE = (83, 97, 23, 31, 89, 27, 22, 79, 26, 33, 21, 24)
PEOPLE = (1013.0, 1217.0, 1409.0, 1613.0, 1811.0, 2017.0, 2213.0, 2411.0, 2609.0, 2803.0, 3011.0, 8.0)
"""Residents; the last unit has eight."""
LOW, DELICATE = f"{PROJECT}-unemployed", f"{PROJECT}-child-protection"
CRITERIA = f"""normalise = "zscore"
ddof = 0
aggregate = "arithmetic"
missing = "leave_out"

[[criterion]]
column = "{LOW}"
weight = 1.0
higher_is = "worse"
denominator = "{LOW}:base"

[[criterion]]
column = "{DELICATE}"
weight = 0.6
higher_is = "worse"
denominator = "{DELICATE}:base"
justification = "Ģimeņu darbam."
"""
SECRET_WORDS = "Slepens-iemesls-93417"
TALK_WORDS = "Slepena-saruna-77213"
AT = datetime(2026, 5, 1, 9, tzinfo=UTC)


def build_town(context: Context) -> None:
    """Store the project, its units, figures and two resources."""

    def indicator(code: str, title: dict[str, str], unit: str, higher_is: str) -> Indicator:
        return Indicator(code, PROJECT, title, title, title, unit, higher_is, title, people=True)

    words = {"lv": "Bezdarbnieki", "en": "Unemployed", "ru": "Безработные"}
    delicate = {
        "lv": "Bērnu aizsardzības gadījumi",
        "en": "Child-protection cases",
        "ru": "Дела о защите детей",
    }
    residents = {"lv": "Iedzīvotāji", "en": "Residents", "ru": "Жители"}
    indicators = [
        indicator(LOW, words, "%", "worse"),
        indicator(DELICATE, delicate, "%", "worse"),
        indicator(f"{PROJECT}-population", residents, "iedz.", ""),
    ]
    observations = [
        Observation(f"{PROJECT}-population", unit, "2025", people, source="Tests")
        for unit, people in zip(UNITS, PEOPLE, strict=True)
    ]
    with context.database.transaction() as session:
        put_projects(session, [Project(PROJECT, {"lv": "Pilsēta", "en": "Town", "ru": "Город"})])
        put_territories(
            session,
            [
                Territory(unit, PROJECT, "own", unit, "neighbourhood", name, square(number), 3059)
                for number, (unit, name) in enumerate(zip(UNITS, NAMES, strict=True))
            ],
        )
        put_indicators(session, indicators)
        put_observations(session, observations)
        put_resources(session, places())


def places() -> list[Resource]:
    """Return three open places and one that is sensitive."""
    return [
        _resource("1f000000-0000-4000-8000-000000000001", "Avotu bibliotēka", "library", 0),
        _resource("1f000000-0000-4000-8000-000000000002", "Ezeru klubs", "youth_centre", 4),
        _resource("1f000000-0000-4000-8000-000000000003", "Gaiļu nams", "community_centre", 6),
        replace(_resource("1f000000-0000-4000-8000-000000000004", "Slepenā patversme", "shelter", 4), sensitive=True),
    ]


def square(number: int) -> Polygon:
    """Return the shape of a unit."""
    west, south = 500_000 + 1000 * (number % 4), 312_000 + 1000 * (number // 4)
    return box(west, south, west + 1000, south + 1000)


def _resource(key: str, name: str, kind: str, unit: int) -> Resource:
    return Resource(key, PROJECT, f"{PROJECT}-resursi", name, kind, True, square(unit).centroid, 3059, "exact")


def new_selection(
    context: Context, *, key: str = "1e000000-0000-4000-8000-000000000001", criteria: str = CRITERIA, units: int = 12
) -> Selection:
    """Keep a selection of the first so many units."""
    columns = ["id", "name", LOW, f"{LOW}:base", DELICATE, f"{DELICATE}:base"]
    rows = [
        [UNITS[number], NAMES[number], str(float(CASES[number])), "1000.0", str(float(RARE[number])), "900.0"]
        for number in range(units)
    ]
    decision = {
        "format": 2,
        "kind": "own",
        "project": PROJECT,
        "invented": False,
        "purpose": {"code": "families", "words": SECRET_WORDS},
        "field_of_work": dict.fromkeys(FIELD_OF_WORK, "yes") | dict.fromkeys(FIELD_OF_WORK_WORDS, ""),
        "areas": {"level": "", "levels": ["neighbourhood"], "dates": [""], "base": "", "excluded": []},
        "criteria": criteria,
        "weights_from": "sliders",
        "voices": [],
        "choice": {"most": 3, "seed": 20260101, "draws": 1000},
        "blind": None,
        "data": {
            "period": "2021–2025",
            "sources": {},
            "titles": {
                LOW: {"lv": "Bezdarbnieki", "en": "Unemployed", "ru": "Безработные"},
                DELICATE: {"lv": "Bērnu aizsardzības gadījumi", "en": "Child-protection cases"},
            },
            "sha256": "5" * 64,
            "units": {LOW: {"unit": "%", "people": True}, DELICATE: {"unit": "%", "people": True}},
            "columns": columns,
            "rows": rows,
        },
        "result": [{"id": row[0], "index": 0.0, "rank": 1, "standing": "ranked"} for row in rows],
        "run": {"date": "2026-05-01", "role": "planner", "version": "1"},
    }
    kept = Selection(key, PROJECT, decision, fingerprint(decision))
    with context.database.transaction() as session:
        put_selection(session, kept)
    return kept


def new_area(
    context: Context,
    kept: Selection | None,
    units: Iterable[int],
    *,
    key: str,
    name: str,
    core: Iterable[int] = (),
    complete: bool = True,
) -> WorkArea:
    """Draw an area of units by number (without a selection: by hand), ready to be published if ``complete``."""
    chosen, inside = tuple(units), set(core)
    resources = ["1f000000-0000-4000-8000-00000000000" + digit for digit in "1234"]
    area = WorkArea(
        id=key,
        project=PROJECT,
        name=name,
        units=tuple(UNITS[number] for number in chosen),
        geometry=_union(chosen),
        selection=kept.id if kept else None,
        reasons={UNITS[number]: "core" if number in inside else "mixed_in" for number in chosen} if kept else {},
        limits={"min_population": 1000.0, "max_population": 9000.0, "note": SECRET_WORDS},
    )
    if complete:
        area = replace(
            area,
            supports=(Support("centre", "Kopienas telpa", "Pašvaldība", date(2026, 9, 1), date(2028, 8, 31)),),
            resources=tuple(resources),
            review_on=date(2027, 9, 1),
            checklist={question: answers[0] for question, answers in FIELD_OF_WORK.items()},
            talk=NotedTalk(date(2026, 4, 20), "mājas vecākā", TALK_WORDS),
        )
    with context.database.transaction() as session:
        put_area(session, area, at=AT)
    return area


def _union(units: Iterable[int]) -> BaseGeometry:
    return union_all([square(number) for number in units])


NORTH, SOUTH = "1a000000-0000-4000-8000-00000000000a", "1a000000-0000-4000-8000-00000000000b"


def two_areas(context: Context, kept: Selection) -> tuple[WorkArea, WorkArea]:
    """Draw two areas that are ready: the one with the highest index comes last in the alphabet."""
    return (
        new_area(context, kept, (0, 1, 2), key=NORTH, name="Ūdensrozes un Avoti", core=(0, 1)),
        new_area(context, kept, (4, 5, 8, 9), key=SOUTH, name="Ezeri un Mālnieki", core=(4,)),
    )
