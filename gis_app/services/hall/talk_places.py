"""What the room may talk about: dislikes gathered by public place and section of street, for the facilitator only.

People are counted, not marks. A mark at a shelter, a place of worship or another place that serves vulnerable people is
never offered: it asks for a talk with that place (``design/domain.md`` §6.3). A mark at neither a public place nor a
street with houses enough to hide any one of them is only a number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from shapely import STRtree
from shapely.geometry import Point

from gis_app.analysis.streets import street_labels
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.meetings import Meeting
from gis_app.services.ground import COUNTRYSIDE_M, Ground, address_layers, ground_of, nearest_places
from gis_app.services.hall.people import Source, count_people
from gis_app.services.spots import points_at
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store import wall
from gis_app.store.ground import Place
from gis_app.text.collate import sort_key

STREET_M = 150.0
"""A mark farther than this from the anchor of a section of street is not said to mean it."""
FEWEST_HOUSES = 5
"""A section with fewer houses would nearly name somebody's home."""


@dataclass(frozen=True, slots=True)
class TalkPlace:
    """A public place or a section of street, with how many people said what; only a place has a point."""

    key: str
    kind: str
    name: str
    point: Point | None
    people: dict[str, int]

    @property
    def contested(self) -> bool:
        """Whether some like what others do not."""
        return bool(self.people.get("like") and self.people.get("dislike"))


@dataclass(frozen=True, slots=True)
class TalkList:
    """What to talk about, the most disliked first.

    Attributes
    ----------
    places
        May be picked.
    sensitive
        Names of places to talk *with*, and how many people dislike something there; never picked, never shown.
    elsewhere
        How many people dislike something that lies at no public place and no street.
    """

    places: list[TalkPlace]
    sensitive: list[tuple[str, int]]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class _Section:
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class _Streets:
    """Sections of streets and the points at which their names would stand."""

    points: STRtree
    sections: tuple[_Section, ...]

    def at(self, points: Sequence[Point]) -> list[_Section | None]:
        asked, near = self.points.query_nearest(points, max_distance=STREET_M, all_matches=False)
        found = dict(zip(asked.tolist(), near.tolist(), strict=True))
        return [self.sections[found[at]] if at in found else None for at in range(len(points))]


@dataclass(slots=True)
class _Gathered:
    """Sources of marks by place and class."""

    names: dict[str, tuple[str, str, Point | None]] = field(default_factory=dict)
    marks: dict[str, dict[str, list[Source]]] = field(default_factory=dict)

    def add(self, key: str, kind: str, name: str, point: Point | None) -> dict[str, list[Source]]:
        self.names[key] = (kind, name, point)
        return self.marks.setdefault(key, {})


def talk_list(context: Context, meeting: Meeting) -> TalkList:
    """Return what the room of a meeting may talk about."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    with context.database.reading() as session:
        found = store.placed_marks(session, meeting.id)
        sheets = wall.sheet_people(session, meeting.id)
        guarded = store.sensitive_places(session, meeting.project)
    streets, gathered = _streets(context, meeting, ground), _Gathered()
    for kind, source, where in zip(
        found.kinds, found.sources, _where(points_at(found.xy), ground, guarded, streets), strict=True
    ):
        gathered.add(*where).setdefault(kind, []).append(source)
    counted = [_counted(gathered, key, sheets) for key in gathered.names]
    return _ordered(counted)


def public_place(context: Context, meeting: Meeting, key: str) -> tuple[str, Point | None]:
    """Return name and point of what a key of the list, or of any listed public place, stands for.

    Raises
    ------
    NotFound
        If there is no such place on the list.
    """
    for place in [*talk_list(context, meeting).places, *other_places(context, meeting)]:
        if place.key == key:
            return place.name, place.point
    raise NotFound("talk_place_unknown")


def other_places(context: Context, meeting: Meeting) -> list[TalkPlace]:
    """Return every listed public place of the territory, by name: the room may name one that nobody marked."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    inside = [place for place in ground.places if ground.holds(place.point)]
    return [
        TalkPlace(f"place:{place.id}", "place", place.name, place.point, {})
        for place in sorted(inside, key=lambda place: sort_key(place.name))
    ]


def _where(
    points: Sequence[Point], ground: Ground, guarded: Sequence[Place], streets: _Streets
) -> Iterator[tuple[str, str, str, Point | None]]:
    """Yield key, kind, name and point of what each mark is about; a guarded place at hand goes before all others."""
    kept = nearest_places(points, guarded, STRtree([place.point for place in guarded]))
    for near, place, section in zip(kept, ground.places_at(points), streets.at(points), strict=True):
        if near is not None:
            yield f"guarded:{near.id}", "guarded", near.name, None
        elif place is not None:
            yield f"place:{place.id}", "place", place.name, place.point
        elif section is not None:
            yield section.key, "street", section.name, None
        else:
            yield "elsewhere", "elsewhere", "", None


def _counted(gathered: _Gathered, key: str, sheets: dict[str, int]) -> TalkPlace:
    kind, name, point = gathered.names[key]
    people = {code: count_people(sources, sheets) for code, sources in gathered.marks[key].items()}
    return TalkPlace(key=key, kind=kind, name=name, point=point, people=people)


def _ordered(counted: list[TalkPlace]) -> TalkList:
    disliked = [place for place in counted if place.people.get("dislike")]
    offered = [place for place in disliked if place.kind in {"place", "street"}]
    return TalkList(
        places=sorted(offered, key=lambda place: (-place.people["dislike"], sort_key(place.name), place.key)),
        sensitive=sorted((place.name, place.people["dislike"]) for place in disliked if place.kind == "guarded"),
        elsewhere=sum(place.people["dislike"] for place in disliked if place.kind == "elsewhere"),
    )


def _streets(context: Context, meeting: Meeting, ground: Ground) -> _Streets:
    key = ("streets", meeting.project, meeting.territory_id)
    return context.memory.trusted.get(key, lambda: _make_streets(context, meeting, ground), stamp=lambda: id(ground))


def _make_streets(context: Context, meeting: Meeting, ground: Ground) -> _Streets:
    epsg = context.settings.work_epsg
    around = Bounds(*ground.reach.buffer(COUNTRYSIDE_M).bounds, epsg=epsg)
    rows: list[tuple[str, Point]] = []
    for layer in address_layers(context, meeting.project):
        frame = context.catalogue.frame(layer.id, bounds=around).to_crs(epsg)
        if {"street", "number"} <= set(frame.columns):
            labels = street_labels(frame)
            many = labels[labels["houses"] >= FEWEST_HOUSES]
            rows += list(zip(many["name"], many.geometry, strict=True))
    names = [name for name, _ in rows]
    points = [point for _, point in rows]
    sections = [_section(at, names, points) for at in range(len(rows))]
    return _Streets(STRtree(points), tuple(sections))


def _section(at: int, names: list[str], points: list[Point]) -> _Section:
    """Return a section; where a street has several, the nearest other street tells which is meant."""
    name, point = names[at], points[at]
    key = f"street:{name}/{point.x:.0f}/{point.y:.0f}"
    others = [place for place, other in enumerate(names) if other != name]
    if names.count(name) == 1 or not others:
        return _Section(key, name)
    far = np.hypot([points[each].x - point.x for each in others], [points[each].y - point.y for each in others])
    return _Section(key, f"{name} / {names[others[int(np.argmin(far))]]}")
