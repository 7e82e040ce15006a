"""Errors become an answer: one table from error to status, JSON under ``/api``, a page elsewhere."""

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from gis_app.domain import errors as tree
from gis_app.domain.errors import KarteError, NotLoggedIn
from gis_app.text.problems import sentence
from gis_app.text.words import N_
from gis_app.web import login
from gis_app.web.i18n import current_words

STATUS: dict[type[KarteError], int] = {
    tree.InputRefused: 400,
    tree.UnknownCode: 400,
    tree.TooLarge: 413,
    tree.NotFound: 404,
    tree.NotAllowed: 403,
    tree.NotLoggedIn: 401,
    tree.Conflict: 409,
    tree.Closed: 410,
    tree.TooMany: 429,
    tree.Infeasible: 422,
    tree.NotRun: 503,
    KarteError: 500,
}
_OF_HTTP = {
    400: "bad_request",
    401: "not_logged_in",
    403: "not_allowed",
    404: "not_found",
    405: "not_found",
    413: "body_too_large",
    429: "too_many_requests",
}
_HEADINGS = {
    401: N_("Please log in"),
    403: N_("Not for this role"),
    404: N_("Nothing here"),
    409: N_("This is already there"),
    410: N_("Closed"),
    429: N_("A moment, please"),
    500: N_("Something failed on our side"),
}


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(KarteError, _ours)
    app.register_error_handler(HTTPException, _of_http)


def _ours(error: KarteError) -> Response:
    return _answer(error, STATUS[type(error)])


def _of_http(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    status = error.code or 500
    if isinstance(error, CSRFError):
        return _answer(KarteError("form_expired"), status)
    return _answer(KarteError(_OF_HTTP.get(status, "failed")), status)


def _answer(error: KarteError, status: int) -> Response:
    if request.path.startswith(("/api/", "/ogc/")):
        answer = as_json(error)
    elif isinstance(error, NotLoggedIn) and request.method == "GET":
        answer = make_response(login.form_page(request.full_path.rstrip("?")))
    else:
        message = sentence(error, current_words())
        answer = make_response(render_template("error.html", heading=heading(status), message=message, status=status))
    answer.status_code = status
    return answer


def as_json(error: KarteError) -> Response:
    """Return an error as scripts read it, in the language of the request; its status is the caller's."""
    return jsonify(error={"code": error.code, "message": sentence(error, current_words())})


def heading(status: int) -> str:
    """Return the heading of an error page: what kind of trouble it is."""
    words = current_words()
    return words.gettext(_HEADINGS.get(status, N_("Something went wrong")))
