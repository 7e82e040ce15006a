"""The rows of a layer that a role may take away, filtered as the link says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis_app.analysis.names import fit
from gis_app.domain.crs import project as to_crs
from gis_app.domain.crs import project_all
from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import NEVER_A_FILE, Feature, Layer
from gis_app.domain.roles import Role
from gis_app.services.found import key_of
from gis_app.services.freshness import stamp_of
from gis_app.services.hidden_territories import hidden_territories
from gis_app.services.layers import features_of, layer_of
from gis_app.services.wiring import Context
from gis_app.store.territories import territory
from gis_app.text.fold import fold


@dataclass(frozen=True, slots=True)
class Filter:
    """What a link leaves of a layer; an empty part leaves everything.

    Attributes
    ----------
    values
        Column → the value it must have, as text.
    where
        Id of a territory of the register; only features that touch its inside.
    text
        Words that stand in any column, as people type them.
    bounds
        Only features whose shape touches the box (any CRS).
    """

    values: Mapping[str, str] = dataclass_field(default_factory=dict)
    where: str = ""
    text: str = ""
    bounds: Bounds | None = None


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Selected:
    """Features of a layer in its own CRS: ``features[i]`` stands at ``shapes[i]`` (None: its place is not known)."""

    layer: Layer
    columns: Sequence[str]
    features: Sequence[Feature]
    shapes: NDArray[Any]
    epsg: int


@dataclass(frozen=True, slots=True)
class Everything:
    """All features of a layer that a role may see, and their shapes in ``epsg``."""

    features: Sequence[Feature]
    shapes: NDArray[Any]
    epsg: int


def everything(context: Context, layer: Layer, *, role: Role) -> Everything:
    """Return all features of a layer with every column, in its own CRS; kept until they change.

    Raises
    ------
    NotFound
        If the layer's project is gone, or the role may not see the layer.
    """
    epsg = context.settings.work_epsg if layer.table else layer.epsg

    def make() -> Everything:
        features = features_of(context, layer.id, project=layer.project, role=role, epsg=epsg)
        shapes = np.empty(len(features), dtype=object)
        shapes[:] = [feature.geometry for feature in features]
        return Everything(features, shapes, epsg)

    kept: Everything = context.memory.frames.get(
        ("everything", *key_of(layer, project=layer.project, role=role)), stamp=stamp_of(context, layer), make=make
    )
    return kept


def rows_of(context: Context, layer_id: str, *, project: str, role: Role, only: Filter = EVERYTHING) -> Selected:
    """Return the rows of a layer.

    Raises
    ------
    NotFound
        If there is no such project, layer or territory, or the role may not see the layer.
    UnknownCode
        If a filter names a column that the layer has not.
    """
    layer = layer_of(context, layer_id, project=project, role=role)
    if layer.role in NEVER_A_FILE:
        raise NotFound("layer_not_found", value=layer_id)
    read = everything(context, layer, role=role)
    columns = tuple(column.name for column in layer.fields)
    strange = sorted(set(only.values) - set(columns))
    if strange:
        raise UnknownCode("export_column_unknown", value=strange[0], expected=", ".join(columns))
    kept = np.arange(len(read.features))
    kept = kept[_in_box(read.shapes, _box(only, read.epsg))[kept]] if only.bounds else kept
    if only.where:
        kept = kept[_inside(context, read.shapes[kept], only.where, read.epsg, role)]
    rows = [row for row in kept.tolist() if _passes(read.features[row], only)]
    return Selected(layer, columns, [read.features[row] for row in rows], read.shapes[rows], read.epsg)


def _box(only: Filter, epsg: int) -> Bounds:
    assert only.bounds is not None  # noqa: S101 - asked for only then
    return only.bounds.to(epsg)


def _in_box(shapes: NDArray[Any], box: Bounds) -> NDArray[np.bool_]:
    return np.asarray(shapely.intersects(shapes, shapely.box(*box.box)))


def _inside(context: Context, shapes: NDArray[Any], territory_id: str, epsg: int, role: Role) -> NDArray[np.bool_]:
    with context.database.reading() as session:
        here = territory(session, territory_id)
    if here.id in hidden_territories(context, project=here.project, role=role):
        raise NotFound("territory_not_found", value=territory_id)
    area = to_crs(here.geometry, source=here.epsg, target=epsg)
    shapely.prepare(area)
    return np.asarray(shapely.intersects(area, shapes) & ~shapely.touches(area, shapes))


def _passes(feature: Feature, only: Filter) -> bool:
    values = feature.properties
    if any(_text(values.get(name)) != wanted for name, wanted in only.values.items()):
        return False
    return not only.text or bool(fit(fold(only.text), fold(" ".join(_text(value) for value in values.values()))))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def moved(rows: Selected, *, epsg: int) -> NDArray[Any]:
    """Return the shapes of rows in another CRS, x before y."""
    return project_all(rows.shapes, source=rows.epsg, target=epsg)
