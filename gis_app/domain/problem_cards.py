"""The problem card: a public place that the room talks about, and the reason in the room's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shapely.geometry import Point

from gis_app.domain.errors import UnknownCode
from gis_app.domain.lists import CARD_FIELDS

MAX_FIELD = 1000
"""Letters of one field of a card."""


@dataclass(frozen=True, slots=True)
class ProblemCard:
    """What the room says about a place, worded together; nobody's name stands here.

    Attributes
    ----------
    place
        Name of a public place or of a street's section, never an address or a farm.
    words
        Words by field (``CARD_FIELDS``); a field without words is absent.
    public
        Whether the room wants it told outside.
    position
        Place in the row of cards, from 0.
    geometry
        The listed public place in the work CRS; None for a section of a street, which is named but never a point.
    """

    id: str
    meeting: str
    place: str
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    public: bool = False
    position: int = 0
    geometry: Point | None = None

    def __post_init__(self) -> None:
        for code in self.words:
            if code not in CARD_FIELDS:
                raise UnknownCode("unknown_card_field", value=code[:40], expected=", ".join(CARD_FIELDS))
