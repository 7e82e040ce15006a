"""What happens in the room beside the browsers: other people mark, a printed sheet lies on a table."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from gis_app.domain.crs import LKS92, WGS84, transformer
from gis_app.domain.geography import Bounds
from gis_app.domain.paper import PaperSheet
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.hall import cards, closing, phases, talk_places
from gis_app.services.join_meeting import join_meeting
from gis_app.services.known_places import known_places
from gis_app.services.mark_input import read_mark
from gis_app.services.place_mark import place_mark
from gis_app.store import paper
from tests.browser.room import Room
from tests.meeting_world import review_items

SAID = {
    "sentence": ["Parku pie centra gribam paturēt.", "Pāreja pār Dzirciema ielu jādara droša.", "Vakarā ir tumšs."],
    "next_step": ["Apgaita kopā ar ceļu dienestu"],
    "who": ["Paraugu dome, Satiksmes nodaļa"],
    "by_when": ["2031-05-20"],
    "next_date": ["2031-06-12"],
    "missing_groups": ["youth"],
}
"""What the room agrees on at the end, as the form of the closing sends it."""


def others_mark(room: Room, people: Iterable[int], place: str, *, kind: str = "like", text: str = "") -> None:
    """Let people of the room mark a place, each with a phone of their own that no browser shows."""
    context, meeting = room.context, room.meeting
    known = known_places(context, project=meeting.project, territory_id=meeting.territory_id)
    point = next(one.point for one in known if place in one.name)
    lon, lat = transformer(LKS92, WGS84).transform(point.x, point.y)
    for person in people:
        token, card = f"{person:032x}", f"{person:012d}"
        version = meeting.purpose_version
        join_meeting(context, code=meeting.code, token=token, card=card, purpose_version=version, language="lv")
        written = {"uuid": str(uuid4()), "class": kind, "lon": lon, "lat": lat, "uncertainty_m": 8, "text": text}
        place_mark(context, code=meeting.code, token=token, sent=read_mark(written))


def sheet_on_a_table(room: Room) -> PaperSheet:
    """Return a grid sheet of the meeting; the community centre lies in its field E5."""
    context, meeting = room.context, room.meeting
    known = known_places(context, project=meeting.project, territory_id=meeting.territory_id)
    centre = known[0].point
    west, north = centre.x - 450, centre.y + 450
    bounds = Bounds(west, north - 900, west + 1300, north, LKS92)
    sheet = PaperSheet("7KQ2M4", meeting.id, bounds, 5000, "a4", date(2026, 5, 19))
    with context.database.transaction() as session:
        paper.put_sheets(session, [sheet])
    return sheet


def approve_all(room: Room) -> None:
    """Approve every mark and all words that wait, as a facilitator does who has read them."""
    for item in review_items(room.context, room.meeting.id):
        review_mark(room.context, room.meeting.id, item.uuid, decision="approve")
        if item.text:
            review_text(room.context, room.meeting.id, item.uuid, decision="approve")


def talk_about(room: Room) -> None:
    """Let the room talk about its first public place and tell everybody what it says."""
    context, meeting = room.context, room.meeting
    phases.set_phase(context, meeting.id, "talk")
    key = talk_places.other_places(context, meeting)[0].key
    place, point = talk_places.public_place(context, meeting, key)
    card = cards.add_card(context, meeting.id, place=place, point=point)
    words = {"sentence": "Vakarā pie centra ir tumšs, un visi iet pa brauktuvi.", "cause": "Laternas nedeg"}
    cards.edit_card(context, meeting.id, card.id, words=words, public=True)


def agree(room: Room) -> None:
    """Let the room agree on its sentences and on what happens next."""
    phases.set_phase(room.context, room.meeting.id, "close")
    closing.save_closing(room.context, room.meeting.id, SAID)
