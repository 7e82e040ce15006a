"""What everybody is shown of work areas: plain values as they are stored with an act, and the facts made of them.

The preview, the page, the map, the files, the interfaces and the paper of the council all read this and nothing else:
what is not in here is not public.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gis_app.domain.work_areas import Support, WorkArea

FORMAT = 1
_DIGITS = 0.01
"""Corners are kept to a centimetre."""


@dataclass(frozen=True, slots=True)
class ShownResource:
    """A place or service that people can use, inside an area."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ShownArea:
    """A work area as everybody sees it; its geometry in the work CRS, ``people`` rounded or None."""

    id: str
    name: str
    geometry: BaseGeometry
    people: int | None
    resources: tuple[ShownResource, ...]
    supports: tuple[Support, ...]
    review_on: date


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """Of ``of`` territories compared, ``changing`` are chosen under some other ways of computing and not under others.

    ``methods`` says that not the weights alone were drawn anew.
    """

    changing: int
    of: int
    draws: int
    methods: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Work areas with the choice behind them, as everybody sees it.

    Attributes
    ----------
    criteria
        Titles of the figures that were looked at, by language, in the order of the alphabet and without their weights.
    delicate
        How many more there were that nobody names outside the house (``design/domain.md`` §6.13).
    seal
        What tells staff which decision is meant, and nobody else anything (``keys.seal``).
    """

    areas: tuple[ShownArea, ...]
    purpose: str
    kind: str
    period: str
    criteria: tuple[Mapping[str, str], ...]
    delicate: int
    doubt: ShownDoubt | None
    seal: str
    invented: bool


def area_json(area: WorkArea, *, people: int | None, resources: Sequence[ShownResource]) -> dict[str, Any]:
    """Return what is shown of an area as plain values; its outline is one piece, without borders of units inside."""
    assert area.geometry is not None  # noqa: S101 - nobody publishes an area without a shape (``publish.gate``)
    assert area.review_on is not None  # noqa: S101 - nor one without a day on which it is looked at again
    outline = shapely.set_precision(shapely.union_all([area.geometry]), _DIGITS)
    return {
        "id": area.id,
        "name": area.name,
        "geometry": shapely.to_wkt(outline, rounding_precision=2),
        "people": people,
        "resources": [{"id": one.id, "name": one.name, "kind": one.kind} for one in resources],
        "supports": [one.stored() for one in area.supports],
        "review_on": f"{area.review_on}",
    }


def read_shown(stored: Mapping[str, Any], *, seal: str) -> Shown:
    """Return the facts of what was stored with an act; the seal is made of the act's decision."""
    doubt = stored["doubt"]
    return Shown(
        areas=tuple(map(_area, stored["areas"])),
        purpose=stored["purpose"],
        kind=stored["kind"],
        period=stored["period"],
        criteria=tuple(stored["criteria"]),
        delicate=stored["delicate"],
        doubt=None if doubt is None else ShownDoubt(**doubt),
        seal=seal,
        invented=stored["invented"],
    )


def _area(stored: Mapping[str, Any]) -> ShownArea:
    return ShownArea(
        id=stored["id"],
        name=stored["name"],
        geometry=shapely.from_wkt(stored["geometry"]),
        people=stored["people"],
        resources=tuple(ShownResource(**one) for one in stored["resources"]),
        supports=tuple(map(Support.from_stored, stored["supports"])),
        review_on=date.fromisoformat(stored["review_on"]),
    )
