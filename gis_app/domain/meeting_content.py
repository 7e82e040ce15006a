"""What is prepared before a meeting and agreed at its end: questions, the place's name, the closing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gis_app.domain.errors import UnknownCode
from gis_app.domain.lists import IDENTITY_QUESTIONS, MARK_CLASSES, MISSING_GROUPS, OUTCOMES

Texts = Mapping[str, str]
"""Words by language."""


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place as it stands in sentences: *Zosēni*, *Zosēnu*, *Zosēnos*.

    No template builds a sentence from the first form: a form that is missing leaves the sentence without the name.
    """

    nominative: str
    genitive: str = ""
    locative: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """What a meeting asks.

    Attributes
    ----------
    classes
        Classes of marks in the order of the pages; *home* is asked through ``Meeting.ask_home`` and comes last.
    wording
        Questions in words of the meeting's own by class and language; a class without them has the usual words.
    identity
        Codes of the identity questions, asked one at a time.
    photos
        Whether a photo may come with a mark.
    minutes
        How long the meeting is planned to last.
    """

    classes: tuple[str, ...] = ("like", "dislike")
    wording: Mapping[str, Texts] = field(default_factory=dict, hash=False)
    identity: tuple[str, ...] = ()
    photos: bool = False
    minutes: int = 120

    def __post_init__(self) -> None:
        for kind in (*self.classes, *self.wording):
            if kind not in MARK_CLASSES:
                raise UnknownCode("unknown_mark_class", value=kind, expected=", ".join(MARK_CLASSES))
        for code in self.identity:
            if code not in IDENTITY_QUESTIONS:
                raise UnknownCode("unknown_identity_question", value=code, expected=", ".join(IDENTITY_QUESTIONS))


@dataclass(frozen=True, slots=True)
class Closing:
    """What the room agreed at the end: sentences, and the next step that must not be missing.

    Attributes
    ----------
    next_step
        The planned one until the room words it.
    missing_groups, missing_people
        Who was not in the room: groups by their codes, and words.
    outcome, outcome_note, outcome_on
        What became of the step later (``OUTCOMES``; empty: nobody has said yet), why, and when that was said.
    """

    sentences: tuple[str, ...] = ()
    next_step: str = ""
    who: str = ""
    by_when: date | None = None
    next_date: date | None = None
    missing_people: str = ""
    missing_groups: tuple[str, ...] = ()
    outcome: str = ""
    outcome_note: str = ""
    outcome_on: date | None = None

    def __post_init__(self) -> None:
        for code in self.missing_groups:
            if code not in MISSING_GROUPS:
                raise UnknownCode("unknown_missing_group", value=code[:40], expected=", ".join(MISSING_GROUPS))
        if self.outcome and self.outcome not in OUTCOMES:
            raise UnknownCode("unknown_outcome", value=self.outcome[:20], expected=", ".join(OUTCOMES))

    @property
    def complete(self) -> bool:
        """Whether everything that must be said at the end is there (three to five sentences, step, who, both days)."""
        return (
            3 <= len(self.sentences) <= 5
            and bool(self.next_step and self.who)
            and self.by_when is not None
            and self.next_date is not None
        )


@dataclass(frozen=True, slots=True)
class Wall:
    """What the facilitator chose for the screen in the hall.

    Attributes
    ----------
    card
        Id of the problem card in hand; empty: none.
    held
        What the screen said when it was stopped, likes and words of residents left out: these may only become fewer
        meanwhile. None while it follows the meeting.
    """

    card: str = ""
    held: Mapping[str, Any] | None = field(default=None, hash=False)
