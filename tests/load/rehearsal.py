"""``scripts/rehearsal``: an evening of sixty people on a simulated clock, everything placed through the real services.

People are modelled, the software is not: joining, marking, cards and paper are the use cases of the site, on an
installation of its own. Durations are what we assume of people (``DURATIONS``); they stand in the printed table, and a
facilitator who knows the village better may change them there.

24 people have a phone and begin where they sit. The other 36 come forward as their tables are called. Whoever would
have to wait longer than ``PATIENCE_S`` for a tablet or a helper takes a grid sheet instead, at once; a helper who has
nobody at the table types sheets.
"""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from gis_app.domain.meetings import Meeting
from gis_app.services import wiring
from gis_app.services.devices.helper import begin_session, join_for, place_for
from gis_app.services.devices.passes import hand_out
from gis_app.services.join_meeting import Asking, join_with
from gis_app.services.kit.deck import new_cards
from gis_app.services.mark_input import MarkInput
from gis_app.services.paper.entry import SentLine, enter_line
from gis_app.services.place_mark import place_mark
from gis_app.settings import Settings
from gis_app.store import marks
from tests.meeting_world import build_world, lonlat, new_meeting
from tests.paper_world import new_sheet

PEOPLE, PHONES, TABLETS, HELPERS, MARKS = 60, 24, 2, 2, 5
MINUTES = 35
WAIT_GOAL_S = 300
PATIENCE_S = 240
TABLES = 6
CALLED_EVERY_S = 240
DURATIONS = {
    "phone: scan the code and read eight lines": 90,
    "phone: find the place, refine it, a few words": 45,
    "tablet: take the card, read eight lines, hand on": 60,
    "tablet: one mark": 34,
    "helper: greet, say what it is for, card": 40,
    "helper: one mark by keyboard": 24,
    "sheet: one mark written by hand": 40,
    "sheet: one line typed by a helper": 9,
}
"""Seconds that each step takes."""
KINDS = ("like", "like", "dislike", "dislike", "like")
_SIGN = {"like": "+", "dislike": "-"}


@dataclass(slots=True)
class Outcome:
    """What the evening gave.

    Attributes
    ----------
    waits_s
        Longest wait in a queue, by station.
    ended_s
        When the last mark stood, from the beginning.
    """

    people: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    waits_s: dict[str, int] = field(default_factory=dict)
    ended_s: int = 0
    stored: int = 0

    @property
    def kept(self) -> bool:
        """Whether everybody placed everything in time and nobody waited too long."""
        return (
            self.stored == PEOPLE * MARKS
            and self.ended_s <= MINUTES * 60
            and max(self.waits_s.values(), default=0) <= WAIT_GOAL_S
        )


class Evening:
    """The room: who does what when, and the real services that it goes through."""

    def __init__(self, folder: Path) -> None:
        begins = wiring.now()
        self._now = begins
        self.context = wiring.build(Settings(data_dir=folder), clock=lambda: self._now)
        self._begins = begins
        build_world(self.context)
        self.meeting: Meeting = new_meeting(self.context, retention_on=begins.date() + timedelta(days=90))
        self.sheet = new_sheet(self.context, self.meeting).code
        self._chance = random.Random(24)  # noqa: S311 - places, not secrets
        self._later: list[tuple[int, int, Callable[[], None]]] = []
        self._number = 0
        self._free = {"tablet": [0] * TABLETS, "helper": [0] * HELPERS}
        self._cards = iter(new_cards(self.context, self.meeting, PEOPLE))
        self._helpers = [self._hired(number) for number in range(HELPERS)]
        self.outcome = Outcome()

    def play(self) -> Outcome:
        """Let the evening pass, moment by moment, and return what it gave."""
        for number in range(PHONES):
            self._at(number, partial(self._phone, number))
        for number in range(PEOPLE - PHONES):
            called = number % TABLES * CALLED_EVERY_S + number
            self._at(called, partial(self._comes_forward, called))
        while self._later:
            moment, _, happens = heapq.heappop(self._later)
            self._now = self._begins + timedelta(seconds=moment)
            happens()
            self.outcome.ended_s = max(self.outcome.ended_s, moment)
        with self.context.database.reading() as session:
            found = marks.marks_of(session, meeting=self.meeting.id)
        self.context.database.close()
        self.outcome.stored = len(found)
        self.outcome.marks = dict(sorted(Counter(mark.channel for mark in found).items()))
        return self.outcome

    def _at(self, moment: int, happens: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._later, (moment, self._number, happens))

    def _phone(self, moment: int) -> None:
        first, each = _STATION["phone"]
        token = self._begin("phone")
        self._places(moment + DURATIONS[first], each, partial(self._place, token))

    def _comes_forward(self, moment: int) -> None:
        station = min(self._free, key=lambda name: min(self._free[name]))
        seat = self._free[station].index(min(self._free[station]))
        begins = max(moment, self._free[station][seat])
        if begins - moment > PATIENCE_S:
            self._writes(moment)
            return
        self.outcome.waits_s[station] = max(self.outcome.waits_s.get(station, 0), begins - moment)
        first, each = _STATION[station]
        self._free[station][seat] = begins + DURATIONS[first] + MARKS * DURATIONS[each]
        self._at(begins, partial(self._served, begins, station, seat))

    def _served(self, moment: int, station: str, seat: int) -> None:
        first, each = _STATION[station]
        if station == "helper":
            place = self._begin_for(self._helpers[seat])
        else:
            place = partial(self._place, self._begin(station))
        self._places(moment + DURATIONS[first], each, place)

    def _writes(self, moment: int) -> None:
        """Somebody writes on a grid sheet at once; whoever helps types it later, and its writer need not wait."""
        self._count("paper")
        written = moment + MARKS * DURATIONS["sheet: one mark written by hand"]
        self._at(written, partial(self._types, written))

    def _types(self, moment: int) -> None:
        seat = self._free["helper"].index(min(self._free["helper"]))
        begins = max(moment, self._free["helper"][seat])
        each = DURATIONS["sheet: one line typed by a helper"]
        self._free["helper"][seat] = begins + MARKS * each
        for turn, kind in enumerate(KINDS, 1):
            self._at(begins + turn * each, partial(self._line, kind))

    def _line(self, kind: str) -> None:
        cell = f"{self._chance.choice('BCDEF')}{self._chance.randint(2, 6)}"
        sent = SentLine(sheet=self.sheet, uuid=self._uuid(), text=f"{cell} {_SIGN[kind]}", again=True)
        enter_line(self.context, self.meeting.id, sent)

    def _places(self, first: int, step: str, place: Callable[[MarkInput], None]) -> None:
        for turn, kind in enumerate(KINDS, 1):
            self._at(first + turn * DURATIONS[step], partial(place, self._mark(kind)))

    def _mark(self, kind: str) -> MarkInput:
        lon, lat = lonlat((self._chance.uniform(500_050, 500_950), self._chance.uniform(312_050, 312_950)))
        return MarkInput(uuid=self._uuid(), kind=kind, lon=lon, lat=lat, uncertainty_m=12.0)

    def _begin(self, channel: str) -> str:
        token = self._token()
        join_with(self.context, code=self.meeting.code, asking=self._asking(token, channel))
        self._count(channel)
        return token

    def _begin_for(self, session: str) -> Callable[[MarkInput], None]:
        person = self._token()
        join_for(self.context, session=session, asking=self._asking(person, "helper"))
        self._count("helper")

        def place(sent: MarkInput) -> None:
            place_for(self.context, session=session, person=person, sent=sent)

        return place

    def _asking(self, token: str, channel: str) -> Asking:
        version = self.meeting.purpose_version
        return Asking(token, next(self._cards), version, "lv", drawn=True, channel=channel)

    def _place(self, token: str, sent: MarkInput) -> None:
        place_mark(self.context, code=self.meeting.code, token=token, sent=sent)

    def _hired(self, number: int) -> str:
        session = self._token()
        shown = hand_out(self.context, self.meeting.id, kind="helper", label=f"{number + 1}. palīgs").secret
        begin_session(self.context, shown=shown, token=session)
        return session

    def _count(self, channel: str) -> None:
        self.outcome.people[channel] = self.outcome.people.get(channel, 0) + 1

    def _token(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


_STATION = {
    "phone": ("phone: scan the code and read eight lines", "phone: find the place, refine it, a few words"),
    "tablet": ("tablet: take the card, read eight lines, hand on", "tablet: one mark"),
    "helper": ("helper: greet, say what it is for, card", "helper: one mark by keyboard"),
}
"""What a station takes: the beginning, and each mark."""
