from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from shapely.geometry import Point

from gis_app.domain.errors import Closed, Conflict, InputRefused, KarteError, NotFound
from gis_app.domain.geography import Bounds
from gis_app.domain.meetings import Mark, Meeting
from gis_app.domain.paper import PaperSheet
from gis_app.services.ground import ground_of
from gis_app.services.kit.deck import new_cards
from gis_app.services.meetings import set_state
from gis_app.services.paper.entry import Entry, SentLine, enter_line, lines_of, understood, undo_line
from gis_app.services.paper.ground import count_people, home_list, sheets_in_use
from gis_app.services.spots import spots_of
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings, paper
from tests.meeting_world import NEIGHBOUR, SQUARE, build_world, new_meeting
from tests.paper_world import MADE, new_sheet


@pytest.fixture
def here(context: Context) -> Context:
    build_world(context)
    return context


@pytest.fixture
def meeting(here: Context) -> Meeting:
    return new_meeting(here, ask_home=True)


@pytest.fixture
def sheet(here: Context, meeting: Meeting) -> PaperSheet:
    return new_sheet(here, meeting)


def line(text: str, *, card: str = "", again: bool = False, uuid: str = "") -> SentLine:
    return SentLine(sheet="ab12-cd", uuid=uuid or str(uuid4()), text=text, card=card, again=again)


def stored(context: Context, meeting: Meeting) -> list[Mark]:
    with context.database.reading() as session:
        return marks.marks_of(session, meeting=meeting.id)


def test_three_stickers_become_three_marks_in_the_middle_of_their_cell(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    entry = enter_line(here, meeting.id, line("C5 nepatīk 3 te ir tumšs"))
    assert (entry.cell, entry.kind, entry.count, entry.words) == ("C5", "dislike", 3, "te ir tumšs")
    found = stored(here, meeting)
    assert len(found) == 3
    for mark in found:
        assert mark.geometry is not None
        assert mark.geometry.distance(Point(500_200, 312_500)) < 0.02  # C is the third column, 5 the fifth row
        assert (mark.channel, mark.sheet, mark.state, mark.participant) == ("paper", sheet.code, "waiting", None)
        assert mark.uncertainty_m == pytest.approx(70.7, abs=0.05)
    assert sorted(mark.text for mark in found) == ["", "", "te ir tumšs"]
    assert {mark.text_state for mark in found} == {"none", "waiting"}


def test_a_line_sent_twice_is_stored_once(here: Context, meeting: Meeting, sheet: PaperSheet) -> None:
    sent = line("C5 - 3")
    assert enter_line(here, meeting.id, sent) == enter_line(here, meeting.id, sent)
    assert len(stored(here, meeting)) == 3
    with pytest.raises(Conflict, match="mark_conflict"):
        enter_line(here, meeting.id, replace(sent, text="C5 - 4"))
    with pytest.raises(Conflict, match="mark_conflict"):
        enter_line(here, meeting.id, replace(sent, text="D5 - 3"))
    assert len(stored(here, meeting)) == 3


def test_the_same_entry_under_another_id_is_asked_about_first(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    enter_line(here, meeting.id, line("C5 - 3"))
    assert understood(here, meeting.id, line("c5 nepatik 3")).known
    with pytest.raises(Conflict, match="line_again"):
        enter_line(here, meeting.id, line("c5 nepatik 3"))
    assert not understood(here, meeting.id, line("c5 nepatik 2")).known
    enter_line(here, meeting.id, line("c5 nepatik 3", again=True))
    assert len(stored(here, meeting)) == 6


def test_a_line_is_taken_back_for_good_and_only_that_line(here: Context, meeting: Meeting, sheet: PaperSheet) -> None:
    sent = line("C5 - 3")
    first = enter_line(here, meeting.id, sent)
    enter_line(here, meeting.id, line("D5 + 2"))
    assert undo_line(here, meeting.id, sheet.code, first.key) == 3
    assert [(entry.cell, entry.count) for entry in lines_of(here, sheet)] == [("D5", 2)]
    with pytest.raises(NotFound, match="line_unknown"):
        undo_line(here, meeting.id, sheet.code, first.key)
    with pytest.raises(Conflict, match="mark_withdrawn"):
        enter_line(here, meeting.id, sent)


@pytest.mark.parametrize("cell", ["L5", "M1", "M9"])
def test_a_cell_outside_the_territory_is_refused_with_its_name(
    here: Context, meeting: Meeting, sheet: PaperSheet, cell: str
) -> None:
    with pytest.raises(InputRefused, match="cell_outside") as caught:
        enter_line(here, meeting.id, line(f"{cell} +"))
    assert caught.value.params == {"value": cell, "place": "Kvadrāts"}
    assert stored(here, meeting) == []


def test_a_cell_at_the_edge_is_taken_by_its_part_inside(here: Context, meeting: Meeting) -> None:
    wide = PaperSheet("EDGE11", meeting.id, new_sheet(here, meeting).bounds, 5000, "a4", date(2026, 5, 19), columns=3)
    with here.database.transaction() as session:
        paper.put_sheets(session, [wide])
    # Three columns of 433 m: the middle of the last one is at 501 033, within the tolerance of a hundred metres.
    enter_line(here, meeting.id, SentLine("EDGE11", str(uuid4()), "C5 +"))
    with here.database.transaction() as session:
        paper.put_sheets(session, [replace(wide, code="EDGE22", columns=1, bounds=replace(wide.bounds, west=500_900))])
    enter_line(here, meeting.id, SentLine("EDGE22", str(uuid4()), "A5 -"))
    # One column from 500 900 to 501 250: its middle is 75 m too far out, its western part is inside.
    second = next(mark for mark in stored(here, meeting) if mark.sheet == "EDGE22")
    assert second.geometry is not None
    assert 500_900 < second.geometry.x < 501_100
    assert second.uncertainty_m is not None
    assert second.uncertainty_m > 150  # the whole cell is still within it


def test_a_slip_of_one_card_is_one_participant_with_at_most_five_marks_of_a_class(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    (card,) = new_cards(here, meeting, 1)
    for number in range(1, 6):
        enter_line(here, meeting.id, line(f"C{number} +", card=card.lower()))
    with pytest.raises(InputRefused, match="mark_too_many"):
        enter_line(here, meeting.id, line("C6 +", card=card))
    enter_line(here, meeting.id, line("C6 -", card=card))
    people = {mark.participant for mark in stored(here, meeting)}
    assert len(people) == 1
    assert None not in people
    with here.database.reading() as session:
        assert meetings.count_participants(session, meeting.id) == 1


def test_a_card_that_was_never_printed_is_refused(here: Context, meeting: Meeting, sheet: PaperSheet) -> None:
    with pytest.raises(InputRefused, match="card_unknown"):
        enter_line(here, meeting.id, line("C5 +", card="7KQ2-M4XA-90TB"))
    with pytest.raises(InputRefused, match="card_malformed"):
        enter_line(here, meeting.id, line("C5 +", card="7KQ2"))
    assert stored(here, meeting) == []


def test_a_card_tells_one_sticker_a_line_so_that_no_ids_join_a_person(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    (card,) = new_cards(here, meeting, 1)
    with pytest.raises(InputRefused, match="line_one_per_card"):
        enter_line(here, meeting.id, line("C5 + 2", card=card))


def test_a_slip_lists_the_area_of_the_meeting_first_and_then_the_nearest(here: Context, meeting: Meeting) -> None:
    assert [choice.id for choice in home_list(here, meeting)] == [SQUARE, NEIGHBOUR]


def test_rule_6_2_a_home_on_a_slip_is_an_area_of_the_list_and_one_per_person(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    (card,) = new_cards(here, meeting, 1)
    enter_line(here, meeting.id, line("dz 1", card=card))
    (home,) = stored(here, meeting)
    assert (home.kind, home.geometry, home.uncertainty_m, home.text) == ("home", None, None, "")
    assert home.area_id == home_list(here, meeting)[0].id
    with pytest.raises(InputRefused, match="mark_too_many"):
        enter_line(here, meeting.id, line("dz 2", card=card))
    with pytest.raises(InputRefused, match="line_home_unknown"):
        enter_line(here, meeting.id, line("dz 77", card=card))
    with pytest.raises(KarteError, match="line_home"):
        enter_line(here, meeting.id, line("dz Liepu iela 3", card=card))


def test_rule_6_7_people_behind_stickers_are_those_counted_at_the_sheets_that_have_them(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    def people() -> dict[str, tuple[int, int]]:
        with here.database.reading() as session:
            return marks.count_people(session, [meeting.id])

    new_sheet(here, meeting, "EMPTY1", people=30)
    assert people() == {}
    enter_line(here, meeting.id, line("C5 + 9"))
    assert people() == {meeting.id: (0, 9)}  # nobody has counted them
    count_people(here, meeting.id, sheet.code, 7)
    assert people() == {meeting.id: (7, 0)}
    count_people(here, meeting.id, sheet.code, 300)
    assert people() == {meeting.id: (9, 0)}  # a slip of the pen: nine stickers were nine people at most
    (card,) = new_cards(here, meeting, 1)
    enter_line(here, meeting.id, line("C6 +", card=card))
    assert people() == {meeting.id: (10, 0)}
    with pytest.raises(InputRefused, match="sheet_people_refused"):
        count_people(here, meeting.id, sheet.code, 0)


def test_rule_6_3_a_cell_too_large_to_mean_a_place_is_not_taken_for_the_park_in_it(
    here: Context, meeting: Meeting
) -> None:
    # The middle of A1 is the park itself, but the cell is 600 m by 400 m: who knows what the sticker meant.
    wide = PaperSheet(
        "W1DE11", meeting.id, Bounds(500_500, 312_600, 508_300, 313_000, 3059), 50_000, "a4", MADE, rows=1
    )
    with here.database.transaction() as session:
        paper.put_sheets(session, [wide])
    enter_line(here, meeting.id, SentLine("W1DE11", str(uuid4()), "A1 +"))
    (mark,) = stored(here, meeting)
    assert mark.geometry is not None
    assert mark.geometry.distance(Point(500_800, 312_800)) < 0.02
    there = ground_of(here, project=meeting.project, territory_id=meeting.territory_id)
    wide_spot, near_spot = spots_of(there, [mark, replace(mark, uncertainty_m=60.0)])
    assert wide_spot is not None
    assert wide_spot[0] == ""
    assert near_spot is not None
    assert near_spot[0] == "Liepu parks"


def test_rule_6_8_the_list_of_a_sheet_is_in_the_order_of_its_cells(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    for text in ("D4 + 2", "B2 - 1", "C9 +"):
        enter_line(here, meeting.id, line(text))
    shown = lines_of(here, sheet)
    assert [entry.cell for entry in shown] == ["B2", "C9", "D4"]
    assert all(isinstance(entry, Entry) and not entry.by_card for entry in shown)
    assert [(one.sheet.code, one.marks) for one in sheets_in_use(here, meeting.id)] == [("AB12CD", 4)]


def test_rule_6_1_nothing_is_typed_in_before_the_meeting_was_opened(here: Context) -> None:
    draft = new_meeting(here, state="draft")
    new_sheet(here, draft)
    with pytest.raises(Conflict, match="paper_before_opening"):
        enter_line(here, draft.id, line("C5 +"))


def test_sheets_are_typed_in_after_the_meeting_too_but_not_after_its_data_are_gone(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    set_state(here, meeting.id, "closed")
    enter_line(here, meeting.id, line("C5 +"))
    with here.database.transaction() as session:
        over = replace(meetings.get_meeting(session, meeting.id), retention_on=date(2026, 5, 19))
        meetings.put_meetings(session, [over])
    with pytest.raises(Closed, match="meeting_expired"):
        enter_line(here, meeting.id, line("C6 +"))


def test_a_sheet_of_another_meeting_is_unknown(here: Context, sheet: PaperSheet) -> None:
    other = new_meeting(here)
    with pytest.raises(NotFound, match="sheet_unknown"):
        enter_line(here, other.id, line("C5 +"))


def test_the_reading_names_the_public_places_of_the_cell_and_never_a_sensitive_one(
    here: Context, meeting: Meeting, sheet: PaperSheet
) -> None:
    # The park stands at 500 800 / 312 800: column I, row 2; the shelter at 500 200 / 312 200: column C, row 8.
    assert understood(here, meeting.id, line("I2 +")).places == ("Liepu parks",)
    assert understood(here, meeting.id, line("C8 -")).places == ()
    assert stored(here, meeting) == []
    assert meeting.territory_id == SQUARE
