"""Target ``layer``: any file whose features have places becomes a layer of files."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gis_app.domain.atvk import read_code
from gis_app.domain.errors import UnknownCode
from gis_app.domain.imports import Choices, Problem
from gis_app.domain.layers import NOT_KNOWN, Layer, Style
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer, Progress, Target
from gis_app.services.imports.targets.fields import fields_of, guess_id, guess_name, storable
from gis_app.services.imports.targets.territory_columns import guess_columns
from gis_app.services.wiring import Context
from gis_app.text.fold import fold

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

ROLES = ("places", "context")
_FAMILIES = {"Point": "point", "LineString": "line", "LinearRing": "line", "Polygon": "polygon"}
_COLOURS = ("#0072b2", "#b35900", "#007a5a", "#8c2d8c", "#7a5c00", "#a6264c", "#2f5d8a", "#4d6b1f")
"""Each darker than 4.5:1 against white; a layer keeps the one its id falls on."""
_SHAPES = ("circle", "square", "triangle", "diamond")
_THEMES = {
    "institutions": "skol school slimnic hospital pakalpoj service aptiek pharmac bibliot library iestad social veikal "
    "shop bernudarz kindergarten muzej museum",
    "functional": "autobus pietur transit stop cel road iel street parking bus maršrut marsrut infrastruktur",
    "physical": "park mez forest udens upe river ezer lake zale daba nature",
    "boundaries": "robez bound teritor novad pagast apkaim unit municip admin",
    "demography": "iedzivotaj populat demogr",
    "economy": "uznem ekonom econom business",
    "associations": "biedrib nodibin ngo kolektiv",
    "attitudes": "zinojum report aptauj survey",
}


def examine(_context: Context, draft: Draft) -> Draft:
    """Return the draft with theme, role, id and name column chosen; rows without a place are refused."""
    choices = _completed(draft)
    draft = replace(draft, choices=choices)
    return draft.with_(*without_place(draft), *_boundaries(draft))


def _boundaries(draft: Draft) -> list[Problem]:
    """Return a notice when areas carry codes of territories: as boundaries they would join the register."""
    if draft.frame is None or draft.understanding.geometry != "polygon":
        return []
    code = guess_columns(draft.frame, {}).get("code", "")
    if not code or not any(read_code(cell) for cell in draft.frame[code].dropna()):
        return []
    return [Problem("looks_like_territories", column=code, params={"option": "territories"})]


def without_place(draft: Draft) -> list[Problem]:
    """Return a problem for each row that has no place."""
    if draft.frame is None:
        return []
    shapes = draft.frame.geometry
    nowhere = shapes.isna() | shapes.is_empty
    known = {problem.row for problem in draft.problems if problem.severity == "refused"}
    return [
        Problem("row_without_place", row=int(row), severity="refused")
        for row in draft.frame.index[nowhere]
        if row not in known
    ]


def nothing_of(draft: Draft) -> Draft:
    """Return the draft with no row left, when a problem stands against all of them."""
    return draft if draft.frame is None else replace(draft, frame=draft.frame.iloc[:0])


def layers(context: Context, draft: Draft, _folder: Path, _progress: Progress) -> Sequence[NewLayer]:
    """Return the layer with every column of the file."""
    frame, names = storable(_frame(draft))
    new = {before: name for name, before in names.items()}
    columns = draft.choices.columns
    layer = described(
        context,
        draft,
        role=str(draft.choices.options.get("role") or ROLES[0]),
        geometry=family(frame),
    )
    layer = replace(
        layer,
        fields=fields_of(draft.understanding, names),
        id_field=new.get(columns.get("id", ""), ""),
        name_field=new.get(columns.get("name", ""), ""),
    )
    return [NewLayer(layer, frame)]


def described(context: Context, draft: Draft, *, role: str, geometry: str) -> Layer:
    """Return the layer of a draft without its fields: title, source, licence, date, CRS and style from the choices."""
    choices = draft.choices
    frame = _frame(draft)
    return Layer(
        id=choices.layer,
        title=dict(choices.title),
        project=choices.project,
        theme=choices.theme or THEME_BLOCKS[0],
        role=role,
        geometry=geometry,
        epsg=frame.crs.to_epsg(),
        source={language: choices.source or words for language, words in NOT_KNOWN.items()},
        licence=choices.licence or NOT_KNOWN["en"],
        dated=choices.dated,
        retrieved=context.clock().date(),
        style=style_of(choices.layer, geometry),
        public=choices.public,
    )


def family(frame: GeoDataFrame) -> str:
    """Return the kind of geometry that all features share, else ``any``."""
    found = {_FAMILIES.get(name.removeprefix("Multi"), "any") for name in frame.geometry.geom_type.dropna().unique()}
    return found.pop() if len(found) == 1 else "any"


def style_of(layer_id: str, geometry: str) -> Style:
    """Return how a layer is drawn until somebody says otherwise: always the same for the same id."""
    number = zlib.crc32(layer_id.encode())
    colour = _COLOURS[number % len(_COLOURS)]
    if geometry == "line":
        return Style(stroke=colour, width=2.5)
    if geometry == "polygon":
        return Style(stroke=colour, fill="", width=2.0)
    return Style(stroke="#ffffff", fill=colour, width=1.0, shape=_SHAPES[number // 8 % len(_SHAPES)])


def guess_theme(text: str) -> str:
    """Return the theme block that a title speaks of; ``functional`` when it says nothing we know."""
    words = fold(text)
    return next(
        (theme for theme, stems in _THEMES.items() if any(stem in words for stem in stems.split())), "functional"
    )


def _completed(draft: Draft) -> Choices:
    choices, columns = draft.choices, draft.understanding.columns
    if choices.theme and choices.theme not in THEME_BLOCKS:
        raise UnknownCode("unknown_theme", value=choices.theme, expected=", ".join(THEME_BLOCKS))
    role = str(choices.options.get("role") or ROLES[0])
    if role not in ROLES:
        raise UnknownCode("unknown_layer_role", value=role, expected=", ".join(ROLES))
    guessed = {"name": guess_name(columns)}
    if draft.frame is not None:
        guessed["id"] = guess_id(columns, draft.frame)
    theme = choices.theme or guess_theme(f"{choices.layer} {' '.join(choices.title.values())} {draft.name}")
    return replace(
        choices,
        theme=theme,
        columns={**{key: name for key, name in guessed.items() if name}, **choices.columns},
        options={**choices.options, "role": role},
    )


def _frame(draft: Draft) -> GeoDataFrame:
    assert draft.frame is not None  # noqa: S101 - the kinds this target takes always have one
    return draft.frame


TARGET = Target(
    code="layer",
    kinds=("vector", "table"),
    examine=examine,
    layers=layers,
    optional=("id", "name"),
)
