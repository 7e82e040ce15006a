"""Verbs of staff accounts: ``user add``, ``user password``, ``user list``."""

import click

from gis_app.cli.opened import installation
from gis_app.domain.roles import ACCOUNT_ROLES
from gis_app.services import accounts
from gis_app.settings import Settings
from gis_app.text.words import words_for

ASK = click.option("--ask", is_flag=True, help="Ask for the password instead of making a random one.")


@click.group()
def user() -> None:
    """Add accounts of staff, change their passwords, list them."""


@user.command()
@click.argument("login")
@click.option("--role", required=True, type=click.Choice([role.value for role in ACCOUNT_ROLES]), help="What it may.")
@click.option("--title", default="", help="What the role is called in your institution.")
@ASK
@click.pass_obj
def add(settings: Settings, login: str, *, role: str, title: str, ask: bool) -> None:
    """Make an account; a random password is printed once and stored only as its hash."""
    typed = _typed(settings) if ask else None
    with installation(settings) as context:
        password = accounts.add_account(context, login, role=role, title=title, password=typed)
    _tell(settings, login, None if typed else password)


@user.command()
@click.argument("login")
@ASK
@click.pass_obj
def password(settings: Settings, login: str, *, ask: bool) -> None:
    """Give an account another password and end its sessions."""
    typed = _typed(settings) if ask else None
    with installation(settings) as context:
        chosen = accounts.change_password(context, login, password=typed)
    _tell(settings, login, None if typed else chosen)


@user.command("list")
@click.pass_obj
def listing(settings: Settings) -> None:
    """Print login, role, title and whether the account is open, separated by tabs."""
    with installation(settings) as context:
        for account in accounts.list_accounts(context):
            state = "active" if account.active else "closed"
            click.echo("\t".join((account.login, account.role.value, account.title, state)))


def _typed(settings: Settings) -> str:
    words = words_for(settings.language)
    answer: str = click.prompt(
        words.gettext("Password"),
        hide_input=True,
        confirmation_prompt=words.gettext("The same once more"),
        err=True,
    )
    return answer


def _tell(settings: Settings, login: str, random: str | None) -> None:
    """Print login and random password as data, or say on stderr that the typed one holds."""
    if random is not None:
        click.echo(f"{login}\t{random}")
        return
    click.echo(words_for(settings.language).gettext("The password of “%(login)s” is set.", login=login), err=True)
