from collections.abc import Iterator
from dataclasses import fields

import click
import pytest

from gis_app.cli.main import gis_app
from gis_app.cli.site import settings_table
from gis_app.settings import PREFIX, Settings
from tests.architecture.source import TOP


def _verbs(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part, f"{path} {name}"
            yield from _verbs(part, f"{path} {name}")
    else:
        yield path, command


VERBS = dict(_verbs(gis_app, "gis-app"))


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_the_guide_names_every_verb(verb: str, language: str) -> None:
    assert f"`{verb}" in (TOP / "docs/guide" / f"commands-{language}.md").read_text(encoding="utf-8")


def test_every_verb_says_what_it_does() -> None:
    assert [verb for verb, command in VERBS.items() if not command.help] == []


def test_the_readme_lists_every_setting_with_its_default_and_help() -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    # gis-app settings --table prints what belongs there.
    assert settings_table() in readme


def test_the_settings_table_holds_every_setting() -> None:
    for item in fields(Settings):
        assert f"`{PREFIX}{item.name.upper()}`" in settings_table()


def test_the_package_and_its_papers_name_one_licence() -> None:
    assert 'license = "EUPL-1.2"' in (TOP / "pyproject.toml").read_text(encoding="utf-8")
    assert "EUPL-1.2" in (TOP / "README.md").read_text(encoding="utf-8")
