"""Everything that is wrong with a layer, found at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gis_app.catalog.grid_files import read_layer_grid
from gis_app.catalog.photograph_files import Place, describe
from gis_app.catalog.schema import FILE_NAME, LayerFile, inspect
from gis_app.domain.errors import InputRefused

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

_FAMILY = {"polygon": "Polygon", "line": "LineString", "point": "Point"}
_NAMED = 5


def check_layers(folder: Path) -> tuple[list[LayerFile], list[InputRefused]]:
    """Return the layers below a folder that could be described, and every problem of all of them.

    Each problem names the file and, where it has one, the key or column, the value and what was expected.
    A layer whose data come from a wheel or from the store is checked by its description only.
    """
    layers: list[LayerFile] = []
    problems: list[InputRefused] = []
    files = sorted(file for file in folder.rglob(FILE_NAME) if not _is_beside(file, folder))
    for file in files:
        found, wrong = inspect(file)
        problems += wrong
        if found is None:
            continue
        layers.append(found)
        problems += _place_problems(found, file)
        problems += check_data(found)
    if not files:
        problems.append(InputRefused("layer_file_missing", file=str(folder / FILE_NAME)))
    return layers, problems


def check_data(found: LayerFile) -> list[InputRefused]:
    """Return what is wrong with the geodata file of a layer."""
    if found.path is None:
        return []
    if not found.path.exists():
        return [InputRefused("layer_data_missing", file=str(found.path))]
    if found.layer.role == "grid":
        return _grid_problems(found)
    if found.layer.role == "picture":
        return _picture_problems(found, found.path)
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        frame = pyogrio.read_dataframe(found.path)
    except DataSourceError as error:
        return [InputRefused("layer_data_unreadable", file=str(found.path), value=str(error))]
    return [*_crs_problems(found, frame), *_column_problems(found, frame), *_geometry_problems(found, frame)]


def _grid_problems(found: LayerFile) -> list[InputRefused]:
    try:
        epsg = read_layer_grid(found).bounds.epsg
    except InputRefused as problem:
        return [problem]
    if epsg == found.layer.epsg:
        return []
    expected = f"EPSG:{found.layer.epsg}"
    return [InputRefused("layer_crs_wrong", file=str(found.path), value=f"EPSG:{epsg}", expected=expected)]


def _picture_problems(found: LayerFile, file: Path) -> list[InputRefused]:
    try:
        about = describe(file, Place())
    except InputRefused as problem:
        return [problem]
    if about.bounds is not None:
        return []
    return [InputRefused("layer_crs_wrong", file=str(file), value="EPSG:None", expected=f"EPSG:{found.layer.epsg}")]


def _is_beside(file: Path, folder: Path) -> bool:
    """Whether the file belongs to a version that is still being written."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _place_problems(found: LayerFile, file: Path) -> list[InputRefused]:
    expected = found.layer.id.removeprefix("*-")
    if expected in {file.parent.name, file.parent.parent.name}:
        return []
    return [
        InputRefused("layer_value_refused", file=str(file), key="id", value=found.layer.id, expected=file.parent.name)
    ]


def _crs_problems(found: LayerFile, frame: GeoDataFrame) -> list[InputRefused]:
    epsg = frame.crs.to_epsg() if getattr(frame, "crs", None) is not None else None
    if epsg == found.layer.epsg:
        return []
    expected = f"EPSG:{found.layer.epsg}"
    return [InputRefused("layer_crs_wrong", file=str(found.path), value=f"EPSG:{epsg}", expected=expected)]


def _column_problems(found: LayerFile, frame: GeoDataFrame) -> list[InputRefused]:
    layer, file = found.layer, str(found.path)
    named = dict.fromkeys([column.name for column in layer.fields] + [layer.id_field, layer.name_field])
    problems = [
        InputRefused("layer_column_absent", file=file, value=name)
        for name in named
        if name and name not in frame.columns
    ]
    if layer.id_field in frame.columns:
        ids = frame[layer.id_field]
        twice = sorted({str(value) for value in ids[ids.duplicated() & ids.notna()]})
        if twice:
            problems.append(InputRefused("layer_id_twice", file=file, key=layer.id_field, value=_few(twice)))
        if ids.isna().any():
            rows = [str(place + 1) for place, absent in enumerate(ids.isna()) if absent]
            problems.append(InputRefused("layer_id_empty", file=file, key=layer.id_field, row=_few(rows)))
    return problems


def _geometry_problems(found: LayerFile, frame: GeoDataFrame) -> list[InputRefused]:
    file = str(found.path)
    if frame.empty:
        return [InputRefused("layer_empty", value=file)]
    if not hasattr(frame, "geometry"):
        return [] if found.layer.geometry == "none" else [InputRefused("layer_geometry_empty", file=file, row="1 …")]
    shapes = frame.geometry
    empty = shapes.isna() | shapes.is_empty
    family = shapes.geom_type.str.removeprefix("Multi")
    wanted = _FAMILY.get(found.layer.geometry, "")
    other = ~empty & (family != wanted) if wanted else empty & False
    problems = []
    for code, wrong in (
        ("layer_geometry_empty", empty),
        ("layer_geometry_invalid", ~empty & ~shapes.is_valid),
        ("layer_geometry_other", other),
    ):
        if wrong.any():
            rows = _few([str(place + 1) for place, bad in enumerate(wrong) if bad])
            problems.append(InputRefused(code, file=file, row=rows, expected=found.layer.geometry))
    return problems


def _few(values: list[str]) -> str:
    return ", ".join(values[:_NAMED]) + (f" … ({len(values)})" if len(values) > _NAMED else "")
