"""The Context of the site a view runs in, and the project its page is about."""

from flask import Flask, current_app, g, request

from gis_app.domain.geography import Project
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.text.area_words import people_line
from gis_app.text.selection_care import care_sentences


def current_context() -> Context:
    """Return the Context that ``create_app`` was given."""
    context: Context = current_app.extensions["karte"]
    return context


def all_projects() -> list[Project]:
    """Return the projects of the installation, asked once per request."""
    if "projects" not in g:
        g.projects = projects(current_context())
    return list(g.projects)


def current_project() -> Project | None:
    """Return the project the page is about: the one a view named, else ``?project=``, else the first."""
    if "project" not in g:
        by_code = {project.code: project for project in reversed(all_projects())}
        g.project = by_code.get(request.args.get("project", ""), next(iter(all_projects()), None))
    found: Project | None = g.project
    return found


def about_project(project: Project) -> None:
    """Say which project the page is about, where its address does not: a territory, a meeting."""
    g.project = project


def init_app(app: Flask) -> None:
    """Give templates the project of the page, and sentences that stand on many pages."""
    app.jinja_env.globals.update(
        current_project=current_project,
        all_projects=all_projects,
        announce_invented=_announce_invented,
        care_sentences=care_sentences,
        people_line=people_line,
    )


def _announce_invented(project: Project | None) -> bool:
    """Whether the page must still say that the project is invented; it says so once."""
    due = project is not None and project.invented and not g.get("invented_said", False)
    if due:
        g.invented_said = True
    return due
