import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from gis_app import paths
from gis_app.domain.lists import LANGUAGES
from tests.architecture.source import TOP, tracked

# Words of the field that people do not use, as stems; the interface has a plain word for each.
BANNED = ("fasilitator", "moderācij", "moderēt", "dašbord", "kiosk", "problēmrajon")
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def _catalogue(language: str) -> Catalog:
    with (paths.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def _messages(language: str) -> Iterator[Message]:
    return (message for message in _catalogue(language) if message.id)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_fuzzy(language: str) -> None:
    found = [message.id for message in _messages(language) if message.fuzzy or not all(_forms(message.string))]
    assert found == []


def test_all_languages_translate_the_same_messages() -> None:
    keys = {language: {str(message.id) for message in _messages(language)} for language in LANGUAGES}
    assert all(found == keys["lv"] for found in keys.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_values_as_its_message(language: str) -> None:
    found = []
    for message in _messages(language):
        # In the form for one (1, 21, 101 in Latvian) the number itself may be left to the words around it.
        wanted = set(PLACEHOLDER.findall(_forms(message.id)[-1]))
        found += [text for text in _forms(message.string) if set(PLACEHOLDER.findall(text)) != wanted]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_per_cent_sign_that_is_no_value_is_doubled_where_values_are_filled(language: str) -> None:
    found = [
        text
        for message in _messages(language)
        for text in _forms(message.string)
        if PLACEHOLDER.search(text) and re.search(r"%(?![(%])", text.replace("%%", ""))
    ]
    assert found == []


def test_latvian_has_three_plural_forms() -> None:
    assert (_catalogue("lv").num_plurals, _catalogue("en").num_plurals) == (3, 2)


def _latvian_texts() -> Iterator[tuple[str, str]]:
    for message in _messages("lv"):
        for text in _forms(message.string):
            yield f"messages.po: {message.id}", text
    for file in tracked():
        if file.suffix == ".html" or file.name.endswith(("lv.md", "_lv.txt")):
            yield (
                file.relative_to(TOP).as_posix(),
                re.sub(r"\{[{%#].*?[#%}]\}", "", file.read_text("utf-8"), flags=re.S),
            )
        elif file.name == "layer.toml":
            yield file.relative_to(TOP).as_posix(), "\n".join(re.findall(r"^lv\s*=.*$", file.read_text("utf-8"), re.M))


def test_no_latvian_text_uses_a_banned_word() -> None:
    assert [(where, word) for where, text in _latvian_texts() for word in BANNED if word in text.lower()] == []


def test_latvian_messages_quote_as_latvian_does() -> None:
    found = [text for message in _messages("lv") for text in _forms(message.string) if re.search('["“«»‟]', text)]
    assert found == []


def test_residents_are_addressed_as_jus() -> None:
    # „tu” and its verb forms are for a friend; a municipality writes „jūs” in small letters.
    informal = re.compile(r"\b(tu|tev|tevi|tavs|tava|tavu|tavas|Jūs(?=\s+var)|Jūsu)\b")
    found = [
        text
        for message in _messages("lv")
        for text in _forms(message.string)
        if informal.search(text) and not re.match(r"Jūs", text)
    ]
    assert found == []
