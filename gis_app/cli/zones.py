"""``select zones``: propose work areas from areas and their scores."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from gis_app.analysis.zones.ground import Thresholds
from gis_app.analysis.zones.problem import Limits
from gis_app.catalog.files import write_bytes
from gis_app.catalog.tables import read_table
from gis_app.catalog.vectors import read_vector, write_geopackage
from gis_app.domain.errors import TooLarge
from gis_app.services.selection.zones import NoZone, Plan, Proposal, propose_zones
from gis_app.services.selection.zones_input import Columns, Places, read_edges, read_ground
from gis_app.settings import Settings
from gis_app.text.words import Words, words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--areas", required=True, type=_FILE, help="Polygons, one per unit (any format GDAL reads).")
@click.option("--id", "id_column", required=True, help="Column of the areas that names the units.")
@click.option("--scores", required=True, type=_FILE, help="CSV as `select rank` writes it.")
@click.option("--population", required=True, help="Column of the areas with the people of each unit.")
@click.option("--resource", multiple=True, help="Yes/no column of a required type of resource; may be repeated.")
@click.option("--places", type=_FILE, help="Points of resources; with --place-kind and --require.")
@click.option("--place-kind", default="kind", show_default=True, help="Column of the places with their kind.")
@click.option("--require", multiple=True, help="Kind of place every zone must have; may be repeated.")
@click.option(
    "--within-minutes", type=click.FloatRange(0), default=0.0, help="On foot (estimate); 0 asks for it inside."
)
@click.option("--min-population", required=True, type=float, help="Fewest people of a zone.")
@click.option("--max-population", required=True, type=float, help="Most people of a zone.")
@click.option("--ordinary-share", type=(float, float), default=(0.3, 0.6), help="Share of people in ordinary units.")
@click.option("--ordinary-below", type=float, default=0.0, help="A unit with this index or less is ordinary.")
@click.option("--core-above", type=float, default=1.0, help="A unit with this index or more is core.")
@click.option("--max-zones", type=int, default=1, help="Most zones.")
@click.option("--budget-population", type=float, default=float("inf"), help="Most people of all zones together.")
@click.option("--cost", "cost_column", help="Column of the areas with what a unit costs.")
@click.option("--budget-cost", type=float, default=float("inf"), help="Most that all zones together may cost.")
@click.option("--cut", multiple=True, metavar="A-B", help="Two units nobody can walk between (A,B if ids hold a dash).")
@click.option("--bridge", multiple=True, metavar="A-B", help="Two units that a way joins.")
@click.option("--edges", type=_FILE, help="CSV with columns from,to,change (cut or bridge).")
@click.option("--compactness", type=float, default=0.05, help="Price of a zone's outline; 0 ignores shape.")
@click.option("--allow-holes", is_flag=True, help="A zone may enclose units that do not belong to it.")
@click.option(
    "--annealing/--quick",
    default=True,
    show_default=True,
    help="Search with care (simulated annealing, seconds), or only the quick proposal of the page.",
)
@click.option(
    "--prove", "prove_seconds", type=click.FloatRange(0), default=0.0, help="Seconds to prove a single zone best."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, help="Seed of the search; stored in the report.")
@click.option("--output", required=True, type=_FILE, help="GeoPackage to write; the report is written beside it.")
@click.pass_obj
def zones(settings: Settings, /, **given: Any) -> None:
    """Propose work areas: connected, mixed with ordinary places, within the limits."""
    words = words_for(settings.language)
    output: Path = given["output"]
    try:
        proposal = _propose(given, words)
    except NoZone as error:
        _write_report(error.report, output)
        raise
    except MemoryError:
        raise TooLarge("zones_no_memory") from None
    write_geopackage(proposal.frame, output, table="zones")
    _write_report(proposal.report, output)
    _tell(proposal.report, words)


def _tell(report: dict[str, Any], words: Words) -> None:
    """Say on stderr what a person would otherwise have to look for in the report."""
    found, allowed = len(report["zones"]), report["limits"]["max_zones"]
    click.echo(_standing(report, words), err=True)
    if found < allowed:
        told = words.gettext(
            "Areas found: %(found)s of at most %(most)s; no further one fits in or makes the choice better.",
            found=found,
            most=allowed,
        )
        click.echo(told, err=True)
    if report["islands_joined"]:
        pairs = ", ".join(" – ".join(pair) for pair in report["islands_joined"])
        click.echo(words.gettext("Units without a neighbour, joined to the nearest: %(pairs)s", pairs=pairs), err=True)
    if report["geometry_repaired"]:
        names = ", ".join(report["geometry_repaired"])
        click.echo(words.gettext("Outlines that cross themselves were repaired: %(names)s", names=names), err=True)
    click.echo(words.gettext("Internal file: the reasons in it must not be published."), err=True)


def _standing(report: dict[str, Any], words: Words) -> str:
    """Return in one line how many areas there are and how good they are: proven best, or how far from it at most."""
    found = words.number(len(report["zones"]))
    if report["proven"]:
        return words.gettext("Areas: %(found)s; nothing better is possible.", found=found)
    gap = words.percent(report["gap"], digits=1)
    return words.gettext("Areas: %(found)s; at most %(gap)s worse than the best possible.", found=found, gap=gap)


def _propose(given: dict[str, Any], words: Words) -> Proposal:
    areas, table = read_vector(given["areas"]), given["edges"]
    plan = Plan(
        limits=Limits(
            given["min_population"],
            given["max_population"],
            given["ordinary_share"],
            max_zones=given["max_zones"],
            compactness=given["compactness"],
            budget_population=given["budget_population"],
            budget_cost=given["budget_cost"],
            holes=given["allow_holes"],
        ),
        method="annealing" if given["annealing"] else "greedy",
        seed=given["seed"],
        prove_seconds=given["prove_seconds"],
    )
    reading = read_ground(
        areas,
        read_table(given["scores"]),
        columns=Columns(given["id_column"], given["population"], given["resource"], given["cost_column"]),
        thresholds=Thresholds(given["core_above"], given["ordinary_below"]),
        within_minutes=given["within_minutes"],
        edges=read_edges(read_table(table) if table else None, given["cut"], given["bridge"]),
        places=_places(given),
        name=given["areas"].name,
    )
    with click.progressbar(length=100, label=words.gettext("Searching for work areas"), file=sys.stderr) as bar:
        return propose_zones(
            reading.shapes,
            reading.ground,
            plan,
            facts=reading.facts,
            report=lambda share: bar.update(max(int(100 * share) - bar.pos, 0)),
        )


def _places(given: dict[str, Any]) -> Places | None:
    if given["places"] is None and given["require"]:
        raise click.UsageError("--require needs --places")
    if given["places"] is None:
        return None
    file: Path = given["places"]
    return Places(read_vector(file), given["place_kind"], given["require"], file.name)


def _write_report(report: dict[str, Any], output: Path) -> None:
    text = json.dumps(report, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False) + "\n"
    write_bytes(text.encode(), output.with_suffix(".json"))
