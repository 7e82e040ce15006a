"""What people put on paper is typed in, line by line: a sticker's cell becomes a place, with the cell as uncertainty.

A line without a card belongs to its sheet, whose people are counted; a line with a card to that participant. Every
line has an id made by the page, and its marks differ from it in the last two digits: what is sent twice is stored once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import Conflict, InputRefused, NotFound
from gis_app.domain.meetings import MAX_MARKS_PER_CLASS, Mark, Meeting
from gis_app.domain.paper import PaperSheet
from gis_app.services import keys
from gis_app.services.check_mark import checked_mark
from gis_app.services.mark_input import MarkInput, clean_text
from gis_app.services.my_marks import emptied
from gis_app.services.paper_ground import cell_place, home_list, places_in, takes_paper
from gis_app.services.paper_people import holder_of, new_person
from gis_app.services.place_mark import same_content
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings, paper
from gis_app.text.paper_lines import ReadLine, read_line


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line as typed.

    Attributes
    ----------
    uuid
        Made by the page for this line; its last two digits are not used.
    card
        Code of the card on the slip; empty for stickers on a shared sheet.
    again
        Whether the typist has said that the same entry is meant a second time.
    language
        Of the page, for messages and for a participant who is new.
    """

    sheet: str
    uuid: str
    text: str
    card: str = ""
    again: bool = False
    language: str = "lv"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is in, or would be; ``area`` is the id of a home's area, ``places`` are names in its cell."""

    key: str
    kind: str
    cell: str
    count: int
    words: str
    by_card: bool
    area: str = ""
    places: tuple[str, ...] = ()
    known: bool = False


def understood(context: Context, meeting_id: str, sent: SentLine) -> Entry:
    """Return what a line would become; ``known`` says that the same entry is in already.

    Raises
    ------
    NotFound
        If the meeting or the sheet does not exist.
    Closed, Conflict
        If the meeting takes nothing from paper.
    InputRefused
        If the line cannot be understood, or its cell is outside the territory.
    """
    meeting, sheet = _given(context, meeting_id, sent)
    line, found = _marks(context, meeting, sheet, sent)
    with context.database.reading() as session:
        person = holder_of(session, context, meeting, sent.card)
        there = paper.marks_on(session, sheet)
    shown = _entry(sheet, found, by_card=bool(sent.card))
    names = places_in(context, meeting, sheet, line.cell) if line.cell else ()
    return replace(shown, places=names, known=_is_there(found, there, person))


def enter_line(context: Context, meeting_id: str, sent: SentLine) -> Entry:
    """Store the marks of a line together; the same request sent again stores nothing more.

    Raises
    ------
    NotFound
        If the meeting or the sheet does not exist.
    Closed
        If the meeting takes nothing from paper.
    InputRefused
        If the line cannot be understood, its cell is outside, or the card is unknown or has enough marks.
    Conflict
        If the same entry is in already and ``again`` is not said, or the id is taken by another line.
    """
    meeting, sheet = _given(context, meeting_id, sent)
    _line, found = _marks(context, meeting, sheet, sent)
    with context.database.transaction() as session:
        there = paper.marks_on(session, sheet)
        if marks.find_mark(session, found[0].uuid) is not None:
            known = [mark for mark in there if _key(mark.uuid) == _key(found[0].uuid)]
            return _sent_before(sheet, known, found, by_card=bool(sent.card))
        person = holder_of(session, context, meeting, sent.card)
        if not sent.again and _is_there(found, there, person):
            raise Conflict("line_again")
        if sent.card:
            person = person or new_person(session, context, meeting, sent.card, language=sent.language)
            found = [replace(mark, participant=person) for mark in found]
            _refuse_many(marks.marks_of(session, participant=person), found)
        marks.add_marks(session, found)
    return _entry(sheet, found, by_card=bool(sent.card))


def undo_line(context: Context, meeting_id: str, sheet_code: str, key: str) -> int:
    """Take the marks of a line back; returns how many. A line taken back already is none.

    Raises
    ------
    NotFound
        If the meeting has no such sheet, or the sheet no such line.
    """
    with context.database.transaction() as session:
        sheet = paper.get_sheet(session, keys.clean_code(sheet_code), meeting=meeting_id)
        found = [mark for mark in paper.marks_on(session, sheet) if _key(mark.uuid) == _key(key)]
        if not found:
            raise NotFound("line_unknown")
        for mark in found:
            marks.replace_mark(session, emptied(mark), what="withdrawn")
    return len(found)


def lines_of(context: Context, sheet: PaperSheet) -> list[Entry]:
    """Return the lines of a sheet that are in, by cell and class: never by order, person or time (§6.8)."""
    with context.database.reading() as session:
        there = paper.marks_on(session, sheet)
    lines: dict[str, list[Mark]] = defaultdict(list)
    for mark in there:
        lines[_key(mark.uuid)].append(mark)
    entries = [_entry(sheet, found, by_card=found[0].participant is not None) for found in lines.values()]
    return sorted(entries, key=lambda entry: (entry.cell, entry.kind, entry.words, entry.key))


def _given(context: Context, meeting_id: str, sent: SentLine) -> tuple[Meeting, PaperSheet]:
    with context.database.reading() as session:
        meeting = meetings.get_meeting(session, meeting_id)
        sheet = paper.get_sheet(session, keys.clean_code(sent.sheet), meeting=meeting_id)
    takes_paper(context, meeting)
    return meeting, sheet


def _marks(context: Context, meeting: Meeting, sheet: PaperSheet, sent: SentLine) -> tuple[ReadLine, list[Mark]]:
    classes = (*meeting.questions.classes, *(("home",) if meeting.ask_home else ()))
    line = read_line(sent.text, classes=classes, language=sent.language)
    if sent.card and line.count > 1:
        raise InputRefused("line_one_per_card")
    given = [_input(context, meeting, sheet, line, uuid) for uuid in _uuids(sent.uuid, line.count)]
    # What somebody wrote belongs to one sticker; the others of the line are without words.
    given = [given[0], *(replace(one, text="") for one in given[1:])]
    found = [checked_mark(context, meeting, one, channel="paper") for one in given]
    return line, [replace(mark, sheet=sheet.code) for mark in found]


def _input(context: Context, meeting: Meeting, sheet: PaperSheet, line: ReadLine, uuid: str) -> MarkInput:
    if line.kind == "home":
        areas = home_list(context, meeting)
        if not 1 <= (line.area or 0) <= len(areas):
            raise InputRefused("line_home_unknown", value=line.area, expected=len(areas))
        return MarkInput(uuid=uuid, kind="home", area_id=areas[(line.area or 0) - 1].id)
    point, uncertainty = cell_place(context, meeting, sheet, line.cell)
    degrees = to_crs(point, source=context.settings.work_epsg, target=WGS84)
    return MarkInput(
        uuid=uuid,
        kind=line.kind,
        lon=degrees.x,
        lat=degrees.y,
        uncertainty_m=round(uncertainty, 1),
        text=clean_text(line.words),
    )


def _uuids(uuid: str, count: int) -> list[str]:
    try:
        base = str(UUID(uuid))
    except ValueError:
        raise InputRefused("mark_uuid_refused") from None
    return [f"{_key(base)}{number:02x}" for number in range(count)]


def _key(uuid: str) -> str:
    return uuid[:34]


def _refuse_many(there: Sequence[Mark], new: Sequence[Mark]) -> None:
    kind = new[0].kind
    allowed = 1 if kind == "home" else MAX_MARKS_PER_CLASS
    if sum(mark.kind == kind for mark in there) + len(new) > allowed:
        raise InputRefused("mark_too_many", expected=allowed)


def _sent_before(sheet: PaperSheet, known: list[Mark], sent: list[Mark], *, by_card: bool) -> Entry:
    """Answer a line that came before: the same again is no error, another one under its id is."""
    if not known:
        raise Conflict("mark_withdrawn")
    before = sorted(known, key=lambda mark: mark.uuid)
    if len(before) != len(sent) or not all(map(same_content, before, sent)):
        raise Conflict("mark_conflict")
    return _entry(sheet, before, by_card=by_card)


def _is_there(found: Sequence[Mark], there: Sequence[Mark], person: str | None) -> bool:
    """Whether a line of the same cell, class, number, words and person is among the marks of the sheet."""
    lines: dict[str, list[Mark]] = defaultdict(list)
    for mark in there:
        if mark.participant == person:
            lines[_key(mark.uuid)].append(mark)
    words = {mark.text for mark in found}
    return any(
        len(line) == len(found)
        and (line[0].kind, line[0].geometry, line[0].area_id) == (found[0].kind, found[0].geometry, found[0].area_id)
        and {mark.text for mark in line} == words
        for line in lines.values()
    )


def _entry(sheet: PaperSheet, found: Sequence[Mark], *, by_card: bool) -> Entry:
    first = min(found, key=lambda mark: mark.uuid)
    place = first.geometry and to_crs(first.geometry, source=first.epsg, target=sheet.bounds.epsg)
    return Entry(
        key=_key(first.uuid),
        kind=first.kind,
        cell=sheet.cell_at(place) if place else "",
        count=len(found),
        words=" ".join(mark.text for mark in found if mark.text),
        by_card=by_card,
        area=first.area_id or "",
    )
