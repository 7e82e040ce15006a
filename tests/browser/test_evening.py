"""One evening on every device of the room, over plain HTTP: prepared, marked, talked over, closed.

Five phones, three of them without a connection for a while, a shared tablet, a helper, a sheet of paper and the screen;
then the store is asked what arrived. What follows stands in ``test_after_the_evening.py``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Route, StorageState, expect

from gis_app.services import wiring
from gis_app.services.devices.passes import hand_out
from gis_app.services.my_marks import my_marks
from gis_app.settings import Settings
from gis_app.store import meetings
from tests.browser.devices import come, deck, enter, leave, nothing_of, sent
from tests.browser.evening import SAID, others_mark, sheet_on_a_table
from tests.browser.room import PLACE, Room, begin, mark_it, open_page
from tests.browser.serving import served
from tests.browser.site import HALL, Site, Visitors, Watch

STREET = "Dzirciema iela"
DARK = "Vakarā te bail iet"
OTHERS = range(101, 108)
SAVED = {"lv": "Viss ir saglabāts.", "ru": "Всё сохранено.", "en": "Everything is saved."}


@dataclass
class Evening:
    """A meeting going on: who sits where, and which words were typed on which device."""

    visit: Visitors
    room: Room
    worker: Page
    screen: Page
    said: list[str] = field(default_factory=list)

    def words(self) -> str:
        """Return words for the next mark, like no others of the evening."""
        self.said.append(f"Teikts {len(self.said) + 1}.")
        return self.said[-1]

    def phone(self, size: str, language: str, *, card: str = "") -> Page:
        """Let somebody come in with a phone, who likes the centre."""
        phone = self.visit(size=size, language=language, hall=True)
        if card:
            open_page(phone, self.room, card=card)
        begin(phone, self.room)
        assert phone.evaluate("[isSecureContext, document.documentElement.lang]") == [False, language]
        mark_it(phone, text=self.words())
        expect(phone.locator("#sent-state")).to_have_text(SAVED[language])
        return phone

    def dislike(self, page: Page) -> None:
        """Go on to the next question and mark a street of the list."""
        _next_question(page)
        mark_it(page, STREET, text=self.words())

    def screen_now(self) -> Page:
        """Return the screen as it is after one more answer of the server."""
        self.screen.reload()
        expect(self.screen.locator("body[data-version]")).to_be_visible()
        return self.screen


def _next_question(page: Page) -> None:
    """Go on from what is liked to what is disliked, once the mark before is kept."""
    page.click("#next")
    expect(page.locator("#question-head")).to_have_attribute("data-kind", "dislike")


@pytest.fixture
def site(demo_data: Path, tmp_path: Path) -> Iterator[Site]:
    """A laptop of the hall's own: what other tests left on theirs is not there."""
    with served(demo_data, tmp_path / "instance") as site:
        yield site


@pytest.fixture
def signed_in() -> dict[str, StorageState]:
    """Nobody has logged in on it yet."""
    return {}


@pytest.fixture
def hall(site: Site) -> Iterator[wiring.Context]:
    """What the server of the hall stores."""
    context = wiring.build(Settings(data_dir=site.data))
    yield context
    context.database.close()


@pytest.mark.timeout(300)  # nine browsers and the start of the site, maybe on a busy machine
def test_browsers_play_the_meeting(visit: Visitors, hall: wiring.Context, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")  # three phones go into flight mode
    watch.expect("ERR_FAILED")  # an answer of the server is lost on its way
    watch.expect("410")  # the screen's last question, after the close
    evening = _opened(visit, hall)
    cards = deck(evening.room, 6)
    late = _five_phones(evening, cards[:3])
    _tablet(evening, cards[3:5])
    _helper(evening, cards[5])
    _paper(evening)
    _screen_moves_in_fives(evening)
    _talk(evening)
    _close(evening)
    _late_phone_arrives(evening, late)
    marks = evening.room.marks
    assert sorted(mark.text for mark in marks if mark.text) == sorted([*evening.said, *[DARK] * len(OTHERS)])
    assert Counter((mark.channel, mark.kind) for mark in marks) == {
        ("phone", "like"): 5 + len(OTHERS),
        ("phone", "dislike"): 5 + len(OTHERS),
        ("tablet", "like"): 2,
        ("tablet", "dislike"): 2,
        ("helper", "like"): 2,
        ("helper", "dislike"): 1,
        ("paper", "dislike"): 3,
    }
    assert len({mark.participant for mark in marks if mark.participant}) == 9 + len(OTHERS)
    assert [len(my_marks(evening.room.context, credential=card)) for card in cards] == [2] * 6


def _opened(visit: Visitors, hall: wiring.Context) -> Evening:
    """Prepare a meeting from its template, look at the list of checks, open it and the screen."""
    worker = visit("worker")
    # The first page of a site that has just started: what every page needs is read and compiled now.
    worker.goto("/lv/meetings/new?project=pardaugava", timeout=60_000)
    worker.get_by_label("Kur?").select_option("Dzirciems")
    worker.get_by_role("button", name="Turpināt").click()
    worker.get_by_label("Nosaukums, kā to redz iedzīvotāji").fill("Dzirciema vakars")
    worker.get_by_label("Kas jautā (atbildīgā iestāde)").fill("Paraugu dome")
    worker.get_by_label("Kā sazināties (tālrunis vai e-pasts)").fill("dome@example.lv")
    worker.get_by_label("Atzīmei var pievienot fotogrāfiju").check()
    worker.get_by_label("Šīs nosaukuma formas esmu pārbaudījis vai pārbaudījusi").check()
    worker.get_by_role("button", name="Sagatavot tikšanos").click()
    prepared = worker.get_by_role("link", name="Pārbaudīt, vai viss gatavs")
    refused = worker.locator("main .notice.danger, main .field .error")
    expect(prepared.or_(refused).first).to_be_visible()
    assert refused.all_inner_texts() == []
    prepared.click()
    expect(worker.locator("#checks > li")).to_have_count(13)
    worker.get_by_role("button", name="Atvērt tikšanos").click()
    with worker.context.expect_page() as opened:
        worker.get_by_role("button", name="Atvērt ekrānu").click()
    own = opened.value
    expect(own.locator("#wall")).to_be_visible()
    with hall.database.reading() as session:
        meeting = meetings.get_meeting(session, worker.url.rpartition("/")[2])
    screen = visit(size="projector", hall=True)  # another machine, where nobody is logged in
    screen.goto(own.url.replace("127.0.0.1", HALL))
    own.close()
    expect(screen.locator("#code")).to_have_text(meeting.code)
    assert meeting.state == "open"
    return Evening(visit, Room(hall, meeting), worker, screen)


def _five_phones(evening: Evening, cards: list[str]) -> Page:
    """Everybody likes the centre and dislikes something; returns the phone that keeps waiting."""
    evening.dislike(evening.phone("phone-small", "lv", card=cards[0]))
    _with_the_crosshair(evening, evening.phone("phone", "ru", card=cards[1]))
    _reloads_without_a_connection(evening, evening.phone("phone-large", "en", card=cards[2]))
    _loses_an_answer(evening, evening.phone("phone", "lv"))
    expect(evening.screen_now().locator(".liked")).to_have_count(0)  # four people: too few to show a place
    late = evening.phone("phone-large", "ru")
    late.context.set_offline(True)
    evening.dislike(late)
    expect(late.locator("#sent-state")).to_have_text("Ждут отправки: 1.")
    expect(evening.screen.locator(".liked-number")).to_have_text("5")
    return late


def _with_the_crosshair(evening: Evening, phone: Page) -> None:
    """Move the map under the pin: too far away at first, which the page says."""
    _next_question(phone)
    phone.click("#show-map")
    expect(phone.locator("#put")).to_be_disabled()
    expect(phone.locator("#hint")).to_contain_text("риблизьте")
    for _ in range(6):  # closer than needed does no harm
        phone.click("#closer")
    expect(phone.locator("#put")).to_be_enabled()
    middle = phone.locator("#map").evaluate(
        "e => { const b = e.getBoundingClientRect(); return [b.x + 90, b.y + 90]; }"
    )
    phone.mouse.move(*middle)
    phone.mouse.down()
    phone.mouse.move(middle[0] + 30, middle[1] + 30, steps=3)
    phone.mouse.up()
    phone.fill("#words", evening.words())
    phone.click("#put")
    expect(phone.locator("#count")).to_contain_text("1 из 5")
    expect(phone.locator("#sent-state")).to_have_text(SAVED["ru"])


def _reloads_without_a_connection(evening: Evening, phone: Page) -> None:
    phone.context.set_offline(True)
    evening.dislike(phone)
    expect(phone.locator("#sent-state")).to_have_text("Waiting to be sent: 1")
    assert evening.said[-1] not in [mark.text for mark in evening.room.marks]
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        phone.reload()
    # The browser's own page of errors comes after the error, and may load again by itself once there is a connection.
    phone.wait_for_url("chrome-error://**")
    phone.goto("about:blank")
    phone.context.set_offline(False)
    open_page(phone, evening.room)
    expect(phone.locator("#sent-state")).to_have_text(SAVED["en"])
    expect(phone.locator("#open-mine")).to_have_text("My marks (2)")


def _loses_an_answer(evening: Evening, phone: Page) -> None:
    """The mark waited for the connection and is stored, but the phone never hears so and sends it again."""
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
        else:
            lost.append(route.fetch(url=route.request.url.replace(HALL, "127.0.0.1")).status)
            route.abort()

    phone.context.set_offline(True)
    evening.dislike(phone)
    expect(phone.locator("#sent-state")).to_have_text("Gaida nosūtīšanu: 1.")
    phone.route("**/marks", lose_first)
    phone.context.set_offline(False)
    expect(phone.locator("#sent-state")).to_have_text(SAVED["lv"])
    assert lost == [201]


def _tablet(evening: Evening, cards: list[str]) -> None:
    """Two people one after another with their cards; of the first nothing is there when the second sits down."""
    secret = hand_out(evening.room.context, evening.room.meeting.id, kind="tablet").secret
    tablet = evening.visit(size="tablet", hall=True)
    tablet.goto(f"/lv/m/{evening.room.meeting.code}/tablet#{secret}")
    expect(tablet.locator("#step-start")).to_be_visible()
    for card in cards:
        come(tablet, card)
        expect(tablet.locator("#count")).to_be_empty()
        mark_it(tablet, text=evening.words())
        evening.dislike(tablet)
        leave(tablet)
        sent(tablet)
        nothing_of(tablet, *evening.said[-2:], card, card.replace("-", ""))


def _helper(evening: Evening, card: str) -> None:
    """Somebody with a card and somebody without one, typed by a helper with the keyboard."""
    helper = evening.visit(hall=True)
    helper.goto(f"/h/{hand_out(evening.room.context, evening.room.meeting.id, kind='helper', label='1').secret}")
    expect(helper.locator("#card")).to_be_focused()
    helper.keyboard.type(f"{card}\n")
    enter(helper, "1", PLACE, evening.words())
    enter(helper, "2", STREET, evening.words())
    helper.keyboard.press("Alt+n")
    helper.click("#without-card")
    enter(helper, "1", PLACE, evening.words())
    helper.keyboard.press("Alt+n")
    helper.click("#card-given")
    expect(helper.locator("#people-count")).to_have_text("Cilvēki līdz šim: 2")
    sent(helper)


def _paper(evening: Evening) -> None:
    """Three stickers in one field of a sheet that lies on a table."""
    sheet = sheet_on_a_table(evening.room)
    evening.worker.goto(f"/lv/meetings/{evening.room.meeting.id}/paper?sheet={sheet.code}")
    expect(evening.worker.locator("#line")).to_be_focused()
    evening.worker.keyboard.type("C5 nepatīk 3")
    expect(evening.worker.locator("#reading")).to_contain_text("Nepatīk")
    evening.worker.keyboard.press("Enter")
    expect(evening.worker.locator("#lines li")).to_have_count(1)


def _screen_moves_in_fives(evening: Evening) -> None:
    """Likes of four more people wait for a fifth; a stopped screen stands still; every number goes by fives."""
    worker, screen = evening.worker, evening.screen_now()
    expect(screen.locator(".liked-number")).to_have_text("5")
    worker.get_by_role("link", name="Dzirciema vakars").click()
    worker.get_by_role("button", name="Apturēt ekrānu").click()
    others_mark(evening.room, OTHERS, PLACE)
    others_mark(evening.room, OTHERS, PLACE, kind="dislike", text=DARK)
    expect(evening.screen_now().locator("#note")).to_contain_text("Ekrāns apturēts")
    expect(screen.locator(".liked-number")).to_have_text("5")
    worker.get_by_role("button", name="Atsākt ekrānu").click()
    expect(screen.locator(".liked-number")).to_have_text(f"{9 + len(OTHERS)}")
    rows = screen.locator("#numbers div")
    # 17 people: nine here, seven beside them, one sheet that nobody counted; all but two of the nine dislike something
    # that has arrived.
    expect(rows).to_have_text([r"Cilvēki, kas atzīmējušivismaz 15", r"Nepatīk vai nav drošivismaz 15"])
    assert [word for word in (STREET, DARK, *evening.said) if word in screen.content()] == []


def _talk(evening: Evening) -> None:
    """Choose a place from the private list and word what the room says; the screen shows it as it is typed."""
    worker, screen = evening.worker, evening.screen
    worker.get_by_role("button", name="Runājam").click()
    expect(worker.get_by_role("button", name=f"Runāt par šo: {STREET}")).to_be_visible()
    worker.get_by_role("button", name=re.compile(f"Runāt par šo: .*{PLACE}")).click()
    expect(screen.locator("#card-place")).to_contain_text(PLACE)
    worker.get_by_label("Problēma vienā teikumā").fill("Pie centra nav gaismas.")
    expect(screen.locator("#card-sentence")).to_have_text("Pie centra nav gaismas.")
    worker.get_by_label("Zāle vēlas, lai par to stāsta arī ārpusē").check()
    expect(worker.locator(".problem-card .save-state")).to_have_text("Saglabāts")


def _close(evening: Evening) -> None:
    """The room agrees on sentences and on what comes next; without these the meeting does not close."""
    worker, screen = evening.worker, evening.screen
    worker.get_by_role("button", name="Noslēdzam").click()
    for number, text in enumerate(SAID["sentence"], start=1):
        worker.get_by_label(f"Teikums {number}").fill(text)
    worker.get_by_label("Nākamais solis").fill("Apgaita")
    worker.get_by_label("Kas to dara").fill("Paraugu dome")
    for name in ("Līdz kuram laikam", "Tiekamies atkal"):
        worker.get_by_label(name).fill("2031-05-20")
    worker.get_by_label("Cik cilvēku ir zālē").fill("24")
    expect(screen.locator("#sentences li")).to_have_text(SAID["sentence"])
    expect(worker.locator(".save-state")).to_have_text("Saglabāts")
    worker.get_by_role("button", name="Slēgt tikšanos").click()
    expect(worker.locator(".notice")).to_contain_text("Tikšanās ir slēgta")
    expect(screen.locator("#note")).to_contain_text("Tikšanās ir noslēgta")


def _late_phone_arrives(evening: Evening, late: Page) -> None:
    before = len(evening.room.marks)
    late.context.set_offline(False)
    expect(late.locator("#sent-state")).to_have_text(SAVED["ru"])
    assert len(evening.room.marks) == before + 1
