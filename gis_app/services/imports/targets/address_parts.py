"""An address as one text, read as street and house."""

import re

_PART = r"\d+\s?[A-Za-zĀ-ž]?(?![A-Za-zĀ-ž.])"
_HOUSE = re.compile(rf"(?P<street>.*?[^\W\d_].*?)\s+(?P<number>{_PART}(?:\s?(?:[-/]|k-?|korp\.?)\s?{_PART})*)")
_QUOTES = "\"'„”“«»"


def split_address(address: str) -> tuple[str, str]:
    """Return street and number of an address; a house with a name of its own has its name and no number.

    ``"Pilsoņu iela 13 k-15, Rīga, LV-1002"`` gives ``("Pilsoņu iela", "13 k-15")``,
    ``"„Kalniņi”, Zosēnu pag."`` gives ``("Kalniņi", "")``, an empty text ``("", "")``.
    """
    first = " ".join(address.split(",", maxsplit=1)[0].split()).strip(_QUOTES + " ")
    found = _HOUSE.fullmatch(first)
    if found is None:
        return first, ""
    return found["street"].strip(_QUOTES + " "), found["number"]
