"""Sixty phones at once through the real server: nothing acknowledged is lost, nothing is stored twice."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from threading import Thread

import pytest
from flask import Flask
from waitress.server import create_server

from gis_app.domain.meetings import Meeting
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, uuid

PHONES = 60
EACH = 3


@pytest.fixture
def port(app: Flask) -> Iterator[int]:
    """Port of the site, served by waitress in a thread of this test."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(app, host="127.0.0.1", port=0, threads=8, connection_limit=200)
    thread = Thread(target=server.run)
    thread.start()
    yield int(server.effective_port)
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(10)


def test_sixty_phones_that_send_everything_twice_store_every_mark_once(context: Context, port: int) -> None:
    build_world(context)
    meeting = new_meeting(context)
    for number in range(PHONES):
        join(context, meeting, Phone(number))
    with ThreadPoolExecutor(PHONES) as room:
        answers = Counter(
            status for sent in room.map(lambda n: _send(port, meeting, n), range(PHONES)) for status in sent
        )
    assert answers == {201: PHONES * EACH, 200: PHONES * EACH}
    with context.database.reading() as session:
        stored = marks.marks_of(session, meeting=meeting.id)
        changes = marks.changes_since(session, meeting=meeting.id, seq=0)
    wanted = {uuid(1 + number * EACH + turn) for number in range(PHONES) for turn in range(EACH)}
    assert {found.uuid for found in stored} == wanted
    assert len(stored) == len(changes) == PHONES * EACH


def _send(port: int, meeting: Meeting, number: int) -> list[int]:
    statuses = []
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        for turn in range(2 * EACH):
            body = json.dumps(mark(1 + number * EACH + turn // 2))
            line.request("POST", f"/api/v1/meetings/{meeting.code}/marks", body, Phone(number).headers)
            answer = line.getresponse()
            answer.read()
            statuses.append(answer.status)
    return statuses
