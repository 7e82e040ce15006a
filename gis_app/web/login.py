"""Login and logout of staff."""

from flask import redirect, render_template, request, url_for
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired

from gis_app.domain.errors import NotLoggedIn
from gis_app.services.accounts import log_in
from gis_app.text.problems import sentence
from gis_app.text.words import N_
from gis_app.web import security
from gis_app.web.context import current_context
from gis_app.web.forms import StaffForm
from gis_app.web.i18n import current_language, current_words, language_blueprint

blueprint = language_blueprint("login", __name__)

PER_ADDRESS = "30 per 5 minutes"
PER_LOGIN = "6 per 5 minutes"


class LoginForm(StaffForm):
    """Login name, password and where to go afterwards."""

    login = StringField(N_("Login"), [InputRequired()])
    password = PasswordField(N_("Password"), [InputRequired()])
    next = HiddenField()


def _who_tries() -> str:
    return f"{get_remote_address()} {request.form.get('login', '').strip().lower()[:120]}"


@blueprint.get("/login")
def page() -> str:
    """Show the login form."""
    return form_page(request.args.get("next"))


@blueprint.post("/login")
@security.limiter.limit(PER_ADDRESS, deduct_when=lambda answer: answer.status_code == 401)
@security.limiter.limit(PER_LOGIN, key_func=_who_tries, deduct_when=lambda answer: answer.status_code == 401)
def submit() -> Response | tuple[str, int]:
    """Let in who knows the password."""
    security.check_plain_http(request, current_context().settings)
    form = LoginForm()
    try:
        security.enter(log_in(current_context(), form.login.data or "", form.password.data or ""))
    except NotLoggedIn as error:
        return render_template("login/page.html", form=form, problem=sentence(error, current_words())), 401
    return redirect(security.safe_next(form.next.data, otherwise=_home()))


@blueprint.post("/logout")
def out() -> Response:
    """End the session."""
    security.leave()
    return redirect(_home())


def form_page(target: str | None) -> str:
    """Return the login form that leads to ``target`` if that is a page of ours."""
    form = LoginForm(formdata=None, next=security.safe_next(target, otherwise=""))
    return render_template("login/page.html", form=form, problem=None)


def _home() -> str:
    return url_for("home.front_door") + f"{current_language()}/"
