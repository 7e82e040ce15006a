"""The two documents of a selection: the internal one, and that of the council and the public."""

from collections.abc import Callable, Mapping

from gis_app.domain.errors import UnknownCode
from gis_app.services.wiring import Context
from gis_app.services.work_areas.council import council_pdf
from gis_app.services.work_areas.internal import internal_pdf

KINDS: Mapping[str, Callable[..., bytes]] = {"internal": internal_pdf, "council": council_pdf}


def print_document(context: Context, selection_id: str, *, kind: str, language: str) -> bytes:
    """Return a document of a selection as PDF (A4).

    Raises
    ------
    UnknownCode
        If there is no document of that kind.
    NotFound
        If there is no such selection.
    Conflict
        If the council may not get it: see ``council.council_pdf``.
    """
    if kind not in KINDS:
        raise UnknownCode("document_unknown", value=kind[:40], expected=", ".join(KINDS))
    return KINDS[kind](context, selection_id, language=language)
