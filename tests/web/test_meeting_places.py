"""Where is it? What a phone offers for a liked and for a disliked place, on the ground of meeting_world."""

from dataclasses import replace

import geopandas as gpd
import pytest
from flask.testing import FlaskClient
from shapely.geometry import Point

from gis_app.catalog.writer import write_layer
from gis_app.domain.meeting_content import PlaceName, Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.known_places import known_places
from gis_app.services.wiring import Context
from gis_app.store import meetings
from tests.meeting_world import HOUSE, MEADOW, OUTSIDE, SQUARE, build_world, new_meeting

ENDS = ((500_450.0, 312_500.0), (500_650.0, 312_500.0))


@pytest.fixture
def meeting(context: Context) -> Meeting:
    build_world(context, houses=(HOUSE, *ENDS, OUTSIDE))
    layer = context.catalogue.layer("p-adreses")
    frame = gpd.GeoDataFrame(
        {
            "address": ["Liepu iela 1", "Liepu iela 2", "Liepu iela 3", "Vēju iela 9", "Kalni, Kvadrāts"],
            "street": ["Liepu iela", "Liepu iela", "Liepu iela", "Vēju iela", ""],
            "number": ["1", "2", "3", "9", "Kalni"],
        },
        geometry=[Point(place) for place in (HOUSE, *ENDS, OUTSIDE, MEADOW)],
        crs=3059,
    )
    write_layer(layer, frame, living=context.layers_dir, version="9")
    return new_meeting(context)


def _found(client: FlaskClient, meeting: Meeting, text: str, kind: str) -> tuple[list[str], str]:
    answer = client.get(
        f"/api/v1/meetings/{meeting.code}/places",
        query_string={"q": text, "class": kind},
        headers={"Accept-Language": "lv"},
    ).get_json()
    return [place["name"] for place in answer["places"]], answer["hint"]


def test_public_places_come_first_then_streets_then_farms(context: Context, meeting: Meeting) -> None:
    known = known_places(context, project=meeting.project, territory_id=SQUARE)
    assert [(place.name, place.group) for place in known] == [
        ("Liepu parks", "public"),
        ("Liepu iela", "street"),
        ("Kalni", "farm"),
    ]


def test_a_street_is_as_uncertain_as_it_is_far_to_its_ends(context: Context, meeting: Meeting) -> None:
    street = known_places(context, project=meeting.project, territory_id=SQUARE)[1]
    # Houses at x = 450, 500 and 650: the middle one is 150 m from the farthest.
    assert (street.point.x, street.uncertainty_m) == (500_500, 150)


def test_a_liked_place_is_found_by_its_address_or_farm(client: FlaskClient, meeting: Meeting) -> None:
    assert "Liepu iela 3" in _found(client, meeting, "liepu iela 3", "like")[0]
    assert _found(client, meeting, "kalni", "like")[0][0].startswith("Kalni")


def test_rule_6_3_an_address_is_answered_with_its_street_when_it_is_disliked(
    client: FlaskClient, meeting: Meeting
) -> None:
    names, hint = _found(client, meeting, "Liepu iela 3", "dislike")
    assert names == ["Liepu iela"]
    assert "ceļu vai sabiedrisku vietu" in hint


def test_rule_6_3_a_farm_cannot_be_named_as_disliked(client: FlaskClient, meeting: Meeting) -> None:
    names, hint = _found(client, meeting, "Kalni", "dislike")
    assert names == []
    assert hint


def test_rule_6_3_a_shelter_is_offered_to_nobody_as_disliked(client: FlaskClient, meeting: Meeting) -> None:
    assert _found(client, meeting, "Krīzes centrs", "dislike")[0] == []


def test_a_place_outside_the_ground_of_the_meeting_is_not_found(client: FlaskClient, meeting: Meeting) -> None:
    assert _found(client, meeting, "Vēju iela", "like")[0] == []


def test_an_unknown_meeting_finds_nothing_for_nobody(client: FlaskClient, meeting: Meeting) -> None:
    assert client.get("/api/v1/meetings/NOPE/places?q=liepu").status_code == 404


def _asked(client: FlaskClient, meeting: Meeting, language: str) -> str:
    facts = client.get(f"/api/v1/meetings/{meeting.code}", headers={"Accept-Language": language}).get_json()
    return str(facts["questions"]["like"])


def test_a_question_names_the_place_only_in_the_form_its_sentence_needs(
    context: Context, client: FlaskClient, meeting: Meeting
) -> None:
    assert _asked(client, meeting, "lv") == "Kas šeit jums patīk, ar ko lepojaties?"
    names = {"lv": PlaceName("Zosēni", "Zosēnu", "Zosēnos"), "ru": PlaceName("Зосены")}
    _keep(context, replace(meeting, place_names=names))
    assert _asked(client, meeting, "lv") == "Kas Zosēnos jums patīk, ar ko lepojaties?"
    assert "Зосены" not in _asked(client, meeting, "ru")


def test_a_meeting_asks_in_its_own_words_when_it_has_them(
    context: Context, client: FlaskClient, meeting: Meeting
) -> None:
    own = Questions(classes=("like",), wording={"like": {"lv": "Kur dīķmalā ir labi?"}})
    _keep(context, replace(meeting, questions=own))
    assert _asked(client, meeting, "lv") == "Kur dīķmalā ir labi?"
    assert "дикм" not in _asked(client, meeting, "ru")


def _keep(context: Context, meeting: Meeting) -> None:
    with context.database.transaction() as session:
        meetings.put_meetings(session, [meeting])
