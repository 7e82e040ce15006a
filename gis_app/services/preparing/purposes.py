"""The purpose text of one meeting, worded by its facilitator: a new version, never a changed one (§6.1)."""

from collections.abc import Mapping

from gis_app.domain.errors import InputRefused
from gis_app.domain.lists import LANGUAGES
from gis_app.services.purpose import current_purpose, kept_version
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.text.purpose_editor import from_editor, to_editor


def texts_to_edit(context: Context, version: int | None) -> dict[str, str]:
    """Return the texts of a version (None: the newest one for everybody) as a person edits them."""
    wanted = version or current_purpose(context)
    with context.database.reading() as session:
        known = store.purpose_texts(session, wanted)
    return {language: to_editor(known[language], language) if language in known else "" for language in LANGUAGES}


def version_of(context: Context, edited: Mapping[str, str], *, now: int | None) -> int | None:
    """Return the version that holds the edited texts; a new one is stored if no known one says the same.

    Parameters
    ----------
    edited
        By language, as ``texts_to_edit`` gives them; nothing at all leaves the version as it is.
    now
        The version that the meeting has; None is the newest one for everybody.

    Raises
    ------
    InputRefused, TooLarge
        If a text lacks what no purpose may lack, or is too long; or the Latvian one is missing.
    """
    texts = {language: from_editor(text, language) for language, text in edited.items()}
    texts = {language: text for language, text in texts.items() if text}
    if not texts:
        return now
    if "lv" not in texts:
        raise InputRefused("purpose_needs_latvian")
    everybody = current_purpose(context)
    with context.database.transaction() as session:
        version = kept_version(session, texts)
    return None if version == everybody and now is None else version
