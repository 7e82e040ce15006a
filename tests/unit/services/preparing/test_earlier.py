"""What was asked here before, and which plans are decided."""

from dataclasses import replace
from datetime import date

import pytest
from shapely.geometry import box

from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.meeting_content import Closing
from gis_app.services.mark_input import read_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.preparing import plans
from gis_app.services.preparing.earlier import earlier_meetings
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.store.models import TerritoryRow
from tests.meeting_world import NEIGHBOUR, PARK, SQUARE, Phone, build_world, join, mark, new_meeting, uuid

AROUND = "own:around@2026-01-01"


@pytest.fixture(autouse=True)
def world(context: Context) -> None:
    build_world(context)
    with context.database.transaction() as session:
        shape = box(499_000, 311_000, 503_000, 314_000)
        session.add(
            TerritoryRow(
                id=AROUND, project="p", scheme="own", code="A", level="parish", name="Apkārtne", geometry=shape
            )
        )


def test_a_meeting_is_remembered_in_its_territory_and_in_one_around_it(context: Context) -> None:
    held = new_meeting(context, ask_home=True)
    join(context, held, Phone(1))
    place_mark(context, code=held.code, token=Phone(1).token, sent=read_mark(mark(1, PARK)))
    home = {"uuid": uuid(2), "class": "home", "area_id": SQUARE}
    place_mark(context, code=held.code, token=Phone(1).token, sent=read_mark(home))
    new_meeting(context, state="draft")
    for territory in (SQUARE, AROUND):
        (one,) = earlier_meetings(context, project="p", territory_id=territory)
        assert (one.meeting.id, one.territory, one.people) == (held.id, "Kvadrāts", 1)
        assert one.counts == {"like": 1}, "homes are no figure (§6.2)"
    assert earlier_meetings(context, project="p", territory_id=NEIGHBOUR) == [], "they share only an edge"
    assert earlier_meetings(context, project="p", territory_id=SQUARE, but=held.id) == []


def test_what_became_of_the_next_step_stands_beside_it(context: Context) -> None:
    held = new_meeting(context)
    said = Closing(sentences=("Parks ir mīļš.",), next_step="Soliņi", outcome="done", outcome_on=date(2026, 5, 1))
    with context.database.transaction() as session:
        store.put_meetings(session, [replace(held, closing=said)])
    (one,) = earlier_meetings(context, project="p", territory_id=SQUARE)
    assert one.meeting.closing == said


def test_a_decided_plan_names_who_decided_it(context: Context) -> None:
    older = plans.NewPlan("p", SQUARE, "Skolu pārceļ", "Domes lēmums Nr. 7", date(2025, 1, 1))
    newer = plans.NewPlan("p", SQUARE, "Ceļu asfaltē", "Domes lēmums Nr. 9", date(2026, 1, 1))
    kept = [plans.add_plan(context, plan) for plan in (older, newer)]
    found = plans.decided_plans(context, project="p", territory_id=SQUARE)
    assert [plan.text for plan in found] == ["Ceļu asfaltē", "Skolu pārceļ"]
    assert {plan.light for plan in found} == {"yellow"}, "a decision is neither praise nor blame"
    with pytest.raises(InputRefused, match="plan_needs_source"):
        plans.add_plan(context, replace(newer, source=" "))
    assert plans.remove_plan(context, kept[0].id, project="p") == SQUARE
    with pytest.raises(NotFound):
        plans.remove_plan(context, kept[0].id, project="p")
