"""``meeting pack``, ``meeting take-over``, ``meeting erase``: a hall meeting goes to the office."""

from pathlib import Path

import click

from gis_app.cli.opened import installation
from gis_app.services.meetings import meeting_of_code
from gis_app.services.packs.erase import erase_meeting
from gis_app.services.packs.seal import new_passphrase
from gis_app.services.packs.take_over import take_over
from gis_app.services.packs.write import pack_meeting
from gis_app.settings import Settings
from gis_app.text.words import words_for

_FILE = click.Path(path_type=Path, dir_okay=False)
_PASSPHRASE = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File whose first line is the passphrase; without it one is made, or asked for.",
)


@click.command()
@click.argument("code")
@click.argument("file", type=_FILE)
@_PASSPHRASE
@click.pass_obj
def pack(settings: Settings, code: str, file: Path, *, passphrase_file: Path | None) -> None:
    """Write the meeting with this CODE into FILE, encrypted; it may be done again later.

    The passphrase is printed once. Carry it apart from the file.
    """
    words = words_for(settings.language)
    passphrase = _first_line(passphrase_file) if passphrase_file else new_passphrase()
    with installation(settings) as context:
        packed = pack_meeting(context, meeting_of_code(context, code).id, passphrase=passphrase)
    file.write_bytes(packed.content)
    click.echo(
        words.gettext(
            "%(file)s: %(marks)s marks, %(photos)s photos.",
            file=str(file),
            marks=words.number(packed.marks),
            photos=words.number(packed.photos),
        ),
        err=True,
    )
    if not passphrase_file:
        click.echo(words.gettext("Passphrase:") + " " + passphrase, err=True)


@click.command("take-over")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_PASSPHRASE
@click.pass_obj
def take_over_pack(settings: Settings, file: Path, *, passphrase_file: Path | None) -> None:
    """Take the packed meeting in FILE over; the same file again changes nothing.

    Prints what came and the confirmation with which the laptop's copy is erased.
    """
    words = words_for(settings.language)
    asked = words.gettext("Passphrase")
    passphrase = _first_line(passphrase_file) if passphrase_file else click.prompt(asked, hide_input=True)
    with installation(settings) as context:
        told = take_over(context, file.read_bytes(), passphrase=passphrase)
    click.echo(
        words.gettext(
            "“%(title)s”: new %(new)s, changed %(changed)s, taken back %(withdrawn)s, already here %(same)s, "
            "photos %(photos)s.",
            title=told.title,
            new=words.number(told.new),
            changed=words.number(told.changed),
            withdrawn=words.number(told.withdrawn),
            same=words.number(told.same),
            photos=words.number(told.photos),
        ),
        err=True,
    )
    if told.new_code:
        click.echo(words.gettext("Its code here is %(code)s.", code=told.new_code), err=True)
    if not told.codes_work:
        click.echo(
            words.gettext("Cards of this meeting do not open its marks here: an older version made it."), err=True
        )
    click.echo(words.gettext("Confirmation for the laptop:") + " " + told.confirmation, err=True)


@click.command()
@click.argument("code")
@click.option("--confirmation", required=True, help="What the office read out after taking the meeting over.")
@click.pass_obj
def erase(settings: Settings, code: str, *, confirmation: str) -> None:
    """Erase this machine's copy of a meeting that the office has taken over."""
    words = words_for(settings.language)
    with installation(settings) as context:
        erase_meeting(context, meeting_of_code(context, code).id, confirmation=confirmation)
    click.echo(words.gettext("The meeting is erased from this machine."), err=True)


def _first_line(file: Path) -> str:
    return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0].strip()
