"""Rows of a file read as resources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from shapely import Point
from shapely.geometry.base import BaseGeometry

from gis_app.domain.imports import Problem
from gis_app.domain.lists import PRECISIONS, PROVIDERS, SENSITIVE_KINDS
from gis_app.domain.resources import Resource
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.targets import fields
from gis_app.services.imports.targets.resource_kinds import kinds_of
from gis_app.text.fold import fold
from gis_app.text.resource_words import provider_meant

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

GUESSED: Mapping[str, tuple[str, ...]] = {
    "name": (),
    "id": (),
    "kind": ("veids", "kategorija", "tips", "pakalpojums", "pakalpojuma veids", "kind", "type", "category", "service",
             "amenity", "shop", "leisure", "вид", "тип"),
    "address": ("adrese", "pilna adrese", "address", "adreses", "addr full", "адрес"),
    "hours": ("darba laiks", "darbalaiks", "opening hours", "hours", "часы работы"),
    "cost": ("maksa", "cena", "izmaksas", "fee", "cost", "price", "charge", "цена"),
    "contact": ("kontakti", "kontaktinformacija", "talrunis", "telefons", "epasts", "e pasts", "majaslapa", "phone",
                "contact", "contact phone", "email", "website", "телефон"),
    "provider": ("sniedzejs", "provider", "operator", "operator type", "legal status",
                 "juridiskais statuss", "dibinatajs"),
    "description": ("apraksts", "piezimes", "description", "notes", "client groups", "merkgrupa", "описание"),
    "precision": ("precizitate", "precision"),
    "sensitive": ("sensitivs", "sensitive"),
}  # fmt: skip
"""Roles of columns and the names by which each is found; ``name`` and ``id`` are found as those of a layer."""

HIDDEN_KINDS = tuple(kind for kind in SENSITIVE_KINDS if kind != "church")
"""Kinds that only staff see; everybody knows a place of worship (dislikes of it are never public all the same)."""
_LONGEST = 200
"""Characters that the columns of the store take."""
_YES = {"1", "true", "yes", "ja", "да", "t", "y"}


@dataclass(frozen=True, slots=True)
class Read:
    """The resources of a file, what is wrong in its rows, and their words for kinds that nobody knows.

    ``delicate`` names the places that only staff may ever see, whoever the import is for.
    """

    resources: list[Resource]
    problems: list[Problem]
    unknown: list[str]
    delicate: list[str]


def guessed_columns(draft: Draft) -> dict[str, str]:
    """Return the columns of the draft's choices with those found by their names."""
    columns = draft.understanding.columns
    found = {role: fields.named(columns, words) for role, words in GUESSED.items() if words}
    found["name"] = fields.guess_name(columns)
    if draft.frame is not None:
        found["id"] = fields.guess_id(columns, draft.frame)
    return {**{role: name for role, name in found.items() if name}, **draft.choices.columns}


def read_rows(draft: Draft, *, project: str, epsg: int) -> Read:
    """Return the rows that can be resources, their points in the CRS ``epsg``."""
    frame, read = _placed(draft, epsg), Read([], [], [], [])
    rows = list(_rows(draft, frame))
    kinds = kinds_of(draft, [row["kind"] for row in rows])
    seen: Counter[str] = Counter()
    already = draft.refused_rows
    for row, kind, number, shape in zip(rows, kinds, frame.index, frame.geometry, strict=True):
        if number in already:
            continue
        if not row["name"]:
            read.problems.append(_refused("resource_nameless", number, draft, "name"))
        elif not kind:
            read.unknown.append(row["kind"])
            read.problems.append(_refused("resource_kind_unknown", number, draft, "kind", value=row["kind"]))
        else:
            key = _key(row, shape)
            seen[key] += 1
            if seen[key] > 1:
                read.problems.append(_refused("resource_repeated", number, draft, "name", value=row["name"]))
                continue
            read.resources.append(_resource(draft, row, kind, shape, key, project=project, epsg=epsg))
            if _is_delicate(row, kind):
                read.delicate.append(row["name"])
    return read


def _placed(draft: Draft, epsg: int) -> GeoDataFrame:
    frame = draft.frame
    assert frame is not None  # noqa: S101 - asked for before
    return frame if frame.crs is None else frame.to_crs(epsg=epsg)


def _rows(draft: Draft, frame: GeoDataFrame) -> Iterator[dict[str, str]]:
    columns = {role: draft.choices.columns.get(role, "") for role in GUESSED}
    cells = {role: frame[name].tolist() if name in frame.columns else None for role, name in columns.items()}
    for place in range(len(frame)):
        yield {role: _cell(values[place]) if values else "" for role, values in cells.items()}


def _cell(value: Any) -> str:
    if value is None or value != value:  # noqa: PLR0124 - only NaN is not itself
        return ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return " ".join(text.split())


def _key(row: Mapping[str, str], shape: BaseGeometry | None) -> str:
    """Return what stays the same of a resource from file to file: its id there, else its name, place and kind.

    One provider often gives several services at one address.
    """
    if row["id"]:
        return f"id:{row['id']}"
    point = _point(shape)
    place = fold(row["address"]) or ("" if point is None else f"{point.x / 100:.0f},{point.y / 100:.0f}")
    return f"name:{fold(row['name'])}@{place}:{fold(row['kind'])}"


def _resource(
    draft: Draft, row: Mapping[str, str], kind: str, shape: BaseGeometry | None, key: str, *, project: str, epsg: int
) -> Resource:
    choices, point = draft.choices, _point(shape)
    provider = row["provider"] if row["provider"] in PROVIDERS else provider_meant(row["provider"])
    return Resource(
        id=str(uuid5(NAMESPACE_URL, f"kopienas-karte:{project}:{choices.layer}:{key}")),
        project=project,
        layer=choices.layer,
        kind=kind,
        formal=provider != "informal",
        geometry=point,
        epsg=epsg,
        precision=_precision(row, point),
        provider=provider,
        description=row["description"],
        sensitive=not choices.public or _is_delicate(row, kind),
        source=choices.source,
        name=row["name"][:_LONGEST],
        address=row["address"][:_LONGEST],
        hours=row["hours"][:_LONGEST],
        cost=row["cost"][:_LONGEST],
        contact=row["contact"][:_LONGEST],
    )


def _is_delicate(row: Mapping[str, str], kind: str) -> bool:
    return kind in HIDDEN_KINDS or fold(row["sensitive"]) in _YES


def _precision(row: Mapping[str, str], point: Point | None) -> str:
    if point is None:
        return "none"
    return row["precision"] if row["precision"] in PRECISIONS[:-1] else "exact"


def _point(shape: BaseGeometry | None) -> Point | None:
    if shape is None or shape.is_empty:
        return None
    return shape if isinstance(shape, Point) else shape.representative_point()


def _refused(code: str, row: Any, draft: Draft, role: str, **params: Any) -> Problem:
    column = draft.choices.columns.get(role, "")
    return Problem(code, row=int(row), column=column, severity="refused", params=params)
