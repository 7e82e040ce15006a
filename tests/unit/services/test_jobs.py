from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gis_app.domain.errors import InputRefused, NotFound, TooMany, UnknownCode
from gis_app.domain.jobs import ATTEMPTS, QUEUE_LIMIT
from gis_app.services import jobs, wiring
from gis_app.services.wiring import Context
from gis_app.services.work import Report
from gis_app.settings import Settings
from gis_app.store import jobs as queue
from gis_app.store.models import AccountRow

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    monkeypatch.setitem(jobs.KINDS, "write", write)
    context = wiring.build(Settings(data_dir=tmp_path), clock=clock)
    yield context
    context.database.close()


def write(_context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    report(0.5)
    (report.folder / "result.txt").write_text(str(parameters["text"]), encoding="utf-8")
    return {"file": "result.txt"}


def account(context: Context, name: str) -> str:
    with context.database.transaction() as session:
        session.add(AccountRow(id=name, login=name, password="-", role="worker", session_key=name))
    return name


def test_a_job_is_done_and_its_file_stands_in_its_own_folder(context: Context) -> None:
    job_id = jobs.enqueue(context, "write", {"text": "Āda"}, account=None)
    assert jobs.get_job(context, job_id, account=None).state == "queued"
    assert jobs.run_next(context)
    job = jobs.get_job(context, job_id, account=None)
    assert (job.state, job.progress, job.result) == ("done", 1.0, {"file": "result.txt"})
    file = jobs.result_file(context, job, "result.txt")
    assert file == context.settings.data_dir / "jobs" / job_id / "result.txt"
    assert file.read_text(encoding="utf-8") == "Āda"
    assert not jobs.run_next(context)


def test_jobs_are_done_in_the_order_they_were_asked_for(context: Context, clock: Clock) -> None:
    asked = []
    for number in range(3):
        clock.time = NOW + timedelta(seconds=number)
        asked.append(jobs.enqueue(context, "write", {"text": number}, account=None))
    done = []
    while jobs.run_next(context):
        done = [job_id for job_id in asked if jobs.get_job(context, job_id, account=None).state == "done"]
        assert done == asked[: len(done)]
    assert done == asked


def test_only_the_account_that_asked_for_a_job_gets_it(context: Context) -> None:
    job_id = jobs.enqueue(context, "write", {"text": ""}, account=account(context, "anna"))
    assert jobs.get_job(context, job_id, account="anna").account == "anna"
    for stranger in (None, account(context, "juris")):
        with pytest.raises(NotFound, match="job_not_found"):
            jobs.get_job(context, job_id, account=stranger)


def test_a_job_whose_worker_was_killed_is_started_again_up_to_three_times(context: Context, clock: Clock) -> None:
    job_id = jobs.enqueue(context, "write", {"text": ""}, account=None)
    for attempt in range(ATTEMPTS):
        with context.database.transaction() as session:
            job = queue.take_next(session, at=clock(), silent_since=clock() - timedelta(seconds=30))
        assert job is not None
        assert job.attempts == attempt + 1
        assert not jobs.run_next(context), "a job with a fresh heartbeat is left alone"
        clock.time += timedelta(seconds=31)
    jobs.run_next(context)
    lost = jobs.get_job(context, job_id, account=None)
    assert (lost.state, lost.problem) == ("failed", {"code": "job_lost", "params": {}})


def test_an_attempt_that_was_given_up_cannot_overwrite_the_newer_one(context: Context, clock: Clock) -> None:
    jobs.enqueue(context, "write", {"text": ""}, account=None)
    with context.database.transaction() as session:
        first = queue.take_next(session, at=clock(), silent_since=clock())
    clock.time += timedelta(minutes=1)
    with context.database.transaction() as session:
        second = queue.take_next(session, at=clock(), silent_since=clock() - timedelta(seconds=30))
        assert first is not None
        assert second is not None
        queue.finish(session, first, result={"file": "old"}, at=clock())
        assert first.attempts < second.attempts
    assert jobs.get_job(context, first.id, account=None).state == "running"


def test_a_refusal_becomes_the_problem_of_the_job_and_leaves_no_files(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_context: Context, _parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
        (report.folder / "half.txt").write_text("half", encoding="utf-8")
        raise InputRefused("unknown_level", value="x", expected="y")

    monkeypatch.setitem(jobs.KINDS, "refuse", refuse)
    job_id = jobs.enqueue(context, "refuse", {}, account=None)
    jobs.run_next(context)
    job = jobs.get_job(context, job_id, account=None)
    assert job.problem == {"code": "unknown_level", "params": {"value": "x", "expected": "y"}}
    assert list((context.settings.data_dir / "jobs").iterdir()) == []
    with pytest.raises(NotFound):
        jobs.result_file(context, job, "half.txt")


def test_a_bug_in_a_job_is_logged_and_the_worker_goes_on(
    context: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def stumble(_context: Context, parameters: Mapping[str, Any], _report: Report) -> Mapping[str, Any]:
        return {"file": parameters["not there"]}

    monkeypatch.setitem(jobs.KINDS, "broken", stumble)
    job_id = jobs.enqueue(context, "broken", {}, account=None)
    assert jobs.run_next(context)
    assert jobs.get_job(context, job_id, account=None).problem == {"code": "job_failed", "params": {}}
    assert "KeyError" in caplog.text


def test_results_go_after_a_day(context: Context, clock: Clock) -> None:
    job_id = jobs.enqueue(context, "write", {"text": ""}, account=None)
    jobs.run_next(context)
    clock.time += timedelta(hours=23)
    assert jobs.remove_old(context) == 0
    clock.time += timedelta(hours=2)
    assert jobs.remove_old(context) == 1
    assert not (context.settings.data_dir / "jobs" / job_id).exists()
    with pytest.raises(NotFound):
        jobs.get_job(context, job_id, account=None)


def test_a_full_queue_and_an_unknown_kind_are_refused(context: Context) -> None:
    with pytest.raises(UnknownCode, match="unknown_job_kind"):
        jobs.enqueue(context, "dance", {}, account=None)
    for _ in range(QUEUE_LIMIT):
        jobs.enqueue(context, "write", {"text": ""}, account=None)
    with pytest.raises(TooMany, match="queue_full"):
        jobs.enqueue(context, "write", {"text": ""}, account=None)


def test_a_file_name_cannot_leave_the_folder_of_its_job(context: Context) -> None:
    job_id = jobs.enqueue(context, "write", {"text": ""}, account=None)
    jobs.run_next(context)
    with pytest.raises(NotFound):
        jobs.result_file(context, jobs.get_job(context, job_id, account=None), "../../secret")
