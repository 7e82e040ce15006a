"""What anybody may know of an open meeting: enough for a phone to show its pages."""

from dataclasses import dataclass
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from gis_app.domain.crs import WGS84, project
from gis_app.domain.errors import KarteError
from gis_app.domain.homes import HomeChoice
from gis_app.domain.meetings import Meeting
from gis_app.services import doors
from gis_app.services.ground import Ground, ground_of, outline_of
from gis_app.services.home_areas import homes_of
from gis_app.services.known_places import KnownPlace, known_places
from gis_app.services.wiring import Context
from gis_app.store import ground as store
from gis_app.store import meetings


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """An open meeting; outline and areas in WGS 84, places in the work CRS; ``problem`` says why it takes no marks now.

    An area has a shape only where a population grid made it.
    """

    meeting: Meeting
    territory: str
    outline: BaseGeometry
    classes: tuple[str, ...]
    areas: tuple[tuple[HomeChoice, BaseGeometry | None], ...]
    places: tuple[KnownPlace, ...]
    purpose: dict[str, str]
    invented: bool
    problem: KarteError | None


def meeting_page(context: Context, code: str) -> MeetingPage:
    """Return the public facts of a meeting.

    Raises
    ------
    NotFound
        If there is no such meeting, or only a draft.
    """
    meeting = doors.known_meeting(context, code)
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    with context.database.reading() as session:
        purpose = meetings.purpose_texts(session, meeting.purpose_version or 0)
        invented = store.is_invented(session, meeting.project)
    return MeetingPage(
        meeting=meeting,
        territory=ground.area.name,
        outline=outline_of(context, ground),
        classes=meeting.questions.classes,
        areas=_home_areas(context, meeting.project, ground) if meeting.ask_home else (),
        places=known_places(context, project=meeting.project, territory_id=meeting.territory_id),
        purpose=purpose,
        invented=invented,
        problem=doors.closed_reason(context, state=meeting.state, retention_on=meeting.retention_on, ends=meeting.ends),
    )


def _home_areas(context: Context, code: str, ground: Ground) -> tuple[tuple[HomeChoice, BaseGeometry | None], ...]:
    homes = homes_of(context, code)
    near = homes.near(ground.area.geometry)
    if not homes.merged:
        return tuple((choice, None) for choice in near)
    work = context.settings.work_epsg
    return tuple((choice, project(homes.drawn(choice.id), source=work, target=WGS84)) for choice in near)


def staff_ground(context: Context, meeting: Meeting) -> tuple[str, dict[str, Any]]:
    """Return the name of a meeting's territory and what the map of its staff page needs, in WGS 84."""
    ground = ground_of(context, project=meeting.project, territory_id=meeting.territory_id)
    outline = outline_of(context, ground)
    west, south, east, north = outline.bounds
    drawn = {"outline": mapping(outline), "bounds": [west, south, east, north], "project": meeting.project}
    return ground.area.name, drawn
