"""Other programs read what we give: GDAL and QGIS by the address of the interface, QGIS the GeoPackage with its style.

They need the running site of this room. QGIS is Debian's; where it is not installed its tests skip with the reason.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen

import pyogrio
import pytest

from tests.browser.site import Site

PYTHON = "/usr/bin/python3"
QGIS = """
import json, os, sys
sys.path.insert(0, "/usr/share/qgis/python")
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(sys.argv[1], "layer", sys.argv[2])
renderer = layer.renderer()
categories = renderer.categories() if renderer.type() == "categorizedSymbol" else []
told = {
    "valid": layer.isValid(),
    "crs": layer.crs().authid(),
    "names": sorted(feature["name"] for feature in layer.getFeatures()),
    "aliases": [layer.attributeAlias(place) for place in range(layer.fields().count())],
    "labels": [category.label() for category in categories],
}
print(json.dumps(told))
sys.stdout.flush()
os._exit(0)  # QGIS 3.22 may crash while it takes itself apart
"""


def in_qgis(source: str, provider: str, folder: Path) -> Mapping[str, object]:
    if not Path("/usr/lib/python3/dist-packages/qgis/core").exists():
        pytest.skip("QGIS is not installed (python3-qgis)")
    script = folder / "read.py"
    script.write_text(QGIS, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [PYTHON, str(script), source, provider],
        env={**environment, "XDG_RUNTIME_DIR": str(folder)},
        capture_output=True,
        timeout=90,
        check=True,
    )
    told: Mapping[str, object] = json.loads(run.stdout.splitlines()[-1])
    return told


def test_gdal_reads_every_neighbourhood_from_the_interface(site: Site) -> None:
    frame = pyogrio.read_dataframe(f"OAPIF:{site.url}/ogc", layer="riga-apkaimes")
    assert len(frame) == 58
    assert frame.crs.to_epsg() == 3059  # GDAL asks in the CRS that the layer is kept in
    west, south, east, north = frame.total_bounds
    assert 490_000 < west < east < 520_000
    assert 300_000 < south < north < 330_000


def test_qgis_connects_by_address(site: Site, tmp_path: Path) -> None:
    told = in_qgis(f"typename='riga-apkaimes' url='{site.url}/ogc'", "OAPIF", tmp_path)
    assert told["valid"]
    assert isinstance(told["names"], list)
    assert len(told["names"]) == 58
    assert "Āgenskalns" in told["names"]


def test_qgis_opens_a_geopackage_with_our_signs_and_titles(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "resursi.gpkg"
    with urlopen(f"{site.url}/lv/data/pardaugava-resursi.gpkg?project=pardaugava") as answer:  # noqa: S310 - our own site
        file.write_bytes(answer.read())
    told = in_qgis(f"{file}|layername=pardaugava_resursi", "ogr", tmp_path)
    assert told["crs"] == "EPSG:3059"
    assert isinstance(told["aliases"], list)
    assert "Nosaukums" in told["aliases"]
    assert isinstance(told["labels"], list)
    assert "Bibliotēka" in told["labels"]
