"""What a work area holds and has near: one house at (500 500, 312 500), ten minutes are 533 m as the crow flies."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from shapely.geometry import Point, box

from gis_app.domain.errors import NotAllowed
from gis_app.domain.publications import Publication, Shown, Talk, TalkedPlace
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WITHDRAWN, WorkArea
from gis_app.services.mark_input import read_mark
from gis_app.services.meetings import set_state
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.services.work_areas.join import Join, Offer, by_kind, join_area
from gis_app.services.work_areas.neighbourhood import whose
from gis_app.store import publications, work_areas
from gis_app.store.resources import put_resources
from tests.meeting_world import PARK, SQUARE, Phone, build_world, join, lonlat, make_public, mark, new_meeting

AT = datetime(2026, 5, 20, tzinfo=UTC)
AREA = WorkArea(
    "a1",
    "p",
    "Liepas un parks",
    (SQUARE,),
    geometry=box(500_000, 312_000, 501_000, 313_000),
    provider="Kopienu centrs",
)


def _place(name: str, kind: str, point: tuple[float, float] | None, *, precision: str = "exact") -> Resource:
    shape = None if point is None else Point(point)
    return Resource(name, "p", "p-resursi", name, kind, formal=True, geometry=shape, epsg=3059, precision=precision)


@pytest.fixture
def there(context: Context) -> Context:
    build_world(context)
    with context.database.transaction() as session:
        put_resources(
            session,
            [
                _place("Veikals aiz robežas", "shop", (501_010, 312_500)),
                _place("Tāla bibliotēka", "library", (501_300, 312_500)),
                _place("Ārsts bez adreses", "gp", None, precision="none"),
            ],
        )
        work_areas.put_area(session, AREA, at=AT)
    return context


def _offers(joined: Join) -> dict[str, Offer]:
    return {offer.kind: offer for offer in joined.offers}


def test_a_place_is_inside_within_ten_minutes_or_not_in_our_layer(there: Context) -> None:
    offers = _offers(join_area(there, AREA, role=Role.PLANNER))
    assert {kind: offer.state for kind, offer in offers.items() if kind in {"park", "shop", "library", "gp"}} == {
        "park": "inside",
        "shop": "near",
        "library": "unknown",
        "gp": "unknown",
    }
    assert [place.name for place in offers["shop"].near] == ["Veikals aiz robežas"]


def test_the_share_of_addresses_is_of_located_places_only(there: Context) -> None:
    offers = _offers(join_area(there, AREA, role=Role.PLANNER))
    assert (offers["park"].share, offers["library"].share) == (1.0, 0.0)
    assert (offers["gp"].share, offers["gp"].unlocated) == (None, 1)


def test_an_area_without_addresses_has_no_share_and_measures_from_its_border(there: Context) -> None:
    beside = replace(AREA, geometry=box(501_900, 312_400, 502_000, 312_600))
    joined = join_area(there, beside, role=Role.PLANNER)
    assert joined.addresses == 0
    assert (_offers(joined)["library"].state, _offers(joined)["library"].share) == ("unknown", None)
    nearer = replace(AREA, geometry=box(501_500, 312_400, 501_600, 312_600))
    assert _offers(join_area(there, nearer, role=Role.PLANNER))["library"].state == "near"


def test_sensitive_places_are_for_those_who_may_see_them(there: Context) -> None:
    with there.database.transaction() as session:
        put_resources(session, [replace(_place("Patvērums", "shelter", (500_100, 312_100)), sensitive=True)])
    assert "shelter" in _offers(join_area(there, AREA, role=Role.PLANNER))
    assert "shelter" not in _offers(join_area(there, AREA, role=Role.PUBLIC))


def test_areas_stand_side_by_side_by_kind(there: Context) -> None:
    joined = join_area(there, AREA, role=Role.PLANNER)
    rows = by_kind([joined, replace(joined, offers=())])
    first, second = rows["park"]
    assert first is not None
    assert (first.kind, second) == ("park", None)


def _talked(context: Context, *, people: int) -> None:
    """Let so many people mark the park, talk about it, and publish what they said."""
    meeting = new_meeting(context)
    for number in range(1, people + 1):
        phone = Phone(number)
        join(context, meeting, phone)
        place_mark(context, code=meeting.code, token=phone.token, sent=read_mark(mark(number, PARK)))
    make_public(context, set_state(context, meeting.id, "closed"))
    lon, lat = lonlat(PARK)
    shown = Shown(places=(TalkedPlace("Liepu parks", {"sentence": "Vakarā tumšs."}, lon, lat),))
    talk = Talk(date(2026, 5, 19), "mājas vecākā", "Tā ir.")
    with context.database.transaction() as session:
        publications.add_publication(session, Publication("x", meeting.id, "published", AT, None, talk, shown))


def test_a_place_that_a_full_room_worded_stands_in_its_area_with_the_meeting_named(there: Context) -> None:
    _talked(there, people=11)
    (said,) = join_area(there, AREA, role=Role.PLANNER).worded
    assert (said.place.place, said.title) == ("Liepu parks", "Kvadrāta tikšanās")
    elsewhere = replace(AREA, geometry=box(501_000, 312_000, 502_000, 313_000))
    assert join_area(there, elsewhere, role=Role.PLANNER).worded == ()


def test_rule_6_7_a_meeting_of_ten_people_gives_no_places_to_an_area(there: Context) -> None:
    _talked(there, people=10)
    assert join_area(there, AREA, role=Role.PLANNER).worded == ()


def test_an_address_belongs_to_its_work_area_and_to_none_that_was_withdrawn(there: Context) -> None:
    (found,) = whose(there, "Liepu iela 1", project="p", role=Role.WORKER)
    assert [(area.name, area.provider) for area in found.areas] == [("Liepas un parks", "Kopienu centrs")]
    with there.database.transaction() as session:
        work_areas.put_area(session, replace(AREA, state=WITHDRAWN), at=AT)
    (found,) = whose(there, "Liepu iela 1", project="p", role=Role.WORKER)
    assert found.areas == ()


def test_whose_an_address_is_is_for_staff(there: Context) -> None:
    for role in (Role.PUBLIC, Role.REPRESENTATIVE):
        with pytest.raises(NotAllowed):
            whose(there, "Liepu iela 1", project="p", role=role)
