"""What somebody wants in the kit of a meeting: plain values that a form and the command line both carry."""

from dataclasses import dataclass

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.run_sheet import LONGEST_MIN, SHORTEST_MIN
from gis_app.prints.sheet import PAPERS
from gis_app.services.kit.deck import MOST_CARDS, USUAL_CARDS
from gis_app.services.print_request import PALETTES

SECTIONS = ("run_sheet", "helper", "poster", "tables", "cards", "slips", "grids")
"""Parts of the kit in the order in which they are laid out on the table before the meeting."""
MOST_COPIES = 20
MOST_SLIPS = 500
LAYOUTS = ("auto", "one")
"""One sheet with the whole territory, or as many as it takes to read the map."""


@dataclass(frozen=True, slots=True)
class KitChoices:
    """What to print.

    Attributes
    ----------
    languages
        One or two; the first comes first where both stand on one page.
    copies
        How many times each grid sheet is printed, each with a code of its own.
    tables
        Table cards.
    minutes
        Length of the meeting for the run sheet; None: as usual for its kind.
    """

    sections: tuple[str, ...] = SECTIONS
    languages: tuple[str, ...] = ("lv",)
    cards: int = USUAL_CARDS
    slips: int = 24
    copies: int = 3
    tables: int = 4
    paper: str = "a3"
    layout: str = "auto"
    palette: str = "colour"
    large: bool = False
    minutes: int | None = None

    def __post_init__(self) -> None:
        _listed("unknown_kit_section", self.sections, SECTIONS)
        _listed("unknown_language", self.languages, LANGUAGES)
        _listed("unknown_paper", (self.paper,), tuple(PAPERS))
        _listed("unknown_palette", (self.palette,), PALETTES)
        _listed("unknown_kit_layout", (self.layout,), LAYOUTS)
        if not self.sections or not 1 <= len(self.languages) <= 2 or len(set(self.languages)) < len(self.languages):
            raise InputRefused("kit_empty")
        for name, number, most in (
            ("cards", self.cards, MOST_CARDS),
            ("slips", self.slips, MOST_SLIPS),
            ("copies", self.copies, MOST_COPIES),
            ("tables", self.tables, MOST_COPIES),
        ):
            if not 1 <= number <= most:
                raise InputRefused("kit_number", key=name, value=number, expected=most)
        if self.minutes is not None and not SHORTEST_MIN <= self.minutes <= LONGEST_MIN:
            raise InputRefused("kit_minutes", value=self.minutes, expected=f"{SHORTEST_MIN}–{LONGEST_MIN}")

    @property
    def needs_maps(self) -> bool:
        """Whether maps are to be drawn first."""
        return "grids" in self.sections


def _listed(code: str, values: tuple[str, ...], known: tuple[str, ...]) -> None:
    for value in values:
        if value not in known:
            raise UnknownCode(code, value=value[:30], expected=", ".join(known))
