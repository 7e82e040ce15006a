"""A whole round on a resident's phone over the room's plain HTTP; then the worker, and the card."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from gis_app.prints.kit import shown_code
from gis_app.services.kit.deck import new_cards
from tests.browser.devices import keeps
from tests.browser.room import Room, begin, choose, finish, mark_it, open_page
from tests.browser.site import Watch

ATTACK = "Liepas <img src=x onerror=document.title='hacked'>"
Visit = Callable[..., Page]
NAMES = """() => {
  const canvas = document.querySelector("#map .leaflet-labels-pane canvas");
  const dots = canvas?.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  let ink = 0;
  for (let at = 3; at < dots.length; at += 4) ink += dots[at] > 200;
  return ink > 300;
}"""


def test_street_names_stand_on_the_phone_between_two_zooms_too(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.click("#show-map")
    expect(page.locator("#map.leaflet-container")).to_be_visible()
    for _ in range(2):
        page.click("#closer")
    page.wait_for_function(NAMES)


def test_a_resident_plays_the_whole_round_and_the_worker_sees_it(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    assert page.evaluate("isSecureContext") is False
    expect(page.locator("#ask")).to_have_text("Kas Dzirciemā jums patīk, ar ko lepojaties?")
    mark_it(page, text=ATTACK)
    expect(page.locator("#count")).to_have_text("Atzīmēts 1 no 5")
    page.click("#next")
    expect(page.locator("#question")).to_have_text("Nepatīk vai nejūtos droši")
    mark_it(page, "Dzirciema iela")
    expect(page.locator("#count")).to_have_text("Atzīmēts 1 no 5")
    page.click("#next")
    page.fill("#area-filter", "imanta")
    page.get_by_label("Imanta", exact=True).check()
    page.click("#home-save")
    expect(page.locator("#step-done")).to_be_visible()
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(3)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert room.stored == ["dislike", "home", "like"]
    assert page.title() != "hacked"
    card = page.locator("#card-code").inner_text()

    worker = visit("worker")
    worker.goto(f"/lv/meetings/{room.meeting.id}")
    expect(worker.locator(".mark-row")).to_have_count(2)
    expect(worker.locator(".mark-text")).to_have_text(ATTACK)
    assert worker.title() != "hacked"

    other = visit(size="phone", hall=True)
    other.goto("/k")
    other.fill("#card", card)
    other.click("#card-form button")
    expect(other.locator("#mine li")).to_have_count(3)
    expect(other.locator("#own-map.leaflet-container")).to_be_visible()
    row = other.locator("#mine li", has_text="Liepas")
    row.get_by_role("button", name="Mainīt").click()
    other.locator(".mine-edit input").fill("Vecās liepas")
    other.get_by_role("button", name="Saglabāt vārdus").click()
    expect(other.locator("#mine li", has_text="Vecās liepas")).to_have_count(1)
    assert "Vecās liepas" in [mark.text for mark in room.marks]
    other.locator("#mine li", has_text="Vecās liepas").get_by_role("button", name="Izņemt").click()
    expect(other.locator("#mine li")).to_have_count(2)
    assert sorted(mark.kind for mark in room.marks if mark.state != "withdrawn") == ["dislike", "home"]


def test_what_was_placed_is_reworded_moved_and_removed_on_the_page(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    mark_it(page, text="Liepas")
    page.click("#open-mine")
    page.get_by_role("button", name="Mainīt: Liepas").click()
    page.locator(".mine-edit input").fill("Ozoli")
    page.get_by_role("button", name="Saglabāt vārdus").click()
    expect(page.locator("#mine .mine-what", has_text="Ozoli")).to_be_visible()
    page.get_by_role("button", name="Mainīt: Ozoli").click()
    page.get_by_role("button", name="Pārvietot kartē").click()
    expect(page.locator("#words")).to_have_value("Ozoli")
    expect(page.locator("#step-place")).to_be_visible()
    expect(page.locator("#put")).to_be_enabled()  # the map stands where the mark stood
    page.locator("#map").press("ArrowUp")
    page.click("#put")
    expect(page.locator("#step-done")).to_be_visible()
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    (mark,) = room.marks
    assert mark.text == "Ozoli"
    page.get_by_role("button", name="Izņemt: Ozoli").click()
    expect(page.locator("#mine .mine-what")).to_have_count(0)
    expect(page.locator("#sent-state")).to_have_text("Vēl nekas nav atzīmēts.")


def test_the_list_alone_is_enough_when_the_map_never_comes(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_FAILED")
    page = visit(size="phone", hall=True)
    page.route("**/vendor/**", lambda route: route.abort())
    begin(page, room)
    choose(page)
    expect(page.locator("#no-map")).to_be_visible()
    page.click("#put")
    expect(page.locator("#count")).to_have_text("Atzīmēts 1 no 5")
    finish(page)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    (mark,) = room.marks
    assert (mark.kind, mark.uncertainty_m) == ("like", 15)


def test_rule_6_3_a_disliked_place_is_a_road_or_a_public_place_in_list_and_search(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.click("#next")
    expect(page.locator("#places h3")).to_have_text(["Sabiedriskas vietas", "Ielas un ceļi"])
    page.fill("#search", "Dzirciema iela 2")
    expect(page.locator("#places .phone-hint")).to_contain_text("Izvēlieties ceļu vai sabiedrisku vietu")
    expect(page.locator("#places li button")).to_have_count(1)
    page.locator("#places li button").click()
    expect(page.locator("#place-title")).to_have_text("Dzirciema iela")
    expect(page.locator("#map.leaflet-container")).to_be_visible()
    for _ in range(2):
        page.click("#closer")
    page.locator("#map").press("ArrowLeft")
    expect(page.locator("#hint")).to_contain_text("nekad kā māju")


def test_another_language_goes_on_in_the_same_place_with_the_same_words(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.click("#next")
    choose(page, "Dzirciema iela")
    page.fill("#words", "Tumšs stūris")
    page.click(".phone-language[lang=ru]")
    page.wait_for_url("**/ru/m/*")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#words")).to_have_value("Tumšs stūris")
    expect(page.locator("#place-title")).to_have_text("Dzirciema iela")
    expect(page.locator("#put")).to_be_enabled()
    page.click("#put")
    expect(page.locator("#count")).to_have_text("Отмечено 1 из 5")
    page.click(".phone-language[lang=en]")
    expect(page.locator("#question")).to_have_text("I do not like it or do not feel safe")
    expect(page.locator("#sent-state")).to_have_text("Everything is saved.")
    assert [(mark.kind, mark.text) for mark in room.marks] == [("dislike", "Tumšs stūris")]


def test_a_drawn_card_in_the_address_is_the_card_of_this_phone_and_leaves_the_address(visit: Visit, room: Room) -> None:
    (card,) = new_cards(room.context, room.meeting, 1)
    page = visit(size="phone", hall=True)
    open_page(page, room, card=shown_code(card).lower())
    assert "#" not in page.url
    page.click("#begin")
    mark_it(page, text="Ar kartīti")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    finish(page)
    expect(page.locator("#card-code")).to_have_text(shown_code(card))
    elsewhere = visit(size="phone", hall=True)
    open_page(elsewhere, room, card=card)
    elsewhere.click("#begin")
    expect(elsewhere.locator("#places button").first).to_be_visible()
    elsewhere.reload()
    elsewhere.click("#open-mine")
    expect(elsewhere.locator("#mine li", has_text="Ar kartīti")).to_be_visible()


def test_a_card_nobody_has_printed_is_told_in_words_and_no_mark_is_lost(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("404")
    watch.expect("401")
    page = visit(size="phone", hall=True)
    open_page(page, room, card="7KQ2-M4XA-90TB")
    page.click("#begin")
    mark_it(page)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    finish(page)
    expect(page.locator("#card-code")).not_to_have_text("7KQ2-M4XA-90TB")
    assert room.stored == ["like"]


def test_a_phone_that_already_marks_asks_before_it_takes_another_card(visit: Visit, room: Room) -> None:
    (card,) = new_cards(room.context, room.meeting, 1)
    page = visit(size="phone", hall=True)
    begin(page, room)
    mark_it(page, text="Pirmais")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    page.goto("about:blank")
    open_page(page, room, card=card)
    expect(page.locator("#step-card")).to_be_visible()
    page.click("#card-new")
    page.click("#begin")
    mark_it(page, text="Otrais")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    finish(page)
    expect(page.locator("#mine .mine-what")).to_have_count(1)
    assert len({mark.participant for mark in room.marks}) == 2


def test_a_paused_meeting_waits_and_a_closed_one_says_what_comes_next(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    mark_it(page)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    room.turn("paused")
    page.reload()
    expect(page.locator("#step-purpose")).to_contain_text("tā turpinās pati")
    expect(page.locator("#mine li")).to_have_count(1)
    room.turn("open")
    room.turn("closed")
    page.reload()
    expect(page.locator("#step-purpose")).to_contain_text("Ko varat darīt tagad")
    page.locator("#mine").get_by_role("button", name="Izņemt").click()
    expect(page.locator("#mine .mine-what")).to_have_count(0)
    expect(page.locator("#sent-state")).to_have_text("Vēl nekas nav atzīmēts.")
    assert [mark.state for mark in room.marks] in ([], ["withdrawn"])


def test_a_picture_is_agreed_to_once_made_small_and_sent_with_its_mark(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    choose(page)
    page.click("#photo-add")
    expect(page.locator("#photo-consent-words")).to_be_focused()
    with page.expect_file_chooser() as asked:
        page.click("#photo-yes")
    asked.value.set_files({"name": "parks.png", "mimeType": "image/png", "buffer": large_picture()})
    expect(page.locator("#photo-preview")).to_be_visible()
    with page.expect_request("**/photo") as sent:
        page.click("#put")
    assert sent.value.headers["content-type"] == "image/jpeg"
    assert sent.value.headers["karte-photo-consent"] == "yes"
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    page.click("#open-mine")
    expect(page.locator("#mine .mine-state")).to_contain_text("attēls saglabāts")
    (mark,) = room.marks
    assert (mark.photo is not None, mark.photo_state) == (True, "waiting")
    page.click("#open-mine")
    choose(page, "Slokas iela")
    with page.expect_file_chooser():
        page.click("#photo-add")


def test_a_picture_waits_without_a_connection_and_survives_a_reload(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    choose(page)
    page.click("#photo-add")
    with page.expect_file_chooser() as asked:
        page.click("#photo-yes")
    asked.value.set_files({"name": "parks.png", "mimeType": "image/png", "buffer": large_picture()})
    expect(page.locator("#photo-preview")).to_be_visible()
    page.context.set_offline(True)
    page.click("#put")
    expect(page.locator("#sent-state")).to_have_text("Gaida nosūtīšanu: 1.")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    (mark,) = room.marks
    assert mark.photo_state == "waiting"


def test_questions_about_the_place_come_one_at_a_time_and_an_answer_can_be_removed(visit: Visit, room: Room) -> None:
    room.ask("pride", "arrival")
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.click("#next")
    page.click("#next")
    expect(page.locator("#answer-question")).to_be_focused()
    page.fill("#answer", "Kori")
    keeps(page, "Kori")
    page.reload()
    expect(page.locator("#answer")).to_have_value("Kori")
    page.click("#answer-save")
    expect(page.locator("#answer")).to_have_value("")
    page.click("#answer-skip")
    expect(page.locator("#step-home")).to_be_visible()
    page.click("#home-skip")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    row = page.locator("#mine li", has_text="Kori")
    expect(row).to_contain_text("saglabāts")
    row.get_by_role("button", name="Izņemt").click()
    expect(page.locator("#mine .mine-what")).to_have_count(0)
    expect(page.locator("#sent-state")).to_have_text("Vēl nekas nav atzīmēts.")


def large_picture() -> bytes:
    """Return a picture larger than a phone sends."""
    content = BytesIO()
    Image.new("RGB", (2400, 1800), "seagreen").save(content, "PNG")
    return content.getvalue()
