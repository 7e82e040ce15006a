"""The real ground made clean: what was changed is counted, what the source contradicts is kept as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series


@dataclass(frozen=True, slots=True)
class AddressCounts:
    """What was found in the address points."""

    read: int
    kept: int
    repeated: int
    rotation_empty: int
    rotation_impossible: int
    contradicting: int


def clean_addresses(raw: GeoDataFrame) -> tuple[GeoDataFrame, AddressCounts]:
    """Return the address points with ``address, street, number, rotation``, and what was found in them.

    Of several points with one address the one nearest to the middle of its street is kept. A rotation outside 0–360°
    becomes no rotation, 360° becomes 0°. Where address and street + number differ by spaces or stops only, they are
    spelled alike; where they name different houses, both stay as the source has them.
    """
    frame = raw.rename(columns={"adrese": "address", "iela": "street", "numurs": "number"})
    for column in ("address", "street", "number"):
        frame[column] = frame[column].fillna("").str.split().str.join(" ")
    joined = (frame["street"] + " " + frame["number"]).str.strip()
    alike = _bare(frame["address"]) == _bare(joined)
    repeated = _repeated(frame)
    empty = frame["rotation"].isna()
    impossible = ~empty & ~frame["rotation"].between(0, 360)
    frame["rotation"] = frame["rotation"].mask(impossible, np.nan) % 360
    frame["address"] = frame["address"].mask(alike, joined)
    kept = frame.loc[~repeated, ["address", "street", "number", "rotation", frame.geometry.name]]
    counts = AddressCounts(
        read=len(frame),
        kept=len(kept),
        repeated=int(repeated.sum()),
        rotation_empty=int(empty.sum()),
        rotation_impossible=int(impossible.sum()),
        contradicting=int((~alike).sum()),
    )
    return kept.reset_index(drop=True), counts


def clean_neighbourhoods(raw: GeoDataFrame, codes: dict[str, str], *, ids: dict[str, str]) -> GeoDataFrame:
    """Return the neighbourhoods with ``id, code, name, link``, in the order of their codes.

    ``codes`` maps a name to its code and ``ids`` a code to its id in the register; a name without code raises
    ``KeyError``.
    """
    frame = raw.rename(columns={"apkaime": "name", "saite": "link"})
    frame["name"] = frame["name"].str.strip()
    frame["code"] = [codes[name] for name in frame["name"]]
    frame["id"] = [ids[code] for code in frame["code"]]
    columns = ["id", "code", "name", "link", frame.geometry.name]
    return frame[columns].sort_values("code").reset_index(drop=True)


def _bare(text: Series) -> Series:
    return text.str.replace(r"[\s.,]", "", regex=True).str.casefold()


def _repeated(frame: GeoDataFrame) -> Series:
    """Mark every point of an address but the one nearest to the middle (median) of its street."""
    x, y = frame.geometry.x, frame.geometry.y
    middle_x, middle_y = (values.groupby(frame["street"]).transform("median") for values in (x, y))
    off = (x - middle_x) ** 2 + (y - middle_y) ** 2
    nearest_first = frame["address"].loc[off.sort_values(kind="stable").index]
    repeated: Series = nearest_first.duplicated().reindex(frame.index)
    return repeated
