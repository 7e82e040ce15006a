from dataclasses import replace
from datetime import date

import pytest

from gis_app.prints.feedback import FeedbackSheet, feedback_pdf
from gis_app.text.words import words_for
from tests.unit.prints.pdf import fonts_of, read, text_of

LV = words_for("lv")
SHEET = FeedbackSheet(
    title="Zosēnu tikšanās",
    day=date(2026, 11, 20),
    people=43,
    counts=(("like", 120), ("dislike", 55)),
    liked=("Zosēnu parks", "Ģimeņu bibliotēka"),
    talked=(("Pietura „Krustojums”", "Vakaros tur nav gaismas."),),
    sentences=("Pagalmi pieder visiem.", "Pieturā vajag gaismu.", "Jauniešiem vajag telpu."),
    next_step="Saucam kopā māju vecākos",
    who="Sociālā darbiniece",
    by_when=date(2026, 12, 10),
    next_date=date(2026, 12, 15),
    controller="Novada dome",
    contact="dome@example.lv",
    address="https://karte.example.lv/m/7KQ2M4",
)


def test_the_sheet_says_what_was_understood_and_the_next_step_with_who_and_when() -> None:
    text = text_of(feedback_pdf(SHEET, LV)).replace("\xa0", " ")
    for words in (*SHEET.sentences, SHEET.next_step, SHEET.who, "2026. gada 10. decembris", "2026. gada 15. decembris"):
        assert words in text
    assert "piedalījās 43 cilvēki" in text
    assert "Ģimeņu bibliotēka" in text


def test_a_sheet_of_sentences_only_has_no_heading_without_content() -> None:
    few = replace(SHEET, people=None, counts=(), liked=(), talked=())
    text = text_of(feedback_pdf(few, LV))
    for heading in ("What we collected", "Places people like", "What we talked about"):
        assert LV.gettext(heading) not in text
    assert LV.gettext("What we understood") in text


@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_the_same_sheet_is_the_same_file_of_one_page_in_our_font(language: str) -> None:
    words = words_for(language)
    pdf = feedback_pdf(SHEET, words)
    assert pdf == feedback_pdf(SHEET, words)
    assert len(read(pdf).pages) == 1
    assert all(embedded and "FiraSans" in name for name, embedded in fonts_of(pdf).items())
