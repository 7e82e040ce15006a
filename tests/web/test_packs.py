"""Carrying a meeting through the pages: pack, take over, erase."""

import io
import re

from werkzeug.test import TestResponse

from gis_app.services.meetings import set_state
from gis_app.services.wiring import Context
from tests.meeting_world import MEADOW, Phone, build_world, join, mark, new_meeting, send
from tests.web.conftest import Visit

WORDS = "7KQ2-M4XA-90TB-1111-2222"


def _text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def test_a_worker_packs_takes_over_and_erases_in_the_browser(context: Context, visit: Visit) -> None:
    build_world(context)
    worker, meeting, phone = visit("worker"), new_meeting(context), Phone(1)
    join(context, meeting, phone)
    send(worker, meeting, phone, mark(1, MEADOW))
    page = _text(worker.get(f"/lv/meetings/{meeting.id}/carry"))
    shown = re.search(r'name="passphrase"\s+value="([0-9A-Z-]{24})"', page)
    assert shown is not None
    file = worker.post(f"/lv/meetings/{meeting.id}/pack", data={"passphrase": shown[1]})
    assert (file.status_code, file.headers["Content-Disposition"].endswith(".karte")) == (200, True)
    sent = {"file": (io.BytesIO(file.data), "a.karte"), "passphrase": shown[1]}
    told = _text(worker.post("/lv/meetings/take-over", data=sent))
    confirmation = re.search(r'class="code-large">([0-9A-Z]{8})<', told)
    assert confirmation is not None
    set_state(context, meeting.id, "closed")
    wrong = worker.post(f"/lv/meetings/{meeting.id}/erase", data={"confirmation": "00000000"})
    assert (wrong.status_code, "nav pēdējās pakas apstiprinājums" in _text(wrong)) == (400, True)
    assert worker.post(f"/lv/meetings/{meeting.id}/erase", data={"confirmation": confirmation[1]}).status_code == 302
    assert worker.get(f"/lv/meetings/{meeting.id}").status_code == 404


def test_a_file_that_is_no_pack_is_refused_in_words(context: Context, visit: Visit) -> None:
    build_world(context)
    for content, words in ((b"", "nav iepakota tikšanās"), (b"\x00" * 5000, "nav iepakota tikšanās")):
        sent = {"file": (io.BytesIO(content), "a.karte"), "passphrase": WORDS}
        answer = visit("worker").post("/lv/meetings/take-over", data=sent)
        assert (answer.status_code, words in _text(answer)) == (400, True)


def test_a_meeting_that_was_never_opened_is_not_packed(context: Context, visit: Visit) -> None:
    build_world(context)
    meeting = new_meeting(context, state="draft")
    answer = visit("worker").post(f"/lv/meetings/{meeting.id}/pack", data={"passphrase": WORDS})
    assert (answer.status_code, "vēl nav atvērta" in _text(answer)) == (400, True)
