"""Lines as people type them beside a sheet of stickers."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.errors import InputRefused
from gis_app.domain.paper import COLUMNS, MOST_MARKS
from gis_app.text.fold import fold
from gis_app.text.paper_lines import ReadLine, read_line, short_words
from gis_app.text.paper_words import WORDS

RESIDENTS = ("like", "dislike", "missing", "usable", "home")
SPECIALISTS = ("safety", "movement", "breaking")


def read(text: str, classes: tuple[str, ...] = RESIDENTS) -> ReadLine:
    return read_line(text, classes=classes, language="lv")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("C5 nepatīk 3", ReadLine("dislike", "C5", 3)),
        ("C5 - 3", ReadLine("dislike", "C5", 3)),
        ("C5 – 3", ReadLine("dislike", "C5", 3)),
        ("c5-3", ReadLine("dislike", "C5", 3)),
        ("c5+", ReadLine("like", "C5")),
        ("c5 patik skaists skats", ReadLine("like", "C5", 1, "skaists skats")),
        ("C5 PATĪK: skaists skats", ReadLine("like", "C5", 1, "skaists skats")),
        ("c5 н 3", ReadLine("like", "C5", 3)),
        ("С5 не нравится 2 темно", ReadLine("dislike", "C5", 2, "темно")),  # the Cyrillic letter Es
        ("c5 не хватает света", ReadLine("missing", "C5", 1, "света")),
        ("c5 ne patik", ReadLine("dislike", "C5")),
        ("c 5 n x4", ReadLine("dislike", "C5", 4)),
        ("5c p 2", ReadLine("like", "C5", 2)),
        ("m9 u 30 empty shop", ReadLine("usable", "M9", 30, "empty shop")),
        ("a1 trūkst 3 soliņi", ReadLine("missing", "A1", 3, "soliņi")),
        ("dz 4", ReadLine("home", area=4)),
        ("dzīvoju 12", ReadLine("home", area=12)),
    ],
)
def test_a_line_is_read_as_its_typist_means_it(text: str, meant: ReadLine) -> None:
    assert read(text) == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "line_empty"),
        ("   ", "line_empty"),
        ("patīk 3", "line_cell"),
        ("c5", "line_class_missing"),
        ("c5 3", "line_class_missing"),
        ("c5 zzz", "line_class"),
        ("c5 p 0", "line_count"),
        ("c5 p 31", "line_count"),
        ("dz", "line_home"),
        ("dz Liepu iela 4", "line_home"),
        ("c5 p " + "a" * 500, "line_long"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_was_expected(text: str, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        read(text)


def test_a_refusal_names_the_words_of_this_meeting_in_the_language_of_the_page() -> None:
    with pytest.raises(InputRefused) as caught:
        read_line("c5 zzz", classes=("like", "dislike"), language="ru")
    assert caught.value.params["expected"] == "нравится (н), не нравится (не)"
    assert short_words(("like",), "lv") == "patīk (p)"


def test_one_letter_means_what_this_meeting_asks() -> None:
    assert read("c5 d", RESIDENTS).kind == "dislike"
    assert read("c5 k", SPECIALISTS).kind == "movement"
    with pytest.raises(InputRefused, match="line_class"):
        read("c5 k", RESIDENTS)


def test_a_beginning_that_fits_two_questions_is_not_guessed() -> None:
    with pytest.raises(InputRefused, match="line_class_unclear") as caught:
        read("c5 ne 3")  # nepatīk, or need
    assert caught.value.params["expected"] == "nepatīk (n), trūkst (t)"


cells = st.builds("{}{}".format, st.sampled_from(COLUMNS), st.integers(1, 9))
kinds = st.sampled_from([kind for kind in RESIDENTS if kind != "home"])
words = st.text(st.characters(categories=["L"]), min_size=1, max_size=20)


@given(cell=cells, kind=kinds, count=st.integers(1, MOST_MARKS), said=words, data=st.data())
def test_every_word_of_every_language_brings_cell_class_count_and_words_back(
    cell: str, kind: str, count: int, said: str, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from([one for spoken in WORDS[kind].values() for one in spoken]))
    word = data.draw(st.sampled_from([word, word.upper(), fold(word)]))
    line = read(f"{cell.lower()} {word} {count} {said}")
    assert (line.kind, line.cell, line.count) == (kind, cell, count)
    assert line.words == said


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    with suppress(InputRefused):
        line = read(text)
        assert line.kind in RESIDENTS
        assert 1 <= line.count <= MOST_MARKS


def test_no_word_or_initial_means_two_questions_of_one_meeting() -> None:
    for classes in (RESIDENTS, SPECIALISTS):
        said = [fold(word) for kind in classes for spoken in WORDS[kind].values() for word in spoken]
        assert len(said) == len(set(said))
