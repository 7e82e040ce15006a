"""``gis-app import FILE``: understood, checked, confirmed."""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from gis_app.cli import import_choices, import_summary
from gis_app.cli.progress import progress
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import TARGETS, Choices
from gis_app.domain.lists import THEME_BLOCKS
from gis_app.services import wiring
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.prospect import Prospect, prospect
from gis_app.services.imports.registry import examined
from gis_app.services.imports.understand import understand
from gis_app.settings import Settings
from gis_app.text.words import Words, words_for


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--project", help="Code of the project; the first one if not given.")
@click.option("--project-title", help="Title of the project, if one has to be made.")
@click.option("--layer", help="Id of the layer: a to z, figures, dashes; made from the title if not given.")
@click.option("--target", type=click.Choice(TARGETS), help="What the file becomes; guessed if not given.")
@click.option("--title", help="Title of the layer (in Latvian, if --title-en is given too).")
@click.option("--title-en", help="English title.")
@click.option("--theme", type=click.Choice(THEME_BLOCKS), help="Theme block; guessed if not given.")
@click.option("--source", help="Who made the data.")
@click.option("--licence", help="What may be done with it.")
@click.option("--date", "dated", help="Day the data describe, such as 2026-01-31.")
@click.option("--public", is_flag=True, help="Let everybody see the layer; else staff only.")
@click.option("--encoding", help="Encoding of a text file.")
@click.option("--separator", help="What parts the cells of a text file; tab for a tabulator.")
@click.option("--decimal", type=click.Choice([".", ","]), help="Decimal sign.")
@click.option("--part", "--sheet", "part", help="Layer of a geodata file or sheet of a workbook.")
@click.option("--epsg", type=int, help="EPSG code of the coordinates as they stand in the file.")
@click.option("--axes", type=click.Choice(["as_is", "swapped"]), help="Whether x and y stand the other way round.")
@click.option("--column", multiple=True, metavar="ROLE=NAME", help="Which column plays a role, e.g. address=Adrese.")
@click.option("--option", multiple=True, metavar="KEY=VALUE", help="What only one target asks.")
@click.option("--dry-run", is_flag=True, help="Say what was understood; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.option("--yes", is_flag=True, help="Store without asking.")
@click.pass_obj
def import_file(settings: Settings, /, *, file: Path, dry_run: bool, as_json: bool, yes: bool, **given: Any) -> None:
    """Bring a file in: any geodata, any table with places, any statistics, any raster."""
    words = words_for(settings.language)
    choices = import_choices.choices_of(given)
    with _installation(settings, dry_run=dry_run) as context:
        draft = _understood(context, file, choices, words)
        found = prospect(context, draft)
        if dry_run and as_json:
            click.echo(json.dumps(import_summary.as_document(draft, found, words), ensure_ascii=False, indent=2))
            return
        if dry_run or not yes:
            _tell(import_summary.understood_lines(draft, words))
        _tell(import_summary.problem_lines(draft.problems, words))
        if dry_run:
            _tell(import_summary.prospect_lines(draft, found, words))
            click.echo("\n".join(import_summary.table_lines(draft.problems, words)))
            return
        if not yes:
            draft = _asked(draft, found, words)
        _store(context, draft, words, as_json=as_json)


@contextmanager
def _installation(settings: Settings, *, dry_run: bool) -> Iterator[wiring.Context]:
    """Yield the installation; a dry run without any leaves none behind."""
    with tempfile.TemporaryDirectory() as nowhere:
        if dry_run and not settings.data_dir.exists():
            settings = replace(settings, data_dir=Path(nowhere))
        try:
            context = wiring.build(settings)
        except OSError as error:
            raise InputRefused("import_not_written", value=error.strerror or str(error)) from error
        try:
            yield context
        finally:
            context.database.close()


def _understood(context: wiring.Context, file: Path, choices: Choices, words: Words) -> Draft:
    with progress(words, words.gettext("Reading %(file)s", file=file.name)) as told:
        draft = understand(context, file, name=file.name, choices=choices, progress=told)
        return examined(context, import_choices.typed(draft))


def _asked(draft: Draft, found: Prospect, words: Words) -> Draft:
    """Ask for what is missing and whether to store.

    Raises
    ------
    click.UsageError
        If nobody sits at a terminal.
    click.Abort
        If the answer is no.
    """
    if not _at_terminal():
        raise click.UsageError(words.gettext("Nothing was stored. Add --yes to store, or --dry-run to look only."))
    draft = replace(draft, choices=import_choices.ask(draft.choices, words))
    _tell(import_summary.prospect_lines(draft, found, words))
    click.confirm(words.gettext("Store it?"), abort=True, err=True)
    return draft


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _store(context: wiring.Context, draft: Draft, words: Words, *, as_json: bool) -> None:
    with progress(words, words.gettext("Storing")) as told:
        done = confirm(context, draft, account=None, progress=told)
    _tell(() if done.repeated else import_choices.not_known(draft.choices, words))
    _tell(import_summary.done_lines(done, words))
    if as_json:
        click.echo(json.dumps(import_summary.done_document(done), ensure_ascii=False, indent=2))
    else:
        click.echo(f"{done.number}\t{','.join(done.layers)}\t{done.features}")


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, err=True)
