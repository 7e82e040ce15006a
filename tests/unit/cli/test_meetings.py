"""``meeting list``, ``meeting close`` and ``retention run`` as they are typed."""

from dataclasses import replace
from datetime import date

from click.testing import CliRunner

from gis_app.cli.main import gis_app
from gis_app.services.mark_input import read_mark
from gis_app.services.meetings import get_meeting
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from gis_app.store.meetings import put_meetings
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, uuid


def _typed(context: Context, *words: str) -> str:
    told = CliRunner().invoke(gis_app, ["--data", str(context.settings.data_dir), *words])
    assert told.exit_code == 0, told.output
    return told.stdout


def test_meetings_are_listed_and_closed_by_their_code(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context)
    code = meeting.code
    assert _typed(context, "meeting", "list") == (f"{code}\topen\t2026-05-20\t2026-11-01\tprivate\tKvadrāta tikšanās\n")
    _typed(context, "meeting", "close", code)
    assert get_meeting(context, meeting.id).state == "closed"


def test_rule_6_6_a_dry_run_says_what_would_go_and_changes_nothing(context: Context) -> None:
    build_world(context)
    meeting = new_meeting(context)
    join(context, meeting, Phone(1))
    place_mark(context, code=meeting.code, token=Phone(1).token, sent=read_mark(mark(1, text="vārds")))
    with context.database.transaction() as session:
        put_meetings(session, [replace(get_meeting(context, meeting.id), retention_on=date(2000, 1, 1))])
    assert "vārdi: 1" in _typed(context, "retention", "run", "--dry-run")
    with context.database.reading() as session:
        kept = marks.get_mark(session, uuid(1), meeting=meeting.id)
    assert kept.text == "vārds"
    assert "vārdi: 1" in _typed(context, "retention", "run")
    with context.database.reading() as session:
        gone = marks.get_mark(session, uuid(1), meeting=meeting.id)
    assert (gone.text, gone.state) == ("", "expired")
    assert _typed(context, "retention", "run") == ""
