"""The queue of jobs: what waits, what runs, what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from gis_app.domain.jobs import ATTEMPTS, Job
from gis_app.store.models import JobRow
from gis_app.store.moments import without_zone


def put_job(session: Session, job: Job, *, at: datetime) -> None:
    """Add a job to the end of the queue."""
    session.add(
        JobRow(
            id=job.id,
            kind=job.kind,
            parameters=dict(job.parameters),
            state=job.state,
            progress=job.progress,
            attempts=0,
            made=without_zone(at),
            account=job.account,
        )
    )


def get_job(session: Session, job_id: str) -> Job | None:
    """Return a job, or None."""
    row = session.get(JobRow, job_id)
    return None if row is None else _fact(row)


def waiting(session: Session) -> int:
    """Return how many jobs wait in the queue."""
    return session.scalar(select(func.count()).where(JobRow.state == "queued")) or 0


def something_to_do(session: Session, *, silent_since: datetime) -> bool:
    """Whether a job waits or has lost its worker."""
    return session.scalar(select(JobRow.id).where(_to_do(silent_since)).limit(1)) is not None


def take_next(session: Session, *, at: datetime, silent_since: datetime) -> Job | None:
    """Start the oldest job that waits or has lost its worker; None if there is none.

    A job that was started ``ATTEMPTS`` times and is silent again is marked failed with the problem ``job_lost``.
    """
    rows = session.scalars(select(JobRow).where(_to_do(silent_since)).order_by(JobRow.made, JobRow.id))
    for row in rows:
        if row.attempts >= ATTEMPTS:
            row.state, row.problem = "failed", {"code": "job_lost", "params": {}}
            continue
        row.state, row.progress, row.heartbeat = "running", 0.0, without_zone(at)
        row.attempts += 1
        return _fact(row)
    return None


def beat(session: Session, job: Job, *, at: datetime, progress: float | None = None) -> None:
    """Say that this attempt at the job is alive, and how far it is."""
    values: dict[str, Any] = {"heartbeat": without_zone(at)}
    if progress is not None:
        values["progress"] = progress
    session.execute(update(JobRow).where(_this_attempt(job)).values(**values))


def finish(session: Session, job: Job, *, result: Mapping[str, Any], at: datetime) -> None:
    """Mark this attempt done; a newer attempt is left alone."""
    values = {"state": "done", "progress": 1.0, "result": dict(result), "heartbeat": without_zone(at)}
    session.execute(update(JobRow).where(_this_attempt(job)).values(**values))


def fail(session: Session, job: Job, *, problem: Mapping[str, Any], at: datetime) -> None:
    """Mark this attempt failed; ``problem`` has the ``code`` and ``params`` of an error."""
    values = {"state": "failed", "problem": dict(problem), "heartbeat": without_zone(at)}
    session.execute(update(JobRow).where(_this_attempt(job)).values(**values))


def remove_ended(session: Session, *, before: datetime) -> Sequence[str]:
    """Remove jobs that were made and ended before a time; return their ids."""
    old = select(JobRow).where(JobRow.state.in_(("done", "failed")), JobRow.made < without_zone(before))
    removed = []
    for row in session.scalars(old):
        removed.append(row.id)
        session.delete(row)
    return removed


def _to_do(silent_since: datetime) -> ColumnElement[bool]:
    silent = or_(JobRow.heartbeat.is_(None), JobRow.heartbeat < without_zone(silent_since))
    return or_(JobRow.state == "queued", and_(JobRow.state == "running", silent))


def _this_attempt(job: Job) -> ColumnElement[bool]:
    return and_(JobRow.id == job.id, JobRow.state == "running", JobRow.attempts == job.attempts)


def _fact(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        parameters=row.parameters,
        state=row.state,
        progress=row.progress,
        account=row.account,
        result=row.result,
        problem=row.problem,
        attempts=row.attempts,
    )
