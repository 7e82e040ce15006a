"""A photo with a mark: only one's own, only with consent, seen by nobody before review, gone when it should be."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gis_app.domain.errors import Conflict, NotFound, TooLarge
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Mark, Meeting
from gis_app.photos.clean import Box
from gis_app.services.photos import keep
from gis_app.services.photos.decide import photo_of, photos_waiting, review_photo
from gis_app.services.photos.files import folder_of
from gis_app.services.photos.keep import keep_photo
from gis_app.services.wiring import Context
from gis_app.store import marks, meetings
from tests.meeting_world import PARK, Phone, build_world, join, mark, new_meeting, send, uuid
from tests.unit.photos.test_clean import picture

ANNA, BERTA = Phone(1), Phone(2)
YES = {"Karte-Photo-Consent": "yes"}


@pytest.fixture
def meeting(context: Context) -> Meeting:
    """An open meeting that takes photos; Anna has placed mark 1 in the park."""
    build_world(context)
    made = replace(new_meeting(context), questions=Questions(photos=True, identity=("pride",)))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [made])
    for phone in (ANNA, BERTA):
        join(context, made, phone)
    return made


@pytest.fixture
def put(client: FlaskClient, meeting: Meeting) -> Callable[..., TestResponse]:
    """Anna's phone sends a photo of mark 1."""
    send(client, meeting, ANNA, mark(1, PARK))

    def sent(content: bytes, phone: Phone = ANNA, number: int = 1, headers: dict[str, str] = YES) -> TestResponse:
        address = f"/api/v1/meetings/{meeting.code}/marks/{uuid(number)}/photo"
        return client.put(address, data=content, headers={**phone.headers, **headers})

    return sent


def stored(context: Context, number: int = 1) -> Mark:
    with context.database.reading() as session:
        found = marks.find_mark(session, uuid(number))
    assert found is not None
    return found


def files(context: Context, meeting: Meeting) -> list[str]:
    return sorted(file.name for file in folder_of(context, meeting.id).glob("*"))


def test_a_photo_waits_beside_its_mark_and_the_same_again_is_one(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    assert [put(picture()).status_code, put(picture()).status_code] == [201, 200]
    assert (stored(context).photo_state, files(context, meeting)) == ("waiting", [stored(context).photo])


def test_another_photo_takes_the_place_of_the_first(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    first = stored(context).photo
    put(picture(size=(200, 200)))
    assert stored(context).photo != first
    assert files(context, meeting) == [stored(context).photo]


def test_rule_6_1_a_photo_without_its_own_consent_is_refused(put: Callable[..., TestResponse]) -> None:
    answer = put(picture(), headers={})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "photo_needs_consent")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", (400, "photo_not_a_picture")),
        (b"", (400, "photo_not_a_picture")),
        (bytes(12_000_001), (413, "body_too_large")),
    ],
)
def test_what_is_no_photo_is_refused_and_leaves_nothing(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse], content: bytes, said: tuple[int, str]
) -> None:
    answer = put(content)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == said
    assert (stored(context).photo, files(context, meeting)) == (None, [])


def test_nobody_puts_a_photo_to_the_mark_of_another(context: Context, put: Callable[..., TestResponse]) -> None:
    assert put(picture(), phone=BERTA).status_code == 404
    assert put(picture(), phone=Phone(9)).status_code == 401
    assert put(picture(), number=77).status_code == 404
    assert stored(context).photo is None


def test_a_meeting_without_photos_takes_none(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    with context.database.transaction() as session:
        meetings.put_meetings(session, [replace(meeting, questions=Questions())])
    assert put(picture()).get_json()["error"]["code"] == "photo_not_asked"


def test_rule_6_6_with_the_mark_its_photo_goes_from_the_disk(
    context: Context, client: FlaskClient, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    assert len(files(context, meeting)) == 1
    client.delete(f"/api/v1/card/marks/{uuid(1)}", headers={"Authorization": f"Bearer {ANNA.card}"})
    assert (stored(context).photo, files(context, meeting)) == (None, [])


def test_a_photo_is_taken_away_and_its_mark_stays(
    context: Context, client: FlaskClient, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    address = f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}/photo"
    assert [client.delete(address, headers=ANNA.headers).status_code for _ in range(2)] == [200, 200]
    assert (stored(context).state, stored(context).photo, files(context, meeting)) == ("waiting", None, [])


def test_words_changed_later_keep_the_photo(
    context: Context, client: FlaskClient, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    body = {key: value for key, value in mark(1, PARK, text="Te zied liepas").items() if key != "uuid"}
    client.put(f"/api/v1/meetings/{meeting.code}/marks/{uuid(1)}", json=body, headers=ANNA.headers)
    assert (stored(context).text, stored(context).photo_state) == ("Te zied liepas", "waiting")


def test_rule_6_10_at_approval_the_picture_that_came_in_is_deleted(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    before, original = photo_of(context, meeting.id, uuid(1))
    review_photo(context, meeting.id, uuid(1), decision="approve", boxes=[Box(0, 0, 0.5, 0.5)], seen=before.photo or "")
    after, shown = photo_of(context, meeting.id, uuid(1))
    assert (after.photo_state, after.photo != before.photo, shown != original) == ("approved", True, True)
    assert files(context, meeting) == [after.photo]
    assert photos_waiting(context, meeting.id) == []


def test_a_refused_photo_is_deleted_and_its_mark_stays(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    review_photo(context, meeting.id, uuid(1), decision="refuse")
    assert (stored(context).photo, stored(context).photo_state, files(context, meeting)) == (None, "refused", [])
    with pytest.raises(NotFound):
        photo_of(context, meeting.id, uuid(1))


def test_a_decision_about_a_photo_that_was_changed_meanwhile_is_refused(
    context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    seen = stored(context).photo or ""
    put(picture(size=(200, 200)))
    with pytest.raises(Conflict):
        review_photo(context, meeting.id, uuid(1), decision="approve", seen=seen)
    assert files(context, meeting) == [stored(context).photo]


def test_rule_6_7_the_public_gets_no_photo_of_a_meeting_that_is_not_published(
    client: FlaskClient, context: Context, meeting: Meeting, put: Callable[..., TestResponse]
) -> None:
    put(picture())
    assert client.get(f"/photos/{stored(context).photo}").status_code == 404
    review_photo(context, meeting.id, uuid(1), decision="approve")
    assert client.get(f"/photos/{stored(context).photo}").status_code == 404
    for name in ("../secret", "x.jpg", "0" * 32 + ".jpg"):
        assert client.get(f"/photos/{name}").status_code == 404


def test_of_many_photos_that_come_at_once_only_two_are_unpacked_at_a_time(
    context: Context, meeting: Meeting, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, meeting, ANNA, mark(1, PARK))
    inside, most, both = [0], [0], Event()

    def unpack(_content: bytes) -> bytes:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        if inside[0] == 2:
            both.set()
        both.wait(5)
        inside[0] -= 1
        raise TooLarge("photo_too_many_pixels", expected=64)

    def bomb() -> None:
        with pytest.raises(TooLarge):
            keep_photo(context, code=meeting.code, token=ANNA.token, uuid=uuid(1), content=b"bomb", consent=True)

    monkeypatch.setattr(keep, "clean_photo", unpack)
    threads = [Thread(target=bomb) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [2]
    assert files(context, meeting) == []
