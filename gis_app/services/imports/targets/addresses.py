"""Target ``addresses``: houses with their addresses, for search, geocoding and the base map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from gis_app.domain.imports import Problem
from gis_app.domain.layers import Field, Style
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer, Progress, Target
from gis_app.services.imports.targets import fields
from gis_app.services.imports.targets.address_parts import split_address
from gis_app.services.imports.targets.address_register import examine_register, is_register, register_layers
from gis_app.services.imports.targets.layer import described, nothing_of, without_place
from gis_app.services.wiring import Context

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import Series

_COLUMNS = {
    "address": ("adrese", "pilna adrese", "address", "full address", "addr", "std", "адрес"),
    "street": ("iela", "ielas nosaukums", "street", "street name", "addr street", "улица"),
    "number": (
        "numurs",
        "majas numurs",
        "majas nr",
        "number",
        "house number",
        "housenumber",
        "addr housenumber",
        "дом",
    ),
    "rotation": ("rotation", "pagrieziens", "azimuts"),
}
FIELDS = (
    Field("address", {"lv": "Adrese", "en": "Address", "ru": "Адрес"}),
    Field("street", {"lv": "Iela", "en": "Street", "ru": "Улица"}),
    Field("number", {"lv": "Numurs", "en": "Number", "ru": "Номер"}),
    Field(
        "rotation",
        {"lv": "Uzraksta pagrieziens (0–360)", "en": "Rotation of the label (0–360)", "ru": "Поворот надписи (0–360)"},
        "°",
        "number",
    ),
)
_STYLE = Style(stroke="#8a8f94", fill="#c9cdd1", width=0.5, shape="square", min_zoom=15)


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with the columns of the address found; rows without place or address are refused."""
    if is_register(draft):
        return examine_register(context, draft)
    guessed = {
        role: name for role, words in _COLUMNS.items() if (name := fields.named(draft.understanding.columns, words))
    }
    choices = replace(
        draft.choices, columns={**guessed, **draft.choices.columns}, theme=draft.choices.theme or "functional"
    )
    draft = replace(draft, choices=choices)
    if draft.frame is None or not _readable(draft):
        return nothing_of(draft).with_(Problem("address_columns_unknown", severity="refused"))
    return draft.with_(*without_place(draft), *_without_address(draft), *_repeated(draft))


def layers(context: Context, draft: Draft, _folder: Path, _progress: Progress) -> Sequence[NewLayer]:
    """Return the layer of addresses: points in the work CRS with address, street, number and rotation."""
    if is_register(draft):
        return register_layers(context, draft)
    frame = _frame(draft)
    points = frame.geometry.to_crs(epsg=context.settings.work_epsg)
    away = points.geom_type != "Point"
    points = points.mask(away, points.representative_point()) if away.any() else points
    table = _parts(draft).set_geometry(points).reset_index(drop=True)
    layer = replace(
        described(context, draft, role="addresses", geometry="point"),
        epsg=context.settings.work_epsg,
        fields=FIELDS,
        name_field="address",
        style=_STYLE,
    )
    return [NewLayer(layer, table)]


def _readable(draft: Draft) -> bool:
    return "address" in draft.choices.columns or "street" in draft.choices.columns


def _parts(draft: Draft) -> GeoDataFrame:
    """Return the frame with our four columns and its geometry."""
    frame, columns = _frame(draft), draft.choices.columns
    given = {role: _text(frame[columns[role]]) for role in ("address", "street", "number") if columns.get(role)}
    if "street" not in given:
        both = [split_address(text) for text in given["address"]]
        given["street"] = pd.Series([street for street, _number in both], index=frame.index, dtype=object)
        given.setdefault("number", pd.Series([number for _street, number in both], index=frame.index, dtype=object))
    number = given.get("number", pd.Series("", index=frame.index))
    address = given.get("address", (given["street"] + " " + number).str.strip())
    rotation = pd.Series(np.nan, index=frame.index)
    if columns.get("rotation"):
        turned = pd.to_numeric(frame[columns["rotation"]], errors="coerce")
        rotation = turned.where(turned.between(0, 360)) % 360
    parts = frame[[frame.geometry.name]].assign(
        address=address, street=given["street"], number=number, rotation=rotation
    )
    return parts[["address", "street", "number", "rotation", frame.geometry.name]]


def _without_address(draft: Draft) -> list[Problem]:
    parts = _parts(draft)
    empty = parts["address"] == ""
    return [Problem("address_empty", row=int(row), severity="refused") for row in parts.index[empty]]


def _repeated(draft: Draft) -> list[Problem]:
    """Return a problem for each row whose address stands in an earlier row: one point of a house is enough."""
    address = _parts(draft)["address"]
    again = address.duplicated() & (address != "")
    first = dict(zip(address[~again], address.index[~again], strict=True))
    return [
        Problem(
            "address_repeated",
            row=int(row),
            column=draft.choices.columns.get("address", ""),
            severity="refused",
            params={"value": address[row], "other": int(first[address[row]])},
        )
        for row in address.index[again]
    ]


def _text(cells: Series) -> Series:
    texts: Series = cells.astype(object).where(cells.notna(), "").astype(str).str.split().str.join(" ")
    return texts


def _frame(draft: Draft) -> GeoDataFrame:
    assert draft.frame is not None  # noqa: S101 - asked for before
    return draft.frame


TARGET = Target(
    code="addresses",
    kinds=("vector", "table"),
    examine=examine,
    layers=layers,
    optional=("address", "street", "number", "rotation"),
)
