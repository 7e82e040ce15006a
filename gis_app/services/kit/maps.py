"""The maps of the grid sheets: one of the whole territory, and parts of it where the whole is too small to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import ceil
from pathlib import Path
from typing import Any

from shapely import STRtree
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import Infeasible
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Feature
from gis_app.domain.lists import SENSITIVE_KINDS
from gis_app.domain.meetings import Meeting
from gis_app.prints.content import DrawnLayer, MapSheet
from gis_app.prints.grid_map import GridMap, grid_layout, grid_map
from gis_app.prints.sheet import SCALES, Ground, Layout, ground, scales_that_fit
from gis_app.services.ground import TOWN_LEVELS, ground_of
from gis_app.services.kit.choices import KitChoices
from gis_app.services.meetings import get_meeting
from gis_app.services.print_map import sheet_of
from gis_app.services.print_request import PrintRequest
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.services.work import Report
from gis_app.text.words import words_for

KIND = "kit_maps"
FILE = "maps.json"
MOST_PARTS = 9
_ORIENTATIONS = ("landscape", "portrait")
_READABLE = {True: 10_000, False: 25_000}
"""The smallest scale at which a sticker of 8 mm still means a place: 80 m in town, 200 m in the countryside."""
_AIR = 0.03
_OVERLAP = 0.04
_MOST_PLACES = {"a4": 12, "a3": 30}
_LANDMARKS = (
    *("culture_house", "library", "education", "community_centre", "municipal_centre", "church", "shop", "pharmacy"),
    *("health_centre", "gp", "hospital", "post", "park", "sports", "youth_centre", "gathering_place", "stop"),
)
"""By what people find their way on a map, first things first; other places follow."""
_NO_LANDMARKS = frozenset(SENSITIVE_KINDS) - {"church"}
"""A sheet for stickers does not point at places that house or serve vulnerable people (``design/domain.md`` §6.3)."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A sheet to draw: ``number`` 0 is the whole territory, 1, 2 … are its parts from the north-west.

    ``share`` is a part without what it has in common with its neighbours: so the map of the whole shows it.
    """

    number: int
    layout: Layout
    view: Ground
    share: Bounds | None = None


def planned_sheets(context: Context, meeting: Meeting, choices: KitChoices) -> list[Planned]:
    """Return the sheets that a meeting needs to read its territory.

    Raises
    ------
    Infeasible
        If the territory does not fit on a sheet at our smallest scale.
    """
    area = ground_of(context, project=meeting.project, territory_id=meeting.territory_id).area
    around = _around(area.geometry, context.settings.work_epsg)
    layouts = _layouts(context, meeting, choices)
    whole = _whole(around, layouts)
    readable = _READABLE[area.level in TOWN_LEVELS]
    if choices.layout == "one" or whole.view.scale <= readable:
        return [whole]
    parts = _parts(area.geometry, around, layouts, [scale for scale in SCALES if readable <= scale < whole.view.scale])
    return [whole, *parts]


def draw_maps(context: Context, meeting: Meeting, choices: KitChoices, *, tell: Report | None = None) -> list[GridMap]:
    """Return the maps of the grid sheets, drawn as the public may see them; ``tell`` hears how far it is."""
    plan = planned_sheets(context, meeting, choices)
    parts = [one.share for one in plan if one.share is not None]
    request = PrintRequest(
        project=meeting.project,
        day=context.clock().date(),
        territory=meeting.territory_id,
        paper=choices.paper,
        language=choices.languages[0],
        palette=choices.palette,
        large=choices.large,
    )
    drawn = []
    for done, one in enumerate(plan, start=1):
        sheet = _with_landmarks(sheet_of(context, request, there=one.layout, view=one.view))
        words = words_for(choices.languages[0])
        drawn.append(grid_map(sheet, words, number=one.number, parts=() if one.number else parts))
        if tell is not None:
            tell(done / len(plan))
    return drawn


def work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Draw the maps as a job of the queue; its parameters hold no code of a card and no password."""
    choices = KitChoices(
        sections=("grids",),
        languages=(str(parameters["language"]),),
        paper=str(parameters["paper"]),
        layout=str(parameters["layout"]),
        palette=str(parameters["palette"]),
        large=bool(parameters["large"]),
    )
    maps = draw_maps(context, get_meeting(context, str(parameters["meeting"])), choices, tell=report)
    (report.folder / FILE).write_text(json.dumps([asdict(one) for one in maps], ensure_ascii=False), encoding="utf-8")
    return {"maps": len(maps), "scale": max(one.scale for one in maps)}


def parameters_of(meeting: Meeting, choices: KitChoices) -> Mapping[str, Any]:
    """Return what the job that draws the maps of these choices must know."""
    return {
        "meeting": meeting.id,
        "project": meeting.project,
        "language": choices.languages[0],
        "paper": choices.paper,
        "layout": choices.layout,
        "palette": choices.palette,
        "large": choices.large,
    }


def read_maps(file: Path) -> list[GridMap]:
    """Return the maps that a job wrote."""
    rows = json.loads(file.read_text(encoding="utf-8"))
    return [GridMap(**{**row, "box": tuple(row["box"])}) for row in rows]


def _around(area: BaseGeometry, epsg: int) -> Bounds:
    west, south, east, north = area.bounds
    air = _AIR * max(east - west, north - south)
    return Bounds(west - air, south - air, east + air, north + air, epsg)


def _layouts(context: Context, meeting: Meeting, choices: KitChoices) -> list[Layout]:
    banded = project_or_first(context, meeting.project).invented
    return [grid_layout(choices.paper, way, banded=banded, large=choices.large) for way in _ORIENTATIONS]


def _whole(around: Bounds, layouts: Sequence[Layout]) -> Planned:
    fitting = [(next(scales_that_fit(around, one.map), None), place) for place, one in enumerate(layouts)]
    known = [(scale, place) for scale, place in fitting if scale is not None]
    if not known:
        raise Infeasible("too_large_for_sheet", expected=f"1 : {SCALES[-1]}")
    chosen = layouts[min(known)[1]]
    return Planned(0, chosen, ground(around, chosen.map))


def _parts(area: BaseGeometry, around: Bounds, layouts: Sequence[Layout], scales: Sequence[int]) -> list[Planned]:
    """Return the parts at the largest scale that needs few enough of them; none if no scale does."""
    for scale in scales:
        tilings = [_tiles(area, around, one, scale) for one in layouts]
        best = min(tilings, key=len)
        if len(best) <= MOST_PARTS:
            return best
    return []


def _tiles(area: BaseGeometry, around: Bounds, layout: Layout, scale: int) -> list[Planned]:
    wide, high = layout.map.width * scale / 1000, layout.map.height * scale / 1000
    across, up = around.east - around.west, around.north - around.south
    columns, rows = ceil(across / (wide * (1 - _OVERLAP))), ceil(up / (high * (1 - _OVERLAP)))
    across, up = across / columns, up / rows
    shares = [
        Bounds(west, north - up, west + across, north, around.epsg)
        for north in (around.north - up * row for row in range(rows))
        for west in (around.west + across * column for column in range(columns))
    ]
    touching = STRtree([box(*share.box) for share in shares]).query(area, predicate="intersects")
    kept = [shares[place] for place in sorted(touching)]
    return [Planned(number, layout, _over(share, layout, scale), share) for number, share in enumerate(kept, start=1)]


def _over(share: Bounds, layout: Layout, scale: int) -> Ground:
    """Return the ground of a sheet with a part in its middle."""
    east, north = (share.west + share.east) / 2, (share.south + share.north) / 2
    return Ground(east, north, share.epsg, scale, layout.map.width, layout.map.height)


def _with_landmarks(sheet: MapSheet) -> MapSheet:
    """Keep the places by which people find their way, as many as the list beside the map has room for."""
    frame = sheet.ground.box
    seen: list[tuple[int, str, str]] = []
    for drawn in sheet.layers:
        if drawn.layer.role == "places":
            seen += [_rank(one) for one in drawn.features if one.geometry is not None and _in(sheet, frame, one)]
    kept = {row[2] for row in sorted(seen)[: _MOST_PLACES[sheet.layout.paper]]}
    layers = tuple(
        DrawnLayer(one.layer, [feature for feature in one.features if feature.id in kept], one.picture)
        if one.layer.role == "places"
        else one
        for one in sheet.layers
        if one.layer.role not in {"marks", "communities"}
    )
    return replace(sheet, layers=layers)


def _in(sheet: MapSheet, frame: BaseGeometry, feature: Feature) -> bool:
    kind = str(feature.properties.get("kind", ""))
    if feature.properties.get("sensitive") or kind in _NO_LANDMARKS or feature.geometry is None:
        return False
    return bool(frame.contains(sheet.ground.to_paper(feature.geometry.representative_point())))


def _rank(feature: Feature) -> tuple[int, str, str]:
    kind = str(feature.properties.get("kind", ""))
    order = _LANDMARKS.index(kind) if kind in _LANDMARKS else len(_LANDMARKS)
    return order, str(feature.properties.get("name", "")), feature.id
