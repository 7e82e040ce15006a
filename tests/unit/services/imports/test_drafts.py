from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

import pandas as pd
import pytest

from gis_app.domain.errors import InputRefused, NotFound, TooLarge
from gis_app.domain.imports import Choices, Column, Problem, Understanding
from gis_app.services.imports import drafts
from gis_app.services.imports.plain import (
    choices_from_plain,
    choices_to_plain,
    understanding_from_plain,
    understanding_to_plain,
)
from gis_app.services.imports.problem_files import problem_file
from gis_app.services.imports.seen import PER_CODE, keep_seen, problems_of, seen_of
from gis_app.services.wiring import Context
from tests.unit.services.imports.world import understood

ME, OTHER = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"


def brought(context: Context, name: str = "vietas.csv", content: bytes = b"x;y\n1;2\n") -> drafts.OpenDraft:
    draft_id = drafts.begin(context, [(name, BytesIO(content))], project="here", account=ME)
    return drafts.open_draft(context, draft_id, account=ME)


def test_a_file_waits_as_it_came_with_its_name(context: Context) -> None:
    draft = brought(context, content=b"a;b\r\n1;2\r\n")
    assert (draft.name, draft.size, draft.project) == ("vietas.csv", 10, "here")
    assert draft.file.read_bytes() == b"a;b\r\n1;2\r\n"
    assert draft.folder.parent == context.settings.data_dir / "drafts"


@pytest.mark.parametrize(
    ("name", "kept", "suffix"),
    [
        ("../../etc/passwd", "passwd", ""),
        ("C:\\Mani\\skolas.GPKG", "skolas.GPKG", ".gpkg"),
        ("latvia.osm.pbf", "latvia.osm.pbf", ".osm.pbf"),
        ("a\nb\x00.csv", "ab.csv", ".csv"),
        ("ķ" * 300 + ".xlsx", "ķ" * 115 + ".xlsx", ".xlsx"),
        ("...", "datne", ""),
        ("pilns teikums. Un vēl kas garš", "pilns teikums. Un vēl kas garš", ""),
    ],
)
def test_a_name_leads_into_no_other_folder(context: Context, name: str, kept: str, suffix: str) -> None:
    draft = brought(context, name)
    assert (draft.name, draft.file.name) == (kept, f"file{suffix}")


def test_the_files_of_a_shapefile_become_one_zip(context: Context) -> None:
    import zipfile

    files: list[tuple[str, IO[bytes]]] = [("r.shp", BytesIO(b"1")), ("r.dbf", BytesIO(b"2")), ("r.prj", BytesIO(b"3"))]
    draft = drafts.open_draft(context, drafts.begin(context, files, project="here", account=ME), account=ME)
    assert (draft.name, draft.file.suffix) == ("r.zip", ".zip")
    with zipfile.ZipFile(draft.file) as bundle:
        assert bundle.namelist() == ["r.shp", "r.dbf", "r.prj"]


def test_only_the_account_that_brought_a_file_sees_it(context: Context) -> None:
    draft = brought(context)
    for account in (OTHER, None, ""):
        with pytest.raises(NotFound):
            drafts.open_draft(context, draft.id, account=account)
    assert drafts.drafts_of(context, project="here", account=OTHER) == []
    assert [one.id for one in drafts.drafts_of(context, project="here", account=ME)] == [draft.id]


def test_an_id_that_is_none_finds_no_folder(context: Context) -> None:
    for wrong in ("..", "../layers", "", "x" * 200):
        with pytest.raises(NotFound):
            drafts.open_draft(context, wrong, account=ME)


def test_a_file_too_large_leaves_nothing_behind(context: Context) -> None:
    small = replace(context, settings=replace(context.settings, import_max_mb=1))
    with pytest.raises(TooLarge) as refused:
        brought(small, content=bytes(1_000_001))
    assert refused.value.params["expected"] == 1
    assert list((context.settings.data_dir / "drafts").iterdir()) == []


@pytest.mark.parametrize(("name", "code"), [("", "draft_no_file"), ("tukss.csv", "draft_empty")])
def test_no_file_and_an_empty_file_are_told_apart(context: Context, name: str, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        brought(context, name, b"")
    assert refused.value.code == code


def test_one_account_cannot_fill_the_disk_with_drafts(context: Context) -> None:
    for _ in range(drafts.DRAFTS_EACH):
        brought(context)
    with pytest.raises(InputRefused) as refused:
        brought(context)
    assert refused.value.code == "draft_too_many"


def test_a_draft_goes_after_a_day_and_a_broken_upload_too(context: Context) -> None:
    draft = brought(context)
    later = replace(context, clock=lambda: context.clock() + drafts.KEPT + timedelta(minutes=1))
    assert drafts.remove_old_drafts(context) == 0
    assert drafts.remove_old_drafts(later) == 1
    assert not draft.folder.exists()


def test_a_draft_thrown_away_is_gone_with_its_file(context: Context) -> None:
    draft = brought(context)
    drafts.throw_away(draft)
    assert list(draft.folder.parent.iterdir()) == []


def test_choices_and_understanding_survive_json(context: Context, tmp_path: Path) -> None:
    found = understood(tmp_path)
    assert understanding_from_plain(understanding_to_plain(found.understanding)) == found.understanding
    choices = Choices(dated=context.clock().date(), columns={"name": "Nosaukums"}, title={"lv": "T"}, options={"a": 1})
    assert choices_from_plain(choices_to_plain(choices)) == choices


def test_what_pages_show_is_kept_beside_the_file(context: Context, tmp_path: Path) -> None:
    draft = brought(context)
    keep_seen(draft, understood(tmp_path).with_(Problem("row_without_place", row=4, severity="refused")))
    seen = seen_of(draft)
    assert seen is not None
    assert seen.names == ("nosaukums", "kods")
    assert seen.rows[0] == ("Centra bibliotēka", "007")
    assert (seen.usable, seen.refused) == (2, 1)
    assert [group.severity for group in seen.groups] == ["refused", "notice"]


def test_many_problems_of_one_kind_are_counted_and_all_are_in_the_file(context: Context, tmp_path: Path) -> None:
    draft = brought(context)
    many = [Problem("row_without_place", row=row, severity="refused") for row in range(2, 502)]
    keep_seen(draft, replace(understood(tmp_path), problems=tuple(many)))
    seen = seen_of(draft)
    assert seen is not None
    assert [(group.count, len(group.first)) for group in seen.groups] == [(500, PER_CODE)]
    assert len(list(problems_of(draft))) == 500


def test_the_list_of_problems_opens_in_a_spreadsheet_and_computes_nothing(context: Context, tmp_path: Path) -> None:
    draft = brought(context)
    wrong = Problem("row_without_place", row=2, column="=1+1")
    keep_seen(draft, replace(understood(tmp_path), problems=(wrong,)))
    header = ("Rinda", "Kolonna", "Kas izdarīts", "Kas nav kārtībā", "Kods")
    text = problem_file(draft, "problems.csv", header=header, title="t", cells=lambda _: ("ā", "š")).decode()
    assert text == "\ufeffRinda;Kolonna;Kas izdarīts;Kas nav kārtībā;Kods\r\n2;'=1+1;ā;š;row_without_place\r\n"
    book = problem_file(draft, "problems.xlsx", header=header, title="Kas nav kārtībā", cells=lambda _: ("ā", "š"))
    # Read back by openpyxl, which has nothing to do with what wrote it.
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(book)).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(header),
        [2, "=1+1", "ā", "š", "row_without_place"],
    ]
    assert sheet["B2"].data_type == "s"


def test_cells_without_a_value_are_shown_empty(context: Context, tmp_path: Path) -> None:
    found = understood(tmp_path)
    assert found.frame is not None
    whole = found.frame.assign(skaits=pd.array([1, None, 3], dtype="Int64"), daļa=[1.0, float("nan"), 2.5])
    draft = brought(context)
    keep_seen(draft, replace(found, frame=whole))
    seen = seen_of(draft)
    assert seen is not None
    assert [row[2:] for row in seen.rows] == [("1", "1"), ("", ""), ("3", "2.5")]


def test_a_column_without_a_name_breaks_no_understanding(tmp_path: Path) -> None:
    found = Understanding(format="csv", kind="table", columns=(Column("", "text"),))
    assert understanding_from_plain(understanding_to_plain(found)) == found
    assert tmp_path.exists()
