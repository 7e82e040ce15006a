"""``take_over``: what a hall's laptop packed joins what the office has, mark by mark, as often as one likes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.meetings import Pack
from gis_app.services import keys
from gis_app.services.packs.content import Content, read_content
from gis_app.services.packs.merge import Counts, merged_marks
from gis_app.services.packs.seal import opened
from gis_app.services.photos.files import put_photo
from gis_app.services.wiring import Context
from gis_app.store import audit, identity, marks, meetings, packs

_BEFORE_MARKS = ("participant", "participant_device", "card", "paper_sheet")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What a pack brought.

    Attributes
    ----------
    new, changed, withdrawn, same
        Marks that were not here, that were changed or taken back since, and those that needed nothing.
    photos
        Photos that were not here.
    confirmation
        What is typed on the laptop to erase its copy.
    codes_work
        Whether cards of the meeting open their marks here too.
    new_code
        The meeting's new code if another meeting here already had its code, else empty.
    """

    meeting: str
    title: str
    new: int
    changed: int
    withdrawn: int
    same: int
    photos: int
    confirmation: str
    codes_work: bool
    new_code: str


def take_over(context: Context, file: bytes, *, passphrase: str, account: str | None = None) -> TakenOver:
    """Take a pack in: everything or nothing; the same pack again changes nothing.

    Raises
    ------
    InputRefused
        If the file is no pack, damaged, of a later version, its passphrase is another one, or its territory is not in
        the register here.
    Conflict
        If a newer pack of the meeting was taken over before, or the meeting is one that was made here and never left.
    """
    content, photos = read_content(opened(file, passphrase))
    row = content["tables"]["meeting"][0]
    with context.database.transaction() as session:
        _refuse_foreign(context, session, content)
        last = packs.last_pack(session, row["id"], taken=True)
        if last is not None and last.number > content["number"]:
            raise Conflict("pack_older", value=content["made"][:10], expected=last.day.isoformat())
        code = _meeting(session, content)
        people = _people(session, content)
        since = last.number if last is not None else -1
        touched = {mark for mark, number in content["changes"].items() if number > since}
        brought = _renamed(content["tables"]["mark"], people)
        counts = merged_marks(session, row["id"], brought, touched=touched)
        _answers(session, content, people)
        _add_missing(session, "problem_card", row["id"], content["tables"]["problem_card"])
        if last is None or last.number < content["number"]:
            day, confirmation = context.clock().date(), content["confirmation"]
            packs.put_pack(session, Pack(str(uuid4()), row["id"], True, content["number"], day, confirmation))
        audit.record(session, account, "meeting.taken_over", row["id"], context.clock())
        written = _photos(context, session, row["id"], photos)
    return _told(content, counts, written, code)


def _told(content: Content, counts: Counts, photos: int, code: str) -> TakenOver:
    row = content["tables"]["meeting"][0]
    return TakenOver(
        meeting=row["id"],
        title=row["title"],
        new=counts.new,
        changed=counts.changed,
        withdrawn=counts.withdrawn,
        same=counts.same,
        photos=photos,
        confirmation=content["confirmation"],
        codes_work=row.get("hash_key") is not None,
        new_code=code if code != row["code"] else "",
    )


def _refuse_foreign(context: Context, session: Any, content: Content) -> None:
    """Refuse the meeting of another municipality; a territory that was drawn on the laptop comes along."""
    territory, row = content["territory"], content["tables"]["meeting"][0]
    if content["work_epsg"] != context.settings.work_epsg:
        raise InputRefused("archive_other_crs", file="", value=content["work_epsg"])
    if territory is None or packs.territory_row(session, territory["id"]) is not None:
        here = packs.territory_row(session, row["territory_id"])
        if here is None:
            raise InputRefused("pack_foreign", value=row["territory_id"])
        row["project"] = here["project"]
        return
    if territory["scheme"] != "own" or not packs.has_project(session, territory["project"]):
        raise InputRefused("pack_foreign", value=territory["name"])
    packs.add_rows(session, "territory", [{**territory, "parent": None}])


def _meeting(session: Any, content: Content) -> str:
    """Store the meeting itself; returns its code here."""
    row = content["tables"]["meeting"][0]
    row["purpose_version"] = version = _purpose(session, content)
    for person in content["tables"]["participant"]:
        person["purpose_version"] = version if person["purpose_version"] is not None else None
    known = packs.rows_of(session, "meeting", row["id"])
    taken = meetings.meeting_by_code(session, row["code"])
    code: str = row["code"] if taken is None or taken.id == row["id"] else _free_code(session)
    if not known:
        packs.add_rows(session, "meeting", [{**row, "code": code, "published_on": None}])
        return code
    stays = {name: known[0][name] for name in ("code", "project", "territory_id", "published_on", "retention_on")}
    packs.replace_row(session, "meeting", {**row, **stays})
    return str(known[0]["code"])


def _free_code(session: Any) -> str:
    code = keys.new_code()
    while meetings.meeting_by_code(session, code) is not None:
        code = keys.new_code()
    return code


def _purpose(session: Any, content: Content) -> int | None:
    texts: dict[str, str] = content["purpose"]
    if not texts:
        return None
    version = packs.purpose_with(session, texts)
    if version is None:
        version = (meetings.newest_purpose(session) or 0) + 1
        meetings.put_purpose(session, version, texts)
    return version


def _people(session: Any, content: Content) -> dict[str, str]:
    """Store who took part; returns under which id somebody is known here who joined on both sides with one card."""
    meeting = content["tables"]["meeting"][0]["id"]
    here = packs.participants_by_card_hash(session, meeting)
    people = content["tables"]["participant"]
    renamed = {one["id"]: here[one["card_hash"]] for one in people if one["card_hash"] in here}
    for name in _BEFORE_MARKS:
        rows = [one for one in content["tables"][name] if name != "participant" or one["id"] not in renamed]
        _add_missing(session, name, meeting, _renamed(rows, renamed))
    return renamed


def _answers(session: Any, content: Content, people: Mapping[str, str]) -> None:
    """Store the answers to identity questions that nobody took back, here or on the laptop (§6.6)."""
    meeting = content["tables"]["meeting"][0]["id"]
    gone = packs.answers_gone(session, meeting)
    rows = [row for row in content["tables"]["identity_answer"] if row["uuid"] not in gone]
    _add_missing(session, "identity_answer", meeting, _renamed(rows, people))
    standing = {row["uuid"] for row in rows}
    known = {row["uuid"] for row in packs.rows_of(session, "identity_answer", meeting)}
    over = sorted((known & set(content["changes"])) - standing)
    identity.delete_answers(session, over)
    packs.note_changes(session, meeting, over, what=packs.ANSWER_GONE)


def _renamed(rows: list[dict[str, Any]], people: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {**row, "participant": people.get(row["participant"], row["participant"])} if "participant" in row else row
        for row in rows
    ]


def _add_missing(session: Any, name: str, meeting: str, rows: list[dict[str, Any]]) -> None:
    known = packs.known_keys(session, name, meeting)
    packs.add_rows(session, name, [row for row in rows if packs.key_of(name, row) not in known])


def _photos(context: Context, session: Any, meeting: str, photos: Mapping[str, bytes]) -> int:
    """Write the photos that marks here still name; one that was refused or taken back does not come again."""
    wanted = set(marks.photo_names(session, meeting))
    return sum(put_photo(context, meeting, name, content) for name, content in photos.items() if name in wanted)
