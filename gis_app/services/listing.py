"""Everything on the map as a list: for those who do not use maps, and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Project
from gis_app.domain.layers import Feature, Layer
from gis_app.domain.roles import Role
from gis_app.services.layers import features_of, layers_of
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key

GROUPS = ("places", "communities", "marks", "territories")
"""What can be listed, in this order: roles of layers."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``territory`` and ``territory_id`` say where it is; both empty when its place is not known."""

    group: str
    id: str
    name: str
    kind: str
    detail: str
    precision: str
    territory: str = ""
    territory_id: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines that pass the filters, and what there is to choose from."""

    project: Project
    entries: Sequence[Entry]
    territories: Sequence[Entry]
    kinds: Sequence[str]
    total: int


def list_everything(
    context: Context,
    *,
    project: str | None,
    role: Role,
    group: str = "",
    kind: str = "",
    where: str = "",
    text: str = "",
) -> Listing:
    """Return everything on the map that the role may see, by group and name.

    Parameters
    ----------
    group
        One of ``GROUPS``; empty for all.
    kind
        A kind of place; empty for all.
    where
        Id of a territory; only what is inside (and the territory itself).
    text
        Only lines whose name or detail holds these words, in upper or lower case.

    Raises
    ------
    NotFound
        If there is no such project.
    UnknownCode
        If the group is none of ``GROUPS``.
    """
    if group and group not in GROUPS:
        raise UnknownCode("unknown_layer_role", value=group, expected=", ".join(GROUPS))
    here = project_or_first(context, project)
    layers = [layer for layer in layers_of(context, project=here.code, role=role) if layer.role in GROUPS]
    areas = _features(context, here.code, role, layers, "territories")
    every = [_entry(layer, feature) for layer, feature in areas]
    rest = [
        (layer, found) for name in GROUPS[:-1] for layer, found in _features(context, here.code, role, layers, name)
    ]
    every += _placed(rest, areas)
    shown = [entry for entry in every if _passes(entry, group, kind, where, text.casefold().strip())]
    return Listing(
        project=here,
        entries=sorted(shown, key=lambda entry: (GROUPS.index(entry.group), not entry.name, sort_key(entry.name))),
        territories=sorted((entry for entry in every if entry.group == "territories"), key=lambda e: sort_key(e.name)),
        kinds=sorted({entry.kind for entry in every if entry.group == "places" and entry.kind}),
        total=len(every),
    )


def _features(
    context: Context, project: str, role: Role, layers: Sequence[Layer], group: str
) -> list[tuple[Layer, Feature]]:
    return [
        (layer, feature)
        for layer in layers
        if layer.role == group
        for feature in features_of(context, layer.id, project=project, role=role, epsg=context.settings.work_epsg)
    ]


def _entry(layer: Layer, feature: Feature, territory: Feature | None = None, area: Layer | None = None) -> Entry:
    values = feature.properties
    # A mark has the name of its public place, else what was said there.
    words = values.get("text") or ""
    name = values.get(layer.name_field or "name") or values.get("place") or words
    return Entry(
        group=layer.role,
        id=feature.id,
        name=str(name),
        kind=str(values.get("kind") or (layer.level if layer.role == "territories" else "")),
        detail=str(values.get("address") or values.get("description") or (words if words != name else "")),
        precision=str(values.get("precision") or ""),
        territory=str(territory.properties.get(area.name_field) or "") if territory and area else "",
        territory_id=territory.id if territory else "",
    )


def _placed(rest: Sequence[tuple[Layer, Feature]], areas: Sequence[tuple[Layer, Feature]]) -> list[Entry]:
    """Return the lines of places, communities and marks with the territory that holds a point of each."""
    shapes = np.array([area.geometry for _, area in areas], dtype=object)
    points = np.array([shapely.point_on_surface(found.geometry) for _, found in rest], dtype=object)
    row, area = shapely.STRtree(shapes).query(points, predicate="intersects") if len(rest) else ((), ())
    holder = dict(zip(map(int, reversed(row)), map(int, reversed(area)), strict=True))
    entries = []
    for place, (layer, found) in enumerate(rest):
        held = areas[holder[place]] if place in holder else None
        entries.append(_entry(layer, found, held[1], held[0]) if held else _entry(layer, found))
    return entries


def _passes(entry: Entry, group: str, kind: str, where: str, text: str) -> bool:
    return (
        (not group or entry.group == group)
        and (not kind or entry.kind == kind)
        and (not where or where in {entry.territory_id, entry.id})
        and (not text or text in f"{entry.name} {entry.detail}".casefold())
    )
