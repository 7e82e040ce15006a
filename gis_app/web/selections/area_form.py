"""The form of one work area: what is promised there, what it can count on, and what it lacks for publishing."""

from collections.abc import Mapping
from itertools import count

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from gis_app.domain.roles import Permission
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.domain.work_areas import SUPPORTS
from gis_app.services.projects import project_or_first
from gis_app.services.work_areas.supports import (
    MAX_SUPPORTS,
    SUPPORT_FIELDS,
    AreaForm,
    AreaPage,
    area_page,
    form_of,
    save_form,
)
from gis_app.web.context import about_project, current_context
from gis_app.web.i18n import language_blueprint
from gis_app.web.security import current_account_id, current_role, requires

blueprint: Blueprint = language_blueprint("area_form", __name__)


@blueprint.get("/areas/<area_id>/edit")
@requires(Permission.SEE_SELECTIONS)
def edit(area_id: str) -> str:
    """Show the form as it is stored."""
    page = area_page(current_context(), area_id, role=current_role())
    return _form(page, form_of(page.area), {})


@blueprint.post("/areas/<area_id>/edit")
@requires(Permission.MAKE_SELECTIONS)
def save(area_id: str) -> Answer | str:
    """Store what can be stored; what cannot stays on the page with the reason beside it."""
    context, form = current_context(), _filled(request.form)
    saved = save_form(context, area_id, form, role=current_role(), account=current_account_id())
    if saved.wrong:
        return _form(area_page(context, area_id, role=current_role()), form, saved.wrong)
    return redirect(url_for("area_form.edit", area_id=area_id, kept=1))


def _form(page: AreaPage, form: AreaForm, wrong: Mapping[str, str]) -> str:
    project = project_or_first(current_context(), page.area.project)
    about_project(project)
    return render_template(
        "areas/edit.html",
        page=page,
        area=page.area,
        project=project,
        form=form,
        wrong=wrong,
        kinds=SUPPORTS,
        questions=FIELD_OF_WORK,
        open_questions=FIELD_OF_WORK_WORDS,
    )


def _filled(form: MultiDict[str, str]) -> AreaForm:
    names = (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)
    return AreaForm(
        name=form.get("name", ""),
        provider=form.get("provider", ""),
        review_on=form.get("review_on", ""),
        talk_on=form.get("talk_on", ""),
        talk_role=form.get("talk_role", ""),
        talk_words=form.get("talk_words", ""),
        supports=tuple(_lines(form)),
        resources=tuple(form.getlist("resource")),
        answers={name: form.get(f"answer.{name}", "") for name in names},
    )


def _lines(form: MultiDict[str, str]) -> list[dict[str, str]]:
    """Return the lines of supports in the order they stand on the page: ``support.<number>.<field>``."""
    found: list[dict[str, str]] = []
    for number in count():
        if number > MAX_SUPPORTS or f"support.{number}.kind" not in form:
            return found
        found.append({name: form.get(f"support.{number}.{name}", "") for name in SUPPORT_FIELDS})
    return found
