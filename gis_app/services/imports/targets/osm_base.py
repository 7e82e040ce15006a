"""Target ``osm_base``: an OpenStreetMap extract becomes the base map, and, as chosen, addresses and places of use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from gis_app.analysis.coastline import sea
from gis_app.catalog.osm.classes import USES
from gis_app.catalog.osm.header import OsmContent, OsmFile, read_header, survey
from gis_app.catalog.osm.reader import read_osm
from gis_app.domain.crs import WGS84, metric_epsg
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Problem
from gis_app.services.imports.base_layers import BY_BASE, Origin, address_layer, base_layer, place_layer
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer, Option, Progress, Target
from gis_app.services.projects import projects
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from datetime import date

BASE = ("cover", "water", "roads", "rail", "buildings", "names")
USES_AS = ("layer", "none")
CUTS = ("project", "whole")
MARGIN_M = 2000.0
"""Ground around the project that is kept: the map is looked at a little beyond its edge."""
FARTHEST_M = 200_000.0
_NO = {"", "false", "0", "no", "ne", "none"}
"""Answers to a yes-or-no option, as the command line and a form write them."""
HIDDEN = ("shelter", "crisis_centre", "group_flat", "social_housing")
"""Places of these kinds are left out: they are listed by those who may see them, not from a public file (§6.4)."""
SOURCE = {
    "lv": "© OpenStreetMap līdzautori, ODbL",
    "en": "© OpenStreetMap contributors, ODbL",
    "ru": "© Участники OpenStreetMap, ODbL",
}
LICENCE = "ODbL 1.0"
_READ = 0.75


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with every choice made, and with what the file holds."""
    head, content = read_header(draft.file), survey(draft.file)
    bounds = head.bounds or content.bounds
    if not content.counts or bounds is None:
        raise InputRefused("osm_nothing_for_map", file=draft.name)
    choices = _completed(draft.choices, head, content)
    problems = [*_date_problem(choices, head, content)]
    ground = _project_bounds(context, choices)
    apart = ground is not None and not _overlap(ground, bounds)
    if apart and choices.options["cut"] == "project":
        problems.append(Problem("osm_elsewhere"))
        choices = replace(choices, options={**choices.options, "cut": "whole"})
    hidden = sum(number for kind, number in content.uses.items() if kind in HIDDEN)
    if hidden and choices.options["places"] == "layer":
        problems.append(Problem("osm_hidden_places", params={"count": hidden}))
    kept = sum(content.counts.get(part, 0) for part in _wanted(choices))
    understanding = replace(draft.understanding, features=kept, bounds=bounds, places="geometry", geometry="any")
    facts = {
        "parts": dict(content.counts),
        "uses": dict(content.uses),
        "dated": choices.dated and choices.dated.isoformat(),
    }
    return replace(draft, choices=choices, understanding=understanding).with_(*problems, facts=facts)


def layers(context: Context, draft: Draft, folder: Path, progress: Progress) -> Sequence[NewLayer]:
    """Return one layer for each part that the file has anything of."""
    choices = draft.choices
    area = draft.understanding.bounds
    assert area is not None  # noqa: S101 - examine refuses a file without
    cut = _project_bounds(context, choices) if choices.options["cut"] == "project" else None
    window = None if cut is None else _grown(cut, float(choices.options["margin_m"]))
    epsg = metric_epsg(*_centre(window or area), work=context.settings.work_epsg)
    found = read_osm(
        draft.file,
        parts=_wanted(choices),
        work=folder,
        bounds=window,
        objects=draft.understanding.features,
        progress=lambda done: progress(done * _READ),
    )
    frames = found.frames
    progress(_READ)
    if "water" in frames:
        frames["water"] = _with_sea(frames["water"], frames.pop("coast"), area)
    origin = _origin(context, choices, epsg)
    made = [NewLayer(layer, frame) for layer, frame in _described(frames, origin, choices) if len(frame)]
    if not made:
        raise InputRefused("osm_nothing_for_map", file=draft.name)
    progress(1.0)
    return made


def _described(frames: Mapping[str, GeoDataFrame], origin: Origin, choices: Choices) -> list[tuple[Any, GeoDataFrame]]:
    described: list[tuple[Any, GeoDataFrame]] = []
    for part, frame in frames.items():
        ground = frame.to_crs(origin.epsg) if len(frame) else frame
        if part in BASE:
            described.append((base_layer(BY_BASE[part], origin), ground))
        elif part == "addresses":
            described.append((address_layer(origin), _addresses(ground)))
        elif part == "places":
            chosen = ground[ground["kind"].isin(_kinds(choices))]
            described.append((place_layer(origin, public=choices.public), chosen.reset_index(drop=True)))
    return described


def _addresses(frame: GeoDataFrame) -> GeoDataFrame:
    """Return addresses once each: a building and the entrance on it often say the same."""
    frame = frame.assign(rotation=np.nan).drop_duplicates(["street", "number", "locality"]).reset_index(drop=True)
    return frame[["id", "address", "street", "number", "locality", "rotation", "geometry"]]


def _with_sea(water: GeoDataFrame, coast: GeoDataFrame, area: Bounds) -> GeoDataFrame:
    shape = sea(coast.geometry.to_numpy(), area.to(WGS84).box)
    if shape.is_empty:
        return water
    row = GeoDataFrame({"id": ["sea"], "kind": ["sea"], "name": [""], "zoom": [0]}, geometry=[shape], crs=WGS84)
    return GeoDataFrame(pd.concat([row, water], ignore_index=True), crs=WGS84) if len(water) else row


def _completed(choices: Choices, head: OsmFile, content: OsmContent) -> Choices:
    options = {**dict.fromkeys((*BASE, "addresses"), True), "places": "layer", "kinds": "", "cut": "project"}
    options = {**options, "margin_m": MARGIN_M, **choices.options}
    for name, allowed in (("places", USES_AS), ("cut", CUTS)):
        if options[name] not in allowed:
            raise UnknownCode("unknown_import_choice", value=options[name], expected=", ".join(allowed))
    options |= {part: str(options[part]).lower() not in _NO for part in (*BASE, "addresses")}
    options["margin_m"] = _metres(options["margin_m"])
    done = replace(choices, options=options, theme=choices.theme or "physical")
    _kinds(done)
    return replace(
        done,
        source=choices.source or SOURCE["en"],
        licence=choices.licence or LICENCE,
        dated=choices.dated or head.dated or content.newest,
    )


def _metres(value: Any) -> float:
    try:
        metres = float(str(value).replace(",", "."))
    except ValueError:
        metres = -1.0
    if not 0 <= metres <= FARTHEST_M:
        raise UnknownCode("unknown_import_choice", value=value, expected=f"0–{FARTHEST_M:g}")
    return metres


def _date_problem(choices: Choices, head: OsmFile, content: OsmContent) -> list[Problem]:
    if head.dated is not None or content.newest is None or choices.dated != content.newest:
        return []
    return [Problem("osm_date_of_newest_change", params={"day": content.newest.isoformat()})]


def _kinds(choices: Choices) -> tuple[str, ...]:
    """Return the kinds of places that were chosen; all that are not hidden when none was named."""
    named = [kind.strip() for kind in str(choices.options["kinds"]).split(",") if kind.strip()]
    allowed = tuple(kind for kind in USES if kind not in HIDDEN)
    for kind in named:
        if kind not in allowed:
            raise UnknownCode("unknown_resource_kind", value=kind, expected=", ".join(allowed))
    return tuple(named) or allowed


def _wanted(choices: Choices) -> tuple[str, ...]:
    """Return the parts to read; the sea belongs to the water."""
    parts = [part for part in (*BASE, "addresses") if choices.options[part]]
    if choices.options["water"]:
        parts.append("coast")
    if choices.options["places"] != "none":
        parts.append("places")
    return tuple(parts)


def _origin(context: Context, choices: Choices, epsg: int) -> Origin:
    said = SOURCE if choices.source == SOURCE["en"] else dict.fromkeys(SOURCE, choices.source)
    dated: date | None = choices.dated
    return Origin(choices.layer, choices.project, epsg, said, choices.licence, dated, context.clock().date())


def _project_bounds(context: Context, choices: Choices) -> Bounds | None:
    known = projects(context)
    chosen = next((one for one in known if choices.project in {"", one.code}), None)
    return chosen.bounds if chosen else None


def _overlap(one: Bounds, other: Bounds) -> bool:
    a, b = one.to(WGS84), other.to(WGS84)
    return a.west <= b.east and b.west <= a.east and a.south <= b.north and b.south <= a.north


def _grown(bounds: Bounds, metres: float) -> Bounds:
    box = bounds.to(metric_epsg(*_centre(bounds)))
    grown = Bounds(box.west - metres, box.south - metres, box.east + metres, box.north + metres, box.epsg)
    return grown.to(WGS84)


def _centre(bounds: Bounds) -> tuple[float, float]:
    box = bounds.to(WGS84)
    return (box.west + box.east) / 2, (box.south + box.north) / 2


TARGET = Target(
    code="osm_base",
    kinds=("osm",),
    examine=examine,
    layers=layers,
    options=(
        *(Option(part, "flag") for part in (*BASE, "addresses")),
        Option("places", "choice", codes=USES_AS, labels="osm_places"),
        Option("kinds", "text"),
        Option("cut", "choice", codes=CUTS, labels="osm_cut"),
        Option("margin_m", "number"),
    ),
)
