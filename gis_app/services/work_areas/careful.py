"""The careful searches of the expert view as jobs: annealing, and mixed-integer programming that proves or bounds."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.jobs import Job
from gis_app.domain.roles import Role
from gis_app.services.memory import SEARCH_BYTES, capped_memory
from gis_app.services.wiring import Context
from gis_app.services.work import Report
from gis_app.services.work_areas.draw import areas_of
from gis_app.services.work_areas.limits import AreaLimits, from_stored
from gis_app.services.work_areas.propose import Proposal, proposal
from gis_app.services.work_areas.terrain import may_change, terrain_of

KIND = "work_areas"
ANNEALING, PROOF = "annealing", "proof"
METHODS = (ANNEALING, PROOF)
PROVE_SECONDS = 120.0
"""How long a proof may take; then the bound it reached is the answer."""


def request_of(context: Context, selection_id: str, *, limits: AreaLimits, method: str, role: Role) -> dict[str, Any]:
    """Return the parameters of a job, checked before it waits in a queue.

    Raises
    ------
    NotAllowed
        If the role may not make selections.
    UnknownCode
        If there is no such method.
    """
    may_change(role)
    if method not in METHODS:
        raise UnknownCode("areas_method_unknown", value=method[:40], expected=", ".join(METHODS))
    terrain = terrain_of(context, selection_id, role=role)
    return {"selection": terrain.kept.id, "method": method, "limits": limits.stored(), "role": str(role)}


def work(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    """Search as a job of the queue; the result holds units, so only the account that asked gets it.

    Raises
    ------
    TooLarge
        If the search needs more memory than it may take.
    """
    with capped_memory(SEARCH_BYTES, code="areas_no_memory"):
        return _searched(context, parameters, report)


def _searched(context: Context, parameters: Mapping[str, Any], report: Report) -> Mapping[str, Any]:
    terrain = terrain_of(context, str(parameters["selection"]), role=Role(parameters["role"]))
    limits = limits_of(parameters)
    seconds = PROVE_SECONDS if parameters["method"] == PROOF else 0.0
    others = areas_of(context, terrain)
    found = proposal(terrain, limits, others=others, method="annealing", prove_seconds=seconds, report=report)
    return {**_plain(found), "links_version": terrain.edits.version}


def limits_of(parameters: Mapping[str, Any]) -> AreaLimits:
    """Return the limits a job was asked with."""
    return from_stored(parameters["limits"], otherwise=AreaLimits(0, 0))


def check_job(job: Job, selection_id: str) -> None:
    """Refuse a job that is not a search for areas of this selection.

    Raises
    ------
    NotFound
        If it is another.
    """
    if job.kind != KIND or job.parameters.get("selection") != selection_id:
        raise NotFound("job_not_found")


def _plain(found: Proposal) -> dict[str, Any]:
    return {
        "status": found.status,
        "method": found.method,
        "gap": found.gap,
        "second_share": found.second_share,
        "second_apart": found.second_apart,
        "best": [list(area.units) for area in found.best],
        "second": [list(area.units) for area in found.second],
        "relax": [asdict(step) for step in found.relax],
        "highest": found.highest,
    }
