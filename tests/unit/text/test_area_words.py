"""What everybody reads of the doubt."""

import pytest

from gis_app.text.area_words import doubt_line, unchanged_line
from gis_app.text.words import words_for


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
@pytest.mark.parametrize("methods", [True, False])
def test_a_choice_that_nothing_changes_is_told_in_a_sentence_of_its_own_and_not_as_none_of_many(
    language: str, methods: bool
) -> None:
    words = words_for(language)
    told = doubt_line(words, changing=0, of=21, draws=1000, methods=methods)
    assert words.number(1000) in told
    assert "21" not in told
    assert "21" in doubt_line(words, changing=2, of=21, draws=1000, methods=methods)
    assert not any(sign.isdigit() for sign in unchanged_line(words, methods=methods))
