"""The text of the purpose on its way to a person's eyes and back."""

import pytest

from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.text import purpose
from gis_app.text.purpose_editor import from_editor, to_editor


@pytest.mark.parametrize("language", sorted(purpose.TEXTS))
def test_what_is_shown_for_editing_comes_back_as_it_was(language: str) -> None:
    shown = to_editor(purpose.TEXTS[language], language)
    assert "%" not in shown
    assert from_editor(shown, language) == purpose.TEXTS[language]


@pytest.mark.parametrize("gone", ["[iestāde]", "[saziņa]", "[datums]", "dvi.gov.lv", "112"])
def test_rule_6_1_no_version_goes_without_who_asks_until_when_and_where_to_complain(gone: str) -> None:
    shown = to_editor(purpose.TEXTS["lv"], "lv").replace(gone, "…")
    with pytest.raises(InputRefused, match="purpose_without"):
        from_editor(shown, "lv")


def test_a_per_cent_sign_is_only_a_sign() -> None:
    typed = to_editor(purpose.TEXTS["lv"], "lv") + "\nPiedalās 40 % (un vairāk) %s."
    stored = from_editor(typed, "lv")
    assert purpose.purpose_lines(stored, controller="A", contact="B", until="C")[-1] == "Piedalās 40 % (un vairāk) %s."


@pytest.mark.parametrize("more", ["x" * 10_000, "\n".join("rinda" for _ in range(20)), "<b>svarīgi</b>"])
def test_nobody_reads_ten_kilobytes_twenty_lines_or_markup(more: str) -> None:
    with pytest.raises((InputRefused, TooLarge)):
        from_editor(to_editor(purpose.TEXTS["lv"], "lv") + "\n" + more, "lv")
