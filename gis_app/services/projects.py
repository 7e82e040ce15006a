"""The projects of the installation and the one a page is about."""

from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Project
from gis_app.services.wiring import Context
from gis_app.store import projects as store


def projects(context: Context) -> list[Project]:
    """Return the projects in their order."""
    with context.database.reading() as session:
        return store.projects(session)


def project_or_first(context: Context, code: str | None) -> Project:
    """Return the project of that code, or the first one when no code is given.

    Raises
    ------
    NotFound
        If there is no such project, or none at all.
    """
    found = projects(context)
    if not found:
        raise NotFound("no_project")
    if not code:
        return found[0]
    for project in found:
        if project.code == code:
            return project
    raise NotFound("project_not_found", value=code)
