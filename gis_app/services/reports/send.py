"""A resident sends a message about a public place, follows it, takes it back."""

from dataclasses import dataclass
from uuid import uuid4

from shapely.geometry import Point

from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.lists import SENSITIVE_KINDS
from gis_app.domain.reports import Report
from gis_app.domain.roles import Role
from gis_app.services import keys
from gis_app.services.mark_input import clean_text
from gis_app.services.search import Hit, search
from gis_app.services.wiring import Context
from gis_app.store import reports

MOST_PLACES = 8
LOOKED_AT = 60
MOST_WAITING = 500
"""So many unread messages of a project are enough: then somebody must read first."""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """A place a message may be about; ``key`` names it in a form, ``kind`` is a resource kind or empty for a street."""

    key: str
    name: str
    detail: str
    kind: str
    point: Point


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is stored, and the code its sender keeps."""

    report: Report
    code: str


def reports_on(context: Context, project: str) -> bool:
    """Whether a project takes messages."""
    with context.database.reading() as session:
        return reports.is_on(session, project)


def refuse_unless_on(context: Context, project: str) -> None:
    """Refuse when a project takes no messages.

    Raises
    ------
    NotFound
        If the map of reports is off there.
    """
    if not reports_on(context, project):
        raise NotFound("reports_off")


def places_for(context: Context, text: str, *, project: str) -> list[ReportPlace]:
    """Return the public places and streets that fit a text, best first; never an address, farm or shelter (§6.3)."""
    found: dict[str, ReportPlace] = {}
    for hit in search(context, text, project=project, role=Role.PUBLIC, limit=LOOKED_AT):
        place = _place(hit, context.settings.work_epsg)
        if place is not None:
            found.setdefault(place.key, place)
    return list(found.values())[:MOST_PLACES]


def send_report(context: Context, *, project: str, place: str, theme: str, text: str) -> Sent:
    """Store a message; nobody but staff sees it until somebody has looked at it.

    Parameters
    ----------
    place
        Key of a place as ``places_for`` gave it.

    Raises
    ------
    NotFound
        If the map of reports is off.
    InputRefused
        If the place is no public one, the words are empty or too long, or too many messages wait already.
    """
    refuse_unless_on(context, project)
    words = clean_text(text)
    if not words:
        raise InputRefused("report_without_words")
    here = _named(context, place, project=project)
    code = keys.new_card()
    report = Report(
        id=str(uuid4()),
        project=project,
        code_hash=keys.card_hash(context.secret, code),
        place=here.name,
        theme=theme,
        text=words,
        state="waiting",
        day=context.clock().date(),
        geometry=here.point,
        epsg=context.settings.work_epsg,
    )
    with context.database.transaction() as session:
        if reports.count_reports(session, project, state="waiting") >= MOST_WAITING:
            raise InputRefused("report_too_many")
        reports.put_report(session, report)
    return Sent(report, code)


def my_report(context: Context, code: str) -> Report:
    """Return the message of a code.

    Raises
    ------
    InputRefused
        If the code has another form.
    NotFound
        If there is no message with it (any more).
    """
    with context.database.reading() as session:
        found = reports.report_of_code(session, keys.card_hash(context.secret, code))
    if found is None:
        raise NotFound("report_unknown")
    return found


def take_back(context: Context, code: str) -> None:
    """Delete the message of a code at once, whatever became of it.

    Raises
    ------
    NotFound
        If there is no message with it (any more).
    """
    report = my_report(context, code)
    with context.database.transaction() as session:
        reports.delete_report(session, report.id)


def _named(context: Context, key: str, *, project: str) -> ReportPlace:
    """Return the place of a key; it is looked up again, so that no form can name another one."""
    _, _, name = key.partition(":")
    for place in places_for(context, name, project=project):
        if place.key == key:
            return place
    raise InputRefused("report_place_refused", value=name[:60])


def _place(hit: Hit, epsg: int) -> ReportPlace | None:
    if hit.geometry is None or (hit.kind == "resource" and hit.code in SENSITIVE_KINDS):
        return None
    street = hit.kind == "address" and hit.precision == "street"
    if not street and hit.kind != "resource":
        return None
    return ReportPlace(
        key=f"{'street' if street else 'place'}:{hit.title}",
        name=hit.title,
        detail=hit.detail,
        kind="" if street else hit.code,
        point=to_crs(hit.geometry, source=hit.epsg, target=epsg),
    )
