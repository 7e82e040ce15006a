"""What a confirmation would do, said before it is asked for."""

from dataclasses import dataclass, replace

from gis_app.domain.geography import Project
from gis_app.domain.imports import ImportRun
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import check_layer_id, project_for
from gis_app.services.imports.registry import plain
from gis_app.services.wiring import Context
from gis_app.store import imports as store


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would become of a draft.

    Attributes
    ----------
    makes_project
        Whether the project has to be made because there is none.
    storable
        How many rows would be stored.
    before
        The import that is the newest of this layer now; what it brought is kept as an older version.
    same
        Whether that import took the same file with the same choices, so that nothing would be stored.
    """

    project: Project
    makes_project: bool
    storable: int
    before: ImportRun | None
    same: bool


def prospect(context: Context, draft: Draft) -> Prospect:
    """Return what confirming a draft would do; stores nothing.

    Raises
    ------
    NotFound
        If there is no such project.
    InputRefused, Conflict
        If the layer's id is none, or belongs to something else.
    """
    project, made = project_for(context, draft)
    check_layer_id(context, draft.choices.layer, project=project.code)
    choices = plain(replace(draft.choices, project=project.code))
    with context.database.reading() as session:
        before = store.newest(session, project=project.code, layer=draft.choices.layer, target=draft.choices.target)
    same = before is not None and (before.sha256, before.choices) == (draft.sha256, choices)
    return Prospect(project, made, storable(draft), before, same)


def storable(draft: Draft) -> int:
    """Return how many rows of a draft can be stored; for a raster and for OpenStreetMap everything can."""
    if draft.frame is None:
        return max(0, draft.understanding.features - draft.refused)
    return int((~draft.frame.index.isin(draft.refused_rows)).sum())
