"""The preset of target ``addresses`` for the open tables of the state address register: houses, farms and villages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from gis_app.analysis.address_book import LEVELS, address_book, named_places
from gis_app.catalog.address_register import RegisterTables, read_register, table_of
from gis_app.domain.crs import LKS92, WGS84
from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Problem
from gis_app.services.imports.base_layers import BY_BASE, Origin, address_layer, base_layer
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer
from gis_app.services.projects import projects
from gis_app.services.wiring import Context

SOURCE = {
    "lv": "Valsts adrešu reģistrs (Valsts zemes dienests)",
    "en": "State address register of Latvia (State Land Service)",
    "ru": "Государственный адресный реестр (Государственная земельная служба)",
}
MARGIN_M = 2000.0
"""Houses so far outside the project's ground are kept: meetings are visited from there."""
_FARM_ZOOM, _ZOOM = 13, {"town": 8, "village": 10, "hamlet": 12}
_SIGNS = {"KODS", "VKUR_CD", "STATUSS", "NOSAUKUMS"}


def is_register(draft: Draft) -> bool:
    """Say whether a file is of the register: by the names of the tables in it, or by the columns of its only table."""
    if any(table_of(part) == "buildings" for part in (*draft.understanding.parts, draft.name)):
        return True
    names = {column.name.upper() for column in draft.understanding.columns}
    return names >= _SIGNS and bool(names & {"KOORD_X", "DD_N"})


def examine_register(context: Context, draft: Draft) -> Draft:
    """Return the draft with what the tables hold; what is missing of them is told."""
    read = read_register(draft.file, name=draft.name)
    if "buildings" not in read.tables:
        raise InputRefused("register_without_buildings", file=draft.name)
    book, named = _cut(context, draft, read)
    if book.empty:
        raise InputRefused("register_nothing_here", file=draft.name, value=len(read.tables["buildings"]))
    newest = _newest(read)
    choices = replace(
        draft.choices,
        theme=draft.choices.theme or "functional",
        source=draft.choices.source or SOURCE["lv"],
        dated=draft.choices.dated or newest,
    )
    absent = [table for table in LEVELS if table not in read.tables]
    problems = [Problem("register_tables_absent", params={"value": ", ".join(absent)})] if absent else []
    if newest is not None and choices.dated == newest:
        problems.append(Problem("osm_date_of_newest_change", params={"day": newest.isoformat()}))
    lon, lat = _degrees(book)
    understanding = replace(
        draft.understanding,
        features=len(book),
        places="columns",
        geometry="point",
        epsg=LKS92,
        bounds=Bounds(lon.min(), lat.min(), lon.max(), lat.max(), WGS84),
    )
    facts = {
        "preset": "address_register",
        "houses": len(book),
        "farms": int((book["street"] == "").sum()),
        "villages": len(named),
        "gone": read.gone,
    }
    done = replace(draft, choices=choices, understanding=understanding, frame=None, problems=())
    return done.with_(*problems, facts=facts)


def register_layers(context: Context, draft: Draft) -> Sequence[NewLayer]:
    """Return the layer of houses, and the layer of names: villages, towns and farms."""
    choices = draft.choices
    book, named = _cut(context, draft, read_register(draft.file, name=draft.name))
    said = SOURCE if choices.source == SOURCE["lv"] else dict.fromkeys(SOURCE, choices.source)
    origin = Origin(
        choices.layer,
        choices.project,
        LKS92,
        said,
        choices.licence or "not known",
        choices.dated,
        context.clock().date(),
    )
    houses = replace(address_layer(origin), id=choices.layer, title=dict(choices.title))
    names = _names(book, named)
    made = [NewLayer(houses, _houses(book))]
    return [*made, NewLayer(base_layer(BY_BASE["names"], origin), names)] if len(names) else made


def _cut(context: Context, draft: Draft, read: RegisterTables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return houses and named places on and around the ground of the project; all when it has none yet."""
    book = address_book(read.tables)
    book = book.dropna(subset=["x", "y"]).reset_index(drop=True)
    named = named_places(read.tables, book)
    known = projects(context)
    chosen = next((one for one in known if draft.choices.project in {"", one.code}), None)
    if chosen is None or chosen.bounds is None:
        return book, named
    west, south, east, north = chosen.bounds.to(LKS92).box

    def here(rows: pd.DataFrame) -> pd.DataFrame:
        inside = rows["x"].between(west - MARGIN_M, east + MARGIN_M)
        inside &= rows["y"].between(south - MARGIN_M, north + MARGIN_M)
        return rows[inside].reset_index(drop=True)

    return here(book), here(named)


def _houses(book: pd.DataFrame) -> GeoDataFrame:
    place = book["village"].where(book["village"] != "", book["town"]).where(lambda one: one != "", book["parish"])
    columns = book[["id", "address", "street", "number"]].assign(locality=place, rotation=np.nan)
    return GeoDataFrame(columns, geometry=gpd.points_from_xy(book["x"], book["y"]), crs=LKS92)


def _names(book: pd.DataFrame, named: pd.DataFrame) -> GeoDataFrame:
    """Return villages, towns and farms; a farm is a house with a name of its own outside villages and towns."""
    farms = book[(book["street"] == "") & (book["inside"] == "") & ~book["number"].str.match(r"\d")]
    rows = pd.concat(
        [
            named[["id", "name", "kind", "x", "y"]].assign(zoom=named["kind"].map(_ZOOM)),
            farms.rename(columns={"number": "name"})[["id", "name", "x", "y"]].assign(kind="farm", zoom=_FARM_ZOOM),
        ],
        ignore_index=True,
    )
    rows = rows.assign(population=0, zoom=rows["zoom"].astype(int))
    shapes = gpd.points_from_xy(rows["x"], rows["y"])
    return GeoDataFrame(rows.drop(columns=["x", "y"]), geometry=shapes, crs=LKS92)


def _degrees(book: pd.DataFrame) -> tuple[Any, Any]:
    points = gpd.GeoSeries(gpd.points_from_xy(book["x"], book["y"]), crs=LKS92).to_crs(WGS84)
    return points.x, points.y


def _newest(read: RegisterTables) -> date | None:
    """Return the day of the newest change in the table of houses, which is written in several ways."""
    told = read.tables["buildings"].get("DAT_MOD")
    if told is None:
        return None
    days = told.str.extract(r"^(\d{4})[.-](\d{2})[.-](\d{2})|^(\d{2})\.(\d{2})\.(\d{4})")
    written = (days[0] + days[1] + days[2]).fillna(days[5] + days[4] + days[3]).dropna()
    newest = pd.to_datetime(written, format="%Y%m%d", errors="coerce").max()
    return None if pd.isna(newest) else newest.date()
