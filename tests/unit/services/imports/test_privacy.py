from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.domain.imports import Column
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.privacy import without_private_people
from tests.unit.services.imports.world import ROWS, understood

# Made up: the first part is a day that exists, the second part belongs to nobody we know of.
CODE = "010190-00000"


def _draft(folder: Path, columns: dict[str, list[str]], *, keep: str = "") -> Draft:
    draft = understood(folder, rows=list(ROWS), options={"keep_columns": keep} if keep else {})
    assert draft.frame is not None
    known = (*draft.understanding.columns, *(Column(name, "text", tuple(map(str, columns[name]))) for name in columns))
    return without_private_people(
        replace(draft, frame=draft.frame.assign(**columns), understanding=replace(draft.understanding, columns=known))
    )


@pytest.mark.parametrize(
    "name",
    [
        *("Vārds, uzvārds", "Kontaktpersona", "personas_kods", "Contact person", "Фамилия"),
        *("Klienta vārds, uzvārds", "Iesniedzēja uzvārds", "Kontaktpersonas tālrunis", "Parent first name"),
    ],
)
def test_rule_6_4_a_column_of_peoples_names_is_left_out(tmp_path: Path, name: str) -> None:
    draft = _draft(tmp_path, {name: ["Anna Ozola", "Jānis Kalns"]})
    assert draft.frame is not None
    assert name not in draft.frame.columns
    assert name not in {column.name for column in draft.understanding.columns}
    assert [(one.code, one.column) for one in draft.problems if one.severity == "refused"] == [
        ("personal_column", name)
    ]


def test_rule_6_4_a_column_of_personal_codes_is_left_out_whatever_its_name_is(tmp_path: Path) -> None:
    draft = _draft(tmp_path, {"piezimes": [CODE, CODE]})
    assert draft.frame is not None
    assert list(draft.frame.columns) == ["nosaukums", "kods", "geometry"]


def test_rule_6_4_a_personal_code_inside_a_text_is_hidden_and_the_text_is_kept(tmp_path: Path) -> None:
    draft = _draft(tmp_path, {"stasts": [f"Lūdzu zvanīt, {CODE}.", "Ceļš ir slikts"]})
    assert draft.frame is not None
    assert draft.frame["stasts"].tolist() == ["Lūdzu zvanīt, ······-·····.", "Ceļš ir slikts"]
    assert [(one.code, one.row, one.severity) for one in draft.problems[1:]] == [("personal_code", 2, "mended")]
    assert CODE not in str(draft.understanding)


def test_names_of_places_and_numbers_that_only_look_alike_stay(tmp_path: Path) -> None:
    columns = {"nr": ["451390-00000", "010190-0000"], "adrese": ["Ozolu iela 1", "Ozolu iela 2"]}
    draft = _draft(tmp_path, columns)
    assert draft.frame is not None
    assert draft.frame["nr"].tolist() == columns["nr"]
    assert [one for one in draft.problems if one.code.startswith("personal")] == []


def test_a_column_that_a_person_looked_at_is_kept(tmp_path: Path) -> None:
    draft = _draft(tmp_path, {"direktors": ["Direktora amats", "brīvs"]}, keep="direktors")
    assert draft.frame is not None
    assert "direktors" in draft.frame.columns
