"""Verbs of meetings; each in a module of its own."""

import click

from gis_app.cli import packs


@click.group()
def meeting() -> None:
    """Carry meetings between machines."""


for command in (packs.pack, packs.take_over_pack, packs.erase):
    meeting.add_command(command)
