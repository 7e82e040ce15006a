import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis_app.text.fold import fold
from gis_app.text.meaning import codes_meant
from gis_app.text.words import words_for


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dārziņu 1. līnija", "darzinu 1 linija"),
        ("ĀČĒĢĪĶĻŅŌŖŠŪŽ", "acegiklnorsuz"),
        ("„Ābeļzieds”", "abelzieds"),
        ("2/4 k-3", "2/4 k 3"),
        ("улица Калькю", "улица калькю"),
        ("", ""),
    ],
)
def test_text_loses_what_people_leave_out_when_they_type(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_typed_words_mean_kinds_in_their_own_language() -> None:
    assert codes_meant(words_for("lv"), "resource_kind", "bibl") == ["library"]
    assert codes_meant(words_for("en"), "resource_kind", "youth") == ["youth_centre"]
    assert codes_meant(words_for("lv"), "resource_kind", "bi") == []
