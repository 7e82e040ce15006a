"""Verbs of meetings; each in a module of its own."""

import click

from gis_app.cli import meetings, packs


@click.group()
def meeting() -> None:
    """List meetings, close one, carry them between machines."""


for command in (meetings.listing, meetings.close, packs.pack, packs.take_over_pack, packs.erase):
    meeting.add_command(command)
