"""Staff look at messages: publish, refuse, hand over, answer; and the day on which they go."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.reports import Report
from gis_app.services.mark_input import clean_text
from gis_app.services.wiring import Context
from gis_app.store import audit, reports
from gis_app.text.collate import sort_key

MAX_INSTITUTION = 120


@dataclass(frozen=True, slots=True)
class Reply:
    """What an institution does about a message; an empty answer is none yet."""

    status: str
    institution: str = ""
    answer: str = ""
    answered_on: date | None = None


def reports_in_review(context: Context, project: str) -> list[Report]:
    """Return messages that wait first, then the published ones, each by place in Latvian order."""
    with context.database.reading() as session:
        found = reports.reports_of(session, project, states=("waiting", "published"))
    return sorted(found, key=lambda one: (one.state != "waiting", sort_key(one.place), one.id))


def publish_report(context: Context, report_id: str, *, project: str, seen: str, account: str | None = None) -> None:
    """Publish a message.

    Raises
    ------
    NotFound
        If there is no such message (any more).
    Conflict
        If its words are others than ``seen``.
    """
    _decide(context, report_id, project=project, seen=seen, state="published", account=account)


def refuse_report(context: Context, report_id: str, *, project: str, account: str | None = None) -> None:
    """Refuse a message: its words are deleted, its sender's code says that it was not published (§6.11).

    Raises
    ------
    NotFound
        If there is no such message (any more).
    """
    _decide(context, report_id, project=project, seen="", state="refused", account=account)


def answer_report(context: Context, report_id: str, reply: Reply, *, project: str, account: str | None = None) -> None:
    """Store what an institution does about a published message, and its answer.

    Raises
    ------
    NotFound
        If there is no such message.
    Conflict
        If it is not published.
    InputRefused
        If an answer has no institution or no day.
    """
    answer = clean_text(reply.answer)
    institution = " ".join(reply.institution.split())[:MAX_INSTITUTION]
    if (answer or reply.status in {"handed_over", "in_work"}) and not institution:
        raise InputRefused("report_needs_institution")
    if answer and reply.answered_on is None:
        raise InputRefused("report_needs_day")
    with context.database.transaction() as session:
        known = _known(reports.get_report(session, report_id, project=project))
        if known.state != "published":
            raise Conflict("report_not_published")
        changed = replace(
            known,
            status=reply.status,
            institution=institution,
            answer=answer,
            answered_on=reply.answered_on if answer else None,
        )
        reports.put_report(session, changed)
        audit.record(session, account, "report.answered", report_id, context.clock())


def switch_reports(context: Context, project: str, *, on: bool, account: str | None = None) -> None:
    """Let a project take messages, or no more; what is there stays and is hidden while it is off."""
    with context.database.transaction() as session:
        reports.switch(session, project, on=on)
        audit.record(session, account, "report.on" if on else "report.off", project, context.clock())


def expire_reports(context: Context) -> int:
    """Delete messages that are older, and were answered longer ago, than the installation keeps; returns how many."""
    before = context.clock().date() - timedelta(days=context.settings.retention_days)
    with context.database.transaction() as session:
        return reports.delete_before(session, before)


def _decide(context: Context, report_id: str, *, project: str, seen: str, state: str, account: str | None) -> None:
    with context.database.transaction() as session:
        known = _known(reports.get_report(session, report_id, project=project))
        if seen and seen != known.text:
            raise Conflict("report_changed")
        kept = replace(known, state=state, text=known.text if state == "published" else "")
        reports.put_report(session, kept)
        audit.record(session, account, f"report.{state}", report_id, context.clock())


def _known(report: Report | None) -> Report:
    if report is None:
        raise NotFound("report_unknown")
    return report
