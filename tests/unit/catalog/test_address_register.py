from pathlib import Path

import pytest

from gis_app.catalog.address_register import read_register, table_of
from gis_app.domain.errors import InputRefused
from tests.register_world import register_zip, text_of


def test_tables_are_known_by_their_names_in_any_case() -> None:
    names = ("aw_eka.csv", "AW_IELA.CSV", "dati/aw_vietu_centroidi.csv", "aw_eka_his.csv", "aw_dziv.csv", "raw_eka.csv")
    assert [table_of(name) for name in names] == ["buildings", "streets", "places", "", "", ""]


def test_only_objects_that_exist_are_read(tmp_path: Path) -> None:
    read = read_register(register_zip(tmp_path / "adreses.zip"), name="adreses.zip")
    assert sorted(read.tables) == ["buildings", "municipalities", "parishes", "places", "streets", "villages"]
    assert read.tables["streets"]["NOSAUKUMS"].tolist() == ["Zosu iela"]
    assert read.gone == 2


@pytest.mark.parametrize(
    ("separator", "quote", "encoding"), [(",", '"', "utf-8-sig"), (";", "#", "utf-8"), (";", '"', "cp1257")]
)
def test_old_and_new_editions_say_the_same(tmp_path: Path, separator: str, quote: str, encoding: str) -> None:
    file = tmp_path / "aw_eka.csv"
    file.write_bytes(text_of("aw_eka.csv", separator=separator, quote=quote).encode(encoding))
    houses = read_register(file, name="aw_eka.csv").tables["buildings"]
    assert houses["NOSAUKUMS"].tolist()[:3] == ["Liepas", "1", "3 k-2"]
    assert houses["STD"].iloc[0] == '"Liepas", Zosēnu pag., Zosu nov., LV-4112'
    assert houses["KODS"].iloc[0] == "10"


def test_a_table_without_a_needed_column_is_named(tmp_path: Path) -> None:
    file = tmp_path / "aw_eka.csv"
    file.write_text("KODS,NOSAUKUMS\n1,Liepas\n", encoding="utf-8")
    with pytest.raises(InputRefused) as told:
        read_register(file, name="aw_eka.csv")
    assert (told.value.code, told.value.params["value"]) == ("register_column_absent", "VKUR_CD, STATUSS")
