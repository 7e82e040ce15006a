"""Marks and meetings go into the store and come out as the same facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from shapely.geometry import Point, box
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from gis_app.domain.errors import InputRefused
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.meetings import Device, Mark, Meeting, Participant
from gis_app.store import marks, meetings
from gis_app.store.database import Database
from gis_app.store.likes import approved_likes, newest_changes
from gis_app.store.models import ProjectRow, TerritoryRow
from gis_app.text import purpose

TERRITORY = "own:yard@2026-01-01"
DAY = date(2026, 5, 2)
MEETING = Meeting(
    id="m1",
    project="p",
    code="ABC234",
    kind="meeting",
    territory_id=TERRITORY,
    title="Pagalms",
    starts=datetime(2026, 5, 2, 15, 0, tzinfo=UTC),
    state="open",
    phase="mark",
    controller="Novada dome",
    contact="dome@example.lv",
    retention_on=date(2026, 12, 1),
    purpose_version=1,
)
PERSON = Participant("p1", "m1", "card-hash", 1, "lv", DAY)
LIKE = Mark(
    uuid="u1",
    meeting="m1",
    kind="like",
    channel="phone",
    state="waiting",
    day=DAY,
    participant="p1",
    geometry=Point(500_010, 312_020),
    uncertainty_m=12.0,
    text="Liepa",
    text_state="waiting",
    territory_id=TERRITORY,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    base = Database(f"sqlite:///{tmp_path}/store.sqlite", work_epsg=3059)
    base.migrate()
    with base.transaction() as session:
        session.add(ProjectRow(code="p", title={"lv": "P"}))
        session.flush()
        session.add(
            TerritoryRow(
                id=TERRITORY,
                project="p",
                scheme="own",
                code="yard",
                level="own",
                name="Pagalms",
                geometry=box(500_000, 312_000, 500_100, 312_100),
            )
        )
        session.flush()
        meetings.put_meetings(session, [MEETING])
        meetings.put_participants(session, [PERSON])
        meetings.put_devices(session, [Device("m1", "token-hash", "p1")])
    yield base
    base.close()


def test_a_meeting_comes_back_as_it_was_put(database: Database) -> None:
    with database.reading() as session:
        assert meetings.get_meeting(session, "m1") == MEETING
        assert meetings.meeting_by_code(session, "ABC234") == MEETING
        assert meetings.meeting_by_code(session, "ABC235") is None


def test_a_mark_comes_back_as_it_was_put_and_leaves_one_change(database: Database) -> None:
    with database.transaction() as session:
        marks.add_marks(session, [LIKE])
    with database.reading() as session:
        assert marks.find_mark(session, "u1") == LIKE
        assert [(change.mark, change.what) for change in marks.changes_since(session, meeting="m1", seq=0)] == [
            ("u1", "placed")
        ]


def test_a_withdrawn_mark_keeps_only_its_id(database: Database) -> None:
    empty = Mark(uuid="u1", meeting="m1", kind="like", channel="phone", state="withdrawn", day=DAY, participant="p1")
    with database.transaction() as session:
        marks.add_marks(session, [LIKE])
        marks.replace_mark(session, empty, what="withdrawn")
    with database.reading() as session:
        assert marks.find_mark(session, "u1") == empty
        assert marks.marks_of(session, meeting="m1") == []
        now = marks.standing(session, meeting="m1", token_hash="token-hash", kind="like", uuid="u1")
    assert now == marks.Standing("open", MEETING.retention_on, None, "p1", "phone", placed=0, taken=True)


def test_likes_near_a_dwelling_are_not_among_the_approved_ones(database: Database) -> None:
    shown = replace(LIKE, uuid="u2", state="approved")
    near = replace(LIKE, uuid="u3", state="approved", near_dwelling=True)
    dislike = replace(LIKE, uuid="u4", state="approved", kind="dislike")
    with database.transaction() as session:
        marks.add_marks(session, [LIKE, shown, near, dislike])
    with database.reading() as session:
        found = approved_likes(session, "m1")
    assert shown.geometry is not None
    assert found.xy.tolist() == [[shown.geometry.x, shown.geometry.y]]
    assert found.uncertainty_m.tolist() == [shown.uncertainty_m]


def test_words_and_photos_of_likes_come_only_when_they_are_approved(database: Database) -> None:
    waiting = replace(LIKE, uuid="u2", state="approved", text="gaida", text_state="waiting", photo="a.jpg")
    approved = replace(waiting, uuid="u3", text="labi", text_state="approved", photo="b.jpg", photo_state="approved")
    with database.transaction() as session:
        marks.add_marks(session, [waiting, approved])
    with database.reading() as session:
        found = approved_likes(session, "m1")
    assert sorted(zip(found.texts, found.photos, strict=True)) == [("", ""), ("labi", "b.jpg")]


def test_the_newest_change_of_each_meeting_is_told_in_one_look(database: Database) -> None:
    with database.transaction() as session:
        marks.add_marks(session, [LIKE, replace(LIKE, uuid="u2")])
    with database.reading() as session:
        last = marks.last_change(session, "m1")
        assert newest_changes(session, ["m1", "unknown"]) == {"m1": last}


def test_people_and_paper_marks_are_counted_apart(database: Database) -> None:
    sticker = replace(LIKE, uuid="u5", participant=None, channel="paper", sheet="A1")
    with database.transaction() as session:
        marks.add_marks(session, [LIKE, replace(LIKE, uuid="u6"), sticker])
    with database.reading() as session:
        assert marks.count_people(session, ["m1"]) == {"m1": (1, 1)}


def test_rule_6_2_home_is_never_a_point() -> None:
    with pytest.raises(InputRefused, match="home_is_never_a_point"):
        Mark(
            uuid="h",
            meeting="m1",
            kind="home",
            channel="phone",
            state="approved",
            day=DAY,
            area_id=TERRITORY,
            geometry=Point(0, 0),
        )


def test_rule_6_1_a_meeting_cannot_open_without_controller_contact_and_date() -> None:
    for missing in ({"controller": ""}, {"contact": ""}, {"retention_on": None}):
        with pytest.raises(InputRefused, match="meeting_without_purpose"):
            replace(MEETING, **missing)


def test_rule_6_1_a_stored_purpose_text_is_never_changed(database: Database) -> None:
    with database.transaction() as session:
        meetings.put_purpose(session, 1, {"lv": "pirmais"})
        meetings.put_purpose(session, 1, {"lv": "cits"})
    with database.reading() as session:
        assert meetings.purpose_texts(session, 1) == {"lv": "pirmais"}
        assert meetings.newest_purpose(session) == 1


def test_the_purpose_has_eight_lines_in_every_language_and_names_what_the_law_asks() -> None:
    assert set(purpose.TEXTS) == set(LANGUAGES)
    for words in purpose.TEXTS.values():
        lines = purpose.purpose_lines(words, controller="Dome", contact="dome@example.lv", until="1. decembrim")
        assert len(lines) == 8
        whole = "\n".join(lines)
        assert all(word in whole for word in ("Dome", "dome@example.lv", "1. decembrim", "112", "www.dvi.gov.lv"))


def test_rule_6_15_an_error_of_the_database_tells_the_log_nothing_of_what_was_stored(database: Database) -> None:
    with (
        pytest.raises(SQLAlchemyError, match="hide_parameters") as refused,
        database.transaction() as session,
    ):
        session.execute(text("INSERT INTO nowhere (word) VALUES (:word)"), {"word": "slepens vārds"})
    assert "slepens" not in str(refused.value)
