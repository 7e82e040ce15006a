"""Areas that a person may name as where they live."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomeChoice:
    """One area of the question *where do you live*; ``text.home_names`` makes its name.

    Attributes
    ----------
    territories
        Names of the territories it lies in, the one with most of its people first.
    villages
        Names of the villages in it.
    side
        Where in its territory it lies (``analysis.home_areas.SIDES``, ``middle``), or empty.
    parent
        What its territory is part of, when another one has the same name.
    number
        1, 2 … where everything else is the same as of another area; else 0.
    """

    id: str
    territories: tuple[str, ...]
    villages: tuple[str, ...] = ()
    side: str = ""
    parent: str = ""
    number: int = 0
