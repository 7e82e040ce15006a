"""A meeting under its numbers: the poll of the wall when nothing changed, and 100,000 marks in one project.

The marks lie in published meetings of a thousand people each, as years of collection points would leave them.
"""

import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from math import ceil
from pathlib import Path
from time import perf_counter
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from shapely.geometry import Point
from sqlalchemy import text
from sqlalchemy.orm import Session

from gis_app.cli.serving import set_apart
from gis_app.domain.accounts import Account
from gis_app.domain.meetings import Mark, Meeting, Participant
from gis_app.domain.roles import Role
from gis_app.services import wiring
from gis_app.services.devices.passes import hand_out
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import marks
from gis_app.store.accounts import put_account
from gis_app.store.base import Base
from gis_app.store.meetings import put_meetings, put_participants
from gis_app.web.factory import create_app
from tests.benchmarks.frame import Absolute, Ratio, Result, benchmark
from tests.meeting_world import SQUARE, build_world, lonlat, new_meeting

MEETINGS, EACH, PEOPLE = 20, 5000, 1000
HOUSES = 200
ASKED, SLOW_ASKED = 40, 10
WALL_BYTES, ANSWER_MS, KEPT_TIMES = 1000, 200, 3.0


@benchmark("meeting")
def numbers_of_a_meeting() -> Iterator[Result]:
    """Yield the bytes of a poll without news, and the 95th percentile of answers over 100,000 marks.

    The map's likes are also asked for right after one of them was hidden, against a server that keeps nothing of what
    it gathered before.
    """
    with tempfile.TemporaryDirectory() as folder:
        context = wiring.build(Settings(data_dir=Path(folder)))
        made = _world(context)
        app = create_app(context=context)
        set_apart()
        public, staff = app.test_client(), _signed_in(context, app.test_client())
        yield Absolute("wall poll, nothing changed", _poll_bytes(context, public, made[0]), "bytes", WALL_BYTES)
        total = f"{MEETINGS * EACH:,} marks".replace(",", " ")
        view = _viewports(public)
        yield Absolute("likes of a viewport, p95", _p95(view), "ms", ANSWER_MS, total)
        changed, anew = _after_changes(context, view, made[1:])
        yield Absolute("likes after a like was hidden, p95", changed, "ms", ANSWER_MS, total)
        yield Ratio(
            "likes after a change", changed, anew, "ms", KEPT_TIMES, note="baseline: gathered anew, p95 of each"
        )
        for name, page in (("meeting", ""), ("review", "/review"), ("talk", "/talk")):
            url = f"/lv/meetings/{made[0].id}{page}"
            yield Absolute(f"{name} page of {EACH} marks, p95", _p95(_page(staff, url)), "ms", ANSWER_MS, total)
        news = f"/api/v1/meetings/{made[0].id}/changes?since=0"
        yield Absolute(f"figures of {EACH} marks, p95", _p95(_page(staff, news)), "ms", ANSWER_MS, total)
        context.database.close()


def _world(context: Context) -> list[Meeting]:
    """Store the meetings, all but the first published; the marks of each lie where those of the first do."""
    chance = random.Random(5)  # noqa: S311 - a world, not a secret
    build_world(
        context, houses=[(chance.uniform(500_000, 500_300), chance.uniform(312_000, 313_000)) for _ in range(HOUSES)]
    )
    today = context.clock().date()
    made = [new_meeting(context, retention_on=today + timedelta(days=90)) for _ in range(MEETINGS)]
    with context.database.transaction() as session:
        people = [str(UUID(int=chance.getrandbits(128))) for _ in range(PEOPLE)]
        put_participants(
            session, [Participant(one, made[0].id, one.replace("-", "") * 2, 1, "lv", today) for one in people]
        )
        marks.add_marks(session, [_mark(made[0], people[number % PEOPLE], chance) for number in range(EACH)])
        for number, meeting in enumerate(made[1:], start=1):
            for table, keys in (("participant", ("id",)), ("mark", ("uuid", "participant")), ("change", ("mark",))):
                _copy(session, table, keys, source=made[0], target=meeting, number=number)
        put_meetings(session, [replace(meeting, published_on=today) for meeting in made[1:]])
    return made


def _copy(
    session: Session, table: str, keys: tuple[str, ...], *, source: Meeting, target: Meeting, number: int
) -> None:
    """Copy the rows of one meeting for another; the first eight digits of the copies' ids are its number."""
    columns = [column.name for column in Base.metadata.tables[table].columns if column.name != "seq"]
    copied = [
        "'" + target.id + "'"
        if name == "meeting"
        else f"printf('%08x', {number}) || substr({name}, 9)"
        if name in keys
        else f'"{name}"'
        for name in columns
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    asked = f'INSERT INTO "{table}" ({names}) SELECT {", ".join(copied)} FROM "{table}" WHERE meeting = :source'  # noqa: S608 - names of our own tables
    session.execute(text(asked), {"source": source.id})


def _after_changes(context: Context, view: Callable[[], None], public: list[Meeting]) -> tuple[float, float]:
    """Return two 95th percentiles, in milliseconds, of a viewport after a like was hidden: ours, and gathered anew."""
    hide = _hide_likes(context, public)

    def forget() -> None:
        next(hide)
        for kept in (context.memory.frames, context.memory.likes):
            kept.clear()

    return _p95(view, before=lambda: next(hide)), _p95(view, before=forget, asked=SLOW_ASKED)


def _hide_likes(context: Context, public: list[Meeting]) -> Iterator[None]:
    """Hide one approved like at each step, of one published meeting after another."""
    for number in count():
        meeting = public[number % len(public)]
        with context.database.transaction() as session:
            like = marks.approved_of(session, meeting.id, kind="like")[0]
            marks.replace_mark(session, replace(like, state="hidden"), what="hidden")
        yield


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


def _p95(ask: Callable[[], None], *, before: Callable[[], None] = lambda: None, asked: int = ASKED) -> float:
    times = []
    for _ in range(asked):
        before()
        begun = perf_counter()
        ask()
        times.append(perf_counter() - begun)
    return sorted(times)[ceil(0.95 * asked) - 1] * 1000
