"""The internal pages beside work areas: what is there, the neighbourhood map, whose an address is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from shapely.geometry import box

from gis_app.domain.findings import Finding
from gis_app.domain.lists import SPECIALIST_CLASSES
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WorkArea
from gis_app.services.afterwards.review import review_mark
from gis_app.services.wiring import Context
from gis_app.store import work_areas
from gis_app.store.findings import put_findings
from tests.meeting_world import PARK, SQUARE, Phone, build_world, join, mark, new_meeting, send, uuid

Visit = Callable[[Role | str], FlaskClient]
AREA = WorkArea("a1", "p", "Liepas un parks", (SQUARE,), geometry=box(500_000, 312_000, 501_000, 313_000))
MAP = "/lv/neighbourhoods?project=p"


@pytest.fixture
def there(context: Context) -> Context:
    build_world(context)
    with context.database.transaction() as session:
        work_areas.put_area(session, replace(AREA, provider="Kopienu centrs"), at=datetime(2026, 5, 20, tzinfo=UTC))
    return context


def _finding(number: int, light: str, text: str) -> Finding:
    return Finding(uuid(number), "p", SQUARE, "physical", light, text)


def test_specialists_marks_stand_on_the_map_for_staff_only(there: Context, visit: Visit) -> None:
    meeting = new_meeting(there, kind="specialists", classes=SPECIALIST_CLASSES)
    phone = Phone(1)
    join(there, meeting, phone)
    assert send(visit("public"), meeting, phone, mark(7, PARK, "safety")).status_code == 201
    review_mark(there, meeting.id, uuid(7), decision="approve")
    page = visit("planner").get(MAP)
    assert 'class="sign"' in page.text
    assert "Drošība, Liepu parks" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert visit("public").get(MAP).status_code == 401
    assert visit("representative").get(MAP).status_code == 403


def test_rule_6_12_difficulties_are_shown_only_beside_what_is_good(there: Context, visit: Visit) -> None:
    with there.database.transaction() as session:
        put_findings(session, [replace(_finding(1, "red", "Pagrabā ūdens."), territory_id="own:neighbour@2026-01-01")])
    planner = visit("planner")
    assert "Pagrabā ūdens." not in planner.get(MAP).text
    with there.database.transaction() as session:
        put_findings(session, [replace(_finding(2, "green", "Labs koris."), territory_id="own:neighbour@2026-01-01")])
    assert planner.get(MAP).text.index("Labs koris.") < planner.get(MAP).text.index("Pagrabā ūdens.")


def test_an_address_is_answered_with_the_area_and_who_is_responsible(there: Context, visit: Visit) -> None:
    worker = visit("worker")
    page = worker.get(f"{MAP}&address=Liepu+iela+1").text
    assert "Liepas un parks" in page
    assert "Atbild: Kopienu centrs." in page
    assert "projektā nav zināma" in worker.get(f"{MAP}&address=Neesoša+9").text
