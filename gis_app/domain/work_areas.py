"""Work areas: a connected territory to work in, what is promised there, and when it is looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import InputRefused, UnknownCode

SUPPORTS = ("centre", "mobile_centre", "consultation_cafe", "project_money", "worker", "other")
"""What a work area may be given (``design/domain.md`` §4): a centre, one that comes by, a café for questions, money."""

DRAFT, PUBLISHED, WITHDRAWN = "draft", "published", "withdrawn"
STATES = (DRAFT, PUBLISHED, WITHDRAWN)

CORE, BRIDGE, RESOURCE, MIXED_IN = "core", "bridge", "resource", "mixed_in"
REASONS = (CORE, BRIDGE, RESOURCE, MIXED_IN)
"""Why a unit is inside: internal only, for a published reason would undo the mixing (``design/domain.md`` §6.12)."""


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that was promised: what, by which institution or organisation, from when until when."""

    kind: str
    what: str
    who: str
    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.kind not in SUPPORTS:
            raise UnknownCode("unknown_support", value=self.kind, expected=", ".join(SUPPORTS))
        if self.ends < self.starts:
            raise InputRefused("support_ends_first", value=self.ends.isoformat(), expected=self.starts.isoformat())

    @classmethod
    def from_stored(cls, stored: Mapping[str, str]) -> "Support":
        """Return the support of plain values."""
        starts, ends = (date.fromisoformat(stored[name]) for name in ("starts", "ends"))
        return cls(stored["kind"], stored["what"], stored["who"], starts, ends)

    def stored(self) -> dict[str, str]:
        """Return it as plain values: in the store, with an act of publishing, in a form."""
        days = {"starts": self.starts.isoformat(), "ends": self.ends.isoformat()}
        return {"kind": self.kind, "what": self.what, "who": self.who, **days}


@dataclass(frozen=True, slots=True)
class NotedTalk:
    """A talk with a representative of the people who live there: when, with whom (a role), what was said.

    While it is being noted the day may be missing; publishing asks for all three.
    """

    on: date | None
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class WorkArea:
    """A set of units that are worked in together.

    Attributes
    ----------
    selection
        Id of the kept selection it grew from, or None for one drawn without figures.
    name
        Names of the places in it, never a number or a word that judges.
    units
        Ids of its territories; ``geometry`` is their union in the work CRS.
    reasons
        Why each unit is inside (``REASONS``): internal.
    limits
        The limits it was drawn under, as ``analysis.zones.problem.Limits`` names them, and its other parameters.
    provider
        The institution or organisation that answers for an address inside (Graz: one provider per social space).
    resources
        Ids of the resources inside that people there agreed to count on.
    """

    id: str
    project: str
    name: str
    units: tuple[str, ...]
    geometry: BaseGeometry | None = None
    selection: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)
    limits: Mapping[str, object] = field(default_factory=dict, hash=False)
    supports: tuple[Support, ...] = ()
    resources: tuple[str, ...] = ()
    provider: str = ""
    review_on: date | None = None
    checklist: Mapping[str, str] = field(default_factory=dict, hash=False)
    talk: NotedTalk | None = None
    state: str = DRAFT
    changed_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise UnknownCode("unknown_area_state", value=self.state, expected=", ".join(STATES))
        for reason in self.reasons.values():
            if reason not in REASONS:
                raise UnknownCode("unknown_reason", value=reason, expected=", ".join(REASONS))
        if self.geometry is not None and not isinstance(self.geometry, Polygon | MultiPolygon):
            raise InputRefused("area_needs_a_polygon", value=self.geometry.geom_type)


@dataclass(frozen=True, slots=True)
class EdgeEdits:
    """What planners know of the ground: borders nobody crosses and bridges between units that do not touch.

    Pairs of unit ids, each in order; ``version`` grows with every change, so that a decision can name it.
    """

    project: str
    level: str
    cut: tuple[tuple[str, str], ...] = ()
    bridge: tuple[tuple[str, str], ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class AreaPublication:
    """An act of publishing work areas: exactly what everybody was shown.

    ``shown`` is the whole public content (areas, supports, counts of doubt, method in words); ``decision_sha256`` the
    hash of the decision behind it, which is printed and tells nothing by itself. ``basis`` is what a later act must be
    compared with so that no difference of two tells of people or of a reason; it leaves the house in no form.
    """

    id: str
    project: str
    at: datetime
    account: str | None
    areas: tuple[str, ...]
    shown: Mapping[str, object] = field(hash=False)
    decision_sha256: str = ""
    withdrawn_at: datetime | None = None
    basis: Mapping[str, object] = field(default_factory=dict, hash=False)
