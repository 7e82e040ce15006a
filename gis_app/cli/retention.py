"""``gis-app retention run``: takes away what may no longer be kept of meetings, as the worker does every day."""

import click

from gis_app.cli.opened import installation
from gis_app.services.afterwards import retention as service
from gis_app.settings import Settings
from gis_app.text.labels import label
from gis_app.text.words import Words, words_for


@click.group()
def retention() -> None:
    """Take away residents' words, photos and points when their day is over."""


@retention.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.pass_obj
def run(settings: Settings, dry_run: bool) -> None:
    """Print day, meeting and what went, separated by tabs; nothing when no day is over."""
    words = words_for(settings.language)
    with installation(settings) as context:
        found = service.due_now(context) if dry_run else service.run_retention(context)
        for due in found:
            click.echo("\t".join((due.day.isoformat(), due.title, _told(due, words))))
        for meeting in service.soon(context):
            day = words.date(meeting.retention_on) if meeting.retention_on else ""
            told = words.gettext("Within two weeks: %(day)s, %(title)s", day=day, title=meeting.title)
            click.echo(told, err=True)


def _told(due: service.Due, words: Words) -> str:
    return ", ".join(f"{label(words, 'held', what)}: {number}" for what, number in due.removed.items())
