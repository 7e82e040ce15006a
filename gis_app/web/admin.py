"""The administrator's pages: accounts, settings in force, the log of acts."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.roles import ACCOUNT_ROLES, Permission
from gis_app.services import accounts
from gis_app.services.add_project import add_project as add_new_project
from gis_app.services.settings_in_force import settings_in_force
from gis_app.text.labels import LABELS, label
from gis_app.text.problems import sentence
from gis_app.text.words import N_
from gis_app.web.context import all_projects, current_context
from gis_app.web.forms import StaffForm, whole_number
from gis_app.web.i18n import current_words, language_blueprint
from gis_app.web.security import current_account_id, requires

blueprint = language_blueprint("admin", __name__)

ENTRIES_A_PAGE = 100


class AccountForm(StaffForm):
    """A new account."""

    login = StringField(N_("Login"), [InputRequired()])
    role = SelectField(N_("Role"), [InputRequired()])
    title = StringField(N_("Title in your institution"))
    password = PasswordField(N_("Password"))


class ProjectForm(StaffForm):
    """A new project."""

    code = StringField(N_("Code (small letters, digits, hyphens)"), [InputRequired()])
    title_lv = StringField(N_("Title in Latvian"), [InputRequired()])
    title_ru = StringField(N_("Title in Russian"))
    title_en = StringField(N_("Title in English"))


@blueprint.get("/admin")
@requires(Permission.MANAGE)
def page() -> str:
    """Show accounts and the form of a new one."""
    return _page(_form())


@blueprint.post("/admin/accounts")
@requires(Permission.MANAGE)
def add() -> str | tuple[str, int]:
    """Make an account; its password is shown on this answer only."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 400
    login, title = form.login.data or "", form.title.data or ""
    chosen, me = form.password.data or None, current_account_id()
    try:
        told = accounts.add_account(current_context(), login, role=form.role.data, title=title, password=chosen, by=me)
    except (Conflict, InputRefused) as error:
        return _page(form, problem=sentence(error, current_words())), 400
    return _page(_form(empty=True), told=(login, told))


@blueprint.post("/admin/accounts/<account_id>/password")
@requires(Permission.MANAGE)
def password(account_id: str) -> str:
    """Give an account a random password, shown on this answer only."""
    found = accounts.account(current_context(), account_id)
    new = accounts.change_password(current_context(), found.login, by=current_account_id())
    return _page(_form(empty=True), told=(found.login, new))


@blueprint.post("/admin/accounts/<account_id>/active")
@requires(Permission.MANAGE)
def active(account_id: str) -> Response:
    """Close an account, or open it again."""
    wanted = request.form.get("active")
    if wanted not in {"yes", "no"}:
        raise InputRefused("bad_request")
    accounts.set_active(current_context(), account_id, active=wanted == "yes", by=current_account_id())
    return redirect(url_for("admin.page"))


@blueprint.get("/admin/settings")
@requires(Permission.MANAGE)
def settings() -> str:
    """Show the settings in force."""
    return render_template("admin/settings.html", settings=settings_in_force(current_context()))


@blueprint.get("/admin/audit")
@requires(Permission.MANAGE)
def audit() -> str:
    """Show the log of acts, newest first, a page at a time."""
    before = whole_number("before")
    entries = accounts.audit_entries(current_context(), before=before, limit=ENTRIES_A_PAGE + 1)
    older = entries[ENTRIES_A_PAGE - 1].id if len(entries) > ENTRIES_A_PAGE else None
    return render_template(
        "admin/audit.html", entries=entries[:ENTRIES_A_PAGE], older=older, before=before, acts=LABELS["audit"]
    )


@blueprint.get("/admin/projects")
@requires(Permission.MANAGE)
def projects() -> str:
    """Show the projects and the form of a new one."""
    return _projects(ProjectForm(formdata=None))


@blueprint.post("/admin/projects")
@requires(Permission.MANAGE)
def add_project() -> Response | tuple[str, int]:
    """Make an empty project."""
    form = ProjectForm()
    if not form.validate_on_submit():
        return _projects(form), 400
    title = {language: form[f"title_{language}"].data or "" for language in LANGUAGES}
    try:
        add_new_project(current_context(), form.code.data or "", title, account=current_account_id())
    except (Conflict, InputRefused) as error:
        return _projects(form, problem=sentence(error, current_words())), 400
    return redirect(url_for("admin.projects"))


def _projects(form: ProjectForm, *, problem: str = "") -> str:
    return render_template("admin/projects.html", projects=all_projects(), form=form, problem=problem)


def _form(*, empty: bool = False) -> AccountForm:
    form = AccountForm(formdata=None) if empty else AccountForm()
    words = current_words()
    form.role.choices = [(role.value, label(words, "role", role.value)) for role in ACCOUNT_ROLES]
    return form


def _page(form: AccountForm, *, told: tuple[str, str] | None = None, problem: str = "") -> str:
    everyone = accounts.list_accounts(current_context())
    me = current_account_id()
    return render_template("admin/page.html", accounts=everyone, form=form, told=told, problem=problem, me=me)
