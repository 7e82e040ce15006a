"""``export`` and ``restore``: a project or a whole installation as one file."""

from pathlib import Path

import click

from gis_app.cli.progress import progress
from gis_app.services import wiring
from gis_app.services.archive.restore import restore_archive
from gis_app.services.archive.write import write_archive
from gis_app.settings import Settings
from gis_app.text.words import words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--project", default="", help="Code of one project; without it the whole installation.")
@click.pass_obj
def export(settings: Settings, file: Path, project: str) -> None:
    """Write a project, or everything, into FILE (a zip archive).

    It holds what residents marked and, with everything, the accounts and the secret: keep it as safe as the site.
    """
    words, context = words_for(settings.language), wiring.build(settings)
    with progress(words, words.gettext("Writing")) as tell:
        written = write_archive(context, file, project=project, progress=tell)
    context.database.close()
    click.echo(
        words.gettext(
            "%(file)s: %(rows)s rows, %(layers)s versions of layers, %(size)s MB. It holds residents' data: only its "
            "owner can read it; keep it so.",
            file=str(file),
            rows=words.number(written.rows),
            layers=words.number(written.layers),
            size=words.number(written.size / 1e6, digits=1),
        ),
        err=True,
    )


@click.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Take in what ``gis-app export`` wrote: everything or nothing. Stop the site before, start it after."""
    words, context = words_for(settings.language), wiring.build(settings)
    with progress(words, words.gettext("Restoring")) as tell:
        restored = restore_archive(context, file, progress=tell)
    context.database.close()
    click.echo(
        words.gettext(
            "Restored: %(rows)s rows, %(layers)s versions of layers.",
            rows=words.number(restored.rows),
            layers=words.number(restored.layers),
        ),
        err=True,
    )
    if not restored.codes_work:
        click.echo(
            words.gettext(
                "Codes of residents' cards from the other installation do not work here: its secret stayed there."
            ),
            err=True,
        )
