"""Everything that is wrong in a draft, as a file to send back to whoever made the data."""

from collections.abc import Callable, Iterator

from gis_app.catalog.reports import csv_report, xlsx_report
from gis_app.domain.imports import Problem
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.seen import problems_of

FILES = {
    "problems.csv": "text/csv; charset=utf-8",
    "problems.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def problem_file(
    draft: OpenDraft, name: str, *, header: tuple[str, ...], title: str, cells: Callable[[Problem], tuple[str, str]]
) -> bytes:
    """Return one of ``FILES``.

    Parameters
    ----------
    header
        Headings of: row, column, severity, sentence, code.
    title
        Title of the sheet.
    cells
        Makes the words of severity and sentence.
    """

    def rows() -> Iterator[tuple[str | int | None, ...]]:
        for problem in problems_of(draft):
            severity, sentence = cells(problem)
            yield problem.row, problem.column, severity, sentence, problem.code

    if name.endswith(".csv"):
        return csv_report(header, rows())
    return xlsx_report(title, header, rows())
