"""The whole town, made once: ground, streets and houses, and its way from local metres to EPSG:3059."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds, Territory, territory_id
from gis_app.services.demo.town import plan
from gis_app.services.demo.town.ground import Ground, make_ground
from gis_app.services.demo.town.houses import House, make_houses
from gis_app.services.demo.town.plan import PROJECT, Place
from gis_app.services.demo.town.streets import Street, make_streets

EPSG = 3059
FOUNDED = date(2020, 1, 1)
"""Day from which the invented territories are valid."""
SOURCE = {"lv": "izdomāti dati", "en": "invented data", "ru": "вымышленные данные"}
TITLE = {"lv": "Paraugpilsēta (izdomāta)", "en": "Paraugpilsēta (invented)", "ru": "Параугпилсета (придуманная)"}

G = TypeVar("G", bound=BaseGeometry)


@dataclass(frozen=True, slots=True)
class Town:
    """The invented town in local metres."""

    ground: Ground
    streets: tuple[Street, ...]
    houses: tuple[House, ...]

    @property
    def bounds(self) -> Bounds:
        """The box of the town and its villages, EPSG:3059."""
        return Bounds(*at_sea(self.ground.outline).bounds, epsg=EPSG)

    @property
    def first_view(self) -> Bounds:
        """The box a map shows first: the town proper without its villages, EPSG:3059."""
        return Bounds(*at_sea(self.ground.core).bounds, epsg=EPSG)


@cache
def make_town() -> Town:
    """Return the town; the same on every run, made once per process (about a second)."""
    ground = make_ground()
    streets = make_streets(ground)
    return Town(ground, streets, make_houses(ground, streets))


def at_sea(shape: G) -> G:
    """Return a shape of local metres at its place in the open sea, EPSG:3059, on a grid of 1 cm."""
    return shapely.transform(shape, lambda points: np.round(points + np.asarray(plan.ORIGIN), 2))


def made_up_id(what: str, name: str) -> str:
    """Return the UUID of a thing in the town: the same for the same name, on every machine."""
    return str(uuid5(NAMESPACE_URL, f"{PROJECT}/{what}/{name}"))


def id_of(place: Place) -> str:
    """Return the id of a territory in the register."""
    return territory_id("own", made_up_id("territory", place.name), FOUNDED)


def territories(town: Town) -> list[Territory]:
    """Return the territories of the town for the register."""
    return [
        Territory(
            id=id_of(place),
            project=PROJECT,
            scheme="own",
            code=made_up_id("territory", place.name),
            level=level_of(place),
            name=place.name,
            geometry=at_sea(shape),
            epsg=EPSG,
            valid_from=FOUNDED,
            source=SOURCE["lv"],
        )
        for place, shape in town.ground.territories
    ]


def level_of(place: Place) -> str:
    """Return the level of a territory: villages lie around the town, everything else is a neighbourhood."""
    return "village" if place.kind == "village" else "neighbourhood"
