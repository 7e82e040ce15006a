"""How far a job is, for the page that waits for it."""

from typing import Any
from uuid import UUID

from flask import Blueprint

from gis_app.services.jobs import get_job
from gis_app.web.context import current_context
from gis_app.web.security import current_account_id

blueprint = Blueprint("api_jobs", __name__, url_prefix="/api/v1/jobs")


@blueprint.get("/<uuid:job_id>")
def state(job_id: UUID) -> dict[str, Any]:
    """Send the state (``queued``, ``running``, ``done``, ``failed``) and the progress from 0 to 1."""
    job = get_job(current_context(), str(job_id), account=current_account_id())
    return {"id": job.id, "kind": job.kind, "state": job.state, "progress": job.progress, "ended": job.ended}
