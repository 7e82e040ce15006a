"""The look before the evening: every row is good, bad, or nobody can tell; the page says what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gis_app.domain.lists import LANGUAGES
from gis_app.domain.meetings import Meeting
from gis_app.services.doors import HERE
from gis_app.services.ground import ground_of
from gis_app.services.kit.deck import cards_printed
from gis_app.services.known_places import GROUPS, known_places
from gis_app.services.meetings import get_meeting
from gis_app.services.photos.files import folder_of
from gis_app.services.preparing import machine, trials
from gis_app.services.preparing.trials import Trial
from gis_app.services.purpose import purpose_of
from gis_app.services.wiring import Context

LEAST_GB = 1.0
LEAST_NAMES = 5
"""With fewer names of places and farms than this nobody finds their place by a list."""
SLOW_MS = 1500.0
"""A phone that waits longer for the smallest answer makes its owner give up."""
HOTSPOT = 10
"""A telephone's hotspot carries five to ten devices; more need a router."""
NOT_BEFORE = date(2026, 1, 1)
"""A clock that shows less has lost its battery: this program is younger."""


@dataclass(frozen=True, slots=True)
class Check:
    """One row: what was looked at, how it stands (good, bad, unknown), and the figures its sentence needs.

    ``tickable`` says that a person may look and tick what the machine cannot tell.
    """

    code: str
    state: str
    facts: Mapping[str, object] = field(default_factory=dict)
    tickable: bool = False
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Preflight:
    """All rows in the order of the page, and the trial whose address the page shows."""

    checks: tuple[Check, ...]
    trial: Trial

    @property
    def bad(self) -> tuple[str, ...]:
        """Codes of the rows that are red."""
        return tuple(check.code for check in self.checks if check.state == "bad")


def look(context: Context, meeting_id: str) -> Preflight:
    """Return how everything stands for a meeting now.

    Raises
    ------
    NotFound
        If there is no such meeting.
    """
    meeting = get_meeting(context, meeting_id)
    trial = trials.trial_of(context, meeting_id)
    ticked = trials.ticks(context, meeting_id)
    found = [
        _promise(context, meeting),
        _texts(context, meeting),
        _names(context, meeting),
        _addresses(context, meeting),
        _second_device(trial),
        _with_tick(_network(trial), ticked),
        *_of_machine(context, meeting, ticked),
        _cards(context, meeting),
    ]
    return Preflight(checks=tuple(found), trial=trial)


def _promise(context: Context, meeting: Meeting) -> Check:
    missing = [name for name in ("controller", "contact", "retention_on") if not getattr(meeting, name)]
    late = meeting.retention_on is not None and meeting.retention_on < context.clock().date()
    state = "bad" if missing or late else "good"
    return Check("promise", state, {"missing": tuple(missing), "until": meeting.retention_on})


def _texts(context: Context, meeting: Meeting) -> Check:
    said = purpose_of(context, meeting)
    missing = [language for language in LANGUAGES if not said.get(language)]
    for texts in meeting.questions.wording.values():
        missing += [language for language in LANGUAGES if not texts.get(language) and language not in missing]
    return Check("texts", "bad" if missing else "good", {"missing": tuple(sorted(missing, key=LANGUAGES.index))})


def _names(context: Context, meeting: Meeting) -> Check:
    places = known_places(context, project=meeting.project, territory_id=meeting.territory_id)
    counts = {group: sum(place.group == group for place in places) for group in GROUPS}
    enough = sum(counts.values()) >= LEAST_NAMES and counts["farm"] + counts["street"] + counts["village"] > 0
    return Check("names", "good" if enough else "bad", counts)


def _addresses(context: Context, meeting: Meeting) -> Check:
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    inside = 0 if ground.dwellings is None else len(ground.dwellings.query(ground.area.geometry, predicate="contains"))
    return Check("addresses", "good" if inside else "bad", {"number": inside})


def _second_device(trial: Trial) -> Check:
    if not trial.devices:
        return Check("device", "bad")
    slow = trial.slowest_ms is not None and trial.slowest_ms > SLOW_MS
    return Check("device", "bad" if slow else "good", {"devices": trial.devices, "slowest_ms": trial.slowest_ms})


def _network(trial: Trial) -> Check:
    state = "good" if trial.now > HOTSPOT else "unknown"
    return Check("network", state, {"now": trial.now, "hotspot": HOTSPOT}, tickable=True)


def _of_machine(context: Context, meeting: Meeting, ticked: Mapping[str, str]) -> list[Check]:
    folder = context.settings.data_dir
    free = machine.free_gigabytes(folder)
    today = context.clock().date()
    # Other programs are asked: not at every look of a page that looks every two seconds.
    awake = context.memory.trusted.get(("machine", "sleep"), machine.sleep_is_off, stamp=object)
    mains = context.memory.trusted.get(("machine", "power"), machine.on_mains, stamp=object)
    checks = [
        _with_tick(Check("sleep", _said(awake), tickable=True), ticked),
        _with_tick(Check("power", _said(mains), tickable=True), ticked),
        Check("disk", "good" if free >= LEAST_GB else "bad", {"free": round(free, 1), "least": LEAST_GB}),
        Check("clock", "good" if today >= NOT_BEFORE else "bad", {"now": context.clock().astimezone(HERE)}),
        _with_tick(Check("backup", "unknown", tickable=True), ticked),
    ]
    if meeting.questions.photos:
        checks.append(Check("photos", _said(machine.writable(folder_of(context, meeting.id)))))
    return checks


def _cards(context: Context, meeting: Meeting) -> Check:
    number = cards_printed(context, meeting.id)
    return Check("cards", "good" if number else "bad", {"number": number})


def _with_tick(check: Check, ticked: Mapping[str, str]) -> Check:
    if check.code not in ticked:
        return check
    return Check(check.code, "good", check.facts, tickable=True, ticked=True)


def _said(answer: bool | None) -> str:
    return "unknown" if answer is None else "good" if answer else "bad"
