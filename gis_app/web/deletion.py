"""What the day of deletion takes away, for the administrator: what comes, and what went, in numbers."""

from flask import render_template

from gis_app.domain.roles import Permission
from gis_app.services.afterwards import retention
from gis_app.web.context import current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.meeting_views import said
from gis_app.web.security import requires

blueprint = language_blueprint("deletion", __name__)


@blueprint.get("/admin/deletion")
@requires(Permission.MANAGE)
def page() -> str:
    """Show the days to come, those within two weeks marked, and the log of the past."""
    context = current_context()
    return render_template(
        "admin/deletion.html",
        to_come=retention.to_come(context),
        soon={meeting.id for meeting in retention.soon(context)},
        due=retention.due_now(context),
        runs=retention.runs(context),
        label=said,
    )
