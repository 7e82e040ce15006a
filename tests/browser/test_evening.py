"""One evening on every device of the room over plain HTTP, from the first mark to the public results."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, expect

from gis_app.services.devices.passes import hand_out
from tests.browser.devices import come, deck, enter, leave, sent
from tests.browser.evening import others_mark, sheet_on_a_table
from tests.browser.room import PLACE, Room, begin, mark_it
from tests.browser.site import Visitors, Watch

PHONES = (("phone-small", "lv"), ("phone", "ru"), ("phone-large", "en"), ("phone", "lv"), ("phone-large", "ru"))
STREET = "Dzirciema iela"
DARK = "Vakarā te bail iet"
SENTENCES = ("Parku pie centra gribam paturēt.", "Pāreja jādara droša.", "Vakarā ir tumšs.")
OTHERS = range(101, 108)


def test_an_evening_from_the_first_mark_to_the_public_results(visit: Visitors, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")  # the phone that goes into flight mode
    watch.expect("410")  # the screen's last question, after the close
    worker, screen = visit("worker"), _screen(visit, room)
    said = _five_phones(visit, room, screen)
    said += _tablet_helper_and_paper(visit, room, worker)
    others_mark(room, OTHERS, PLACE)
    others_mark(room, OTHERS, PLACE, kind="dislike", text=DARK)
    said += [""] * len(OTHERS) + [DARK] * len(OTHERS)
    stored = room.marks
    assert sorted(mark.text for mark in stored) == sorted(said)
    assert Counter(mark.channel for mark in stored) == {"phone": 24, "tablet": 2, "helper": 1, "paper": 1}
    assert len({mark.participant for mark in stored if mark.channel != "paper"}) == 15
    expect(screen.locator(".liked-number")).to_have_text("15")
    _talk_and_close(worker, screen)
    _review(worker, room)
    _publish(worker, room)
    _results(visit(language="lv"), room)


def _screen(visit: Visitors, room: Room) -> Page:
    secret = hand_out(room.context, room.meeting.id, kind="wall").secret
    screen = visit(size="projector", hall=True)
    screen.goto(f"/lv/meetings/{room.meeting.id}/wall#{secret}")
    expect(screen.locator("#code")).to_have_text(room.meeting.code)
    return screen


def _polls(screen: Page) -> None:
    """Wait until the screen has asked once more and been answered: what it was asking before may be older."""

    def answer(response: Response) -> bool:
        return "/api/v1/wall/" in response.url

    for _ in range(2):
        with screen.expect_response(answer):
            pass


def _five_phones(visit: Visitors, room: Room, screen: Page) -> list[str]:
    """Each likes the centre and dislikes a street; returns the words stored."""
    said: list[str] = []
    for number, (size, language) in enumerate(PHONES):
        phone = visit(size=size, language=language, hall=True)
        begin(phone, room)
        assert phone.evaluate("isSecureContext") is False
        assert urlsplit(phone.url).path.startswith(f"/{language}/")
        phone.context.set_offline(offline := number == 1)
        mark_it(phone, text=f"Prieks {number}")
        phone.click("#next")
        if offline:
            assert not [mark for mark in room.marks if mark.text == f"Prieks {number}"]
            phone.context.set_offline(False)
        mark_it(phone, STREET, text=f"Bail {number}")
        sent(phone)
        said += [f"Prieks {number}", f"Bail {number}"]
        if number == 3:
            _polls(screen)
            expect(screen.locator(".liked")).to_have_count(0)  # four people: too few to show a place
    expect(screen.locator(".liked-number")).to_have_text("5")
    return said


def _tablet_helper_and_paper(visit: Visitors, room: Room, worker: Page) -> list[str]:
    """Two people at the tablet, one beside a helper, one sticker on a sheet; returns the words stored."""
    tablet = visit(size="tablet", hall=True)
    tablet.goto(f"/lv/m/{room.meeting.code}/tablet#{hand_out(room.context, room.meeting.id, kind='tablet').secret}")
    for card, words in ((deck(room, 1)[0], "No planšetes"), ("", "Arī no planšetes")):
        expect(tablet.locator("#step-start")).to_be_visible()
        come(tablet, card)
        mark_it(tablet, text=words)
        leave(tablet)
    sent(tablet)
    helper = visit(hall=True)
    helper.goto(f"/h/{hand_out(room.context, room.meeting.id, kind='helper', label='1').secret}")
    helper.click("#without-card")
    enter(helper, "1", PLACE, "Pie palīga")
    helper.keyboard.press("Alt+n")
    helper.click("#card-given")
    sent(helper)
    sheet = sheet_on_a_table(room)
    worker.goto(f"/lv/meetings/{room.meeting.id}/paper?sheet={sheet.code}")
    worker.keyboard.type("e5 patīk no papīra")
    worker.keyboard.press("Enter")
    expect(worker.locator("#lines li")).to_have_count(1)
    return ["No planšetes", "Arī no planšetes", "Pie palīga", "no papīra"]


def _talk_and_close(worker: Page, screen: Page) -> None:
    worker.get_by_role("link", name="Dzirciema vakars").click()
    worker.get_by_role("button", name="Runājam").click()
    worker.get_by_role("button", name=f"Runāt par šo: {PLACE}").click()
    expect(screen.locator("#card-place")).to_contain_text(PLACE)
    worker.get_by_label("Problēma vienā teikumā").fill("Pie centra nav gaismas.")
    worker.get_by_label("Zāle vēlas, lai par to stāsta arī ārpusē").check()
    expect(worker.locator(".problem-card .save-state")).to_have_text("Saglabāts")
    worker.get_by_role("button", name="Noslēdzam").click()
    for number, text in enumerate(SENTENCES, start=1):
        worker.get_by_label(f"Teikums {number}").fill(text)
    worker.get_by_label("Nākamais solis").fill("Apgaita")
    worker.get_by_label("Kas to dara").fill("Paraugu dome")
    for name in ("Līdz kuram laikam", "Tiekamies atkal"):
        worker.get_by_label(name).fill("2031-05-20")
    worker.get_by_label("Cik cilvēku ir zālē").fill("24")
    expect(screen.locator("#sentences li")).to_have_text(list(SENTENCES))
    expect(worker.locator(".save-state")).to_have_text("Saglabāts")
    worker.get_by_role("button", name="Slēgt tikšanos").click()
    expect(screen.locator("#note")).to_contain_text("Tikšanās ir noslēgta")


def _review(worker: Page, room: Room) -> None:
    """Approve everything that waits: by one press what is harmless, the rest with the keys."""
    worker.goto(f"/lv/meetings/{room.meeting.id}/review")
    worker.locator("#review-batch button").click()
    expect(worker.locator("#review-progress label")).to_contain_text(f"{len(OTHERS)} no")
    while worker.locator(".hand").count():
        for key in ("t", "a"):
            if worker.locator(f".hand [data-key={key}]:enabled").count():
                with worker.expect_navigation():
                    worker.keyboard.press(key)
                break
    assert {(mark.state, mark.text_state) for mark in room.marks} == {("approved", "none"), ("approved", "approved")}


def _publish(worker: Page, room: Room) -> None:
    worker.goto(f"/lv/meetings/{room.meeting.id}/publish")
    worker.fill("#talk-day", room.context.clock().date().isoformat())
    worker.fill("#talk-role", "biedrības pārstāve")
    worker.fill("#talk-note", "Izrunājām, nekas nevienam neliks justies slikti.")
    worker.check("#looked")
    worker.locator('form[action$="/publish"] button').click()
    expect(worker.locator(".notice.good")).to_be_visible()


def _results(page: Page, room: Room) -> None:
    """Sentences and liked places; of what people dislike neither a word nor a point."""
    page.goto(f"/lv/meetings/{room.meeting.id}/results")
    expect(page.locator(".agreed li")).to_have_text(list(SENTENCES))
    expect(page.locator(".liked li", has_text=PLACE)).to_contain_text("Prieks 1")
    content = page.content()
    assert [word for word in ("Bail", DARK, STREET) if word in content] == []
    heart = page.locator(f'#results-map .leaflet-marker-icon[title*="{PLACE}"] .result-like')
    square = page.locator("#results-map .legend-place")
    expect(heart).to_be_visible()
    apart = "([one, other]) => one.right <= other.left || other.right <= one.left"
    boxes = [place.evaluate("e => e.getBoundingClientRect().toJSON()") for place in (heart, square)]
    assert page.evaluate(apart, boxes), f"the square of a place talked about hides its heart: {boxes}"
