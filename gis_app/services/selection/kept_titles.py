"""What the criteria of a kept selection are called."""

from collections.abc import Mapping

from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.services.selection.workbench import evidence_of_kept
from gis_app.services.wiring import Context


def titles_of(context: Context, selection: Selection) -> dict[str, Mapping[str, str]]:
    """Return the title of each criterion by language: as it was kept, else as it is called today, else its id."""
    data = selection.decision["data"]
    kept: Mapping[str, Mapping[str, str]] = data.get("titles") or {}
    if not kept:
        evidence = evidence_of_kept(context, selection, role=Role.PLANNER)
        kept = {item.id: item.title for item in evidence.indicators}
    return {name: kept.get(name, {"lv": name}) for name in data["columns"]}
