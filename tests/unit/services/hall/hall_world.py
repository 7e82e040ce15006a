"""A crowd in the hall of the tiny world: phones that join and mark."""

from itertools import count

from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import review_mark, review_text
from gis_app.services.mark_input import read_mark
from gis_app.services.place_mark import place_mark
from gis_app.services.wiring import Context
from tests.meeting_world import MEADOW, Phone, join, mark, uuid

FAR_MEADOW = (500_900.0, 312_150.0)


class Hall:
    """A meeting, its phones, and marks numbered as they are placed."""

    def __init__(self, context: Context, meeting: Meeting) -> None:
        self.context = context
        self.meeting = meeting
        self.numbers = count(1)
        self.joined: set[int] = set()

    def place(self, person: int, place: tuple[float, float] = MEADOW, kind: str = "like", text: str = "") -> str:
        """Place a mark as a person, who joins first if need be; returns its uuid."""
        if person not in self.joined:
            join(self.context, self.meeting, Phone(person))
            self.joined.add(person)
        number = next(self.numbers)
        sent = read_mark(mark(number, place, kind, text))
        place_mark(self.context, code=self.meeting.code, token=Phone(person).token, sent=sent)
        return uuid(number)

    def approve(self, mark_id: str, *, words: bool = True) -> None:
        """Approve a mark and, if asked, its words."""
        review_mark(self.context, self.meeting.id, mark_id, decision="approve")
        if words:
            review_text(self.context, self.meeting.id, mark_id, decision="approve")
