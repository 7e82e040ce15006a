"""Verbs of imports that were stored: ``imports list`` and ``imports undo``."""

import json
from typing import Any

import click

from gis_app.domain.imports import ImportRun
from gis_app.services import wiring
from gis_app.services.imports.history import imports_of
from gis_app.services.imports.placing import tidy
from gis_app.services.imports.undo import undo_import
from gis_app.settings import Settings
from gis_app.text.words import words_for

_COLUMNS = ("number", "at", "state", "project", "target", "layer", "features", "refused", "file")


@click.group()
def imports() -> None:
    """List what was imported, take an import back."""


@imports.command("list")
@click.option("--project", default="", help="Only those of this project.")
@click.option("--layer", default="", help="Only those of this layer.")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.pass_obj
def list_imports(settings: Settings, *, project: str, layer: str, as_json: bool) -> None:
    """List the imports, newest first, with those that were taken back."""
    context = wiring.build(settings)
    try:
        tidy(context)
        rows = [_row(run) for run in imports_of(context, project=project, layer=layer)]
    finally:
        context.database.close()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    click.echo("\t".join(_COLUMNS))
    for row in rows:
        click.echo("\t".join(str(row[name]) for name in _COLUMNS))


@imports.command()
@click.argument("import_id", metavar="NUMBER")
@click.pass_obj
def undo(settings: Settings, import_id: str) -> None:
    """Take the import of that number back: what was there before stands again."""
    words = words_for(settings.language)
    context = wiring.build(settings)
    try:
        run = undo_import(context, import_id, account=None)
    finally:
        context.database.close()
    click.echo(words.gettext("Import %(number)s (%(file)s) is taken back.", number=run.number, file=run.file), err=True)


def _row(run: ImportRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "number": run.number,
        "at": run.at.isoformat(timespec="seconds"),
        "state": run.state,
        "project": run.project,
        "target": run.target,
        "layer": run.layer,
        "layers": [{"id": one.id, "version": one.version} for one in run.layers],
        "file": run.file,
        "sha256": run.sha256,
        "source": run.source,
        "licence": run.licence,
        "date": run.dated.isoformat() if run.dated else None,
        "features": run.features,
        "mended": run.mended,
        "refused": run.refused,
        "facts": dict(run.facts),
    }
