"""Archives are looked through before anything is unpacked."""

import zipfile
from pathlib import Path

import pytest

from gis_app.catalog.sources import Limits, opened, read_source
from gis_app.domain.errors import InputRefused, NotFound, TooLarge
from gis_app.domain.imports import Choices
from tests.unit.catalog.sources.world import codes_of, packed, shapefile


def archive(file: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return file


TABLE = b"id;x\n1;2\n"


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({}, "archive_without_data"),
        ({"lasi.pdf": b"x"}, "archive_without_data"),
        ({"../../etc/a.csv": TABLE}, "archive_path_refused"),
        ({"/a.csv": TABLE}, "archive_path_refused"),
        ({"C:\\a.csv": TABLE}, "archive_path_refused"),
        ({"a/..\\..\\b.csv": TABLE}, "archive_path_refused"),
        ({"a.csv": TABLE, "b.gpx": b"<gpx/>"}, "archive_mixed"),
        ({"a.zip": b"PK"}, "archive_in_archive"),
        ({"a.dbf": b"\x03", "a.shx": b"x"}, "archive_without_shp"),
        ({"a.gdb/a00000001.gdbtable": b"x"}, "format_not_read"),
        ({"[Content_Types].xml": b"x", "word/document.xml": b"x"}, "format_not_read"),
    ],
)
def test_an_archive_that_gives_nothing_says_why(tmp_path: Path, members: dict[str, bytes], code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        read_source(archive(tmp_path / "a.zip", **members))


def test_nothing_is_unpacked_beyond_the_limit(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "a.zip", **{"a.csv": b"0" * 3_000_000})
    assert bomb.stat().st_size < 10_000
    with pytest.raises(TooLarge, match="archive_too_large"):
        read_source(bomb, limits=Limits(unpacked_mb=2))


def test_a_workbook_that_swells_is_an_archive_too(tmp_path: Path) -> None:
    book = archive(tmp_path / "a.xlsx", **{"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * 3_000_000})
    with pytest.raises(TooLarge, match="archive_too_large"):
        read_source(book, limits=Limits(unpacked_mb=2))


def test_a_file_beyond_the_limit_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a;b\n" + b"1;2\n" * 500_000)
    with pytest.raises(TooLarge) as refusal:
        read_source(tmp_path / "a.csv", limits=Limits(file_mb=1))
    assert refusal.value.params == {"file": "a.csv", "value": 3, "expected": 1}


def test_a_download_that_broke_off_is_said(tmp_path: Path) -> None:
    shapefile(tmp_path / "s")
    whole = packed(tmp_path / "a.zip", tmp_path / "s")
    whole.write_bytes(whole.read_bytes()[:-300])
    with pytest.raises(InputRefused, match="archive_broken"):
        read_source(whole)


def test_damaged_content_is_said(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", **{"a.csv": TABLE * 1000})
    content = bytearray(file.read_bytes())
    content[45:60] = bytes(15)
    file.write_bytes(content)
    with pytest.raises(InputRefused, match="archive_broken"):
        read_source(file)


def test_a_password_is_said(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", **{"a.csv": TABLE})
    content = bytearray(file.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the bit that says the member is encrypted
        content[content.index(sign) + offset] |= 1
    file.write_bytes(content)
    with pytest.raises(InputRefused, match="archive_locked"):
        read_source(file)


def test_several_files_of_one_format_are_parts(tmp_path: Path) -> None:
    for stem in ("pagasti", "pilsētas"):
        shapefile(tmp_path / "s", stem=stem)
    file = packed(tmp_path / "a.zip", tmp_path / "s", inside="dati/")
    source = read_source(file)
    assert source.parts == ("dati/pagasti.shp", "dati/pilsētas.shp")
    assert (source.part, codes_of(source)) == ("dati/pagasti.shp", ["parts_several"])
    chosen = read_source(file, choices=Choices(part="pilsētas"))
    assert (chosen.part, codes_of(chosen)) == ("dati/pilsētas.shp", [])


def test_a_note_beside_the_data_is_no_data(tmp_path: Path) -> None:
    file = archive(
        tmp_path / "a.zip", **{"LASI.txt": b"x", "a.csv": TABLE, "__MACOSX/._a.csv": b"x", ".DS_Store": b"x"}
    )
    source = read_source(file)
    assert (source.format, source.features, source.parts) == ("csv", 1, ())


def test_the_file_inside_is_gone_after_reading(tmp_path: Path) -> None:
    with opened(archive(tmp_path / "a.zip", **{"a.csv": TABLE})) as found:
        assert found.file.read_bytes() == TABLE
    assert not found.file.exists()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(NotFound, match=r"none\.csv"):
        read_source(Path("none.csv"))
