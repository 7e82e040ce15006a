"""The two documents of a selection: staff get everything, the council nothing that tells who ranks where or why."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app
from gis_app.domain.errors import Conflict, UnknownCode
from gis_app.domain.geography import Territory
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.selections import Selection
from gis_app.domain.statistics import Observation
from gis_app.services.keys import seal
from gis_app.services.selection.workbench import rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.documents import print_document
from gis_app.services.work_areas.publish import gate, publish
from gis_app.store.indicators import indicators, put_indicators, put_observations
from gis_app.store.selections import put_selection
from gis_app.store.territories import put_territories
from gis_app.store.work_areas import get_area, put_area
from tests.areas_world import (
    LOW,
    NAMES,
    NORTH,
    PROJECT,
    SECRET_WORDS,
    TALK_WORDS,
    UNITS,
    build_town,
    new_area,
    new_selection,
    square,
    two_areas,
)
from tests.unit.prints.pdf import read, text_of

A4 = (210, 297)


@pytest.fixture
def kept(context: Context) -> Selection:
    build_town(context)
    return new_selection(context)


def document(context: Context, kept: Selection, kind: str, language: str = "lv") -> bytes:
    return print_document(context, kept.id, kind=kind, language=language)


def plain(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def test_rule_6_12_every_page_of_the_internal_document_says_that_it_stays_inside(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    pages = read(document(context, kept, "internal")).pages
    assert len(pages) > 1
    assert all("Iekšējai lietošanai. Nepievienot lēmuma projektam." in page.extract_text() for page in pages)
    assert all(kept.sha256 in page.extract_text() for page in pages)
    assert [f"{number}. lapa no {len(pages)}" in page.extract_text() for number, page in enumerate(pages, start=1)] == (
        [True] * len(pages)
    )


def test_the_internal_document_has_ranking_weights_reasons_doubt_and_the_words_of_the_purpose(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    said = plain(document(context, kept, "internal"))
    best = rank_again(kept).result.index.max()
    shown = (f"{best:.2f}".replace(".", ","), "62,5 %", "kodols", "iekļauta līdzās", SECRET_WORDS, TALK_WORDS)
    assert [text for text in (*shown, *NAMES) if text not in said] == []


def test_the_internal_document_counts_who_is_compared_and_tells_time_by_the_clock_in_latvia(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    rows = [*kept.decision["data"]["rows"]]
    rows[-1] = [*rows[-1][:2], "", "", "", ""]
    data = {**kept.decision["data"], "rows": rows}
    blind = {"fixed_at": "2026-11-22T22:30:45+00:00", "log": []}  # winter time: two hours ahead, another day
    one_less = replace(kept, id=str(uuid4()), decision={**kept.decision, "data": data, "blind": blind})
    with context.database.transaction() as session:
        put_selection(session, one_less)
        put_area(session, replace(get_area(session, NORTH), id=str(uuid4()), selection=one_less.id), at=context.clock())
    said = plain(document(context, one_less, "internal"))
    assert "2026. gada 23. novembris, plkst. 00:30" in said
    assert f"Salīdzinātās teritorijas {len(rows) - 1} Nesalīdzinātās teritorijas 1" in said
    assert "apmēram" not in said


def test_the_internal_document_words_the_criteria_of_a_level_that_is_not_the_fullest(
    context: Context, kept: Selection
) -> None:
    said = {"lv": "Reģistrētie pēc dzīvesvietas"}
    elsewhere = [f"own:p{number}" for number in range(len(UNITS) + 1)]
    with context.database.transaction() as session:
        unemployed = next(one for one in indicators(session, PROJECT) if one.id == LOW)
        other = replace(unemployed, id=f"{PROJECT}-other")
        put_indicators(session, [replace(unemployed, counts=said), other])
        put_territories(
            session, [Territory(unit, PROJECT, "own", unit, "parish", unit, square(0), 3059) for unit in elsewhere]
        )
        figures = [(LOW, unit) for unit in UNITS] + [(other.id, unit) for unit in elsewhere]
        put_observations(session, [Observation(code, unit, "2025", 10.0, 100.0, 1000.0) for code, unit in figures])
    shown = replace(
        kept,
        id=f"{kept.id[:-1]}2",
        decision={**kept.decision, "areas": {**kept.decision["areas"], "level": "neighbourhood@"}},
    )
    with context.database.transaction() as session:
        put_selection(session, shown)
    assert said["lv"] in plain(document(context, shown, "internal"))


def test_rule_6_12_the_council_gets_no_rank_no_index_no_reason_and_no_words_from_inside(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    new_area(context, kept, (3, 7), key="x", name="Nepabeigtā", complete=False)
    said = plain(document(context, kept, "council"))
    ranking = rank_again(kept).result
    hidden = [f"{value:.2f}".replace(".", ",") for value in ranking.index.tolist()]
    hidden += [
        "kodols",
        "iekļauta līdzās",
        "Rang",
        "Indeks",
        "Svar",
        "Iekšējai",
        SECRET_WORDS,
        TALK_WORDS,
        "Nepabeigtā",
    ]
    assert [text for text in hidden if text in said] == []
    assert said.index("Ezeri un Mālnieki") < said.index("Ūdensrozes un Avoti")
    assert "Kopienas telpa" in said
    assert "apmēram 9 200 iedzīvotāju" in said.replace("\xa0", " ")
    assert seal(context.secret, kept.sha256) in said


def test_rule_6_12_the_fingerprint_by_which_weights_could_be_guessed_stays_inside(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    assert kept.sha256 not in plain(document(context, kept, "council"))
    inside = plain(document(context, kept, "internal"))
    assert kept.sha256 in inside
    assert seal(context.secret, kept.sha256) in inside


def test_rule_6_12_the_internal_map_names_units_and_says_inside_the_picture_that_it_stays_inside(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    pages = read(document(context, kept, "internal")).pages
    (page,) = [page for page in pages if "Darba teritoriju karte" in page.extract_text()]
    said = page.extract_text()
    assert said.count("Iekšējai lietošanai. Nepievienot lēmuma projektam.") > 1  # header and picture
    assert [name for name in ("Cielavas", "Lapsenes", "Ezeri un Mālnieki") if name not in said] == []
    assert len(page.images) == 0


def test_rule_6_12_nothing_red_is_on_the_map_of_the_council_and_no_picture_can_be_taken_out(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    for page in read(document(context, kept, "council")).pages:
        assert len(page.images) == 0
        content = page.get_contents()
        assert content is not None
        colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn)\b", content.get_data())
        reds = [one for one in colours if float(one[0]) > float(one[1]) + 0.25 and float(one[0]) > float(one[2]) + 0.25]
        assert reds == []


@pytest.mark.parametrize("kind", ["internal", "council"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_are_a4_in_every_language(context: Context, kept: Selection, kind: str, language: str) -> None:
    two_areas(context, kept)
    for page in read(document(context, kept, kind, language)).pages:
        assert (round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)) == A4


@pytest.mark.parametrize("kind", ["internal", "council"])
def test_the_same_state_gives_the_same_bytes_at_another_hour(context: Context, kept: Selection, kind: str) -> None:
    two_areas(context, kept)
    later = replace(context, clock=lambda: context.clock() + timedelta(hours=2))
    assert document(context, kept, kind) == document(later, kept, kind)


def test_the_council_gets_no_document_of_areas_that_are_not_ready(context: Context, kept: Selection) -> None:
    new_area(context, kept, (0, 1), key="x", name="Avoti", core=(0, 1))
    with pytest.raises(Conflict, match="areas_none_chosen"):
        document(context, kept, "council")


def test_once_published_the_document_shows_what_is_public_and_not_what_was_drawn_since(
    context: Context, kept: Selection
) -> None:
    two_areas(context, kept)
    found = gate(context, kept.id)
    publish(context, kept.id, chosen=found.chosen, seen=found.seen, account=None)
    new_area(context, kept, (6, 7, 10), key="y", name="Jaunā josla", core=(7,))
    assert "Jaunā josla" not in plain(document(context, kept, "council"))


def test_rule_6_5_small_numbers_stand_on_no_paper(context: Context, kept: Selection) -> None:
    small = replace(kept, id="1e000000-0000-4000-8000-000000000009", decision=_with_seven_cases(kept))
    with context.database.transaction() as session:
        put_selection(session, small)
    said = plain(document(context, small, "internal"))
    assert "mazs skaitlis" in said
    assert "0,7 %" not in said


def _with_seven_cases(kept: Selection) -> dict[str, object]:
    data = kept.decision["data"]
    rows = [[*row[:2], "7.0", *row[3:]] if number == 11 else row for number, row in enumerate(data["rows"])]
    return {**kept.decision, "data": {**data, "rows": rows}}


def test_the_command_line_prints_the_same(context: Context, kept: Selection, tmp_path: Path) -> None:
    two_areas(context, kept)
    file = tmp_path / "dome.pdf"
    asked = ["--data", str(context.settings.data_dir), "print", "selection-report", "--selection", kept.id]
    done = CliRunner().invoke(gis_app, [*asked, "--kind", "council", "--output", str(file)])
    assert (done.exit_code, done.output) == (0, "")
    assert "Ezeri un Mālnieki" in plain(file.read_bytes())
    strange = CliRunner().invoke(gis_app, [*asked, "--kind", "secret", "--output", str(file)])
    assert strange.exit_code == 2
    with pytest.raises(UnknownCode):
        print_document(context, kept.id, kind="secret", language="lv")
