"""Rank the units of a table by a criteria file: the one road of the command line and of the page."""

import hashlib
from dataclasses import dataclass

from pandas import DataFrame, Index, Series

from gis_app.analysis.composite import Composite, Figures, composite
from gis_app.analysis.missing import RANKED
from gis_app.catalog.tables import Table
from gis_app.domain.criteria import Criteria
from gis_app.services.selection.criteria_file import Note

INVENTED = "invented"
"""A column of this name in the table stands in the result too: what is invented says so in every file."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The units of a table in its order, ranked; ``invented`` holds that column's cells, if the table has it."""

    result: Composite
    invented: tuple[str, ...] | None
    input_sha256: str


def rank_table(table: Table, *, id_column: str, criteria: Criteria) -> Ranking:
    """Return the ranking of a table's rows.

    Raises
    ------
    InputRefused
        If the table or a figure in it does not fit the criteria.
    """
    ids = table.ids(id_column)
    index = Index(ids, name="id", dtype=object)

    def column(name: str) -> Series:
        return Series(table.figures(name, missing_codes=criteria.missing_codes), index=index, dtype=float)

    counts = DataFrame({item.column: column(item.column) for item in criteria.used}, index=index)
    bases = {item.column: column(item.denominator) for item in criteria.used if item.denominator}
    fills = {criteria.missing, *(group.missing for group in criteria.groups)}
    by_group = "group_mean" in fills and criteria.unit_group
    figures = Figures(
        counts=counts,
        bases=DataFrame(bases, index=index),
        population=column(criteria.population) if criteria.population else None,
        unit_groups=Series(table.texts(criteria.unit_group), index=index) if by_group else None,
    )
    return Ranking(
        result=composite(figures, criteria=criteria),
        invented=tuple(table.texts(INVENTED)) if INVENTED in table.columns else None,
        input_sha256=_fingerprint(ids, figures),
    )


def notes_of(ranking: Ranking) -> list[Note]:
    """Return what the person should know of the figures: criteria that tell nobody apart, units without a rank."""
    result = ranking.result
    compared = result.treated[result.standing == RANKED]
    equal = [name for name in compared.columns if compared[name].min() == compared[name].max() and len(compared) > 1]
    found = [Note("criterion_equal", {"column": str(name)}) for name in equal]
    left_out = len(result.standing) - len(compared)
    if left_out:
        found.append(Note("units_left_out", {"value": left_out, "expected": len(result.standing)}))
    return found


def _fingerprint(ids: list[str], figures: Figures) -> str:
    """Return the hash of everything of the table that the result rests on, the same for every order of its rows."""
    columns: list[list[object]] = [list(ids)]
    for frame in (figures.counts, figures.bases):
        columns += [frame[name].tolist() for name in frame.columns]
    columns += [part.tolist() for part in (figures.population, figures.unit_groups) if part is not None]
    rows = ["\t".join(map(repr, cells)) for cells in zip(*columns, strict=True)]
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
