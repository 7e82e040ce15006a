"""The log of changes after fixing, read by people."""

import pytest

from gis_app.text.change_words import changed_words
from gis_app.text.words import words_for

TITLES = {"town-unemployed": "Reģistrētie bezdarbnieki", "own:4": "Kalna mala"}


@pytest.mark.parametrize(
    ("logged", "told"),
    [
        ("weight.town-unemployed: 5 → 6.5", "svars „Reģistrētie bezdarbnieki”: 5 → 6,5"),
        ("w2.town-unemployed: – → 0.5", "2. balss, svars „Reģistrētie bezdarbnieki”: – → 0,5"),
        ("leave.own:4: – → yes", "izslēgta: Kalna mala: – → jā"),
        (
            "aggregate: arithmetic → median; weight.town-unemployed: 5 → 7",
            (
                "Apvienošana: svērtais vidējais: labs rādītājs atsver sliktu → svērtā mediāna;"
                " svars „Reģistrētie bezdarbnieki”: 5 → 7"
            ),
        ),
        (
            "winsorise.town-unemployed: – → 0.02; 0.9",
            "galējo vērtību ievilkšana „Reģistrētie bezdarbnieki”: – → 0.02; 0.9",
        ),
        ("weight.gone: 5 → 7", "svars „gone”: 5 → 7"),
        ("somebody wrote this", "somebody wrote this"),
    ],
)
def test_a_logged_change_is_told_with_titles_and_the_numbers_of_the_language(logged: str, told: str) -> None:
    assert changed_words(words_for("lv"), logged, titles=TITLES) == told
