"""The sentences beside every comparison: there in all three languages, and each its own."""

import pytest

from gis_app.domain.lists import LANGUAGES
from gis_app.text.selection_care import CARE, care_sentences
from gis_app.text.words import words_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_each_of_the_sentences_in_its_own_words(language: str) -> None:
    said = care_sentences(words_for(language))
    assert len(set(said)) == len(CARE) == 6
    assert (said == list(CARE)) is (language == "en")
