import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from gis_app import paths
from gis_app.domain.lists import LANGUAGES
from gis_app.text.labels import LABELS
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


def test_latvian_and_russian_have_three_plural_forms() -> None:
    assert [_catalogue(language).num_plurals for language in ("lv", "ru", "en")] == [3, 3, 2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_every_list_has_its_word_in_every_language(language: str) -> None:
    known = {str(message.id) for message in _messages(language)}
    own = {"language", "import_format", "encoding"}  # their names are the same everywhere
    found = [
        (kind, code) for kind, of in LABELS.items() if kind not in own for code, word in of.items() if word not in known
    ]
    assert found == []
    assert set(LABELS["language"]) == set(LANGUAGES)


def _titles(table: object) -> Iterator[dict[str, str]]:
    """Yield every table of words by language in a layer.toml: of the layer, of its fields."""
    if isinstance(table, dict):
        if "lv" in table:
            yield table
        for value in table.values():
            yield from _titles(value)
    elif isinstance(table, list):
        for value in table:
            yield from _titles(value)


def test_layers_that_come_with_the_product_have_their_words_in_every_language() -> None:
    files = [file for file in tracked() if file.name == "layer.toml"]
    tables = [(file.parent.name, words) for file in files for words in _titles(tomllib.loads(file.read_text("utf-8")))]
    assert len(tables) > 20
    assert [(layer, words) for layer, words in tables if set(words) != set(LANGUAGES)] == []


def _written_titles(file: Path) -> Iterator[ast.Dict]:
    """Yield each ``{"lv": …}`` written in a module."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Dict) and any(isinstance(key, ast.Constant) and key.value == "lv" for key in node.keys):
            yield node


def test_titles_that_the_product_writes_have_every_language() -> None:
    # A mapping of names that a person or a file gave (no literal words) needs none: Words.pick falls back to Latvian.
    found = []
    for file in tracked():
        if file.suffix != ".py" or "gis_app" not in file.parts:
            continue
        for node in _written_titles(file):
            languages = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            ours = any(isinstance(value, ast.Constant | ast.JoinedStr) for value in node.values)
            if ours and not set(LANGUAGES) <= languages:
                found.append((file.relative_to(TOP).as_posix(), node.lineno))
    assert found == []


def test_no_word_of_another_language_is_left_in_a_russian_message() -> None:
    # Names of formats, programs and settings stay in Latin letters: what all three languages keep is such a name.
    latvian = {message.id: " ".join(_forms(message.string)) for message in _messages("lv")}
    usual = {"Enter", "QR"}  # as a keyboard and every Russian text say it
    found = []
    for message in _messages("ru"):
        name = re.compile(r"[A-Za-zĀ-ž][A-Za-zĀ-ž0-9_]*")
        english = name.findall(" ".join(_forms(message.id)).upper())
        kept = set(english) & set(name.findall(latvian[message.id].upper()))
        found += [
            (text, word)
            for text in _forms(message.string)
            for word in name.findall(text)
            if word not in usual and word.upper() not in kept
        ]
    assert found == []


def test_no_russian_word_mixes_letters_of_two_alphabets() -> None:
    mixed = re.compile(r"(?:[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z])")
    texts = [text for message in _messages("ru") for text in _forms(message.string)]
    assert [text for text in texts if mixed.search(text)] == []


def test_russian_messages_quote_as_russian_does() -> None:
    texts = [text for message in _messages("ru") for text in _forms(message.string)]
    assert [text for text in texts if re.search('["“”„‟]', text)] == []


def test_residents_are_addressed_as_vy_in_small_letters() -> None:
    informal = re.compile(
        r"\b(ты|тебя|тебе|тобой|твой|твоя|твоё|твои|твою)\b|(?<![.!?:«—] )(?<!^)\b(Вы|Вас|Вам|Ваш\w*)\b", re.I
    )
    polite = re.compile(r"\b(вы|вас|вам|ваш\w*)\b")
    texts = [text for message in _messages("ru") for text in _forms(message.string)]
    assert [text for text in texts if informal.search(polite.sub("", text))] == []


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
