"""Imports as lines of a page: who brought them by role and position, never by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gis_app.domain.imports import ImportRun
from gis_app.domain.layers import Layer
from gis_app.services.imports.history import import_of, imports_of
from gis_app.services.wiring import Context
from gis_app.store import accounts


@dataclass(frozen=True, slots=True)
class Line:
    """An import as a page shows it.

    Attributes
    ----------
    role, position
        Of today's account; both empty when the import came from the command line.
    title
        Of the layer, by language.
    standing
        Whether the layer is still there.
    """

    run: ImportRun
    role: str
    position: str
    title: Mapping[str, str]
    standing: bool


def lines_of(context: Context, *, project: str, layer: str = "") -> list[Line]:
    """Return the imports of a project, of one layer if it is named, newest first."""
    return _lines(context, imports_of(context, project=project, layer=layer))


def line_of(context: Context, import_id: str) -> Line:
    """Return one import.

    Raises
    ------
    NotFound
        If there is none.
    """
    return _lines(context, [import_of(context, import_id)])[0]


def imported_layers(context: Context, *, project: str, target: str) -> list[Layer]:
    """Return the layers that imports of this target made: a file may become a new version of one of them."""
    made = {run.layer for run in imports_of(context, project=project) if run.target == target and run.state == "done"}
    return [layer for layer in context.catalogue.layers() if layer.project == project and layer.id in made]


def _lines(context: Context, runs: Sequence[ImportRun]) -> list[Line]:
    titles = {layer.id: layer.title for layer in context.catalogue.layers()}
    with context.database.reading() as session:
        known = {account.id: account for account in accounts.accounts(session)}
    return [
        Line(
            run,
            role=str(known[run.account].role) if run.account in known else "",
            position=known[run.account].title if run.account in known else "",
            title=titles.get(run.layer) or run.choices.get("title") or {},
            standing=run.layer in titles,
        )
        for run in runs
    ]
