"""Reads our PDFs with pypdf: text, fonts, and the vectors as they lie on the page."""

from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]
MM = 72 / 25.4


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(pdf).pages)


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Names of the fonts of all pages, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in read(pdf).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = inner["/FontDescriptor"].get_object()
            found[str(inner["/BaseFont"])] = any(key.startswith("/FontFile") for key in descriptor)
    return found


def outlines(page: PageObject) -> list[Points]:
    """Every subpath of a page as points in millimetres, through all forms and transformations."""
    reader = _Outlines(page)
    reader.read(page.get_contents(), page["/Resources"], np.eye(3))
    return reader.found


class _Outlines:
    """Follows the operators of PDF 1.7 (ISO 32000-1, 8.4 and 8.5) that move, draw or nest."""

    def __init__(self, page: PageObject) -> None:
        self.page = page
        self.found: list[Points] = []
        self.run: list[tuple[float, float]] = []
        self.texts: list[Matrix] = []

    def read(self, content: Any, resources: Any, matrix: Matrix) -> None:
        stack: list[Matrix] = []
        for operands, operator in ContentStream(content, self.page.pdf).operations:
            if operator == b"q":
                stack.append(matrix)
            elif operator == b"Q":
                matrix = stack.pop()
            elif operator == b"cm":
                matrix = _matrix(operands) @ matrix
            elif operator == b"Tm":
                self.texts.append(_matrix(operands) @ matrix)
            elif operator == b"Do":
                self.nest(resources["/XObject"][operands[0]].get_object(), resources, matrix)
            else:
                self.draw(operator, operands, matrix)

    def nest(self, form: Any, resources: Any, matrix: Matrix) -> None:
        if form["/Subtype"] == "/Form":
            inner = _matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))) @ matrix
            self.read(form, form.get("/Resources", resources), inner)

    def draw(self, operator: bytes, operands: Any, matrix: Matrix) -> None:
        if operator in {b"l", b"c"}:
            self.run.append((float(operands[-2]), float(operands[-1])))
        elif operator in {b"m", b"h", b"S", b"f", b"f*", b"B", b"n"}:
            if len(self.run) > 1:
                self.found.append(_placed(self.run, matrix))
            self.run = [(float(operands[0]), float(operands[1]))] if operator == b"m" else []
        elif operator == b"re":
            x, y, width, height = (float(value) for value in operands)
            self.found.append(_placed([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], matrix))


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return np.array([[a, b, 0], [c, d, 0], [e, f, 1]])


def _placed(run: list[tuple[float, float]], matrix: Matrix) -> Points:
    points = np.column_stack([np.array(run), np.ones(len(run))])
    return (points @ matrix)[:, :2] / MM


def starts_of(page: PageObject) -> Points:
    """Where each run of text begins and where it goes: rows of ``x, y, dx, dy`` in millimetres."""
    reader = _Outlines(page)
    reader.read(page.get_contents(), page["/Resources"], np.eye(3))
    return np.array([(*matrix[2, :2] / MM, *matrix[0, :2] / np.hypot(*matrix[0, :2])) for matrix in reader.texts])
