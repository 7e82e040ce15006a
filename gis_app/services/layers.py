"""Layers of a project, from files and from the store: what each role may see is decided here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from shapely import box

from gis_app.catalog.catalogue import for_project
from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds, Community
from gis_app.domain.layers import PICTURED, Feature, Layer
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.projects import project_or_first
from gis_app.services.published_areas import features_of_areas
from gis_app.services.published_marks import published_likes
from gis_app.services.specialist_marks import specialist_marks
from gis_app.services.wiring import Context
from gis_app.store.communities import communities
from gis_app.store.resources import resources

_RESOURCE_PROPERTIES = (
    "name",
    "kind",
    "formal",
    "precision",
    "address",
    "provider",
    "hours",
    "cost",
    "contact",
    "description",
    "sensitive",
    "verified_on",
    "source",
)
_REFORMED = ("municipality", "parish", "region")
"""Levels of which a project has one set of boundaries at a time; villages and neighbourhoods may come in pieces."""
_COMMUNITY_PROPERTIES = ("name", "kind", "certainty", "description", "source")


def layers_of(context: Context, *, project: str, role: Role) -> list[Layer]:
    """Return the layers of a project that the role may see, by theme block and id.

    A layer that is not public is seen by those who may see sensitive places. Of boundaries of one level the newest is
    switched on at first; the older ones wait in the panel.

    Raises
    ------
    NotFound
        If there is no such project.
    """
    here = project_or_first(context, project)
    files = [layer for layer in context.catalogue.layers() if layer.project == project]
    described = sorted(context.catalogue.of_store(), key=lambda layer: layer.project == project)
    tables = {  # what a project says of its own layer goes before what is said once for all projects
        one.id: one
        for layer in described
        if layer.project in {project, "*"} and layer.table in _READERS
        for one in (for_project(layer, project=here.code, invented=here.invented),)
    }
    seen = may(role, Permission.SEE_SENSITIVE)
    found = [
        replace(layer, invented=here.invented or layer.invented)
        for layer in [*files, *tables.values()]
        if layer.public or seen
    ]
    return sorted(_newest_shown(found), key=lambda layer: (THEME_BLOCKS.index(layer.theme), layer.id))


def _newest_shown(layers: Sequence[Layer]) -> Iterator[Layer]:
    """Yield the layers, boundaries off at first where newer ones of their level are there."""
    newest: dict[str, date] = {}
    for layer in layers:
        if layer.role == "territories" and layer.level in _REFORMED:
            newest[layer.level] = max(newest.get(layer.level, date.min), layer.dated or date.min)
    for layer in layers:
        older = layer.role == "territories" and (layer.dated or date.min) < newest.get(layer.level, date.min)
        yield replace(layer, visible=False) if older else layer


def layer_of(context: Context, layer_id: str, *, project: str, role: Role) -> Layer:
    """Return one layer of a project.

    Raises
    ------
    NotFound
        If the project has no such layer or the role may not see it.
    """
    for layer in layers_of(context, project=project, role=role):
        if layer.id == layer_id:
            return layer
    raise NotFound("layer_not_found", value=layer_id)


def features_of(
    context: Context, layer_id: str, *, project: str, role: Role, epsg: int = 4326, bounds: Bounds | None = None
) -> list[Feature]:
    """Return the features of a layer in the given EPSG, those that touch ``bounds`` (any CRS) if given.

    Features without a place come too (their geometry is None) unless ``bounds`` are given.

    Raises
    ------
    NotFound
        If the project has no such layer, the role may not see it, or it is shown as pictures only.
    """
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role in PICTURED:
        raise NotFound("layer_not_found", value=layer_id)
    if not layer.table:
        return list(context.catalogue.features(layer_id, epsg=epsg, bounds=bounds))
    return _READERS[layer.table](context, project, role, epsg, bounds)


def _of_resources(context: Context, project: str, role: Role, epsg: int, bounds: Bounds | None) -> list[Feature]:
    sensitive = may(role, Permission.SEE_SENSITIVE)
    with context.database.reading() as session:
        facts = resources(session, project, sensitive=sensitive, bounds=bounds)
    return [_feature(fact, _RESOURCE_PROPERTIES, epsg) for fact in facts]


def _of_communities(context: Context, project: str, _role: Role, epsg: int, bounds: Bounds | None) -> list[Feature]:
    with context.database.reading() as session:
        facts = communities(session, project, bounds=bounds)
    return [_feature(fact, _COMMUNITY_PROPERTIES, epsg) for fact in facts]


def _of_marks(context: Context, project: str, _role: Role, epsg: int, bounds: Bounds | None) -> list[Feature]:
    return _inside(published_likes(context, project, epsg=epsg), bounds, epsg)


def _of_specialists(context: Context, project: str, role: Role, epsg: int, bounds: Bounds | None) -> list[Feature]:
    if not may(role, Permission.SEE_MEETINGS):
        return []
    return _inside(specialist_marks(context, project, epsg=epsg), bounds, epsg)


def _of_work_areas(context: Context, project: str, _role: Role, epsg: int, bounds: Bounds | None) -> list[Feature]:
    return _inside(features_of_areas(context, project, epsg=epsg), bounds, epsg)


def _inside(found: list[Feature], bounds: Bounds | None, epsg: int) -> list[Feature]:
    if bounds is None:
        return found
    window = box(*bounds.to(epsg).box)
    return [feature for feature in found if feature.geometry is not None and feature.geometry.intersects(window)]


def _feature(fact: Resource | Community, names: Sequence[str], epsg: int) -> Feature:
    shape = None if fact.geometry is None else to_crs(fact.geometry, source=fact.epsg, target=epsg)
    return Feature(id=fact.id, geometry=shape, properties={name: getattr(fact, name) for name in names})


_Reader = Callable[[Context, str, Role, int, Bounds | None], list[Feature]]
_READERS: dict[str, _Reader] = {
    "resource": _of_resources,
    "community": _of_communities,
    "mark": _of_marks,
    "specialist": _of_specialists,
    "work_area": _of_work_areas,
}
