"""``crosswalk``: from one version of boundaries to another."""

from pathlib import Path

import click
from geopandas import GeoSeries

from gis_app.catalog.files import write_bytes
from gis_app.catalog.rasters import read_grid
from gis_app.catalog.tables import read_table
from gis_app.catalog.vectors import read_vector, unit_ids
from gis_app.services.crosswalk import carry_values, compare_boundaries, to_csv
from gis_app.settings import Settings
from gis_app.text.words import words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--old", required=True, type=_FILE, help="Old boundaries (any format GDAL reads).")
@click.option("--old-id", required=True, help="Column that names the old units.")
@click.option("--new", required=True, type=_FILE, help="New boundaries.")
@click.option("--new-id", required=True, help="Column that names the new units.")
@click.option("--population", type=_FILE, help="GeoTIFF with people per cell: shares of people instead of area.")
@click.option("--values", type=_FILE, help="CSV of the old units; its counts are carried to the new ones.")
@click.option("--values-id", help="Column of the CSV that names the units.")
@click.option("--count", "counts", multiple=True, help="Column of counts to carry (can be given several times).")
@click.option("--rate", "rates", multiple=True, help="Rate to compute: name=numerator/denominator.")
@click.option("--output", required=True, type=_FILE, help="CSV to write: the pieces, or the carried values.")
@click.pass_obj
def crosswalk(
    settings: Settings,
    *,
    old: Path,
    old_id: str,
    new: Path,
    new_id: str,
    population: Path | None,
    values: Path | None,
    values_id: str | None,
    counts: tuple[str, ...],
    rates: tuple[str, ...],
    output: Path,
) -> None:
    """Say which share of each old unit lies in which new one, and carry counts over."""
    if values and not values_id:
        raise click.UsageError("--values needs --values-id")
    words = words_for(settings.language)
    grid = read_grid(population) if population else None
    found = compare_boundaries(_areas(old, old_id), _areas(new, new_id), grid=grid)
    if found.check:
        figures = {
            key: words.number(value, digits=0)
            for key, value in (
                ("inside", found.check.inside),
                ("outside", found.check.outside),
                ("total", found.check.total),
            )
        }
        click.echo(
            words.gettext(
                "People in the new units: %(inside)s; outside all units: %(outside)s; in the grid: %(total)s.",
                **figures,
            ),
            err=True,
        )
    frame = found.table
    if values and values_id:
        frame = carry_values(
            read_table(values), id_column=values_id, counts=list(counts), rates=list(rates), table=found.table
        )
    write_bytes(to_csv(frame), output)


def _areas(file: Path, column: str) -> GeoSeries:
    frame = read_vector(file)
    return frame.geometry.set_axis(unit_ids(frame, column, file=file.name))
