"""What packs are tried with: a laptop in a hall, an office, and Anna with her card."""

from collections.abc import Callable

from gis_app.domain.meetings import Mark, Meeting
from gis_app.services.mark_input import read_mark
from gis_app.services.packs.take_over import TakenOver
from gis_app.services.packs.write import pack_meeting
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from gis_app.store import marks
from tests.meeting_world import MEADOW, Phone, mark

WORDS = "7KQ2-M4XA-90TB-1111-2222"
ANNA = Phone(1)
Take = Callable[..., TakenOver]


def put(
    context: Context, meeting: Meeting, number: int, place: tuple[float, float] = MEADOW, text: str = "Te dzied putni"
) -> None:
    """Let Anna place a mark."""
    place_mark(context, code=meeting.code, token=ANNA.token, sent=read_mark(mark(number, place, text=text)))


def pack(context: Context, meeting: Meeting) -> bytes:
    """Return the pack of a meeting."""
    return pack_meeting(context, meeting.id, passphrase=WORDS).content


def there(context: Context, meeting: Meeting) -> dict[str, Mark]:
    """Return every mark of a meeting by its id."""
    with context.database.reading() as session:
        return {one.uuid: one for one in marks.marks_of(session, meeting=meeting.id, withdrawn=True)}
