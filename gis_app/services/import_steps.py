"""The steps of an import as pages take them: bring, correct, say what it is for, describe, confirm, throw away."""

from collections.abc import Sequence
from dataclasses import replace
from typing import IO

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.imports import Choices
from gis_app.domain.jobs import Job
from gis_app.services import jobs
from gis_app.services.imports import drafts
from gis_app.services.imports.draft_jobs import STORE, UNDERSTAND, look
from gis_app.services.imports.drafts import OpenDraft
from gis_app.services.imports.seen import Seen, forget_seen, seen_of
from gis_app.services.wiring import Context


def bring(context: Context, files: Sequence[tuple[str, IO[bytes]]], *, project: str, account: str) -> OpenDraft:
    """Keep a file as a draft and begin to understand it; nothing is stored."""
    draft_id = drafts.begin(context, files, project=project, account=account)
    draft = drafts.open_draft(context, draft_id, account=account)
    _look(context, draft)
    return drafts.open_draft(context, draft_id, account=account)


def decide(context: Context, draft: OpenDraft, choices: Choices) -> OpenDraft:
    """Keep what the person decided and understand the file anew where that changes what is understood.

    Raises
    ------
    Conflict
        While the file is being worked on.
    """
    refuse_busy(context, draft)
    drafts.choose(draft, choices)
    if _reading(choices) != _reading(draft.choices) or seen_of(draft) is None:
        _look(context, replace(draft, choices=choices))
    return drafts.open_draft(context, draft.id, account=draft.account)


def confirm_draft(context: Context, draft: OpenDraft) -> str:
    """Queue the storing of a draft and return the id of the job.

    Raises
    ------
    InputRefused
        If it was not understood or has no target.
    Conflict
        While it is being worked on.
    """
    refuse_busy(context, draft)
    seen = understood(draft)
    if draft.problem or not draft.choices.target or not seen.usable:
        raise InputRefused("draft_not_understood")
    parameters = {"draft": draft.id, "account": draft.account}
    job_id = jobs.enqueue(context, STORE, parameters, account=draft.account)
    drafts.note(draft, job=job_id)
    return job_id


def understood(draft: OpenDraft) -> Seen:
    """Return what is known of a draft.

    Raises
    ------
    InputRefused
        If it was not understood.
    """
    seen = seen_of(draft)
    if seen is None:
        raise InputRefused("draft_not_understood")
    return seen


def job_of(context: Context, draft: OpenDraft) -> Job | None:
    """Return the job that works on the draft, or failed on it; None when there is nothing to wait for."""
    if not draft.job:
        return None
    try:
        return jobs.get_job(context, draft.job, account=draft.account)
    except NotFound:
        return None


def refuse_busy(context: Context, draft: OpenDraft) -> None:
    """Refuse to touch a draft that a job works on.

    Raises
    ------
    Conflict
        While a job has not ended.
    """
    job = job_of(context, draft)
    if job is not None and not job.ended:
        raise Conflict("draft_busy")


def _look(context: Context, draft: OpenDraft) -> None:
    if draft.at_once:
        look(context, draft)
        return
    forget_seen(draft)
    parameters = {"draft": draft.id, "account": draft.account}
    drafts.note(draft, job=jobs.enqueue(context, UNDERSTAND, parameters, account=draft.account))


def _reading(choices: Choices) -> Choices:
    """Return the choices without those that only describe the data and change nothing in how it is understood."""
    return replace(choices, title={}, theme="", source="", licence="", public=False)
