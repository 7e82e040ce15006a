"""The administrator sees which meetings lose their data when, and what went."""

from dataclasses import replace
from datetime import date, timedelta

from flask.testing import FlaskClient

from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.retention import run_retention
from gis_app.services.wiring import Context
from gis_app.store import meetings
from tests.conftest import NOW
from tests.meeting_world import MEADOW, Phone, build_world, join, mark, new_meeting, send
from tests.web.conftest import Visit


def with_a_mark(context: Context, client: FlaskClient) -> Meeting:
    """A meeting whose data go in ten days, with one mark."""
    build_world(context)
    made = new_meeting(context, retention_on=NOW.date() + timedelta(days=10))
    join(context, made, Phone(1))
    send(client, made, Phone(1), mark(1, MEADOW, text="Te dzied putni"))
    return made


def day_is(context: Context, meeting: Meeting, day: date) -> None:
    with context.database.transaction() as session:
        known = meetings.get_meeting(session, meeting.id)
        meetings.put_meetings(session, [replace(known, state="closed", retention_on=day)])


def test_a_meeting_is_announced_two_weeks_before_its_day_and_logged_after_it(context: Context, visit: Visit) -> None:
    admin = visit("admin")
    assert "Nevienā tikšanās reizē" in admin.get("/lv/admin/deletion").text
    meeting = with_a_mark(context, admin)
    page = admin.get("/lv/admin/deletion").text
    assert ("Kvadrāta tikšanās" in page, "divu nedēļu laikā" in page) == (True, True)
    day_is(context, meeting, NOW.date() - timedelta(days=1))
    assert "vai strādnieks darbojas" in admin.get("/lv/admin/deletion").text
    run_retention(context)
    page = admin.get("/lv/admin/deletion").text
    assert ("vai strādnieks darbojas" in page, "2026. gada 20. maijs" in page) == (False, True)
    assert "putni" not in page
