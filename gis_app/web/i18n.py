"""The language of a request: once, in the URL."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, current_app, g, request, url_for

from gis_app.domain.lists import LANGUAGES
from gis_app.text.labels import label
from gis_app.text.words import Words, words_for
from gis_app.web.context import current_context

_PREFIX = f"/<any({', '.join(LANGUAGES)}):language>"


def language_blueprint(name: str, import_name: str) -> Blueprint:
    """Return a blueprint whose every URL starts with the language; views read it from ``current_words()``."""
    blueprint = Blueprint(name, import_name, url_prefix=_PREFIX)

    @blueprint.url_value_preprocessor
    def pull(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.language = (values or {}).pop("language", None)

    @blueprint.url_defaults
    def push(_endpoint: str, values: dict[str, Any]) -> None:
        values.setdefault("language", current_language())

    return blueprint


def current_language() -> str:
    """Return the language of the URL, else the one the browser asks for, else the installation's."""
    if "language" not in g or g.language is None:
        first = request.path.split("/", 2)[1]
        asked = first if first in LANGUAGES else request.accept_languages.best_match(LANGUAGES)
        g.language = asked or current_context().settings.language
    return str(g.language)


def current_words() -> Words:
    """Return the ``Words`` of this request."""
    return words_for(current_language())


def in_words(messages: Mapping[str, str]) -> dict[str, str]:
    """Return messages marked with ``N_`` in the language of the request; a script fills their ``%(name)s`` itself."""
    words = current_words()
    return {key: words.gettext(message) for key, message in messages.items()}


def this_page_in(language: str) -> str:
    """Return the address of the page in hand in another language; the front page where there is none."""
    endpoint = request.endpoint
    if endpoint is None or not current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        return f"/{language}/"
    # An underscore begins the options of url_for itself, and ``endpoint`` is its own word: no query reaches them.
    query = {name: values for name, values in request.args.lists() if not name.startswith("_") and name != "endpoint"}
    return url_for(endpoint, **{**query, **(request.view_args or {}), "language": language})


def init_app(app: Flask) -> None:
    """Give templates ``_()``, ``ngettext()``, ``words``, ``language``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: current_words().gettext(message),
        lambda one, many, number: current_words().ngettext(one, many, number),
        newstyle=True,
    )

    @app.context_processor
    def words() -> dict[str, Any]:
        found = current_words()
        return {
            "words": found,
            "language": found.language,
            "languages": LANGUAGES,
            "label": lambda kind, code: label(found, kind, code),
            "this_page_in": this_page_in,
        }
