"""The invented example on real ground, tried on a drawn Dzirciems of 600 × 600 m."""

from collections import Counter
from datetime import date

import geopandas as gpd
import pytest
from shapely import MultiLineString, Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Project, Territory
from gis_app.domain.layers import Layer
from gis_app.domain.meetings import Mark, Meeting
from gis_app.domain.resources import Resource
from gis_app.services.demo.example_meeting import load_example
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context
from gis_app.store.marks import marks_of
from gis_app.store.meetings import count_participants, list_meetings
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories

DZIRCIEMS = Territory(
    id="csp:TEST@2021-01-01",
    project="pardaugava",
    scheme="csp",
    code="TEST",
    level="neighbourhood",
    name="Dzirciems",
    geometry=box(503_000, 312_300, 503_600, 312_900),
    epsg=LKS92,
    valid_from=date(2021, 1, 1),
)


def place(name: str, kind: str, east: float, *, sensitive: bool = False) -> Resource:
    return Resource(
        id=name,
        project="pardaugava",
        layer="pardaugava-resursi",
        name=name,
        kind=kind,
        formal=True,
        geometry=Point(east, 312_600),
        epsg=LKS92,
        precision="exact",
        sensitive=sensitive,
    )


@pytest.fixture
def pilot(context: Context) -> Context:
    """Twelve streets of four houses, a library, a shelter and a shop."""
    with context.database.transaction() as session:
        put_projects(session, [Project("pardaugava", {"lv": "Pārdaugava"})])
        put_territories(session, [DZIRCIEMS])
        library, shelter = (
            place("Bibliotēka", "library", 503_200),
            place("Patversme", "shelter", 503_400, sensitive=True),
        )
        put_resources(session, [library, shelter, place("Veikals", "shop", 503_500)])
    layer = Layer(
        id="riga-adreses",
        title={"lv": "Adreses", "en": "Addresses"},
        project="pardaugava",
        theme="functional",
        role="addresses",
        geometry="point",
        epsg=LKS92,
        source={"lv": "tests", "en": "test"},
        licence="CC0-1.0",
        dated=None,
    )
    rows = [(street, number) for street in range(12) for number in range(1, 5)]
    houses = [Point(503_100 + 25 * number, 312_320 + 45 * street + 20 * (number % 2)) for street, number in rows]
    columns = {
        "address": [f"{street}. iela {number}" for street, number in rows],
        "street": [f"{street}. iela" for street, _ in rows],
        "number": [str(number) for _, number in rows],
        "rotation": [90.0 for _ in rows],
    }
    frame = gpd.GeoDataFrame(columns, geometry=houses, crs=LKS92)
    write_layer(layer, frame, living=context.layers_dir, version="1")
    return context


def example(context: Context) -> tuple[Meeting, list[Mark]]:
    assert load_example(context)
    with context.database.reading() as session:
        [meeting] = list_meetings(session, project="pardaugava")
        return meeting, marks_of(session, meeting=meeting.id)


def test_promise_invented_marks_on_real_ground_are_likes_of_public_places_and_remarks_on_roads(pilot: Context) -> None:
    _, marks = example(pilot)
    assert Counter(mark.kind for mark in marks) == {"like": 40, "missing": 2}
    roads = MultiLineString(
        [[(503_100, 312_330 + 45 * street), (503_220, 312_330 + 45 * street)] for street in range(12)]
    )
    for mark in marks:
        assert mark.geometry is not None
        at_the_library = mark.kind == "like" and mark.geometry.distance(Point(503_200, 312_600)) < 80.0
        assert at_the_library or mark.geometry.distance(roads) < 15.0


def test_every_invented_mark_on_real_ground_says_so(pilot: Context) -> None:
    meeting, marks = example(pilot)
    assert "izdomāts piemērs" in meeting.title
    assert "izdomāts piemērs" in meeting.controller
    assert len(marks) > 40
    assert all("izdomāts piemērs" in mark.text.lower() for mark in marks)
    likes = published_likes(pilot, "pardaugava")
    assert likes
    assert all("izdomāts piemērs" in like.properties["text"] for like in likes)


def test_the_example_meeting_is_closed_and_large_enough_to_publish(pilot: Context) -> None:
    meeting, _ = example(pilot)
    assert meeting.state == "closed"
    with pilot.database.reading() as session:
        assert count_participants(session, meeting.id) > 10


def test_the_example_comes_once_and_only_where_the_pilot_is(pilot: Context) -> None:
    _, marks = example(pilot)
    assert not load_example(pilot)
    with pilot.database.reading() as session:
        [meeting] = list_meetings(session, project="pardaugava")
        assert marks_of(session, meeting=meeting.id) == marks


def test_without_the_pilot_there_is_no_example(context: Context) -> None:
    assert not load_example(context)
