"""Verbs of the installation itself: ``init``, ``serve``, ``settings``."""

import signal
import sys
from dataclasses import fields, replace

import click

from gis_app.services import accounts, wiring
from gis_app.settings import PREFIX, Settings


@click.command()
@click.pass_obj
def init(settings: Settings) -> None:
    """Create the data folder, its secret and its tables; without any account, also an administrator, printed once."""
    context = wiring.build(settings)
    try:
        admin = accounts.first_admin(context)
    finally:
        context.database.close()
    if admin:
        click.echo("\t".join(admin))


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on.")
@click.pass_obj
def serve(settings: Settings, host: str | None, port: int | None) -> None:
    """Serve the site with waitress."""
    from gis_app.cli.serving import serve as listen
    from gis_app.web.factory import create_app

    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))  # waitress then finishes what it has begun
    listen(create_app(settings), settings)


@click.command("settings")
@click.option("--table", is_flag=True, help="Print the table of the README: name, default, what it is for.")
@click.pass_obj
def settings(settings: Settings, *, table: bool) -> None:
    """Print every setting with its value in force."""
    if table:
        click.echo(settings_table())
        return
    for item in fields(Settings):
        click.echo(f"{PREFIX}{item.name.upper()}={getattr(settings, item.name)}")


def settings_table() -> str:
    """Return every setting as a Markdown table, for the README."""
    rows = ["| setting | default | what it is for |", "|---|---|---|"]
    for item in fields(Settings):
        shown = f"`{item.default}`" if str(item.default) else "(empty)"
        rows.append(f"| `{PREFIX}{item.name.upper()}` | {shown} | {item.metadata['help']} |")
    return "\n".join(rows)
