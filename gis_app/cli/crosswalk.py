"""``crosswalk``: from one version of boundaries to another, of files or of layers of this installation."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click
from geopandas import GeoSeries
from pandas import DataFrame

from gis_app.analysis.zonal import Conservation
from gis_app.catalog.files import write_bytes
from gis_app.catalog.rasters import read_grid
from gis_app.catalog.tables import read_table
from gis_app.catalog.vectors import read_vector, unit_ids
from gis_app.domain.statistics import Observation
from gis_app.services import wiring
from gis_app.services.carry import by_code, carry_indicator, compare_layers
from gis_app.services.crosswalk import carry_values, compare_boundaries, to_csv
from gis_app.settings import Settings
from gis_app.text.words import Words, words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


class _Asked(TypedDict):
    """The options of the verb."""

    old: Path | None
    old_id: str | None
    new: Path | None
    new_id: str | None
    from_layer: str | None
    to_layer: str | None
    by_area: bool
    indicator: str | None
    store: bool
    population: Path | None
    values: Path | None
    values_id: str | None
    counts: tuple[str, ...]
    rates: tuple[str, ...]
    output: Path


@click.command()
@click.option("--old", type=_FILE, help="Old boundaries (any format GDAL reads).")
@click.option("--old-id", help="Column that names the old units.")
@click.option("--new", type=_FILE, help="New boundaries.")
@click.option("--new-id", help="Column that names the new units.")
@click.option("--from", "from_layer", metavar="LAYER", help="Layer of this installation with the old boundaries.")
@click.option("--to", "to_layer", metavar="LAYER", help="Layer with the new ones.")
@click.option("--by-area", is_flag=True, help="Layers: shares of area, even if a population grid is there.")
@click.option("--indicator", help="Layers: carry the figures of this indicator.")
@click.option("--store", is_flag=True, help="Keep the carried figures as an indicator computed here.")
@click.option("--population", type=_FILE, help="GeoTIFF with people per cell: shares of people instead of area.")
@click.option("--values", type=_FILE, help="CSV of the old units; its counts are carried to the new ones.")
@click.option("--values-id", help="Column of the CSV that names the units.")
@click.option("--count", "counts", multiple=True, help="Column of counts to carry (can be given several times).")
@click.option("--rate", "rates", multiple=True, help="Rate to compute: name=numerator/denominator.")
@click.option("--output", required=True, type=_FILE, help="CSV to write: the pieces, or the carried values.")
@click.pass_obj
def crosswalk(settings: Settings, **asked: Unpack[_Asked]) -> None:
    """Say which share of each old unit lies in which new one, and carry counts over."""
    if asked["values"] and not asked["values_id"]:
        raise click.UsageError("--values needs --values-id")
    files = (asked["old"], asked["old_id"], asked["new"], asked["new_id"])
    layers = (asked["from_layer"], asked["to_layer"])
    if all(layers) == all(files) or (any(layers) and any(files)):
        raise click.UsageError("give --from and --to (layers), or --old, --old-id, --new and --new-id (files)")
    words = words_for(settings.language)
    frame = _of_layers(settings, words, asked) if all(layers) else _of_files(words, asked)
    write_bytes(to_csv(frame), asked["output"])


def _of_files(words: Words, asked: _Asked) -> DataFrame:
    assert asked["old"] and asked["old_id"] and asked["new"] and asked["new_id"]  # noqa: S101, PT018 - checked above
    grid = read_grid(asked["population"]) if asked["population"] else None
    found = compare_boundaries(_areas(asked["old"], asked["old_id"]), _areas(asked["new"], asked["new_id"]), grid=grid)
    _tell(words, found.check)
    return _carried(asked, found.table) if asked["values"] else found.table


def _of_layers(settings: Settings, words: Words, asked: _Asked) -> DataFrame:
    assert asked["from_layer"] and asked["to_layer"]  # noqa: S101, PT018 - checked above
    context = wiring.build(settings)
    try:
        versions = compare_layers(context, asked["from_layer"], asked["to_layer"], by_area=asked["by_area"])
        _tell(words, versions.found.check)
        table = by_code(context, versions)
        if asked["values"]:
            return _carried(asked, table)
        if not asked["indicator"]:
            return table
        figures = carry_indicator(context, versions, asked["indicator"], keep=asked["store"])
    finally:
        context.database.close()
    click.echo(words.gettext("Carried figures, computed here: %(count)s.", count=len(figures)), err=True)
    return _table(figures)


def _table(figures: Sequence[Observation]) -> DataFrame:
    columns = ("territory_id", "period", "value", "numerator", "denominator")
    rows = {name: [getattr(one, name) for one in figures] for name in columns}
    missing = {name: [float("nan") if cell is None else cell for cell in cells] for name, cells in rows.items()}
    return DataFrame({**missing, "made": "computed"})


def _carried(asked: _Asked, table: DataFrame) -> DataFrame:
    assert asked["values"] and asked["values_id"]  # noqa: S101, PT018 - checked above
    values = read_table(asked["values"])
    counts, rates = list(asked["counts"]), list(asked["rates"])
    return carry_values(values, id_column=asked["values_id"], counts=counts, rates=rates, table=table)


def _tell(words: Words, check: Conservation | None) -> None:
    if check is None:
        return
    parts = {"inside": check.inside, "outside": check.outside, "total": check.total}
    figures = {key: words.number(value, digits=0) for key, value in parts.items()}
    click.echo(
        words.gettext(
            "People in the new units: %(inside)s; outside all units: %(outside)s; in the grid: %(total)s.", **figures
        ),
        err=True,
    )


def _areas(file: Path, column: str) -> GeoSeries:
    frame = read_vector(file)
    return frame.geometry.set_axis(unit_ids(frame, column, file=file.name))
