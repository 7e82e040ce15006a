from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shapely.geometry import box
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.store.database import Database
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.models import MarkRow, MeetingRow, ObservationRow, ProjectRow, TerritoryRow
from gis_app.store.territories import put_territories, territories
from gis_app.store.undo import Undo

OLD = Territory(
    id="own:a@2020-01-01",
    project="te",
    scheme="own",
    code="a",
    level="parish",
    name="Vecais pagasts",
    geometry=box(0, 0, 1000, 1000),
    epsg=3059,
    valid_from=date(2020, 1, 1),
)
PARENT = replace(OLD, id="own:p@2020-01-01", code="p", level="municipality", name="Novads")
CHILD = replace(
    OLD, id="own:b@2020-01-01", code="b", name="Jaunais pagasts", parent=PARENT.id, geometry=box(2000, 0, 3000, 1000)
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{tmp_path}/test.sqlite", work_epsg=3059)
    database.migrate()
    with database.transaction() as opened:
        opened.add(ProjectRow(code="te", title={"lv": "Te"}))
        opened.flush()
        put_territories(opened, [OLD])
        yield opened
    database.close()


def _put(session: Session, *facts: Territory) -> Undo:
    undo = Undo()
    undo.will_put(session, TerritoryRow, [fact.id for fact in facts])
    put_territories(session, facts)
    return Undo.from_blob(undo.to_blob())


def _meeting(session: Session, territory: str) -> None:
    session.add(
        MeetingRow(
            id="1",
            project="te",
            code="ZVANS",
            kind="meeting",
            territory_id=territory,
            title="Tikšanās skolā",
            starts=datetime(2026, 5, 1, tzinfo=UTC).replace(tzinfo=None),
            state="closed",
            phase="mark",
        )
    )
    session.flush()


def test_rows_return_as_they_were_and_new_ones_go_also_when_they_hang_on_each_other(session: Session) -> None:
    undo = _put(session, PARENT, CHILD, replace(OLD, name="Cits", geometry=box(0, 0, 5, 5), parent=PARENT.id))
    undo.apply(session)
    session.expire_all()
    assert territories(session, "te") == [OLD]


def test_removed_rows_come_back_with_their_own_keys(session: Session) -> None:
    put_territories(session, [PARENT, CHILD])
    undo = Undo()
    undo.will_remove(session, TerritoryRow, [CHILD.id, PARENT.id])
    for key in (CHILD.id, PARENT.id):
        session.delete(session.get_one(TerritoryRow, key))
        session.flush()
    Undo.from_blob(undo.to_blob()).apply(session)
    assert [one.name for one in territories(session, "te")] == ["Vecais pagasts", "Jaunais pagasts", "Novads"]
    assert session.get_one(TerritoryRow, CHILD.id).parent == PARENT.id


def test_rows_can_be_known_by_other_columns_than_their_key(session: Session) -> None:
    words = {"lv": "x", "en": "x"}
    put_indicators(
        session,
        [
            Indicator(
                id="people",
                project="te",
                title=words,
                counts=words,
                may_mean=words,
                unit="",
                higher_is="worse",
                source=words,
            )
        ],
    )
    first = Observation(indicator="people", territory_id=OLD.id, period="2020", value=10.0)
    put_observations(session, [first])
    undo, by = Undo(), ("indicator", "territory_id", "period")
    newer = [replace(first, value=11.0), replace(first, period="2021", value=12.0)]
    undo.will_put(session, ObservationRow, [(one.indicator, one.territory_id, one.period) for one in newer], by=by)
    put_observations(session, newer)
    Undo.from_blob(undo.to_blob()).apply(session)
    session.expire_all()
    assert [(row.period, row.value) for row in session.scalars(select(ObservationRow))] == [("2020", 10.0)]


def test_what_a_meeting_was_held_in_does_not_go_and_the_meeting_is_named(session: Session) -> None:
    undo = _put(session, PARENT, CHILD)
    _meeting(session, CHILD.id)
    with pytest.raises(Conflict) as refused:
        undo.apply(session)
    assert refused.value.params == {"kind": "meeting", "count": 1, "value": "Tikšanās skolā"}


def test_rule_6_8_marks_that_hold_an_area_are_counted_and_never_named(session: Session) -> None:
    undo = _put(session, replace(CHILD, parent=None))
    _meeting(session, OLD.id)
    session.add(
        MarkRow(
            uuid="m", meeting="1", kind="home", area_id=CHILD.id, channel="phone", state="waiting", day=date(2026, 5, 1)
        )
    )
    session.flush()
    with pytest.raises(Conflict) as refused:
        undo.apply(session)
    assert refused.value.params == {"kind": "mark", "count": 1, "value": ""}


def test_one_table_is_known_by_one_set_of_columns(session: Session) -> None:
    undo = Undo()
    undo.will_put(session, TerritoryRow, ["x"])
    with pytest.raises(ValueError, match="known by"):
        undo.will_put(session, TerritoryRow, ["x"], by=("code",))
