"""Verbs of meetings themselves: ``meeting list`` and ``meeting close``."""

import click

from gis_app.cli.opened import installation
from gis_app.services import meetings
from gis_app.settings import Settings
from gis_app.text.labels import label
from gis_app.text.words import words_for


@click.command("list")
@click.option("--project", help="Only meetings of this project.")
@click.pass_obj
def listing(settings: Settings, project: str | None) -> None:
    """Print code, state, first day, day of deletion, whether published and title, separated by tabs."""
    with installation(settings) as context:
        for meeting in meetings.list_meetings(context, project=project):
            until = meeting.retention_on.isoformat() if meeting.retention_on else "-"
            public = "public" if meeting.published_on else "private"
            day = meeting.starts.date().isoformat()
            click.echo("\t".join((meeting.code, meeting.state, day, until, public, meeting.title)))


@click.command()
@click.argument("code")
@click.pass_obj
def close(settings: Settings, code: str) -> None:
    """Close the meeting that residents reach by this code; phones are told, what they still send is refused."""
    words = words_for(settings.language)
    with installation(settings) as context:
        found = meetings.meeting_of_code(context, code)
        state = meetings.set_state(context, found.id, "closed").state
    click.echo(f"{found.title}: {label(words, 'meeting_state', state)}", err=True)
