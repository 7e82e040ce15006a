"""Everything that is wrong in a draft, as a file to send back to whoever made the data."""

from collections.abc import Callable, Sequence

from gis_app.catalog.exports.content import Head, Origin, Sheet
from gis_app.catalog.exports.formats import MEDIA_TYPES
from gis_app.catalog.exports.sheets import to_csv, to_xlsx
from gis_app.domain.imports import Problem
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.seen import problems_of

FILES = {f"problems.{extension}": MEDIA_TYPES[extension] for extension in ("csv", "xlsx")}


def problem_file(
    draft: OpenDraft, name: str, *, header: Sequence[str], title: str, cells: Callable[[Problem], tuple[str, str]]
) -> bytes:
    """Return one of ``FILES``; its CSV is separated by semicolons, as a Latvian spreadsheet expects.

    Parameters
    ----------
    header
        Headings of: row, column, severity, sentence, code.
    title
        Title of the sheet.
    cells
        Makes the words of severity and sentence.
    """
    heads = [Head(heading, heading) for heading in header]
    rows = [(problem.row, problem.column, *cells(problem), problem.code) for problem in problems_of(draft)]
    sheet = Sheet(title, heads, rows, Origin(title))
    return to_csv(sheet, separator=";") if name.endswith(".csv") else to_xlsx([sheet], origin_title="", empty="")
