"""Work beside the site: a queue of rows, done by the worker process.

A row is the only bell: the worker looks once a second, which costs one indexed read, and nothing is lost when a process
is killed. Result files are written into a folder beside and renamed into place when the job is done.
"""

import logging
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from gis_app.domain.errors import KarteError, NotFound, TooMany, UnknownCode
from gis_app.domain.jobs import HEARTBEAT, KEPT, QUEUE_LIMIT, SILENCE, Job
from gis_app.services import print_map
from gis_app.services.imports import draft_jobs
from gis_app.services.kit import maps as kit_maps
from gis_app.services.wiring import Context
from gis_app.services.work import Report, Work
from gis_app.services.work_areas import careful, documents
from gis_app.store import jobs as store

log = logging.getLogger(__name__)


KINDS: dict[str, Work] = {
    print_map.KIND: print_map.work,
    kit_maps.KIND: kit_maps.work,
    draft_jobs.UNDERSTAND: draft_jobs.understand_work,
    draft_jobs.STORE: draft_jobs.store_work,
    careful.KIND: careful.work,
    documents.KIND: documents.work,
}
"""What each kind of job does: parameters and report in, a small JSON result out."""


def enqueue(context: Context, kind: str, parameters: Mapping[str, Any], *, account: str | None) -> str:
    """Put a job at the end of the queue and return its id.

    Raises
    ------
    UnknownCode
        If no such kind of job is registered.
    TooMany
        If ``QUEUE_LIMIT`` jobs wait already.
    """
    if kind not in KINDS:
        raise UnknownCode("unknown_job_kind", value=kind, expected=", ".join(sorted(KINDS)))
    job = Job(id=str(uuid4()), kind=kind, parameters=parameters, state="queued", progress=0.0, account=account)
    with context.database.transaction() as session:
        if store.waiting(session) >= QUEUE_LIMIT:
            raise TooMany("queue_full")
        store.put_job(session, job, at=context.clock())
    return job.id


def get_job(context: Context, job_id: str, *, account: str | None) -> Job:
    """Return a job to the account that asked for it.

    Raises
    ------
    NotFound
        If there is no such job, or it belongs to another account.
    """
    with context.database.reading() as session:
        job = store.get_job(session, job_id)
    if job is None or job.account not in {None, account}:
        raise NotFound("job_not_found")
    return job


def result_file(context: Context, job: Job, name: str) -> Path:
    """Return a file of the result of a finished job.

    Raises
    ------
    NotFound
        If the job is not done or has no such file.
    """
    folder = _folder(context, job.id)
    file = folder / Path(name).name
    if job.state != "done" or not file.is_file():
        raise NotFound("job_not_found")
    return file


def run_next(context: Context) -> bool:
    """Do the next job, if any; return whether there was one. A failing job never raises here."""
    silent_since = context.clock() - SILENCE
    with context.database.reading() as session:
        if not store.something_to_do(session, silent_since=silent_since):
            return False
    with context.database.transaction() as session:
        job = store.take_next(session, at=context.clock(), silent_since=silent_since)
    if job is not None:
        with _Heartbeat(context, job):
            _do(context, job)
    return True


def remove_old(context: Context) -> int:
    """Remove jobs that ended more than a day ago with their files; return how many."""
    with context.database.transaction() as session:
        removed = store.remove_ended(session, before=context.clock() - KEPT)
    for job_id in removed:
        shutil.rmtree(_folder(context, job_id), ignore_errors=True)
    return len(removed)


def _do(context: Context, job: Job) -> None:
    folder = _folder(context, job.id)
    part = folder.with_name(f"{job.id}.part{job.attempts}")
    part.mkdir(parents=True, exist_ok=True)
    try:
        result = KINDS[job.kind](context, job.parameters, Report(part, lambda done: _tell(context, job, done)))
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except KarteError as error:
        _fail(context, job, {"code": error.code, "params": error.params})
    except Exception:
        log.exception("job %s (%s) failed", job.id, job.kind)
        _fail(context, job, {"code": "job_failed", "params": {}})
    else:
        with context.database.transaction() as session:
            store.finish(session, job, result=result, at=context.clock())
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _tell(context: Context, job: Job, progress: float) -> None:
    with context.database.transaction() as session:
        store.beat(session, job, at=context.clock(), progress=progress)


def _fail(context: Context, job: Job, problem: Mapping[str, Any]) -> None:
    with context.database.transaction() as session:
        store.fail(session, job, problem=problem, at=context.clock())


def _folder(context: Context, job_id: str) -> Path:
    return context.settings.data_dir / "jobs" / job_id


class _Heartbeat(threading.Thread):
    """Says every few seconds that the job's worker lives, also while a long call gives no report."""

    def __init__(self, context: Context, job: Job) -> None:
        super().__init__(name=f"heartbeat-{job.id}", daemon=True)
        self.context, self.job, self.over = context, job, threading.Event()

    def run(self) -> None:
        while not self.over.wait(HEARTBEAT.total_seconds()):
            with self.context.database.transaction() as session:
                store.beat(session, self.job, at=self.context.clock())

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.join()
