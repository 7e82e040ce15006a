"""Names of the areas where people live: their villages, else their territory and the side of it."""

from gis_app.domain.homes import HomeChoice
from gis_app.text.labels import label
from gis_app.text.words import Words

_VILLAGES = 3


def home_name(choice: HomeChoice, words: Words) -> str:
    """Return the name of an area, another one for each area of a project."""
    territory = " – ".join(choice.territories[:2])
    if choice.parent:
        territory = f"{territory} ({choice.parent})"
    parts = [territory]
    if choice.villages:
        parts = [", ".join(choice.villages[:_VILLAGES]), territory]
    elif choice.side:
        parts.append(label(words, "side", choice.side))
    name = f"{parts[0]} ({parts[1]})" if choice.villages else ": ".join(parts)
    return f"{name}, {choice.number}" if choice.number else name
