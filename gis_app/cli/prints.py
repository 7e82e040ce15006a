"""Verbs of print: ``print map``; those about a meeting stand in ``print_meeting``."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gis_app.cli.print_meeting import feedback, kit
from gis_app.cli.print_selection import selection_report
from gis_app.domain.lists import LANGUAGES
from gis_app.prints.sheet import ORIENTATIONS, PAPERS
from gis_app.services import wiring
from gis_app.services.print_map import print_map
from gis_app.services.print_request import PALETTES, PrintRequest
from gis_app.services.projects import project_or_first
from gis_app.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("print")
def print() -> None:  # noqa: A001 - the word of the command line; nothing here prints to the screen
    """Print to PDF at true scale."""


print.add_command(feedback)
print.add_command(kit)
print.add_command(selection_report)


@print.command("map")
@click.option("--project", help="Code of the project; the first one when not given.")
@click.option("--bbox", "box", type=float, nargs=4, metavar="W S E N", help="What to show, in the CRS of --epsg.")
@click.option("--territory", default="", metavar="ID", help="Show this territory of the register.")
@click.option("--center", type=float, nargs=2, metavar="X Y", help="Middle of the map; needs --scale.")
@click.option("--epsg", type=int, default=4326, show_default=True, help="CRS of --bbox and --center, x first.")
@click.option("--scale", type=int, metavar="N", help="Scale 1 : N; the largest that shows everything when not given.")
@click.option("--paper", type=click.Choice(list(PAPERS)), default="a4", show_default=True, help="Size of the paper.")
@click.option("--orientation", type=click.Choice(ORIENTATIONS), default="landscape", help="How the paper lies.")
@click.option("--layers", metavar="ID,ID", help="Layers to print; those of the map's first view when not given.")
@click.option("--title", default="", help="Title; the name of the territory or project when not given.")
@click.option("--subtitle", default="", help="Line below the title.")
@click.option("--palette", type=click.Choice(PALETTES), default="colour", help="In colour, or black and white.")
@click.option("--large", is_flag=True, help="Large print.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the sheet.")
@click.option("--date", "day", type=_DAY, help="Date of print; today when not given.")
@click.option("--output", required=True, type=_FILE, help="PDF to write; - is standard output.")
@click.pass_obj
def map_(
    settings: Settings,
    /,
    *,
    output: Path,
    project: str | None,
    layers: str | None,
    language: str | None,
    day: datetime | None,
    **options: Any,
) -> None:
    """Print a map with its legend, sources and list of places."""
    context = wiring.build(settings)
    request = PrintRequest(
        project=project_or_first(context, project).code,
        day=(day or context.clock()).date(),
        layers=None if layers is None else tuple(part.strip() for part in layers.split(",") if part.strip()),
        language=language or settings.language,
        **options,
    )
    pdf = print_map(context, request)
    if str(output) == "-":
        sys.stdout.buffer.write(pdf)
    else:
        output.write_bytes(pdf)
    context.database.close()
