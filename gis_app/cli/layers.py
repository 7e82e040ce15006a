"""Verbs of the catalogue: ``layers list`` and ``layers check``."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from gis_app import paths
from gis_app.catalog.catalogue import Catalogue
from gis_app.catalog.check import check_layers
from gis_app.catalog.schema import LayerFile
from gis_app.domain.errors import InputRefused
from gis_app.services.wiring import LIVING_LAYERS
from gis_app.settings import Settings
from gis_app.text.problems import sentence
from gis_app.text.words import words_for


@click.group()
def layers() -> None:
    """List and check the layers of the catalogue."""


@layers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.pass_obj
def list_layers(settings: Settings, *, as_json: bool) -> None:
    """List the layers: id, project, role, CRS, date, version, licence, title, how many versions are kept."""
    catalogue = Catalogue(paths.LAYERS, settings.data_dir / LIVING_LAYERS)
    rows = [_row(item, settings.language, catalogue.versions(item.layer.id)) for item in catalogue.described()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = ("id", "project", "role", "crs", "dated", "version", "data", "licence", "title")
    lines = [[*columns, "versions"]]
    lines += [[*(str(row[name] or "–") for name in columns), str(len(row["versions"]) or "–")] for row in rows]
    for line in _table(lines):
        click.echo(line)


@layers.command("check")
@click.argument("path", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
@click.pass_obj
def check(settings: Settings, path: Path | None, *, as_json: bool) -> None:
    """Say everything that is wrong with the layers (of PATH; else shipped and living); exit 4 if anything is."""
    folders = [path] if path else [paths.LAYERS, settings.data_dir / LIVING_LAYERS]
    problems: list[InputRefused] = []
    count = 0
    for folder in folders:
        if path is None and not folder.is_dir():
            continue
        found, wrong = check_layers(folder)
        count += len(found)
        problems += wrong
    words = words_for(settings.language)
    if as_json:
        rows = [{"code": problem.code, **problem.params, "message": sentence(problem, words)} for problem in problems]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(sentence(problem, words))
    click.echo(words.gettext("Layers: %(count)s, problems: %(wrong)s.", count=count, wrong=len(problems)), err=True)
    if problems:
        sys.exit(InputRefused.exit_code)


def _row(found: LayerFile, language: str, versions: Sequence[LayerFile]) -> dict[str, Any]:
    layer, data = found.layer, found.data
    there = found.path is not None and found.path.exists()
    return {
        "id": layer.id,
        "project": layer.project,
        "theme": layer.theme,
        "role": layer.role,
        "geometry": layer.geometry,
        "crs": f"EPSG:{layer.epsg}",
        "dated": layer.dated.isoformat() if layer.dated else "",
        "retrieved": layer.retrieved.isoformat() if layer.retrieved else "",
        "version": layer.version,
        "versions": [
            {"version": one.layer.version, "dated": one.layer.dated.isoformat() if one.layer.dated else ""}
            for one in versions
        ],
        "data": str(found.path) if there else data.file or data.wheel or f"store:{data.table}",
        "loaded": there or bool(data.table),
        "licence": layer.licence,
        "title": words_for(language).pick(layer.title),
        "source": words_for(language).pick(layer.source),
        "fields": [{"name": column.name, "unit": column.unit, "kind": column.kind} for column in layer.fields],
    }


def _table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
