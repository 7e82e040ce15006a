"""Meetings, the text of their purpose, participants and marks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from shapely.geometry import Point

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import (
    CHANNELS,
    EMPTY_MARK_STATES,
    MARK_CLASSES,
    MEETING_KINDS,
    MEETING_PHASES,
    MEETING_STATES,
    MEETING_WAYS,
)
from gis_app.domain.meeting_content import Closing, PlaceName, Questions, Wall

MAX_TEXT = 300
MAX_MARKS_PER_CLASS = 5
SMALL_MEETING = 10
"""A meeting with this many participants or fewer publishes no marks (``design/domain.md`` §6.7)."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting and its promises; it cannot be open without controller, contact and retention date (§6.1).

    Attributes
    ----------
    way
        *online* through the municipality's server, or *hall*: from a machine in the room.
    ends
        Last day of a collection point that stays open for weeks.
    place_names
        The name of the place by language, in the forms that sentences need.
    hash_key
        Key of the hashes of tokens and cards; None: the secret of the installation (meetings of older versions).
    frozen
        Whether the screen in the hall stands still.
    wall
        What the facilitator chose for that screen.
    closed_at
        When it was closed, in UTC: for a while afterwards, marks that still wait on phones of the room are let in.
    published_on
        The day on which staff published its results after the noted talk; None: a private draft (§6.7).
    """

    id: str
    project: str
    code: str
    kind: str
    territory_id: str
    title: str
    starts: datetime
    state: str
    phase: str
    controller: str
    contact: str
    retention_on: date | None
    purpose_version: int | None = None
    ask_home: bool = False
    headcount: int | None = None
    way: str = "online"
    ends: date | None = None
    questions: Questions = field(default_factory=Questions)
    place_names: Mapping[str, PlaceName] = field(default_factory=dict, hash=False)
    closing: Closing = field(default_factory=Closing)
    hash_key: str | None = field(default=None, repr=False)
    frozen: bool = False
    published_on: date | None = None
    wall: Wall = field(default_factory=Wall)
    closed_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in MEETING_KINDS:
            raise UnknownCode("unknown_meeting_kind", value=self.kind, expected=", ".join(MEETING_KINDS))
        if self.state not in MEETING_STATES:
            raise UnknownCode("unknown_meeting_state", value=self.state, expected=", ".join(MEETING_STATES))
        if self.way not in MEETING_WAYS:
            raise UnknownCode("unknown_meeting_way", value=self.way, expected=", ".join(MEETING_WAYS))
        if self.phase not in MEETING_PHASES:
            raise UnknownCode("unknown_meeting_phase", value=self.phase, expected=", ".join(MEETING_PHASES))
        if self.state == "open" and not (self.controller and self.contact and self.retention_on):
            raise InputRefused("meeting_without_purpose", value=self.title)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark; a *home* is an area id and nothing else, every other class a point (``design/domain.md`` §6.2).

    ``photo`` names a file in the installation's folder of photos; ``on_wall`` says that the mark has been shown in
    the hall, in a batch of at least five people (§6.9). A withdrawn mark keeps only its id, so that a request sent
    again late cannot bring it back; an expired one is only a number of its class.
    """

    uuid: str
    meeting: str
    kind: str
    channel: str
    state: str
    day: date
    participant: str | None = None
    geometry: Point | None = None
    epsg: int = 3059
    area_id: str | None = None
    uncertainty_m: float | None = None
    text: str = ""
    text_state: str = "none"
    near_dwelling: bool = False
    territory_id: str | None = None
    sheet: str | None = None
    photo: str | None = None
    photo_state: str = "none"
    on_wall: bool = False

    def __post_init__(self) -> None:
        if self.kind not in MARK_CLASSES:
            raise UnknownCode("unknown_mark_class", value=self.kind, expected=", ".join(MARK_CLASSES))
        if self.channel not in CHANNELS:
            raise UnknownCode("unknown_channel", value=self.channel, expected=", ".join(CHANNELS))
        if self.kind == "home":
            if self.geometry is not None or self.uncertainty_m is not None or self.text or self.photo:
                raise InputRefused("home_is_never_a_point")
            if not self.area_id and self.state not in EMPTY_MARK_STATES:
                raise InputRefused("home_needs_area")
        elif self.geometry is None and self.state not in EMPTY_MARK_STATES:
            raise InputRefused("mark_needs_place")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at one meeting: the keyed hash of a card and the version of the purpose shown, nothing else (§6.6)."""

    id: str
    meeting: str
    card_hash: str
    purpose_version: int | None
    language: str
    day: date


def still_waits(state: str, text_state: str, photo_state: str) -> bool:
    """Whether something of a mark is still to be decided; with a hidden mark its words and photo are hidden too."""
    return state == "waiting" or (state == "approved" and "waiting" in {text_state, photo_state})


@dataclass(frozen=True, slots=True)
class Device:
    """A page through which a participant marks: the keyed hash of its token; a card joins several (§6.6)."""

    meeting: str
    token_hash: str
    participant: str
    channel: str = "phone"


@dataclass(frozen=True, slots=True)
class IdentityAnswer:
    """One answer to an identity question; without a participant when it came on a slip without a card."""

    uuid: str
    meeting: str
    participant: str | None
    question: str
    text: str
    text_state: str
    channel: str
    day: date


@dataclass(frozen=True, slots=True)
class Pack:
    """A meeting carried elsewhere as one file.

    Attributes
    ----------
    taken
        Whether it was taken over here; else it was made here.
    number
        The last change of the meeting that it holds.
    confirmation
        What the office reads out when it has taken the pack over; with it the laptop's copy is erased.
    """

    id: str
    meeting: str
    taken: bool
    number: int
    day: date
    confirmation: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a mark: ``placed``, ``changed``, ``withdrawn``, ``approved``, ``hidden``, ``text_…``."""

    seq: int
    meeting: str
    mark: str
    what: str
