"""The town in an installation: loading twice changes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
import shapely

from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.services.demo.load import SHARES
from gis_app.services.demo.town import load
from gis_app.services.published_marks import published_likes
from gis_app.services.wiring import Context, build
from gis_app.settings import Settings
from gis_app.store.communities import communities
from gis_app.store.findings import findings, put_findings
from gis_app.store.indicators import indicators, observations
from gis_app.store.marks import marks_of
from gis_app.store.meetings import count_participants, list_meetings
from gis_app.store.projects import projects
from gis_app.store.resources import resources
from gis_app.store.territories import territories
from gis_app.text.labels import LABELS


def silent(step: str) -> None:
    assert step in LABELS["demo_step"]
    assert step in SHARES


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    context = build(Settings(data_dir=tmp_path_factory.mktemp("town")))
    load(context, silent)
    yield context
    context.database.close()


def state(context: Context) -> object:
    files = {file: file.read_bytes() for file in sorted(context.layers_dir.rglob("*")) if file.is_file()}
    with context.database.reading() as session:
        known = indicators(session, "paraugpilseta")
        figures = observations(session, indicator_ids=[indicator.id for indicator in known])
        return files, known, figures, territories(session, "paraugpilseta"), projects(session)


def test_loading_again_changes_nothing(context: Context) -> None:
    before = state(context)
    load(context, silent)
    assert state(context) == before


def test_the_layers_come_back_from_the_catalogue(context: Context) -> None:
    found = {layer.id: layer for layer in context.catalogue.layers() if layer.project == "paraugpilseta"}
    assert len(found) == 6
    assert all(layer.invented for layer in found.values())
    addresses = context.catalogue.frame("paraugpilseta-adreses")
    assert {"address", "street", "number", "rotation"} <= set(addresses.columns)
    drawn = {feature.id for feature in context.catalogue.features("paraugpilseta-teritorijas", epsg=3059)}
    with context.database.reading() as session:
        assert drawn == {territory.id for territory in territories(session, "paraugpilseta")}


def test_what_people_changed_in_the_town_stays_when_it_is_loaded_again(context: Context) -> None:
    with context.database.transaction() as session:
        mended = replace(findings(session, "paraugpilseta")[0], text="Izlabots.")
        put_findings(session, [mended])
    load(context, silent)
    with context.database.reading() as session:
        assert mended in findings(session, "paraugpilseta")


def test_an_older_drawing_is_replaced(context: Context) -> None:
    layer = context.catalogue.layer("paraugpilseta-udens")
    remove_layer(layer.id, living=context.layers_dir)
    river = context.catalogue.layer("paraugpilseta-ielas")
    frame = context.catalogue.frame(river.id).head(1)
    write_layer(replace(river, id=layer.id), frame, living=context.layers_dir, version=river.version)
    load(context, silent)
    assert context.catalogue.frame(layer.id)["name"].tolist()[0] == "Mirdzupe"


def test_the_town_has_two_meetings_with_about_six_hundred_marks_of_about_ninety_people(context: Context) -> None:
    with context.database.reading() as session:
        held = list_meetings(session, project="paraugpilseta")
        marks = [mark for meeting in held for mark in marks_of(session, meeting=meeting.id)]
        people = [count_participants(session, meeting.id) for meeting in held]
    assert {meeting.state for meeting in held} == {"open", "closed"}
    assert all("izdomāta" in meeting.title for meeting in held)
    assert 85 <= sum(people) <= 95
    assert 550 <= len(marks) <= 650
    assert {mark.kind for mark in marks} == {"like", "dislike", "missing", "usable", "home"}
    assert {mark.channel for mark in marks} == {"phone", "tablet", "helper", "paper"}
    assert {mark.state for mark in marks} == {"waiting", "approved", "hidden"}
    assert all((mark.participant is None) == (mark.channel == "paper") for mark in marks)


def test_rule_6_2_home_is_never_a_point_in_the_demo(context: Context) -> None:
    with context.database.reading() as session:
        known = {territory.id for territory in territories(session, "paraugpilseta")}
        held = list_meetings(session, project="paraugpilseta")
        marks = [mark for meeting in held for mark in marks_of(session, meeting=meeting.id)]
    homes = [mark for mark in marks if mark.kind == "home"]
    assert len(homes) > 50
    assert all(mark.geometry is None and mark.uncertainty_m is None and mark.text == "" for mark in homes)
    assert {mark.area_id for mark in homes} <= known
    assert all(mark.area_id is None for mark in marks if mark.kind != "home")


def test_rule_6_3_the_marks_of_the_demo_keep_the_flag_that_a_phone_would_have_got(context: Context) -> None:
    with context.database.reading() as session:
        held = list_meetings(session, project="paraugpilseta")
        marks = [mark for meeting in held for mark in marks_of(session, meeting=meeting.id)]
        shapes = {territory.id: territory.geometry for territory in territories(session, "paraugpilseta")}
    houses = shapely.STRtree(context.catalogue.frame("paraugpilseta-adreses").geometry.to_numpy())
    for mark in marks:
        if mark.geometry is not None and mark.territory_id is not None:
            assert shapes[mark.territory_id].buffer(1.0).contains(mark.geometry)
            if mark.near_dwelling:
                assert len(houses.query(mark.geometry, predicate="dwithin", distance=50.0 + 40.0))
    assert len(published_likes(context, "paraugpilseta")) >= 8


def test_the_places_of_the_town_are_of_many_kinds_some_informal_and_some_sensitive(context: Context) -> None:
    with context.database.reading() as session:
        found = resources(session, "paraugpilseta", sensitive=True)
        together = communities(session, "paraugpilseta")
    assert 45 <= len(found) <= 65
    assert len({item.kind for item in found}) >= 25
    assert sum(not item.formal for item in found) >= 6
    assert {"shelter", "crisis_centre"} <= {item.kind for item in found if item.sensitive}
    assert {item.precision for item in found} == {"exact", "street", "neighbourhood", "none"}
    assert all("izdom" in item.source for item in found)
    shapes = {community.geometry.geom_type if community.geometry else "none" for community in together}
    assert shapes == {"Polygon", "MultiPoint", "none"}


def test_findings_of_the_town_have_every_light_and_red_ones_are_not_published(context: Context) -> None:
    with context.database.reading() as session:
        found = findings(session, "paraugpilseta")
    by_light = Counter(item.light for item in found)
    assert by_light["green"] >= by_light["red"] >= 8
    assert len({item.theme for item in found}) >= 9
    assert not any(item.published for item in found if item.light == "red")
    red = {item.territory_id for item in found if item.light == "red"}
    strong = {item.territory_id for item in found if item.light in {"green", "yellow"}}
    assert red <= strong
