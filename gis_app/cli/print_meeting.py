"""Verbs of print about a meeting: ``print kit`` and ``print feedback``."""

import sys
from pathlib import Path
from typing import Any

import click

from gis_app.cli.opened import installation
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.wifi import Wifi
from gis_app.prints.sheet import PAPERS
from gis_app.services.doors import HERE
from gis_app.services.kit.choices import LAYOUTS, SECTIONS, KitChoices
from gis_app.services.kit.deck import USUAL_CARDS
from gis_app.services.kit.feedback_sheet import print_feedback
from gis_app.services.kit.kit import print_kit
from gis_app.services.meetings import get_meeting
from gis_app.services.print_request import PALETTES
from gis_app.settings import Settings

FILE = click.Path(path_type=Path, dir_okay=False)
_OUT = click.option("--out", required=True, type=FILE, help="PDF to write; - is standard output.")
_LANGUAGE = click.Choice(LANGUAGES)


@click.command("kit")
@click.argument("meeting")
@_OUT
@click.option("--address", default="", metavar="URL", help="Address of the site as phones reach it.")
@click.option("--section", "sections", multiple=True, type=click.Choice(SECTIONS), help="Only this part; repeatable.")
@click.option("--language", "languages", multiple=True, type=_LANGUAGE, help="One or two languages; repeatable.")
@click.option("--cards", type=int, default=USUAL_CARDS, show_default=True, help="Participant cards.")
@click.option("--slips", type=int, default=24, show_default=True, help="Slips.")
@click.option("--tables", type=int, default=4, show_default=True, help="Table cards.")
@click.option("--copies", type=int, default=3, show_default=True, help="Copies of each grid sheet.")
@click.option("--paper", type=click.Choice(list(PAPERS)), default="a3", show_default=True, help="Of the grid sheets.")
@click.option("--layout", type=click.Choice(LAYOUTS), default="auto", help="Parts as needed, or one sheet.")
@click.option("--palette", type=click.Choice(PALETTES), default="colour", help="In colour, or black and white.")
@click.option("--minutes", type=int, help="Length of the meeting for the run sheet.")
@click.option("--large", is_flag=True, help="Large print.")
@click.option("--wifi-name", default="", help="Network for the table cards; stored nowhere.")
@click.option("--wifi-password", default="", envvar="KARTE_WIFI_PASSWORD", help="Its password; stored nowhere.")
@click.pass_obj
def kit(
    settings: Settings,
    /,
    *,
    meeting: str,
    out: Path,
    address: str,
    sections: tuple[str, ...],
    languages: tuple[str, ...],
    wifi_name: str,
    wifi_password: str,
    **options: Any,
) -> None:
    """Print everything a meeting takes along on paper; MEETING is its id. Every print makes further cards."""
    site = (address or settings.public_url).rstrip("/")
    if not site:
        raise click.UsageError("--address or GIS_PUBLIC_URL: the codes must lead phones somewhere")
    chosen = KitChoices(
        sections=tuple(name for name in SECTIONS if name in sections) or SECTIONS,
        languages=languages or (settings.language,),
        **options,
    )
    wifi = Wifi(wifi_name, wifi_password) if wifi_name else None
    with installation(settings) as context:
        starts = get_meeting(context, meeting).starts.astimezone(HERE)
        _write(print_kit(context, meeting, chosen, site=site, starts=starts, wifi=wifi), out)


@click.command("feedback")
@click.argument("meeting")
@_OUT
@click.option("--address", default="", metavar="URL", help="Where the published results can be seen.")
@click.option("--language", type=_LANGUAGE, help="Language of the sheet.")
@click.option("--large", is_flag=True, help="Large print.")
@click.pass_obj
def feedback(
    settings: Settings, /, *, meeting: str, out: Path, address: str, language: str | None, large: bool
) -> None:
    """Print the sheet back to residents: what was understood, what happens next, by whom and by when."""
    chosen = language or settings.language
    with installation(settings) as context:
        _write(print_feedback(context, meeting, language=chosen, address=address, large=large), out)


def _write(pdf: bytes, out: Path) -> None:
    if str(out) == "-":
        sys.stdout.buffer.write(pdf)
    else:
        out.touch(mode=0o600)
        out.write_bytes(pdf)
