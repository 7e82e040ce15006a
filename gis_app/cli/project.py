"""Verbs of projects: ``project add``, ``project list``."""

import click

from gis_app.cli.opened import installation
from gis_app.services.add_project import add_project
from gis_app.services.projects import projects
from gis_app.settings import Settings
from gis_app.text.words import words_for


@click.group()
def project() -> None:
    """Add projects and list them."""


@project.command()
@click.argument("code")
@click.option("--title", required=True, help="Title in Latvian.")
@click.option("--title-ru", default="", help="Title in Russian.")
@click.option("--title-en", default="", help="Title in English.")
@click.pass_obj
def add(settings: Settings, code: str, *, title: str, title_ru: str, title_en: str) -> None:
    """Make an empty project; its boundaries come with ``import``."""
    with installation(settings) as context:
        made = add_project(context, code, {"lv": title, "ru": title_ru, "en": title_en})
    click.echo(made.code)


@project.command("list")
@click.pass_obj
def listing(settings: Settings) -> None:
    """Print code and title, separated by tabs."""
    words = words_for(settings.language)
    with installation(settings) as context:
        for one in projects(context):
            click.echo(f"{one.code}\t{words.pick(one.title)}")
