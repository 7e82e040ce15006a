"""The ``gis-app`` command and its exit codes."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from gis_app.domain.errors import KarteError, TooLarge
from gis_app.domain.lists import LANGUAGES
from gis_app.settings import SettingRefused, Settings
from gis_app.text.problems import sentence
from gis_app.text.words import words_for

VERBS = {
    "crosswalk": "crosswalk",
    "demo": "demo",
    "export": "archive",
    "import": "import_file.import_file",
    "imports": "imports",
    "init": "site",
    "layers": "layers",
    "meeting": "meeting",
    "print": "prints",
    "project": "project",
    "restore": "archive",
    "retention": "retention",
    "select": "select",
    "serve": "site",
    "settings": "site",
    "start": "start",
    "user": "user",
    "worker": "worker",
}
"""Each first word of the command line and the module of this room that holds it, imported when it is asked for.

A command whose name Python keeps for itself stands after a point.
"""


class Front(click.Group):
    """The group whose errors become a sentence on stderr and the exit code of ``design/contracts.md``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return every first word."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import the module of one word: ``serve`` need not wait for the statistics of ``select``."""
        if cmd_name not in VERBS:
            return None
        module, _point, name = VERBS[cmd_name].partition(".")
        command: click.Command = getattr(import_module(f"gis_app.cli.{module}"), name or cmd_name)
        return command

    def invoke(self, context: click.Context) -> object:
        """Run a verb."""
        try:
            return super().invoke(context)
        except SettingRefused as error:
            click.echo(str(error), err=True)
            sys.exit(2)
        except KarteError as error:
            language = context.obj.language if isinstance(context.obj, Settings) else "lv"
            click.echo(sentence(error, words_for(language)), err=True)
            sys.exit(error.exit_code)
        except MemoryError:
            language = context.obj.language if isinstance(context.obj, Settings) else "lv"
            click.echo(sentence(TooLarge("out_of_memory"), words_for(language)), err=True)
            sys.exit(TooLarge.exit_code)


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path, file_okay=False), help="Folder of the installation."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of messages.")
@click.pass_context
def gis_app(context: click.Context, data_dir: Path | None, language: str | None) -> None:
    """Map a community with its residents, choose where to work, carry the result to paper."""
    context.obj = Settings.from_environment(data_dir=data_dir, language=language)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    gis_app.main(args=arguments, prog_name="gis-app")
