"""A sheet of paper with a grid: its cells on the ground, and what its QR code says.

The grid lets paper in without a camera: a sticker is told as ``C5``, and the cell is how exactly its place is known.
"""

import re
from dataclasses import dataclass
from datetime import date
from math import hypot

from shapely.geometry import Point, Polygon, box

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Bounds

COLUMNS = "ABCDEFGHIJKLM"
ROWS = 9
CODE_LENGTH = 6
"""Characters of a sheet's code; it is printed in words too, for typing."""
MOST_MARKS = 30
"""Stickers of one class in one cell that one line can tell."""
MOST_PEOPLE = 500
"""People who can have used one sheet."""
FORMAT = "KK1"
"""Begins the text of the QR code: whose sheet it is, and the version of this format."""
CLASS_LETTERS = {
    "like": "L",
    "dislike": "D",
    "missing": "M",
    "usable": "U",
    "safety": "S",
    "movement": "V",
    "breaking": "B",
}
_CELL = re.compile(r"([A-Z])(\d)")
_TEXT = re.compile(
    rf"{FORMAT}/(?P<code>[0-9A-Z]{{{CODE_LENGTH}}})/(?P<epsg>\d+)/(?P<box>[-\d.]+/[-\d.]+/[-\d.]+/[-\d.]+)"
    r"/(?P<paper>A\d)/(?P<way>[LP])/(?P<scale>\d+)/(?P<columns>\d+)X(?P<rows>\d+)/(?P<colours>(?:[A-Z][0-9A-F]{6})*)"
)


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A printed sheet with a grid.

    Attributes
    ----------
    bounds
        What its map frame shows, in metres of a projected CRS.
    columns, rows
        Fields of the grid; columns are letters from the left, rows numbers from the top.
    scale
        Denominator of the map's scale.
    headcount
        How many people put stickers on it without a card; None: not asked yet.
    """

    code: str
    meeting: str
    bounds: Bounds
    scale: int
    paper: str
    made: date
    columns: int = len(COLUMNS)
    rows: int = ROWS
    headcount: int | None = None

    @property
    def orientation(self) -> str:
        """How the paper lies: the map frame is wider than high, or not."""
        across, up = self.bounds.east - self.bounds.west, self.bounds.north - self.bounds.south
        return "landscape" if across >= up else "portrait"

    def cell(self, name: str) -> Polygon:
        """Return the ground of a cell such as ``C5``, in the CRS of ``bounds``.

        Raises
        ------
        InputRefused
            If the sheet has no such cell.
        """
        told = _CELL.fullmatch(name)
        column, row = (COLUMNS.find(told[1]), int(told[2]) - 1) if told else (-1, -1)
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            raise InputRefused("cell_unknown", value=name[:10], expected=self.cells)
        west, south, east, north = self.bounds.box
        wide, high = (east - west) / self.columns, (north - south) / self.rows
        return box(west + column * wide, north - (row + 1) * high, west + (column + 1) * wide, north - row * high)

    def cell_at(self, point: Point) -> str:
        """Return the name of the cell a point lies in, or an empty string beside the map."""
        west, south, east, north = self.bounds.box
        column = int((point.x - west) // ((east - west) / self.columns))
        row = int((north - point.y) // ((north - south) / self.rows))
        inside = 0 <= column < self.columns and 0 <= row < self.rows
        return f"{COLUMNS[column]}{row + 1}" if inside else ""

    @property
    def cells(self) -> str:
        """The first and the last cell, for a message."""
        return f"A1–{COLUMNS[self.columns - 1]}{self.rows}"

    @property
    def uncertainty_m(self) -> float:
        """Half the diagonal of a cell in metres: how far a sticker can be from its middle."""
        west, south, east, north = self.bounds.box
        return hypot((east - west) / self.columns, (north - south) / self.rows) / 2


def sheet_text(sheet: PaperSheet, colours: dict[str, str]) -> str:
    """Return what the QR code of a sheet says: enough for any installation to read the sheet without asking.

    Only letters of the QR code's compact mode are used; ``colours`` are those of the stickers by class (``#rrggbb``).
    """
    west, south, east, north = (f"{value:.1f}" for value in sheet.bounds.box)
    told = "".join(f"{CLASS_LETTERS[kind]}{colour.removeprefix('#')}" for kind, colour in colours.items())
    way = sheet.orientation[0]
    parts = (FORMAT, sheet.code, sheet.bounds.epsg, west, south, east, north, sheet.paper, way, sheet.scale)
    return "/".join([*(str(part) for part in parts), f"{sheet.columns}x{sheet.rows}", told]).upper()


def read_sheet_text(text: str, *, meeting: str, made: date) -> tuple[PaperSheet, dict[str, str]]:
    """Return the sheet and the colours that the text of a QR code tells.

    Raises
    ------
    InputRefused
        If the text is none of ours.
    """
    found = _TEXT.fullmatch(text.strip().upper())
    if found is None:
        raise InputRefused("sheet_text_refused", expected=FORMAT)
    west, south, east, north = (float(value) for value in found["box"].split("/"))
    sheet = PaperSheet(
        code=found["code"],
        meeting=meeting,
        bounds=Bounds(west, south, east, north, int(found["epsg"])),
        scale=int(found["scale"]),
        paper=found["paper"].lower(),
        made=made,
        columns=int(found["columns"]),
        rows=int(found["rows"]),
    )
    classes = {letter: kind for kind, letter in CLASS_LETTERS.items()}
    pairs = re.findall(r"([A-Z])([0-9A-F]{6})", found["colours"])
    return sheet, {classes[letter]: f"#{colour.lower()}" for letter, colour in pairs if letter in classes}
