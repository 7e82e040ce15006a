"""From a document and its data to PDF or picture; the only module that calls Typst."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from gis_app.prints.metrics import FONTS

DOCUMENTS = Path(__file__).parent / "documents"


def typeset(document: str, data: Mapping[str, Any], *, texts: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF of a document of ``documents/``; the same data give the same bytes.

    Parameters
    ----------
    data
        JSON that the document reads from ``sys.inputs.data``.
    texts
        More inputs, by name: drawings as SVG.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), **(texts or {})}
    compiler = typst.Compiler(str(DOCUMENTS / document), root=str(DOCUMENTS), font_paths=_fonts(), sys_inputs=inputs)
    pdf = compiler.compile(format="pdf")
    if not isinstance(pdf, bytes):
        raise TypeError("Typst returned no single document")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    # Neither the machine's fonts nor Typst's own: a missing letter must not silently come from elsewhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
