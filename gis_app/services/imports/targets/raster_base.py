"""Target ``raster_base``: an aerial photograph or a scanned old map lies under the map, without the internet."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from gis_app.catalog.photograph_files import Photograph, Place, describe
from gis_app.catalog.photographs import MOST_PIXELS, convert, native_zoom, size_on_map
from gis_app.domain.crs import WGS84
from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.domain.geography import Bounds
from gis_app.domain.imports import Choices, Problem
from gis_app.domain.latvia import within_latvia
from gis_app.domain.layers import NOT_KNOWN, Layer
from gis_app.domain.tiles import MERCATOR
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.target import NewLayer, Option, Progress, Target
from gis_app.services.projects import projects
from gis_app.services.wiring import Context

DATA_FILE = "data.tif"
_CROOKED = 0.02
"""Corners that miss a straight picture by more of its width were probably taken in another order."""
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with where the picture lies, how fine it is, and what is doubtful about that."""
    place = place_of(draft.choices, name=draft.name)
    about = describe(draft.file, place)
    problems = [problem for problem in draft.problems if problem.code not in _SAID_ANEW]
    facts = {"width": about.width, "height": about.height, "bands": about.bands, "depth": about.dtype}
    if about.bounds is None:
        return replace(draft, problems=(*problems, _nowhere(about))).with_(facts=facts)
    _, width, height = size_on_map(about)
    if width * height > MOST_PIXELS:
        raise TooLarge("picture_too_large", file=draft.name, value=width * height, limit=MOST_PIXELS)
    bounds = about.bounds.to(WGS84)
    facts |= {"pixel_m": _pixel_m(about), "zoom": native_zoom(about), "masked": about.masked}
    understanding = replace(
        draft.understanding,
        bounds=bounds,
        epsg=place.epsg or draft.understanding.epsg,
        epsg_reason="chosen" if place.epsg else draft.understanding.epsg_reason,
    )
    draft = replace(draft, problems=tuple(problems), understanding=understanding)
    return draft.with_(*_doubts(context, about, bounds, draft.choices), facts=facts)


def layers(context: Context, draft: Draft, folder: Path, progress: Progress) -> Sequence[NewLayer]:
    """Return the picture as one layer.

    Raises
    ------
    InputRefused
        If it is not known where the picture lies.
    """
    choices = draft.choices
    place = place_of(choices, name=draft.name)
    about = describe(draft.file, place)
    if not about.placed:
        raise InputRefused("picture_without_place", file=draft.name)
    if not about.crs:
        raise InputRefused("picture_without_crs", file=draft.name)
    if about.bounds is None:
        raise InputRefused("picture_beyond_map", file=draft.name)
    convert(draft.file, place, about, folder / DATA_FILE, progress=progress)
    layer = Layer(
        id=choices.layer,
        title=choices.title,
        project=choices.project,
        theme=choices.theme or "physical",
        role="picture",
        geometry="none",
        epsg=MERCATOR,
        source={"lv": choices.source, "en": choices.source} if choices.source else NOT_KNOWN,
        licence=choices.licence or NOT_KNOWN["en"],
        dated=choices.dated,
        retrieved=context.clock().date(),
        visible=False,
        public=choices.public,
    )
    return [NewLayer(layer, file=folder / DATA_FILE)]


def place_of(choices: Choices, *, name: str) -> Place:
    """Return where a person says that the picture lies.

    Raises
    ------
    InputRefused
        If the numbers of a world file or of four corners are not that many numbers.
    """
    world = _numbers(choices, "world", 6, name=name)
    corners = _numbers(choices, "corners", 8, name=name)
    pairs = tuple(zip(corners[::2], corners[1::2], strict=True))
    epsg = choices.epsg or (WGS84 if pairs and all(abs(x) <= 180 and abs(y) <= 90 for x, y in pairs) else None)
    return Place(epsg=epsg, world=world, corners=pairs)


def _numbers(choices: Choices, option: str, many: int, *, name: str) -> tuple[float, ...]:
    text = str(choices.options.get(option, "") or "")
    pieces = _split(text)
    found = tuple(float(piece) for piece in pieces if _NUMBER.fullmatch(piece))
    if text.strip() and (len(pieces) != many or len(found) != many or not all(map(math.isfinite, found))):
        raise InputRefused("picture_numbers_refused", file=name, key=option, value=text[:120], expected=many)
    return found


def _split(text: str) -> list[str]:
    """Return the numbers of a text: pairs apart by ``;``, numbers by blanks or, where they hold none, by commas.

    A comma is decimal where blanks part the numbers and no point does: ``24,1 56,9``.
    """
    found: list[str] = []
    for group in re.split(r"[;\n]+", text):
        pieces = group.replace(", ", " ").split()
        for piece in pieces:
            parted = "," in piece and ("." in piece or len(pieces) == 1)
            found += piece.split(",") if parted else [piece.replace(",", ".")]
    return found


def _nowhere(about: Photograph) -> Problem:
    if about.off > _CROOKED:
        return Problem("picture_corners_off", severity="refused", params={"share": round(about.off * 100, 1)})
    if not about.placed:
        return Problem("picture_without_place", severity="refused")
    return Problem("picture_beyond_map" if about.crs else "picture_without_crs", severity="refused")


def _doubts(context: Context, about: Photograph, bounds: Bounds, choices: Choices) -> list[Problem]:
    problems = []
    if about.turned:
        problems.append(Problem("picture_turned", severity="mended"))
    if about.stretch:
        problems.append(Problem("picture_stretched", severity="mended", params={"depth": about.dtype}))
    if about.off > _CROOKED:
        problems.append(Problem("picture_corners_off", params={"share": round(about.off * 100, 1)}))
    x, y = (bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2
    there = _project_bounds(context, choices)
    if there is None:
        elsewhere = not within_latvia(np.array([x]), np.array([y]))[0]
    else:
        ground = there.to(WGS84)
        elsewhere = bounds.east < ground.west or bounds.west > ground.east or bounds.north < ground.south
        elsewhere = elsewhere or bounds.south > ground.north
    if elsewhere:
        problems.append(Problem("picture_elsewhere", params={"lon": f"{x:.3f}", "lat": f"{y:.3f}"}))
    return problems


def _project_bounds(context: Context, choices: Choices) -> Bounds | None:
    known = projects(context)
    return next((one.bounds for one in known if choices.project in {"", one.code}), None)


def _pixel_m(about: Photograph) -> float:
    """Return the side of a pixel on the ground in metres, at the middle of the picture."""
    assert about.bounds is not None  # noqa: S101 - asked by those who looked
    _, south, _, north = about.bounds.box
    stretched = math.cosh((south + north) / 2 / 6378137.0)
    return round((about.bounds.east - about.bounds.west) / about.size[0] / stretched, 3)


_SAID_ANEW = {"raster_without_place", "raster_crs_missing"}

TARGET = Target(
    code="raster_base",
    kinds=("raster",),
    examine=examine,
    layers=layers,
    options=(Option("corners", "text"), Option("world", "text")),
)
