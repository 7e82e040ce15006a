"""Which rows of a sheet are title, header, body and notes."""

import re
from collections import Counter
from dataclasses import dataclass

from gis_app.catalog.statistics.cells import is_figure
from gis_app.catalog.statistics.grid import Grid
from gis_app.domain.errors import InputRefused
from gis_app.domain.periods import find_period, read_period
from gis_app.text.fold import fold

_ABOUT = re.compile(
    r"^(source|avots|datu avots|units?|mervieniba|contact|kontaktinformacija|latest update|last updated?|updated"
    r"|pedejo reizi atjaunots|atjaunots|atjauninats|database|datubaze|internal reference code|copyright|footnotes?"
    r"|piezimes?|notes?|zemteksta piezimes|explanation of symbols|apzimejumi|saisinajumi|symbols|table|tabula"
    r"|office|filters?|creation date|publicets|published|matricas kods)\b"
)
_NOTE = re.compile(r"^\s*(\*|\d\)|[¹²³⁴⁵]|[….:–—-]{1,6}\s+\S|\(?[a-zA-Z]\)\s)")
_LONG_NOTE = 90


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet taken apart.

    Attributes
    ----------
    header
        The rows of the header from top to bottom, all as wide as the table.
    body
        Row number and cells of each row, as wide as the table.
    notes
        What stands above the header after the title, and below the body.
    """

    title: str
    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def find_layout(grid: Grid) -> Layout:
    """Return the parts of a sheet.

    The header is the first row that reaches as far as the rows with figures do, and the rows below it while their
    first column is still open; a row that numbers the columns (1, 2, 3 …) is left out.

    Raises
    ------
    InputRefused
        If no row holds a figure below a header.
    """
    rows = [
        (
            number,
            tuple(cell.strip("\ufeff\r\n\t ") if place else cell.strip("\ufeff\r\n") for place, cell in enumerate(row)),
        )
        for number, row in grid.filled
    ]
    reach = _usual_reach(rows)
    top = next((place for place, (_n, row) in enumerate(rows) if _opens(row, reach)), None)
    if reach < 2 or top is None:
        raise InputRefused("statistics_no_figures", file=grid.name)
    below = top + 1
    while below < len(rows) and _goes_on(rows[below][1], [row for _n, row in rows[top:below]]):
        below += 1
    header = [row for _n, row in rows[top:below]]
    while below < len(rows) and _numbers_columns(rows[below][1]):
        below += 1
    body, notes = _body(rows[below:])
    if not any(map(_has_figures, (row for _n, row in body))):
        raise InputRefused("statistics_no_figures", file=grid.name)
    width = max(len(row) for row in (*header, *(row for _n, row in body)))
    above = [" ".join(filter(None, (cell.strip() for cell in row))) for _n, row in rows[:top]]
    title = next((text for text in above if not _ABOUT.match(fold(text))), "")
    return Layout(
        title=title,
        header=tuple(_wide(row, width) for row in header),
        body=tuple((number, _wide(row, width)) for number, row in body),
        notes=tuple([text for text in above if text != title] + notes),
    )


def _usual_reach(rows: list[tuple[int, tuple[str, ...]]]) -> int:
    """Return the column up to which most rows with figures are filled."""
    reaches = Counter(_reach(row) for _n, row in rows if _has_figures(row) and not _is_about(row))
    return max(reaches, key=lambda reach: (reaches[reach], reach), default=0)


def _reach(row: tuple[str, ...]) -> int:
    return max((place + 1 for place, cell in enumerate(row) if cell.strip()), default=0)


def _has_figures(row: tuple[str, ...]) -> bool:
    return any(is_figure(cell) and not find_period(cell) for cell in row[1:])


def _is_about(row: tuple[str, ...]) -> bool:
    """Whether a row says something about the table: ``Source: …`` or ``Latest update``."""
    return _reach(row) <= 2 and _ABOUT.match(fold(row[0])) is not None and not _header_word(row)


def _header_word(row: tuple[str, ...]) -> bool:
    return len(row) > 1 and read_period(row[1]) is not None and ":" not in row[0]


def _opens(row: tuple[str, ...], reach: int) -> bool:
    words = [cell for cell in row if cell.strip()]
    texts = [cell for cell in words if not is_figure(cell) or find_period(cell)]
    return bool(texts) and len(texts) == len(words) and _reach(row) >= max(2, reach / 2) and not _is_about(row)


def _goes_on(row: tuple[str, ...], above: list[tuple[str, ...]]) -> bool:
    """Whether a row still belongs to the header: no figure, and its first cell or all those above are empty."""
    open_above = not any(upper[0].strip() for upper in above)
    if _has_figures(row) or _reach(row) < 2 or (row[0].strip() and not open_above):
        return False
    with_period = {place for upper in above for place, cell in enumerate(upper) if find_period(cell)}
    later = [place for place, cell in enumerate(row) if place and read_period(cell)]
    return not (with_period and later)


def _numbers_columns(row: tuple[str, ...]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    numbers = cells[1:] if cells and cells[0].upper() == "A" else cells
    start = int(numbers[0]) if numbers and numbers[0] in {"1", "2"} else 0
    return len(numbers) > 1 and bool(start) and numbers == [str(start + place) for place in range(len(numbers))]


def _body(rows: list[tuple[int, tuple[str, ...]]]) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    last = max((place for place, (_n, row) in enumerate(rows) if _has_figures(row) and not _is_about(row)), default=-1)
    end = last + 1
    usual = Counter(len(row) for _n, row in rows[:end]).most_common(1)[0][0] if end else 0
    while end < len(rows) and not _is_note(rows[end], before=rows[end - 1][0], usual=usual):
        end += 1
    notes = [" ".join(filter(None, (cell.strip() for cell in row))) for _n, row in rows[end:]]
    return rows[:end], notes


def _is_note(row: tuple[int, tuple[str, ...]], *, before: int, usual: int) -> bool:
    number, cells = row
    first = cells[0].strip()
    apart = number > before + 1
    ragged = len(cells) < usual
    told = _NOTE.match(first) is not None or len(first) > _LONG_NOTE or _ABOUT.match(fold(first)) is not None
    return apart or ragged or told


def _wide(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row, *([""] * (width - len(row))))[:width]
