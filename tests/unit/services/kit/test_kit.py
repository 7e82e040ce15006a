import re
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from shapely import union_all
from shapely.geometry import box

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.domain.paper import read_sheet_text
from gis_app.domain.wifi import Wifi
from gis_app.services import jobs
from gis_app.services.kit import maps
from gis_app.services.kit.choices import SECTIONS, KitChoices
from gis_app.services.kit.deck import cards_printed
from gis_app.services.kit.kit import print_kit
from gis_app.services.wiring import Context
from gis_app.store import meetings, paper
from gis_app.store.models import TerritoryRow
from tests.meeting_world import build_world, new_meeting
from tests.unit.prints.pdf import MM, fonts_of, outlines, read, text_of

STARTS = datetime(2026, 5, 20, 18, 0, tzinfo=UTC)
SITE = "https://karte.example.lv"
FEW = KitChoices(cards=11, slips=3, copies=2, tables=1)


@pytest.fixture
def here(context: Context) -> Context:
    build_world(context)
    return context


@pytest.fixture
def meeting(here: Context) -> Meeting:
    made = replace(
        new_meeting(here, ask_home=True),
        questions=Questions(classes=("like", "dislike", "missing"), identity=("pride",)),
    )
    with here.database.transaction() as session:
        meetings.put_meetings(session, [made])
    return made


def printed(context: Context, meeting: Meeting, choices: KitChoices = FEW, wifi: Wifi | None = None) -> bytes:
    return print_kit(context, meeting.id, choices, site=SITE, starts=STARTS, wifi=wifi)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    boxes = [page.mediabox for page in read(pdf).pages]
    return [(round(float(one.width) / MM), round(float(one.height) / MM)) for one in boxes]


def test_the_whole_kit_is_one_file_and_every_page_has_the_size_of_its_paper(here: Context, meeting: Meeting) -> None:
    a4, a3 = (210, 297), (297, 420)
    # Run sheet, helpers, poster, tent; eleven cards are two pages, three slips two, the sheet in two copies.
    assert sizes(printed(here, meeting)) == [a4, a4, a3, a4, a4, a4, a4[::-1], a4[::-1], a3[::-1], a3[::-1]]


@pytest.mark.parametrize("languages", [("lv",), ("ru",), ("lv", "ru"), ("en",)])
@pytest.mark.parametrize("large", [False, True])
def test_every_language_prints_in_our_font_in_normal_and_large_print(
    here: Context, meeting: Meeting, languages: tuple[str, ...], large: bool
) -> None:
    pdf = printed(here, meeting, replace(FEW, languages=languages, large=large, cards=3))
    assert all(embedded and "FiraSans" in name for name, embedded in fonts_of(pdf).items())
    text = text_of(pdf).replace("\xa0", " ")
    for language in languages:
        assert {"lv": "Jūsu kartīte", "ru": "Ваша карточка", "en": "Your card"}[language] in text
        assert {"lv": "Kāpēc jautājam", "ru": "Зачем мы спрашиваем", "en": "Why we ask"}[language] in text


def test_rule_6_1_the_poster_says_who_asks_until_when_and_where_to_complain(here: Context, meeting: Meeting) -> None:
    text = text_of(printed(here, meeting, replace(FEW, sections=("poster",), languages=("lv", "ru"))))
    said = text.replace("\xa0", " ").replace("\n", " ")
    for words in ("Novada dome", "dome@example.lv", "2026. gada 1. novembris", "www.dvi.gov.lv", "1 ноября 2026"):
        assert words in said
    nameless = replace(meeting, state="draft", controller="")
    with here.database.transaction() as session:
        meetings.put_meetings(session, [nameless])
    with pytest.raises(InputRefused, match="meeting_without_purpose"):
        printed(here, meeting, replace(FEW, sections=("poster",)))


def test_rule_6_6_after_a_kit_the_codes_of_its_cards_are_in_the_file_and_nowhere_else(
    here: Context, meeting: Meeting
) -> None:
    text = text_of(printed(here, meeting))
    codes = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", text)
    assert len(set(codes)) == 11
    assert cards_printed(here, meeting.id) == 11
    here.database.close()
    stored = b"".join(file.read_bytes() for file in here.settings.data_dir.rglob("*") if file.is_file())
    assert meeting.code.encode() in stored
    assert [code for code in codes if code.encode() in stored or code.replace("-", "").encode() in stored] == []


def test_a_card_leads_to_the_meeting_with_its_code_where_no_server_sees_it(
    here: Context, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _told(monkeypatch, "gis_app.prints.kit.qr_svg")
    pdf = printed(here, meeting, replace(FEW, sections=("cards",), cards=1))
    (code,) = re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text_of(pdf))
    assert f"{SITE}/m/{meeting.code}#k={code.replace('-', '')}" in told
    assert "karte.example.lv/k" in text_of(pdf)


def _told(monkeypatch: pytest.MonkeyPatch, where: str) -> list[str]:
    """Return the list into which every text of a QR code drawn there goes."""
    told: list[str] = []

    def drawn(text: str, *, error: str = "m") -> str:
        told.append(text)
        return _EMPTY

    monkeypatch.setattr(where, drawn)
    return told


_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def test_the_network_is_on_the_table_cards_and_nowhere_in_the_installation(here: Context, meeting: Meeting) -> None:
    wifi = Wifi("Zāle; 2. stāvs", 'par,o"le\\99')
    text = text_of(printed(here, meeting, replace(FEW, sections=("tables",)), wifi))
    assert "Zāle; 2. stāvs" in text
    assert wifi.password in text
    here.database.close()
    stored = b"".join(file.read_bytes() for file in here.settings.data_dir.rglob("*") if file.is_file())
    assert b"par,o" not in stored


def test_the_sheet_is_kept_with_its_code_and_the_ground_it_shows(here: Context, meeting: Meeting) -> None:
    text = text_of(printed(here, meeting, replace(FEW, sections=("grids",), paper="a4", copies=2)))
    with here.database.reading() as session:
        first, second = paper.sheets_of(session, meeting.id)
    assert first.code in text
    assert second.code in text
    assert first.bounds == second.bounds
    assert box(*first.bounds.box).contains(box(500_000, 312_000, 501_000, 313_000))
    assert (first.columns, first.rows, first.headcount) == (13, 9, None)


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_a_kilometre_and_a_cell_measure_right_with_a_ruler(here: Context, meeting: Meeting, size: str) -> None:
    pdf = printed(here, meeting, replace(FEW, sections=("grids",), paper=size, copies=1))
    with here.database.reading() as session:
        (sheet,) = paper.sheets_of(session, meeting.id)
    side = 1_000_000 / sheet.scale
    found = [np.ptp(points, axis=0) for points in outlines(read(pdf).pages[0])]
    assert any(np.allclose(one, (side, side), atol=0.05) for one in found), "no outline of 1000 m by 1000 m"
    # The frame of the map, drawn as one rectangle: 13 by 9 cells of the sheet's own ground.
    west, south, east, north = sheet.bounds.box
    frame = ((east - west) * 1000 / sheet.scale, (north - south) * 1000 / sheet.scale)
    assert any(np.allclose(one, frame, atol=0.05) for one in found), "no frame of the size of the ground"


def test_the_code_on_the_sheet_says_what_the_installation_knows(
    here: Context, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = _told(monkeypatch, "gis_app.prints.kit_sheets.qr_svg")
    printed(here, meeting, replace(FEW, sections=("grids",), copies=1))
    with here.database.reading() as session:
        (sheet,) = paper.sheets_of(session, meeting.id)
    back, colours = read_sheet_text(told[0], meeting=meeting.id, made=sheet.made)
    assert back.bounds.box == pytest.approx(sheet.bounds.box, abs=0.051)
    assert replace(back, bounds=sheet.bounds) == sheet
    assert colours["like"] == "#0072b2"


def test_a_large_territory_gets_an_overview_and_parts_that_cover_it(here: Context) -> None:
    parish = box(500_000, 300_000, 515_000, 312_000)
    with here.database.transaction() as session:
        row = {"id": "own:big@2026-01-01", "project": "p", "scheme": "own", "code": "B", "level": "parish"}
        session.add(TerritoryRow(**row, name="Pagasts", geometry=parish))
    wide = replace(new_meeting(here), territory_id="own:big@2026-01-01")
    plan = maps.planned_sheets(here, wide, FEW)
    whole, *parts = plan
    assert (whole.number, [one.number for one in parts]) == (0, list(range(1, len(parts) + 1)))
    assert 2 <= len(parts) <= maps.MOST_PARTS
    assert whole.view.scale > parts[0].view.scale
    assert union_all([box(*one.view.bounds.box) for one in parts]).contains(parish)
    assert [one.number for one in maps.planned_sheets(here, wide, replace(FEW, layout="one"))] == [0]


def test_a_job_draws_the_maps_and_holds_no_secret(here: Context, meeting: Meeting) -> None:
    job_id = jobs.enqueue(here, maps.KIND, maps.parameters_of(meeting, FEW), account=None)
    assert jobs.run_next(here)
    job = jobs.get_job(here, job_id, account=None)
    assert job.state == "done", job.problem
    drawn = maps.read_maps(jobs.result_file(here, job, maps.FILE))
    assert drawn == maps.draw_maps(here, meeting, FEW)
    assert set(job.parameters) == {"meeting", "project", "language", "paper", "layout", "palette", "large"}
    pdf = print_kit(here, meeting.id, FEW, site=SITE, starts=STARTS, maps=drawn)
    assert len(read(pdf).pages) == 10


def test_rule_6_4_the_sheets_show_no_sensitive_place(here: Context, meeting: Meeting) -> None:
    text = text_of(printed(here, meeting, replace(FEW, sections=("grids",))))
    assert "Liepu parks" in text
    assert "Krīzes centrs" not in text


def test_the_same_kit_but_for_its_codes_is_the_same_file(
    here: Context, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(FEW, sections=tuple(name for name in SECTIONS if name not in {"cards", "grids"}))
    assert printed(here, meeting, asked) == printed(here, meeting, asked)
    assert printed(here, meeting) != printed(here, meeting)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sections": ()}, "kit_empty"),
        ({"languages": ("lv", "lv")}, "kit_empty"),
        ({"languages": ("lv", "ru", "en")}, "kit_empty"),
        ({"cards": 0}, "kit_number"),
        ({"copies": 21}, "kit_number"),
        ({"minutes": 5}, "kit_minutes"),
    ],
)
def test_choices_that_make_no_kit_are_refused(wrong: dict[str, object], code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        replace(FEW, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [{"sections": ("x",)}, {"paper": "a9"}, {"palette": "red"}, {"layout": "x"}])
def test_choices_we_do_not_have_are_refused_by_name(wrong: dict[str, object]) -> None:
    with pytest.raises(UnknownCode):
        replace(FEW, **wrong)  # type: ignore[arg-type]
