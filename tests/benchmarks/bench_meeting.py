"""A meeting under its numbers: the poll of the wall when nothing changed, and 100,000 marks in one project.

The marks lie in published meetings of a thousand people each, as years of collection points would leave them.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from math import ceil
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from shapely.geometry import Point

from gis_app.domain.accounts import Account
from gis_app.domain.meetings import Mark, Meeting, Participant
from gis_app.domain.roles import Role
from gis_app.services import wiring
from gis_app.services.devices.passes import hand_out
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import marks
from gis_app.store.accounts import put_account
from gis_app.store.meetings import put_meetings, put_participants
from gis_app.web.factory import create_app
from tests.benchmarks.frame import Absolute, Result, benchmark
from tests.meeting_world import SQUARE, build_world, lonlat, new_meeting

MEETINGS, EACH, PEOPLE = 20, 5000, 1000
HOUSES = 200
ASKED = 40
WALL_BYTES, ANSWER_MS = 1000, 200


@benchmark("meeting")
def numbers_of_a_meeting() -> Iterator[Result]:
    """Yield the bytes of a poll without news, and the 95th percentile of answers over 100,000 marks."""
    with tempfile.TemporaryDirectory() as folder:
        context = wiring.build(Settings(data_dir=Path(folder)))
        open_one = _world(context)
        app = create_app(context=context)
        public, staff = app.test_client(), _signed_in(context, app.test_client())
        yield Absolute("wall poll, nothing changed", _poll_bytes(context, public, open_one), "bytes", WALL_BYTES)
        total = f"{MEETINGS * EACH:,} marks".replace(",", " ")
        likes = Absolute("likes of a viewport, p95", _p95(_viewports(public)), "ms", ANSWER_MS, total)
        yield likes
        for name, page in (("review", "review"), ("meeting", "")):
            url = f"/lv/meetings/{open_one.id}/{page}".rstrip("/")
            yield Absolute(f"{name} page of {EACH} marks, p95", _p95(_page(staff, url)), "ms", ANSWER_MS, total)
        context.database.close()


def _world(context: Context) -> Meeting:
    chance = random.Random(5)  # noqa: S311 - a world, not a secret
    build_world(
        context, houses=[(chance.uniform(500_000, 500_300), chance.uniform(312_000, 313_000)) for _ in range(HOUSES)]
    )
    today = context.clock().date()
    made = [new_meeting(context, retention_on=today + timedelta(days=90)) for _ in range(MEETINGS)]
    with context.database.transaction() as session:
        for meeting in made:
            ids = [str(UUID(int=chance.getrandbits(128))) for _ in range(PEOPLE)]
            put_participants(
                session, [Participant(one, meeting.id, one.replace("-", "") * 2, 1, "lv", today) for one in ids]
            )
            marks.add_marks(session, [_mark(meeting, ids[number % PEOPLE], chance) for number in range(EACH)])
        put_meetings(session, [replace(meeting, published_on=today) for meeting in made[1:]])
    return made[0]


def _mark(meeting: Meeting, person: str, chance: random.Random) -> Mark:
    kind = chance.choice(("like", "dislike"))
    return Mark(
        uuid=str(UUID(int=chance.getrandbits(128), version=4)),
        meeting=meeting.id,
        kind=kind,
        channel="phone",
        state=chance.choice(("approved", "waiting")),
        day=meeting.starts.date(),
        participant=person,
        geometry=Point(round(chance.uniform(500_050, 500_950), 2), round(chance.uniform(312_050, 312_950), 2)),
        uncertainty_m=12.0,
        text="Te vakaros spēlē mūziku",
        text_state="waiting",
        territory_id=SQUARE,
    )


def _signed_in(context: Context, client: FlaskClient) -> FlaskClient:
    account = Account(id=str(uuid4()), login="bench", role=Role.WORKER, session_key=uuid4().hex)
    with context.database.transaction() as session:
        put_account(session, account, password_hash="-")
    with client.session_transaction() as cookie:
        cookie["_user_id"] = account.session_key
        cookie["_fresh"] = True
    return client


def _poll_bytes(context: Context, client: FlaskClient, meeting: Meeting) -> float:
    """Return the bytes of a poll, head and body, that brings nothing new."""
    headers = {"Authorization": f"Bearer {hand_out(context, meeting.id, kind='wall').secret}"}
    url = f"/api/v1/wall/{meeting.id}"
    version = client.get(url, headers=headers).get_json()["version"]
    answer = client.get(f"{url}?since={version}", headers=headers)
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    return float(head + len(answer.get_data()))


def _viewports(client: FlaskClient) -> Callable[[], None]:
    chance = random.Random(6)  # noqa: S311 - places, not secrets

    def ask() -> None:
        west, south = lonlat((chance.uniform(500_000, 500_600), chance.uniform(312_000, 312_600)))
        box = f"{west},{south},{west + 0.006},{south + 0.003}"
        _expect(client, f"/api/v1/layers/p-atzimes/features?project=p&bbox={box}&zoom=16")

    return ask


def _page(client: FlaskClient, url: str) -> Callable[[], None]:
    return lambda: _expect(client, url)


def _expect(client: FlaskClient, url: str) -> None:
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")


def _p95(ask: Callable[[], None]) -> float:
    times = []
    for _ in range(ASKED):
        begun = perf_counter()
        ask()
        times.append(perf_counter() - begun)
    return sorted(times)[ceil(0.95 * ASKED) - 1] * 1000
