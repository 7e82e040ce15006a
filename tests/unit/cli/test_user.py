"""Accounts from the command line."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gis_app.cli.main import gis_app
from gis_app.services import accounts, wiring
from gis_app.settings import Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


def run(folder: Path, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(gis_app, ["--data", str(folder), "--language", "en", *arguments], input=typed)


def opens(folder: Path, login: str, password: str) -> str:
    context = wiring.build(Settings(data_dir=folder))
    try:
        return accounts.log_in(context, login, password).role.value
    finally:
        context.database.close()


def test_init_prints_the_first_administrator_once(folder: Path) -> None:
    login, password = run(folder, "init").stdout.split()
    assert opens(folder, login, password) == "admin"
    assert run(folder, "init").stdout == ""


def test_a_random_password_is_printed_and_opens_the_account(folder: Path) -> None:
    answer = run(folder, "user", "add", "ilze", "--role", "worker", "--title", "Sociālā darbiniece")
    login, password = answer.stdout.split()
    assert opens(folder, login, password) == "worker"
    assert run(folder, "user", "list").stdout == "ilze\tworker\tSociālā darbiniece\tactive\n"


def test_a_password_that_is_asked_for_is_never_printed(folder: Path) -> None:
    typed = "a long secret of Zosēni"
    answer = run(folder, "user", "add", "ilze", "--role", "worker", "--ask", typed=f"{typed}\n{typed}\n")
    assert answer.exit_code == 0
    assert answer.stdout == ""
    assert typed not in answer.output
    assert opens(folder, "ilze", typed) == "worker"


def test_a_changed_password_replaces_the_old_one(folder: Path) -> None:
    run(folder, "user", "add", "ilze", "--role", "planner")
    _, password = run(folder, "user", "password", "ilze").stdout.split()
    assert opens(folder, "ilze", password) == "planner"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("user", "add", "two words", "--role", "worker"), 4, "cannot be a login"),
        (("user", "add", "ilze", "--role", "boss"), 2, "boss"),
        (("user", "password", "nobody"), 4, "There is no account “nobody”."),
    ],
)
def test_a_refusal_says_why_and_has_its_exit_code(
    folder: Path, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    answer = run(folder, *arguments)
    assert answer.exit_code == code
    assert sentence in answer.stderr
    assert answer.stdout == ""
