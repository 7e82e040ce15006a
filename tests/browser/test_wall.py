"""The evening in real browsers: the screen beside two phones, the facilitator who leads the room."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from gis_app.domain.crs import LKS92, WGS84, transformer
from gis_app.domain.meetings import Meeting
from gis_app.services.ground import ground_of
from gis_app.services.join_meeting import join_meeting
from gis_app.services.mark_input import read_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from tests.browser.room import Room, begin, mark_it, room_in
from tests.browser.site import Site, Visitors, Watch

ATTACK = "Tumšs <img src=x onerror=document.title='hacked'>"


@pytest.fixture
def room(site: Site) -> Iterator[Room]:
    with room_in(site) as room:
        yield room


def _others(context: Context, meeting: Meeting, people: range, kind: str = "like") -> None:
    """Let other people of the room mark the community centre."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    place = next(place for place in ground.places if "Ābeļzieds" in place.name)
    lon, lat = transformer(LKS92, WGS84).transform(place.point.x, place.point.y)
    for person in people:
        token, card = f"{person:032x}", f"{person:012d}"
        version = meeting.purpose_version
        join_meeting(context, code=meeting.code, token=token, card=card, purpose_version=version, language="lv")
        sent = read_mark({"uuid": str(uuid4()), "class": kind, "lon": lon, "lat": lat, "uncertainty_m": 8})
        place_mark(context, code=meeting.code, token=token, sent=sent)


def _open_screen(worker: Page, room: Room) -> str:
    """Press the button of the facilitator; returns the address of the new window."""
    worker.goto(f"/lv/meetings/{room.meeting.id}")
    with worker.context.expect_page() as opened:
        worker.get_by_role("button", name="Atvērt ekrānu").click()
    screen = opened.value
    expect(screen.locator("#wall")).to_be_visible()
    return screen.url


def _asks_again(screen: Page) -> None:
    """Let the screen have an answer of the server to a question that it asks from now on."""
    for _ in range(2):  # the first may have been asked before
        with screen.expect_response("**/api/v1/wall/**"):
            pass


def test_the_screen_follows_two_phones_and_stands_still_when_it_is_stopped(visit: Visitors, room: Room) -> None:
    worker = visit("worker")
    url = _open_screen(worker, room)
    screen = visit(size="projector", hall=True)  # another machine, where nobody is logged in
    screen.goto(url.replace("http://127.0.0.1", "http://hall.test"))
    expect(screen.locator("#code")).to_have_text(room.meeting.code)
    expect(screen.locator("#qr")).to_be_visible()
    _others(room.context, room.meeting, range(1, 4))
    phone = visit(size="phone", hall=True)
    begin(phone, room)
    mark_it(phone)
    _asks_again(screen)
    expect(screen.locator(".liked")).to_have_count(0)
    second = visit(size="phone", hall=True)
    begin(second, room)
    mark_it(second)
    expect(screen.locator(".liked-number")).to_have_text("5")
    expect(screen.locator("#numbers")).to_contain_text("vismaz 5")

    worker.bring_to_front()
    worker.get_by_role("button", name="Apturēt ekrānu").click()
    expect(screen.locator("#note")).to_contain_text("Ekrāns apturēts")
    _others(room.context, room.meeting, range(4, 12))
    _asks_again(screen)
    expect(screen.locator(".liked-number")).to_have_text("5")
    worker.get_by_role("button", name="Atsākt ekrānu").click()
    expect(screen.locator(".liked-number")).to_have_text("13")
    expect(screen.locator("#note")).to_be_empty()


def test_the_room_talks_and_closes_and_the_screen_shows_what_is_typed(
    visit: Visitors, room: Room, watch: Watch
) -> None:
    watch.expect("410")  # the screen's last question, after the close
    _others(room.context, room.meeting, range(1, 13), "dislike")
    worker = visit("worker")
    screen = visit(size="projector", hall=True)
    screen.goto(_open_screen(worker, room).replace("http://127.0.0.1", "http://hall.test"))
    worker.get_by_role("button", name="Runājam").click()
    worker.get_by_role("button", name="Runāt par šo: ").first.click()
    expect(screen.locator("#card-place")).to_contain_text("Ābeļzieds")
    worker.get_by_label("Problēma vienā teikumā").fill(ATTACK)
    expect(screen.locator("#card-sentence")).to_have_text(ATTACK)
    expect(worker.locator(".problem-card .save-state")).to_have_text("Saglabāts")
    worker.get_by_role("button", name="Noslēdzam").click()
    worker.get_by_role("button", name="Pārņemt: ").first.click()
    expect(screen.locator("#sentences li")).to_have_count(1)
    for number, text in ((2, "Divi."), (3, "Trīs.")):
        worker.get_by_label(f"Teikums {number}").fill(text)
    worker.get_by_label("Nākamais solis").fill("Apgaita ar meistaru")
    worker.get_by_label("Kas to dara").fill("Kopienas centrs")
    for name in ("Līdz kuram laikam", "Tiekamies atkal"):
        worker.get_by_label(name).fill("2031-05-20")
    worker.get_by_label("Cik cilvēku ir zālē").fill("24")
    expect(screen.locator("#sentences li")).to_have_count(3)
    expect(screen.locator("#next")).to_contain_text("Kopienas centrs")
    expect(worker.locator(".save-state")).to_have_text("Saglabāts")
    worker.get_by_role("button", name="Slēgt tikšanos").click()
    expect(worker.locator(".notice")).to_contain_text("Tikšanās ir slēgta")
    expect(screen.locator("#note")).to_contain_text("Tikšanās ir noslēgta")
    expect(worker).to_have_title("Noslēgums · Dzirciema vakars · Kopienas karte")
    expect(screen).to_have_title("Dzirciema vakars")


def test_words_typed_while_the_server_is_away_are_kept_and_sent_again(
    visit: Visitors, room: Room, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    _others(room.context, room.meeting, range(1, 3), "dislike")
    worker = visit("worker")
    address = f"/lv/meetings/{room.meeting.id}/talk"
    worker.goto(address)
    worker.get_by_role("button", name="Runāt par šo: ").first.click()
    expect(worker.get_by_label("Kāpēc tā ir")).to_be_visible()
    expect(worker.locator("body")).to_have_attribute("data-ready", "true")
    worker.context.set_offline(True)
    worker.get_by_label("Kāpēc tā ir").fill("Laternas nedeg kopš rudens")
    expect(worker.locator(".problem-card .save-state")).to_contain_text("glabājas šajā datorā")
    worker.close()
    worker.context.set_offline(False)
    again = worker.context.new_page()
    again.goto(address)
    expect(again.get_by_label("Kāpēc tā ir")).to_have_value("Laternas nedeg kopš rudens")
    expect(again.locator(".problem-card .save-state")).to_have_text("Saglabāts")
    again.reload()
    expect(again.get_by_label("Kāpēc tā ir")).to_have_value("Laternas nedeg kopš rudens")


def test_a_screen_without_a_pass_says_where_to_get_one(visit: Visitors, room: Room, watch: Watch) -> None:
    watch.expect("401")
    screen = visit(size="projector", hall=True)
    screen.goto(f"/lv/meetings/{room.meeting.id}/wall")
    expect(screen.locator("#door-text")).to_contain_text("Atveriet to no tikšanās lapas")
    screen.goto("about:blank")
    screen.goto(f"/lv/meetings/{room.meeting.id}/wall#{'0' * 32}")
    expect(screen.locator("#door-text")).to_contain_text("atļauja ir beigusies")
