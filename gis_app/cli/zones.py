"""``select zones``: propose work areas from areas and their scores."""

import json
import sys
from pathlib import Path

import click

from gis_app.analysis.zones.problem import Limits
from gis_app.catalog.files import write_bytes
from gis_app.catalog.tables import read_table
from gis_app.catalog.vectors import read_vector, write_geopackage
from gis_app.services.selection.zones import CORE_ABOVE, Columns, propose_zones
from gis_app.settings import Settings
from gis_app.text.words import words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--areas", required=True, type=_FILE, help="Polygons, one per unit (any format GDAL reads).")
@click.option("--id", "id_column", required=True, help="Column of the areas that names the units.")
@click.option("--scores", required=True, type=_FILE, help="CSV as `select rank` writes it.")
@click.option("--population", required=True, help="Column of the areas with the people of each unit.")
@click.option("--resource", help="Yes/no column: every zone must hold a unit with it.")
@click.option("--min-population", required=True, type=float, help="Fewest people of a zone.")
@click.option("--max-population", required=True, type=float, help="Most people of a zone.")
@click.option("--ordinary-share", type=(float, float), default=(0.3, 0.6), help="Share of people in ordinary units.")
@click.option("--max-zones", type=int, default=1, help="Most zones.")
@click.option("--compactness", type=float, default=0.05, help="Price of a zone's outline; 0 ignores shape.")
@click.option("--core-above", type=float, default=CORE_ABOVE, help="A unit with this index or more is core.")
@click.option("--prove", "prove_seconds", type=float, default=0.0, help="Seconds to prove a single zone best.")
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Seed of the search; stored in the report.")
@click.option("--output", required=True, type=_FILE, help="GeoPackage to write; the report is written beside it.")
@click.pass_obj
def zones(
    settings: Settings,
    *,
    areas: Path,
    id_column: str,
    scores: Path,
    population: str,
    resource: str | None,
    min_population: float,
    max_population: float,
    ordinary_share: tuple[float, float],
    max_zones: int,
    compactness: float,
    core_above: float,
    seed: int,
    prove_seconds: float,
    output: Path,
) -> None:
    """Propose work areas: connected, mixed with ordinary places, within the limits."""
    words = words_for(settings.language)
    with click.progressbar(length=100, label=words.gettext("Searching for work areas"), file=sys.stderr) as bar:
        proposal = propose_zones(
            read_vector(areas),
            read_table(scores),
            columns=Columns(id=id_column, population=population, resource=resource),
            limits=Limits(min_population, max_population, ordinary_share, max_zones, compactness),
            seed=seed,
            core_above=core_above,
            prove_seconds=prove_seconds,
            name=areas.name,
            report=lambda share: bar.update(max(int(100 * share) - bar.pos, 0)),
        )
    write_geopackage(proposal.frame, output, table="zones")
    report = json.dumps(proposal.report, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    write_bytes(report.encode(), output.with_suffix(".json"))
    click.echo(words.gettext("Internal file: the reasons in it must not be published."), err=True)
