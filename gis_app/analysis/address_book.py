"""Addresses put together from a register of objects that lie in each other: house, street, village, parish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gis_app.domain.crs import LKS92, WGS84, transformer

LEVELS = ("streets", "villages", "towns", "parishes", "municipalities")
_DEEPEST = 6
"""A house lies in at most so many objects, one in the other."""


def address_book(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the houses of a register with their addresses and places.

    Parameters
    ----------
    tables
        Rows as text: ``buildings`` with ``KODS, NOSAUKUMS, VKUR_CD`` and coordinates, and what there is of ``LEVELS``.

    Returns
    -------
    pandas.DataFrame
        ``id, address, street, number, village, town, parish, municipality`` (text; a farm has no street and its name as
        ``number``), ``inside`` (code of its village or town), and ``x, y`` in EPSG:3059, NaN where unknown.
    """
    houses = tables["buildings"].reset_index(drop=True)
    level = _levels(houses["VKUR_CD"], tables)
    name = houses["NOSAUKUMS"].str.strip()
    place = level["villages"].where(level["villages"] != "", level["towns"])
    numbered = name.str.match(r"\d")
    # A village without streets numbers its houses: its own name stands where a street would.
    street = level["streets"].where(level["streets"] != "", place.where(numbered, ""))
    x, y = places_of(houses)
    book = pd.DataFrame(
        {
            "id": houses["KODS"].str.strip(),
            "street": street,
            "number": name,
            "village": level["villages"],
            "town": level["towns"],
            "parish": level["parishes"],
            "municipality": level["municipalities"],
            "inside": level["inside"],
            "x": x,
            "y": y,
        }
    )
    book["address"] = _written(houses, book)
    return book


def named_places(tables: Mapping[str, pd.DataFrame], book: pd.DataFrame) -> pd.DataFrame:
    """Return villages and towns with a place each: their own middle if the register has it, else that of their houses.

    Returns
    -------
    pandas.DataFrame
        ``id, name, kind`` (``town``, ``village``, or ``hamlet`` for a small village without a border) and ``x, y``.
    """
    own = tables.get("places")
    rows = []
    for table, kind in (("towns", "town"), ("villages", "village")):
        found = tables.get(table)
        if found is None:
            continue
        small = found.get("ATRIB", pd.Series("", index=found.index)).str.strip() == "1"
        kinds = np.where(small & (kind == "village"), "hamlet", kind)
        rows.append(
            pd.DataFrame({"id": found["KODS"].str.strip(), "name": found["NOSAUKUMS"].str.strip(), "kind": kinds})
        )
    if not rows:
        return pd.DataFrame({"id": [], "name": [], "kind": [], "x": [], "y": []})
    named = pd.concat(rows, ignore_index=True)
    middle = book.dropna(subset=["x", "y"]).groupby("inside")[["x", "y"]].median()
    if own is not None and {"KOORD_X", "KOORD_Y"} <= set(own.columns):
        x, y = places_of(own)
        given = pd.DataFrame({"x": x, "y": y}, index=own["KODS"].str.strip()).dropna()
        middle = given[~given.index.duplicated()].combine_first(middle)
    return named.join(middle, on="id").dropna(subset=["x", "y"]).reset_index(drop=True)


def places_of(rows: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return easting and northing in EPSG:3059 of rows of the register, NaN where they have none.

    The register calls the northing ``KOORD_X`` and the easting ``KOORD_Y``; without them ``DD_N``, ``DD_E`` (degrees)
    are taken. Decimal points and commas are both read.
    """
    north, east = _numbers(rows, "KOORD_X"), _numbers(rows, "KOORD_Y")
    lat, lon = _numbers(rows, "DD_N"), _numbers(rows, "DD_E")
    absent = (np.isnan(north) | np.isnan(east)) & ~(np.isnan(lat) | np.isnan(lon))
    if absent.any():
        east[absent], north[absent] = transformer(WGS84, LKS92).transform(lon[absent], lat[absent])
    nowhere = (north == 0) | (east == 0) | np.isnan(north) | np.isnan(east)
    return np.where(nowhere, np.nan, east), np.where(nowhere, np.nan, north)


def _numbers(rows: pd.DataFrame, column: str) -> NDArray[np.float64]:
    if column not in rows:
        return np.full(len(rows), np.nan)
    text = rows[column].str.strip().str.replace(",", ".", regex=False)
    return np.array(pd.to_numeric(text, errors="coerce"), dtype=np.float64)


def _levels(inside: pd.Series[Any], tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.Series[Any]]:
    """Return the names of the objects around each house by level, climbing from each to what it lies in."""
    kind: dict[str, str] = {}
    name: dict[str, str] = {}
    parent: dict[str, str] = {}
    for table in LEVELS:
        rows = tables.get(table)
        if rows is not None:
            codes = rows["KODS"].str.strip()
            kind |= dict.fromkeys(codes, table)
            name |= dict(zip(codes, rows["NOSAUKUMS"].str.strip(), strict=True))
            parent |= dict(zip(codes, rows["VKUR_CD"].str.strip(), strict=True))
    found = {table: pd.Series("", index=inside.index, dtype=object) for table in (*LEVELS, "inside")}
    here = inside.str.strip()
    for _ in range(_DEEPEST):
        level = here.map(kind)
        for table in LEVELS:
            at = level == table
            found[table] = found[table].mask(at & (found[table] == ""), here.map(name))
            if table in {"villages", "towns"}:
                found["inside"] = found["inside"].mask(at & (found["inside"] == ""), here)
        here = here.map(parent).fillna("")
    return found


def _written(houses: pd.DataFrame, book: pd.DataFrame) -> pd.Series[Any]:
    """Return the address as the register writes it, without quotes and postcode; put together where it does not."""
    first = (book["street"] + " " + book["number"]).str.strip()
    place = book["village"].where(book["village"] != "", book["town"])
    place = place.where(place != book["street"], "")
    parts = [first, place, book["parish"], book["municipality"]]
    built = pd.Series([", ".join(filter(None, row)) for row in zip(*parts, strict=True)], index=book.index)
    if "STD" not in houses:
        return built
    said = houses["STD"].str.replace('"', "", regex=False).str.replace(r",\s*LV-\d{4}\s*$", "", regex=True)
    said = said.str.split().str.join(" ").str.replace(" ,", ",", regex=False)
    return said.where(said != "", built)
