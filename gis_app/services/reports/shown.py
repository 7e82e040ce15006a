"""What everybody sees of messages: looked at, by place, with the month and nothing finer."""

from dataclasses import dataclass
from datetime import date

from gis_app.domain.crs import WGS84
from gis_app.domain.crs import project as to_crs
from gis_app.domain.reports import Report
from gis_app.services.reports.send import refuse_unless_on
from gis_app.services.wiring import Context
from gis_app.store import reports
from gis_app.text.collate import sort_key


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A published message; ``month`` is the first day of the month it came in; degrees of WGS 84."""

    place: str
    lon: float
    lat: float
    theme: str
    text: str
    month: date
    status: str
    institution: str
    answer: str
    answered_on: date | None


def published_reports(context: Context, project: str) -> list[ShownReport]:
    """Return the published messages of a project by place in Latvian order.

    Raises
    ------
    NotFound
        If the map of reports is off there.
    """
    refuse_unless_on(context, project)
    with context.database.reading() as session:
        found = reports.reports_of(session, project, states=("published",))
    shown = [_shown(report) for report in found if report.geometry is not None]
    return sorted(shown, key=lambda one: (sort_key(one.place), sort_key(one.text)))


def _shown(report: Report) -> ShownReport:
    assert report.geometry is not None  # noqa: S101 - those without a place are left out above
    point = to_crs(report.geometry, source=report.epsg, target=WGS84)
    return ShownReport(
        place=report.place,
        lon=round(point.x, 5),
        lat=round(point.y, 5),
        theme=report.theme,
        text=report.text,
        month=report.day.replace(day=1),
        status=report.status,
        institution=report.institution,
        answer=report.answer,
        answered_on=report.answered_on,
    )
