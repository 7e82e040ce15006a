"""The id of the layer that an import makes, and the project it belongs to."""

import re
from dataclasses import replace

from gis_app.catalog.schema import FILE_NAME
from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.geography import Bounds, Project
from gis_app.services.imports.draft import Draft
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.text.fold import fold

LONGEST = 50
FIRST_PROJECT = "projekts"
NAMELESS = "slanis"
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_MARGIN = 0.05


def slug(text: str) -> str:
    """Return a text as an id: small letters of a to z, figures and dashes; empty if nothing of it remains."""
    letters = re.sub(r"[^a-z0-9]+", "-", fold(text))
    return letters[:LONGEST].strip("-")


def titled(draft: Draft) -> Draft:
    """Return the draft with a title in both languages and a layer id; what is missing comes from the file's name."""
    choices = draft.choices
    named = next((text for text in choices.title.values() if text.strip()), "") or _from_file(draft.name)
    title = {"lv": choices.title.get("lv") or named, "en": choices.title.get("en") or named}
    layer = choices.layer or slug(named) or NAMELESS
    return replace(draft, choices=replace(choices, title={**choices.title, **title}, layer=layer))


def check_layer_id(context: Context, layer_id: str, *, project: str) -> None:
    """Refuse a layer id that is none, or that belongs to something else.

    Raises
    ------
    InputRefused
        If the id has other signs than a to z, figures, dashes.
    Conflict
        If it is the id of a layer of another project, or of one that comes with the product.
    """
    if not _ID.fullmatch(layer_id) or len(layer_id) > LONGEST:
        raise InputRefused("layer_id_refused", value=layer_id, expected=slug(layer_id) or NAMELESS)
    if (context.shipped_layers_dir / layer_id / FILE_NAME).exists():
        raise Conflict("layer_id_taken", value=layer_id)
    versions = context.catalogue.versions(layer_id)
    if versions and versions[0].layer.project != project:
        raise Conflict("layer_id_taken", value=layer_id)


def project_for(context: Context, draft: Draft) -> tuple[Project, bool]:
    """Return the project of an import, and whether it has to be made because the installation has none.

    Raises
    ------
    NotFound
        If there are projects, and none has that code.
    InputRefused
        If a project is to be made and its code is none.
    """
    known = projects(context)
    code = draft.choices.project
    if known:
        found = next((project for project in known if code in {"", project.code}), None)
        if found is None:
            raise NotFound("project_not_found", value=code)
        return found, False
    settings = context.settings
    code = code or slug(settings.municipality) or FIRST_PROJECT
    if slug(code) != code:
        raise InputRefused("project_code_refused", value=code, expected=slug(code) or FIRST_PROJECT)
    title = str(draft.choices.options.get("project_title") or settings.municipality or code)
    return Project(code=code, title={"lv": title, "en": title}, bounds=around(draft)), True


def around(draft: Draft) -> Bounds | None:
    """Return the box of the places of a file with a margin, in EPSG:4326; None when it has none."""
    box = draft.understanding.bounds
    if box is None:
        return None
    wide = max((box.east - box.west) * _MARGIN, 0.005)
    high = max((box.north - box.south) * _MARGIN, 0.005)
    return Bounds(box.west - wide, box.south - high, box.east + wide, box.north + high, box.epsg)


def together(one: Bounds | None, other: Bounds | None) -> Bounds | None:
    """Return the smallest box that holds both, in the CRS of the second."""
    if one is None or other is None:
        return one or other
    here = one.to(other.epsg)
    west, south = min(here.west, other.west), min(here.south, other.south)
    return Bounds(west, south, max(here.east, other.east), max(here.north, other.north), other.epsg)


def _from_file(name: str) -> str:
    stem = re.sub(r"(\.(osm|tar|shp|geo))?\.[A-Za-z0-9]{2,8}$", "", name)
    return re.sub(r"[_\s]+", " ", stem).strip() or name
