"""Bounds, projects, territories and communities."""

from dataclasses import dataclass
from datetime import date

from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import transformer
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import COMMUNITY_KINDS, LEVELS


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box ``west south east north`` in the units of ``epsg``."""

    west: float
    south: float
    east: float
    north: float
    epsg: int

    def __post_init__(self) -> None:
        if not (self.west <= self.east and self.south <= self.north):
            raise InputRefused("bounds_reversed", value=f"{self.west},{self.south},{self.east},{self.north}")

    @property
    def box(self) -> tuple[float, float, float, float]:
        """``(west, south, east, north)``."""
        return (self.west, self.south, self.east, self.north)

    def to(self, epsg: int) -> "Bounds":
        """Return the smallest box in another CRS that holds this one."""
        if epsg == self.epsg:
            return self
        west, south, east, north = transformer(self.epsg, epsg).transform_bounds(*self.box)
        return Bounds(west, south, east, north, epsg)


@dataclass(frozen=True, slots=True)
class Project:
    """One piece of work inside an installation; ``invented`` ground says so on every view."""

    code: str
    title: dict[str, str]
    invented: bool = False
    bounds: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """A row of the register; ``id`` is ``<scheme>:<code>@<valid_from>``; geometry in EPSG ``epsg``."""

    id: str
    project: str
    scheme: str
    code: str
    level: str
    name: str
    geometry: BaseGeometry
    epsg: int
    parent: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise UnknownCode("unknown_level", value=self.level, expected=", ".join(LEVELS))
        if self.geometry.is_empty:
            raise InputRefused("empty_geometry", value=self.name)


def territory_id(scheme: str, code: str, valid_from: date | None) -> str:
    """Return the register id, for example ``atvk:LV0001000@2022-07-01``; ``@unknown`` when no day is known."""
    return f"{scheme}:{code}@{valid_from.isoformat() if valid_from else 'unknown'}"


@dataclass(frozen=True, slots=True)
class Community:
    """People bound by place, interest or identity; geometry may be a polygon, meeting points or nothing."""

    id: str
    project: str
    name: str
    kind: str
    geometry: BaseGeometry | None
    epsg: int
    certainty: str = "said"
    description: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in COMMUNITY_KINDS:
            raise UnknownCode("unknown_community_kind", value=self.kind, expected=", ".join(COMMUNITY_KINDS))
        if self.geometry is not None and self.kind != "territorial" and "Polygon" in self.geometry.geom_type:
            raise InputRefused("community_polygon_refused", value=self.name)
