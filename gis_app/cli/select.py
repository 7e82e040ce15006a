"""Verbs of the selection of territories: ``select rank|robustness|diff|schema|selftest|zones``."""

import sys
from pathlib import Path

import click

from gis_app.analysis.robustness.simulation import VARY, WEIGHTS
from gis_app.catalog.files import write_bytes
from gis_app.catalog.tables import read_table
from gis_app.cli.zones import zones
from gis_app.domain.errors import InputRefused, NotRun
from gis_app.services.selection import diff, output, schema
from gis_app.services.selection.criteria_file import Note, notes, read_criteria
from gis_app.services.selection.rank import Ranking, notes_of, rank_table
from gis_app.services.selection.result import most_of
from gis_app.services.selection.robust import SEED, hinges, robustness
from gis_app.services.selection.robust import to_csv as robust_csv
from gis_app.services.selection.robust import to_json as robust_json
from gis_app.services.selection.selftest import selftest as run_selftest
from gis_app.settings import Settings
from gis_app.text.problems import sentence
from gis_app.text.words import words_for

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def select() -> None:
    """Compare units by criteria, openly and repeatably."""


select.add_command(zones)


@select.command()
@click.option("--values", required=True, type=_FILE, help="CSV with one row per unit.")
@click.option("--id", "id_column", required=True, help="Column that names the units.")
@click.option("--criteria", "criteria_file", required=True, type=_FILE, help="TOML; see `select schema`.")
@click.option("--output", "output_file", required=True, type=_FILE, help="CSV to write; - is standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print every intermediate value as JSON.")
@click.pass_obj
def rank(
    settings: Settings, values: Path, id_column: str, criteria_file: Path, output_file: Path, *, as_json: bool
) -> None:
    """Rank units: 1 is where most difficulties meet by the criteria."""
    _check_outputs(output_file, as_json=as_json)
    ranking = _ranked(settings, values, id_column=id_column, criteria_file=criteria_file)
    write_bytes(output.to_csv(ranking), output_file)
    if as_json:
        sys.stdout.buffer.writelines(output.json_parts(ranking))


@select.command("robustness")
@click.option("--values", required=True, type=_FILE, help="CSV with one row per unit.")
@click.option("--id", "id_column", required=True, help="Column that names the units.")
@click.option("--criteria", "criteria_file", required=True, type=_FILE, help="TOML; see `select schema`.")
@click.option("--output", "output_file", required=True, type=_FILE, help="CSV to write; - is standard output.")
@click.option("--most", type=int, help="How many are chosen; else those from index 1.0, else a fifth.")
@click.option("--draws", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="How many weightings.")
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True, help="Seed of the draws.")
@click.option("--vary", default=WEIGHTS, show_default=True, help=f"What is drawn anew, by comma: {', '.join(VARY)}.")
@click.option("--json", "as_json", is_flag=True, help="Print what the choice hangs on as JSON.")
@click.pass_obj
def show_robustness(
    settings: Settings,
    values: Path,
    id_column: str,
    criteria_file: Path,
    output_file: Path,
    *,
    most: int | None,
    draws: int,
    seed: int,
    vary: str,
    as_json: bool,
) -> None:
    """Say which units would be chosen under other weights and methods too."""
    _check_outputs(output_file, as_json=as_json)
    ranking = _ranked(settings, values, id_column=id_column, criteria_file=criteria_file)
    size = most_of(ranking) if most is None else most
    named = [part.strip() for part in vary.split(",") if part.strip()]
    found = robustness(ranking, most=size, draws=draws, seed=seed, vary=named)
    write_bytes(robust_csv(ranking, found), output_file)
    if as_json:
        sys.stdout.buffer.write(robust_json(ranking, found, hinges(ranking, found)))


def _check_outputs(output_file: Path, *, as_json: bool) -> None:
    if as_json and str(output_file) == "-":
        raise click.UsageError("--json prints on standard output: give --output a file")


def _ranked(settings: Settings, values: Path, *, id_column: str, criteria_file: Path) -> Ranking:
    """Rank a table and say on stderr what is worth knowing about criteria and figures."""
    criteria = read_criteria(criteria_file)
    _say(notes(criteria), settings)
    ranking = rank_table(read_table(values), id_column=id_column, criteria=criteria)
    _say(notes_of(ranking), settings)
    return ranking


def _say(found: list[Note], settings: Settings) -> None:
    words = words_for(settings.language)
    for note in found:
        click.echo(sentence(InputRefused(note.code, **note.params), words), err=True)


@select.command("diff")
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@click.pass_obj
def show_diff(settings: Settings, first: Path, second: Path, *, as_json: bool) -> None:
    """Say what differs between two decisions, criteria files, results or folders of them."""
    found = diff.differences(diff.read_side(first), diff.read_side(second))
    sys.stdout.buffer.write(diff.to_json(found) if as_json else diff.to_text(found).encode())
    words = words_for(settings.language)
    many = words.ngettext("%(num)s difference.", "%(num)s differences.", len(found), num=len(found))
    click.echo(many if found else words.gettext("No differences."), err=True)


@select.command("schema")
def show_schema() -> None:
    """Print the keys of a criteria file, what each takes and its default."""
    click.echo(schema.schema_text(), nl=False)


@select.command()
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Folder of the published tables.")
@click.pass_obj
def selftest(settings: Settings, folder: Path | None) -> None:
    """Reproduce published indices."""
    words = words_for(settings.language)
    try:
        checks = run_selftest(folder or settings.validation_dir)
    except NotRun as error:
        click.echo(sentence(error, words))
        sys.exit(error.exit_code)
    for check in checks:
        verdict = "pass" if check.passed else "FAIL"
        said = words.gettext("agrees") if check.passed else words.gettext("DIFFERS")
        click.echo(f"{verdict} {check.name}: {check.right}/{check.total} {said}")
    if not all(check.passed for check in checks):
        sys.exit(1)
