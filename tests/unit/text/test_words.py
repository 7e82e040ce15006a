from datetime import date

import pytest

from gis_app.domain.lists import LANGUAGES
from gis_app.text.words import words_for


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "2026. gada 5. maijs"), ("ru", "5 мая 2026 года"), ("en", "May 5, 2026")]
)
def test_a_day_is_written_as_each_language_writes_it(language: str, written: str) -> None:
    assert words_for(language).date(date(2026, 5, 5)) == written


def test_no_day_brings_a_full_stop_that_would_double_that_of_its_sentence() -> None:
    days = [words_for(language).date(date(2026, month, 1)) for language in LANGUAGES for month in range(1, 13)]
    assert [day for day in days if day.endswith(".")] == []


def test_numbers_are_grouped_with_a_space_that_does_not_break_in_latvian_and_russian() -> None:
    assert [words_for(language).number(48121.5) for language in ("lv", "ru")] == ["48\u00a0121,5", "48\u00a0121,5"]


def test_no_line_breaks_between_a_number_and_its_per_cent_sign() -> None:
    assert [words_for(language).percent(0.3) for language in LANGUAGES] == ["30\u00a0%"] * len(LANGUAGES)


def test_words_that_people_gave_fall_back_to_latvian_and_then_to_any() -> None:
    russian = words_for("ru")
    assert russian.pick({"lv": "Takas", "en": "Paths", "ru": "Тропы"}) == "Тропы"
    assert russian.pick({"lv": "Takas", "en": "Paths"}) == "Takas"
    assert russian.pick({"en": "Paths"}) == "Paths"


def test_a_negative_number_has_a_minus_and_no_hyphen_in_every_language() -> None:
    assert [words_for(language).number(-0.5, digits=1) for language in LANGUAGES] == ["−0,5", "−0,5", "−0.5"]
    assert [words_for(language).percent(-0.25)[0] for language in LANGUAGES] == ["−"] * 3
