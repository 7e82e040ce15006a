"""What packs are tried with: a laptop in a hall, an office, and Anna with her card."""

from collections.abc import Callable

from gis_app.domain.meetings import Mark, Meeting
from gis_app.services.mark_input import MarkInput
from gis_app.services.packs.take_over import TakenOver
from gis_app.services.packs.write import pack_meeting
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.meeting_world import MEADOW, Phone, lonlat, uuid

WORDS = "7KQ2-M4XA-90TB-1111-2222"
ANNA = Phone(1)
Take = Callable[..., TakenOver]


def put(
    context: Context, meeting: Meeting, number: int, place: tuple[float, float] = MEADOW, text: str = "Te dzied putni"
) -> None:
    """Let Anna place a mark."""
    lon, lat = lonlat(place)
    sent = MarkInput(uuid=uuid(number), kind="like", lon=lon, lat=lat, uncertainty_m=8, text=text)
    place_mark(context, code=meeting.code, token=ANNA.token, sent=sent)


def pack(context: Context, meeting: Meeting) -> bytes:
    """Return the pack of a meeting."""
    return pack_meeting(context, meeting.id, passphrase=WORDS).content


def there(context: Context, meeting: Meeting) -> dict[str, Mark]:
    """Return every mark of a meeting by its id."""
    with context.database.reading() as session:
        return {mark.uuid: mark for mark in marks.marks_of(session, meeting=meeting.id, withdrawn=True)}
