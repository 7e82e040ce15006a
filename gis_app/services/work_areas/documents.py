"""The two documents of a selection, the internal one and that of the council and the public: at once, or as a job."""

from collections.abc import Callable, Mapping
from typing import Any

from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.jobs import Job
from gis_app.services.wiring import Context
from gis_app.services.work import Report, Told, nobody
from gis_app.services.work_areas.council import council_pdf
from gis_app.services.work_areas.internal import internal_pdf

KIND = "selection_document"
FILES: Mapping[str, str] = {"internal": "iekseji.pdf", "council": "darba-teritorijas.pdf"}
"""What the file of a document is called."""
KINDS: Mapping[str, Callable[..., bytes]] = {"internal": internal_pdf, "council": council_pdf}


def print_document(
    context: Context,
    selection_id: str | None,
    *,
    kind: str,
    language: str,
    project: str = "",
    report: Told = nobody,
) -> bytes:
    """Return a document of a selection as PDF (A4), or that of the areas of a project that have none.

    Raises
    ------
    UnknownCode
        If there is no document of that kind; without a selection there is only that of the council.
    NotFound
        If there is no such selection.
    Conflict
        If the council may not get it: see ``council.council_pdf``.
    """
    _check(kind, selection_id)
    if selection_id is None:
        return council_pdf(context, None, project=project, language=language, report=report)
    return KINDS[kind](context, selection_id, language=language, report=report)


def request_of(selection_id: str | None, *, kind: str, language: str, project: str = "") -> dict[str, Any]:
    """Return the parameters of a job, checked before it waits in the queue.

    Raises
    ------
    UnknownCode
        If there is no document of that kind.
    """
    _check(kind, selection_id)
    return {"selection": selection_id, "project": project, "document": kind, "language": language}


def work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Make a document as a job of the queue; only the account that asked gets it."""
    kind, language = str(parameters["document"]), str(parameters["language"])
    selection, project = parameters["selection"], str(parameters["project"])
    pdf = print_document(context, selection, kind=kind, language=language, project=project, report=report)
    file = report.folder / FILES[kind]
    file.touch(mode=0o600)
    file.write_bytes(pdf)
    return {"file": file.name, "bytes": len(pdf)}


def check_job(job: Job, selection_id: str | None) -> None:
    """Refuse a job that is not a document of this selection (None: of areas without one).

    Raises
    ------
    NotFound
        If it is another.
    """
    if job.kind != KIND or job.parameters["selection"] != selection_id:
        raise NotFound("job_not_found")


def _check(kind: str, selection_id: str | None) -> None:
    if kind not in KINDS or (selection_id is None and kind == "internal"):
        raise UnknownCode("document_unknown", value=kind[:40], expected=", ".join(KINDS))
