"""Forms that save themselves: the same address answers a script shortly and a form with the page again."""

from collections.abc import Callable

from flask import jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import Conflict, InputRefused
from gis_app.web.errors import as_json

HEADER = "Karte-Autosave"


def saved(keep: Callable[[], object], *, back: str) -> AnyResponse | tuple[AnyResponse, int]:
    """Keep what was typed; a script is told nothing more than that, or what its person can mend.

    Raises
    ------
    InputRefused, Conflict
        If a form without a script cannot be kept: its page of errors says why.
    """
    if HEADER not in request.headers:
        keep()
        return redirect(back)
    try:
        keep()
    except (Conflict, InputRefused) as error:
        return as_json(error), 400
    return jsonify(saved=True), 200
