"""A participant sees, changes and removes their own marks, with the token of their page or the code of their card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gis_app.domain.crs import WGS84, project
from gis_app.domain.errors import NotFound, NotLoggedIn
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import Mark, Meeting, Participant
from gis_app.services import doors, keys
from gis_app.services.check_mark import checked_mark
from gis_app.services.identity_questions import remove_answers
from gis_app.services.mark_input import MarkInput
from gis_app.services.photos.files import drop_photos
from gis_app.services.place_mark import same_content
from gis_app.services.wiring import Context
from gis_app.store import ground, marks, meetings


@dataclass(frozen=True, slots=True)
class MyMark:
    """One's own mark; degrees of WGS 84, or for a home its area (None if it is no longer one).

    ``meeting`` is the title and ``code`` the code of its meeting; ``uncertainty_m`` is in metres.
    """

    uuid: str
    kind: str
    state: str
    lon: float | None
    lat: float | None
    area: HomeChoice | None
    text: str
    meeting: str
    code: str
    project: str
    uncertainty_m: float | None


def my_marks(context: Context, *, credential: str, code: str | None = None) -> list[MyMark]:
    """Return the marks of whoever holds the credential, by class; of one meeting if its code is given.

    Raises
    ------
    NotLoggedIn
        If nobody has this token or card.
    NotFound
        If there is no such meeting.
    """
    people = people_of(context, credential=credential, code=code)
    with context.database.reading() as session:
        attended = {person.meeting: meetings.get_meeting(session, person.meeting) for person in people}
        found = [mark for person in people for mark in marks.marks_of(session, participant=person.id)]
        names = ground.area_names(session, [mark.area_id for mark in found if mark.area_id])
    areas = {key: HomeChoice(key, (name,)) for key, name in names.items()}
    if any(mark.area_id for mark in found):
        for meeting in attended.values():
            areas |= doors.home_areas(context, meeting.project)
    mine = [_shown(mark, areas, attended[mark.meeting]) for mark in found]
    return sorted(mine, key=lambda mark: (mark.meeting, mark.kind, mark.uuid))


def change_mark(context: Context, *, code: str, credential: str, sent: MarkInput) -> bool:
    """Put new content in the place of one's own mark; it waits for review again. Returns whether anything changed.

    Raises
    ------
    NotFound
        If one has no such mark (somebody else's is as unknown as none).
    Closed
        If the meeting takes no changes now.
    """
    meeting = doors.open_meeting(context, code)
    (person,) = people_of(context, credential=credential, code=code)
    sent_mark = replace(checked_mark(context, meeting, sent, channel="phone"), participant=person.id)
    with context.database.transaction() as session:
        known = _own(marks.find_mark(session, sent.uuid), [person])
        if known.kind != sent_mark.kind:
            raise NotFound("mark_unknown")
        if same_content(known, sent_mark):
            return False
        kept = replace(
            sent_mark, channel=known.channel, day=known.day, photo=known.photo, photo_state=known.photo_state
        )
        marks.replace_mark(session, kept, what="changed")
    return True


def remove_mark(context: Context, *, credential: str, uuid: str) -> None:
    """Remove one's own mark at once, also from a meeting that is closed; a second request does nothing (§6.6).

    Raises
    ------
    NotFound
        If one has no such mark.
    """
    people = people_of(context, credential=credential)
    with context.database.transaction() as session:
        known = _own(marks.find_mark(session, uuid), people, withdrawn=True)
        if known.state != "withdrawn":
            marks.replace_mark(session, emptied(known), what="withdrawn")
    drop_photos(context, known.meeting, [known.photo])


def remove_all(context: Context, *, credential: str) -> int:
    """Remove every mark of whoever holds the credential; returns how many there were."""
    people = people_of(context, credential=credential)
    with context.database.transaction() as session:
        found = [mark for person in people for mark in marks.marks_of(session, participant=person.id)]
        for mark in found:
            marks.replace_mark(session, emptied(mark), what="withdrawn")
    for mark in found:
        drop_photos(context, mark.meeting, [mark.photo])
    remove_answers(context, participants=[person.id for person in people])
    return len(found)


def emptied(mark: Mark) -> Mark:
    """Return what stays of a withdrawn mark: its id, so that a late repeated request cannot bring it back."""
    return Mark(
        uuid=mark.uuid,
        meeting=mark.meeting,
        kind=mark.kind,
        channel=mark.channel,
        state="withdrawn",
        day=mark.day,
        participant=mark.participant,
        epsg=mark.epsg,
    )


def people_of(context: Context, *, credential: str, code: str | None = None) -> list[Participant]:
    """Return who holds a token or a card, at one meeting or at all.

    Raises
    ------
    NotLoggedIn
        If nobody does.
    """
    meeting: Meeting | None = doors.known_meeting(context, code) if code is not None else None
    with context.database.reading() as session:
        if meeting is None:
            hash_keys = {context.secret} | {bytes.fromhex(key) for key in meetings.hash_keys(session)}
        else:
            hash_keys = {keys.secret_of(meeting, context.secret)}
        if keys.is_token(credential):
            hashes = [keys.token_hash(key, credential) for key in hash_keys]
            found = meetings.participants_by_token(session, token_hash=hashes)
        else:
            hashes = [keys.card_hash(key, credential) for key in hash_keys]
            found = meetings.participants_by_card(session, card_hash=hashes)
    people = [person for person in found if meeting is None or person.meeting == meeting.id]
    if not people:
        raise NotLoggedIn("credential_unknown")
    return people


def _own(mark: Mark | None, people: list[Participant], *, withdrawn: bool = False) -> Mark:
    owned = mark is not None and mark.participant in {person.id for person in people}
    if mark is None or not owned or (mark.state == "withdrawn" and not withdrawn):
        raise NotFound("mark_unknown")
    return mark


def _shown(mark: Mark, areas: Mapping[str, HomeChoice], meeting: Meeting) -> MyMark:
    place = None if mark.geometry is None else project(mark.geometry, source=mark.epsg, target=WGS84)
    return MyMark(
        uuid=mark.uuid,
        kind=mark.kind,
        state=mark.state,
        lon=None if place is None else round(place.x, 6),
        lat=None if place is None else round(place.y, 6),
        area=areas.get(mark.area_id or ""),
        text=mark.text,
        meeting=meeting.title,
        code=meeting.code,
        project=meeting.project,
        uncertainty_m=mark.uncertainty_m,
    )
