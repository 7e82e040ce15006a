"""Resources and services: anything the community can use."""

from dataclasses import dataclass
from datetime import date

from shapely.geometry import Point

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import PRECISIONS, PROVIDERS, RESOURCE_KINDS, SENSITIVE_KINDS


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource; no point exactly when ``precision`` is ``none``; a *service* is a formal resource."""

    id: str
    project: str
    layer: str
    name: str
    kind: str
    formal: bool
    geometry: Point | None
    epsg: int
    precision: str
    address: str = ""
    description: str = ""
    provider: str = ""
    hours: str = ""
    cost: str = ""
    contact: str = ""
    sensitive: bool = False
    verified_on: date | None = None
    verified_by: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.kind not in RESOURCE_KINDS:
            raise UnknownCode("unknown_resource_kind", value=self.kind, expected=", ".join(RESOURCE_KINDS))
        if self.precision not in PRECISIONS:
            raise UnknownCode("unknown_precision", value=self.precision, expected=", ".join(PRECISIONS))
        if self.provider and self.provider not in PROVIDERS:
            raise UnknownCode("unknown_provider", value=self.provider, expected=", ".join(PROVIDERS))
        if (self.geometry is None) != (self.precision == "none"):
            raise InputRefused("precision_without_place", value=self.name)

    @property
    def serves_vulnerable(self) -> bool:
        """Whether dislikes here are never public (``design/domain.md`` §6.3)."""
        return self.sensitive or self.kind in SENSITIVE_KINDS
