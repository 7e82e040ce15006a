"""A resident's message about a public place, outside meetings, and what became of it."""

from dataclasses import dataclass
from datetime import date

from shapely.geometry import Point

from gis_app.domain.errors import UnknownCode
from gis_app.domain.lists import REPORT_STATES, REPORT_STATUSES, REPORT_THEMES


@dataclass(frozen=True, slots=True)
class Report:
    """One message.

    Attributes
    ----------
    code_hash
        Keyed hash of the code with which its sender follows it or takes it back.
    place, geometry
        Name of a public place or street and its point in ``epsg``: never an address.
    state
        Whether it waits for somebody to look at it, is published, or was refused; a refused one has no words.
    status
        What is done about it, once it is published.
    """

    id: str
    project: str
    code_hash: str
    place: str
    theme: str
    text: str
    state: str
    day: date
    geometry: Point | None = None
    epsg: int = 3059
    status: str = "received"
    institution: str = ""
    answer: str = ""
    answered_on: date | None = None

    def __post_init__(self) -> None:
        for value, known, code in (
            (self.state, REPORT_STATES, "unknown_report_state"),
            (self.status, REPORT_STATUSES, "unknown_report_status"),
            (self.theme, REPORT_THEMES, "unknown_report_theme"),
        ):
            if value not in known:
                raise UnknownCode(code, value=value[:40], expected=", ".join(known))
