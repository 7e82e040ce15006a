"""What somebody asks to be printed: plain values that a form, the command line and a queued job all carry."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from gis_app.domain.errors import InputRefused, TooLarge, UnknownCode
from gis_app.domain.geography import Bounds
from gis_app.domain.lists import LANGUAGES

LONGEST_TITLE = 120
PALETTES = ("colour", "grey")


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """A map to print.

    The place is the first given of ``territory`` (id of the register), ``center`` (east, north or longitude, latitude
    in ``epsg``; needs a scale) and ``box`` (west, south, east, north in ``epsg``); without any, the whole project.

    Attributes
    ----------
    scale
        Denominator of the scale; None takes the largest that shows the whole place.
    layers
        Ids of the layers to print; None takes those that a map shows at first.
    day
        The date of print that stands on the sheet.
    """

    project: str
    day: date
    paper: str = "a4"
    orientation: str = "landscape"
    scale: int | None = None
    territory: str = ""
    center: tuple[float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    epsg: int = 4326
    layers: tuple[str, ...] | None = None
    title: str = ""
    subtitle: str = ""
    language: str = "lv"
    palette: str = "colour"
    large: bool = False

    def __post_init__(self) -> None:
        for words in (self.title, self.subtitle):
            if len(words) > LONGEST_TITLE:
                raise TooLarge("title_too_long", expected=LONGEST_TITLE)
        if self.language not in LANGUAGES:
            raise UnknownCode("unknown_language", value=self.language, expected=", ".join(LANGUAGES))
        if self.palette not in PALETTES:
            raise UnknownCode("unknown_palette", value=self.palette, expected=", ".join(PALETTES))
        if self.center is not None and self.scale is None:
            raise InputRefused("center_needs_scale")

    @property
    def bounds(self) -> Bounds | None:
        """The box asked for, or the centre as a box without size."""
        if self.center is not None:
            return Bounds(*self.center, *self.center, self.epsg)
        return None if self.box is None else Bounds(*self.box, self.epsg)

    def to_parameters(self) -> Mapping[str, Any]:
        """Return the request as JSON values."""
        return {**asdict(self), "day": self.day.isoformat()}

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> "PrintRequest":
        """Return the request that ``to_parameters`` wrote."""
        lists = {name: tuple(parameters[name]) for name in ("center", "box", "layers") if parameters[name] is not None}
        return cls(**{**parameters, **lists, "day": date.fromisoformat(parameters["day"])})
