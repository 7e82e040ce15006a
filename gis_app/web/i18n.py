"""The language of a request: once, in the URL."""

from typing import Any

from flask import Blueprint, Flask, g, request

from gis_app.domain.lists import LANGUAGES
from gis_app.text.words import Words, words_for

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
    language = g.get("language")
    if language is None:
        language = request.accept_languages.best_match(LANGUAGES)
    return str(language or "lv")


def current_words() -> Words:
    """Return the ``Words`` of this request."""
    return words_for(current_language())


def init_app(app: Flask) -> None:
    """Give templates ``_()``, ``ngettext()``, ``words`` and ``language``."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: current_words().gettext(message),
        lambda one, many, number: current_words().ngettext(one, many, number),
        newstyle=True,
    )

    @app.context_processor
    def words() -> dict[str, Any]:
        return {"words": current_words(), "language": current_language(), "languages": LANGUAGES}
