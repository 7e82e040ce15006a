"""The outbox over plain HTTP: flight mode, reload, two tabs, a full phone, a refusal. Nothing twice, nothing lost."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.devices import KEPT
from tests.browser.room import Room, begin, finish, mark_it
from tests.browser.site import HALL, Watch

Visit = Callable[..., Page]


def test_what_is_placed_without_a_connection_is_sent_when_it_returns(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    mark_it(page)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    page.context.set_offline(True)
    mark_it(page, "Slokas iela")
    mark_it(page, "Dzirciema iela")
    expect(page.locator("#count")).to_contain_text("3 no 5")
    expect(page.locator("#status")).to_contain_text("Nekas nav pazudis")
    expect(page.locator("#sent-state")).to_have_text("Gaida nosūtīšanu: 2.")
    finish(page)
    expect(page.locator("#mine .mine-state", has_text="gaida nosūtīšanu")).to_have_count(2)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(3)
    assert room.stored == ["like"] * 3


def test_a_removed_mark_does_not_come_back_from_the_outbox(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.context.set_offline(True)
    mark_it(page, "Slokas iela")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#undo")
    expect(page.locator("#count")).to_be_empty()
    page.context.set_offline(False)
    mark_it(page, "Dzirciema iela")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert [mark.state for mark in room.marks if mark.state != "withdrawn"] == ["waiting"]


def test_two_tabs_of_one_phone_are_one_person_and_double_nothing(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    other = page.context.new_page()
    other.goto(f"/m/{room.meeting.code}")
    expect(other.locator("body")).to_have_attribute("data-ready", "true")
    expect(other.locator("#step-list")).to_be_visible()
    for number in range(2):
        mark_it(page, "Slokas iela", text=f"Pirmā {number}")
        mark_it(other, "Dzirciema iela", text=f"Otrā {number}")
    expect(page.locator("#count")).to_contain_text("4 no 5")
    for tab in (page, other):
        expect(tab.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert sorted(mark.text for mark in room.marks) == ["Otrā 0", "Otrā 1", "Pirmā 0", "Pirmā 1"]
    assert len({mark.participant for mark in room.marks}) == 1


def test_an_answer_that_is_lost_on_the_way_back_stores_nothing_twice(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_FAILED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(url=route.request.url.replace(HALL, "127.0.0.1")).status)
            route.abort()
        else:
            route.continue_()

    page.route("**/marks", lose_first)
    mark_it(page)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert lost == [201]
    assert room.stored == ["like"]


def test_a_refusal_is_told_in_words_and_the_mark_stays_in_the_list(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("410")
    page = visit(size="phone", hall=True)
    begin(page, room)
    expect(page.locator("#sent-state")).to_have_text("Vēl nekas nav atzīmēts.")
    # A phone that has joined may hand over late what it placed in time: only a wholly strange answer refuses it.
    gone = json.dumps({"error": {"code": "meeting_closed", "message": "Tikšanās ir noslēgusies."}})
    page.route("**/marks", lambda route: route.fulfill(status=410, body=gone, content_type="application/json"))
    mark_it(page, text="Par vēlu")
    expect(page.locator("#sent-state")).to_contain_text("Nav pieņemtas: 1.")
    page.click("#open-mine")
    expect(page.locator("#mine li", has_text="Par vēlu")).to_contain_text("nav pieņemt")
    page.reload()
    expect(page.locator("#mine li", has_text="Par vēlu")).to_contain_text("nav pieņemt")


def test_a_full_phone_says_so_and_still_sends_the_mark(visit: Visit, room: Room) -> None:
    page = visit(size="phone", hall=True)
    begin(page, room)
    expect(page.locator("#sent-state")).to_have_text("Vēl nekas nav atzīmēts.")
    page.evaluate("""() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (record) {
        if (this.name === "lease") return put.call(this, record);
        throw new DOMException("full", "QuotaExceededError");
      };
    }""")
    mark_it(page)
    expect(page.locator("#sent-state")).to_contain_text("Tālrunī vairs nav vietas")
    expect(page.locator("#count")).to_contain_text("1 no 5")
    page.click("#open-mine")
    expect(page.locator("#mine .mine-state", has_text="saglabāts")).to_have_count(1)
    assert room.stored == ["like"]


def test_each_request_says_how_many_others_still_wait(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.context.set_offline(True)
    mark_it(page)
    mark_it(page, "Slokas iela")
    said: list[str] = []
    page.on("request", lambda one: said.append(one.headers.get("karte-waiting", "")) if one.method == "POST" else None)
    page.context.set_offline(False)
    expect(page.locator("#sent-state")).to_have_text("Viss ir saglabāts.")
    assert said[-1] == "0"
    assert "1" in said


def test_rule_6_2_a_home_is_an_area_id_on_the_phone_and_on_its_way(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.click("#next")
    page.click("#next")
    expect(page.locator("#step-home")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Imanta", exact=True).check()
    page.click("#home-save")
    expect(page.locator("#sent-state")).to_have_text("Gaida nosūtīšanu: 1.")
    kept = page.evaluate(KEPT)
    (body,) = re.findall(r'"body":(\{"uuid":[^}]*"home"[^}]*\})', kept)
    assert '"area_id"' in body
    assert not re.search(r'"(lat|lon|uncertainty_m|text)":', body)


def test_another_language_waits_for_the_connection_and_loses_nothing(visit: Visit, room: Room, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = visit(size="phone", hall=True)
    begin(page, room)
    page.fill("#search", "Slokas")
    page.context.set_offline(True)
    page.click(".phone-language[lang=ru]")
    expect(page.locator("#status")).to_contain_text("valodu varēs mainīt")
    expect(page.locator("#search")).to_have_value("Slokas")
