"""Publications: the deliberate act that makes the results of a meeting public, and what exactly it showed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.meeting_content import Closing

ACTS = ("published", "withdrawn")
LONGEST_ROLE, LONGEST_NOTE = 200, 1000


@dataclass(frozen=True, slots=True)
class TalkedPlace:
    """A public place that the room talked about, in the room's own words; its point in WGS 84 where it has one.

    ``words`` holds the filled fields of the problem card by their codes (``CARD_FIELDS``).
    """

    place: str
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What was on the preview when somebody published: later edits of these texts wait for the next act.

    Attributes
    ----------
    areas
        Whether areas that at least five people dislike are shown.
    answers
        Whether answers to the identity questions are shown.
    """

    closing: Closing = field(default_factory=Closing)
    places: tuple[TalkedPlace, ...] = ()
    areas: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk with a community representative before publishing: when, with whom (a role, no name), what was said."""

    day: date
    role: str
    note: str

    def __post_init__(self) -> None:
        if not 0 < len(self.role) <= LONGEST_ROLE:
            raise InputRefused("talk_role_refused", expected=LONGEST_ROLE)
        if not 0 < len(self.note) <= LONGEST_NOTE:
            raise InputRefused("talk_note_refused", expected=LONGEST_NOTE)


@dataclass(frozen=True, slots=True)
class Publication:
    """That a meeting was published, or its publication taken back; ``at`` in UTC."""

    id: str
    meeting: str
    what: str
    at: datetime
    account: str | None = None
    talk: Talk | None = None
    shown: Shown = field(default_factory=Shown)

    def __post_init__(self) -> None:
        if self.what not in ACTS:
            raise UnknownCode("unknown_act", value=self.what, expected=", ".join(ACTS))
        if self.what == "published" and self.talk is None:
            raise InputRefused("publish_without_talk")
