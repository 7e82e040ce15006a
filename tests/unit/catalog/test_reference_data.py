"""The reference data that lies beside the checkout on machines where the project's checks run."""

import csv
from pathlib import Path

import pyogrio
import pytest

from gis_app import paths
from gis_app.catalog.check import check_layers
from tests.unit.catalog.world import LAYER_TOML, layer_file

LATVIA = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "latvia"
NEIGHBOURHOODS = LATVIA / "lv_apkaimes_csb_2021.gpkg"


@pytest.fixture
def neighbourhoods() -> Path:
    if not NEIGHBOURHOODS.exists():
        pytest.skip(f"no reference data in {LATVIA}")
    return NEIGHBOURHOODS


def test_the_codes_of_the_neighbourhoods_are_those_of_the_statistical_bureau(neighbourhoods: Path) -> None:
    published = pyogrio.read_dataframe(neighbourhoods, read_geometry=False)
    ours = csv.DictReader((paths.LAYERS / "riga-apkaimes" / "codes.csv").read_text(encoding="utf-8").splitlines())
    in_riga = published[published["city"] == "RIG"]
    assert {row["code"]: row["name"] for row in ours} == dict(zip(in_riga["Code"], in_riga["Name"], strict=True))
    assert len(in_riga) == 58


def test_a_published_layer_passes_the_check_and_its_wrong_description_does_not(
    neighbourhoods: Path, tmp_path: Path
) -> None:
    text = LAYER_TOML.split("[[field]]", maxsplit=1)[0].replace('"id"', '"Code"').replace('"name"', '"Name"')
    file = layer_file(tmp_path, text=text)
    (file.parent / "data.gpkg").symlink_to(neighbourhoods)
    assert check_layers(tmp_path)[1] == []
    layer_file(tmp_path, text=text.replace("3059", "4326").replace('"Code"', '"Kods"').replace("polygon", "point"))
    codes = [problem.code for problem in check_layers(tmp_path)[1]]
    assert codes == ["layer_crs_wrong", "layer_column_absent", "layer_geometry_other"]
