"""Target ``country_base``: generalised land, lakes, rivers, borders and towns (as of Natural Earth) for far views.

One GeoPackage brings several parts; each becomes what its name and its shapes say. Closer than ``UNTIL`` they give way:
a coast drawn for a map of a country is a kilometre off in a village.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from gis_app.analysis.coastline import land_to_sea
from gis_app.catalog.sources import read_source
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices
from gis_app.services.imports.base_layers import BY_BASE, Origin, base_layer
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer, Progress, Target
from gis_app.services.wiring import Context
from gis_app.text.fold import fold

UNTIL = 10
"""The closest map zoom at which these layers are drawn."""
NATURAL_EARTH = {"lv": "Natural Earth", "en": "Natural Earth", "ru": "Natural Earth"}
_SIGNS = {"featurecla", "scalerank"}
"""Columns by which files of Natural Earth are known."""
_MEANT: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("land", ("land", "sauszeme", "zeme"), "polygon"),
    ("lakes", ("lake", "ezer", "water", "udens"), "polygon"),
    ("rivers", ("river", "upe", "stream", "waterway"), "line"),
    ("borders", ("bound", "border", "robez", "admin"), "line"),
    ("towns", ("place", "populated", "town", "cit", "pilset", "viet"), "point"),
)
_FAMILIES = {"Polygon": "polygon", "LineString": "line", "Point": "point"}
_CITY, _TOWN = 100_000, 10_000


def examine(_context: Context, draft: Draft) -> Draft:
    """Return the draft with what each part of the file becomes."""
    parts = draft.understanding.parts or (draft.understanding.part or draft.name,)
    frames = {part: _read(draft, part) for part in parts}
    meant = {part: meaning for part, frame in frames.items() if (meaning := _meaning(part, frame))}
    if not meant:
        raise InputRefused("country_base_nothing", file=draft.name, value=", ".join(parts))
    natural = any(set(frames[part].columns) >= _SIGNS for part in meant)
    choices = _completed(draft.choices, natural=natural)
    every = [shapely.box(*frames[part].to_crs(WGS84).total_bounds) for part in meant]
    west, south, east, north = shapely.union_all(every).bounds
    bounds = Bounds(west, south, east, north, WGS84)
    count = sum(len(frames[part]) for part in meant)
    understanding = replace(draft.understanding, features=count, bounds=bounds, geometry="any")
    done = replace(draft, choices=choices, understanding=understanding, frame=None, problems=())
    return done.with_(facts={"parts": meant, "left_out": [part for part in parts if part not in meant]})


def layers(context: Context, draft: Draft, _folder: Path, progress: Progress) -> Sequence[NewLayer]:
    """Return one layer for water, borders and names each, as far as the file has them."""
    meant: Mapping[str, str] = draft.facts["parts"]
    found: dict[str, list[GeoDataFrame]] = {}
    for done, (part, meaning) in enumerate(meant.items()):
        base, make = _MAKERS[meaning]
        found.setdefault(base, []).append(make(_read(draft, part).to_crs(WGS84)))
        progress((done + 1) / (len(meant) + 1))
    choices = draft.choices
    said = NATURAL_EARTH if choices.source == NATURAL_EARTH["en"] else dict.fromkeys(NATURAL_EARTH, choices.source)
    origin = Origin(choices.layer, choices.project, WGS84, said, choices.licence, choices.dated, context.clock().date())
    made = [
        NewLayer(base_layer(BY_BASE[base], origin, max_zoom=UNTIL), _joined(frames)) for base, frames in found.items()
    ]
    progress(1.0)
    return made


def _read(draft: Draft, part: str) -> GeoDataFrame:
    several = bool(draft.understanding.parts)
    source = read_source(draft.file, name=draft.name, choices=replace(draft.choices, part=part if several else ""))
    if source.frame is None or source.frame.crs is None:
        return GeoDataFrame(geometry=[], crs=WGS84)
    return source.frame[~(source.frame.geometry.isna() | source.frame.geometry.is_empty)]


def _meaning(part: str, frame: GeoDataFrame) -> str:
    """Return what a part is by its name and the kind of its shapes; nothing when it is none of ours."""
    if frame.empty:
        return ""
    family = _FAMILIES.get(str(frame.geom_type.mode()[0]).removeprefix("Multi"), "")
    name = fold(part)
    return next((what for what, stems, kind in _MEANT if kind == family and any(stem in name for stem in stems)), "")


def _completed(choices: Choices, *, natural: bool) -> Choices:
    if not natural:
        return choices
    source = choices.source or NATURAL_EARTH["en"]
    return replace(choices, source=source, licence=choices.licence or "public domain")


def _sea(frame: GeoDataFrame) -> GeoDataFrame:
    west, south, east, north = frame.total_bounds.tolist()
    shape = land_to_sea(shapely.make_valid(frame.geometry.to_numpy()), (west, south, east, north))
    return _rows(gpd.GeoSeries([shape], crs=WGS84), "sea", [""], [0])


def _lakes(frame: GeoDataFrame) -> GeoDataFrame:
    return _rows(frame.geometry, "lake", _names(frame), _zooms(frame))


def _rivers(frame: GeoDataFrame) -> GeoDataFrame:
    return _rows(frame.geometry, "river", _names(frame), _zooms(frame))


def _borders(frame: GeoDataFrame) -> GeoDataFrame:
    return _rows(frame.geometry, "border", _names(frame), [0] * len(frame))


def _towns(frame: GeoDataFrame) -> GeoDataFrame:
    column = next((one for one in ("pop_max", "population", "pop") if one in frame), "")
    people = pd.to_numeric(frame[column], errors="coerce").fillna(0).astype(int) if column else [0] * len(frame)
    kinds = ["city" if number >= _CITY else "town" if number >= _TOWN else "village" for number in people]
    rows = _rows(frame.geometry, "", _names(frame), [{"city": 5, "town": 7, "village": 8}[kind] for kind in kinds])
    return rows.assign(kind=kinds, population=list(people))[rows["name"] != ""]


def _rows(shapes: Any, kind: str, names: Sequence[str], zooms: Sequence[int]) -> GeoDataFrame:
    return GeoDataFrame({"kind": kind, "name": list(names), "zoom": list(zooms)}, geometry=list(shapes), crs=WGS84)


def _names(frame: GeoDataFrame) -> list[str]:
    column = next((one for one in ("name_lv", "name", "nosaukums") if one in frame), "")
    return frame[column].fillna("").astype(str).tolist() if column else [""] * len(frame)


def _zooms(frame: GeoDataFrame) -> list[int]:
    """Return the zoom from which each feature is drawn: its rank in Natural Earth, one zoom earlier."""
    if "scalerank" not in frame:
        return [0] * len(frame)
    ranks = pd.to_numeric(frame["scalerank"], errors="coerce").fillna(6)
    zooms: list[int] = (ranks - 2).clip(0, UNTIL - 1).astype(int).tolist()
    return zooms


def _joined(frames: Sequence[GeoDataFrame]) -> GeoDataFrame:
    whole = GeoDataFrame(pd.concat(frames, ignore_index=True), crs=WGS84)
    return whole.assign(id=[str(row) for row in range(1, len(whole) + 1)])


_MAKERS: Mapping[str, tuple[str, Callable[[GeoDataFrame], GeoDataFrame]]] = {
    "land": ("water", _sea),
    "lakes": ("water", _lakes),
    "rivers": ("water", _rivers),
    "borders": ("borders", _borders),
    "towns": ("names", _towns),
}

TARGET = Target(code="country_base", kinds=("vector",), examine=examine, layers=layers)
