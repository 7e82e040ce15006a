"""``print selection-report``: the internal document of a selection, or that of the council and the public."""

import sys
from pathlib import Path

import click

from gis_app.cli.opened import installation
from gis_app.domain.lists import LANGUAGES
from gis_app.services.work_areas.documents import KINDS, print_document
from gis_app.settings import Settings


@click.command("selection-report")
@click.option("--selection", required=True, metavar="ID", help="Id of the kept selection, as its page shows it.")
@click.option(
    "--kind", required=True, type=click.Choice(list(KINDS)), help="For staff only, or for council and public."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the document.")
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="PDF; - is stdout.")
@click.pass_obj
def selection_report(settings: Settings, /, *, selection: str, kind: str, language: str | None, output: Path) -> None:
    """Print a selection: everything, for staff; or only what everybody may know, for the council."""
    with installation(settings) as context:
        pdf = print_document(context, selection, kind=kind, language=language or settings.language)
    if str(output) == "-":
        sys.stdout.buffer.write(pdf)
        return
    if kind == "internal":
        output.touch(mode=0o600)
    output.write_bytes(pdf)
