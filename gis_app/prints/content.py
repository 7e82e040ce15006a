"""What is to be printed: plain facts in, nothing of the installation's files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gis_app.domain.geography import Territory
from gis_app.domain.layers import Feature, Layer
from gis_app.prints.labels import Label
from gis_app.prints.sheet import Ground, Layout


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A layer with its features in the CRS of the sheet's ground; a photograph or old map as JPEG of its frame."""

    layer: Layer
    features: Sequence[Feature]
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class StreetName:
    """Where a street's name may stand; ``angle`` in degrees counter-clockwise from east, place in metres."""

    name: str
    houses: int
    angle: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class MapSheet:
    """Everything a map sheet says.

    Attributes
    ----------
    day
        The date of print: given, never read from a clock, so that the same sheet is the same file.
    highlight
        The territory whose border is drawn strongly; its geometry in the CRS of the ground.
    colour, large
        In colour or in black and white; large print.
    """

    title: str
    subtitle: str
    project: str
    municipality: str
    invented: bool
    day: date
    layout: Layout
    ground: Ground
    layers: tuple[DrawnLayer, ...]
    streets: tuple[StreetName, ...] = ()
    highlight: Territory | None = None
    colour: bool = True
    large: bool = False

    @property
    def factor(self) -> float:
        """How much larger than usual letters and signs are."""
        return 1.3 if self.large else 1.0


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: a small drawing (SVG) and its words."""

    swatch: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered place of the directory."""

    number: int
    group: str
    name: str
    detail: str


@dataclass(slots=True)
class MapPicture:
    """The finished map: vectors, and the words that stand on it."""

    svg: str = ""
    labels: list[Label] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    drawn: list[Layer] = field(default_factory=list)
