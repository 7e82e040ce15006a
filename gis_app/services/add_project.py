"""A project of one's own: whoever has no demo begins here."""

import re
from collections.abc import Mapping

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.geography import Project
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store import audit
from gis_app.store import projects as store

_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
MAX_TITLE = 80


def add_project(context: Context, code: str, title: Mapping[str, str], *, account: str | None = None) -> Project:
    """Store a new project behind the others; where it lies is learned from the boundaries that are brought in.

    Raises
    ------
    InputRefused
        If the code has another form, or the Latvian title is missing or too long.
    Conflict
        If there is a project of that code.
    """
    if not _CODE.fullmatch(code):
        raise InputRefused("project_code", value=code[:40])
    clean = {language: " ".join(text.split()) for language, text in title.items()}
    clean = {language: text for language, text in clean.items() if text}
    if "lv" not in clean or max(map(len, clean.values())) > MAX_TITLE:
        raise InputRefused("project_title", expected=MAX_TITLE)
    there = projects(context)
    if code in {project.code for project in there}:
        raise Conflict("project_taken", value=code)
    made = Project(code=code, title=clean)
    with context.database.transaction() as session:
        store.put_projects(session, [made], first_place=len(there))
        audit.record(session, account, "project.add", code, context.clock())
    return made
