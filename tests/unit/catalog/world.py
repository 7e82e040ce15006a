"""A catalogue drawn by hand: three squares of one kilometre in a row, in EPSG:3059."""

from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import box

LAYER_TOML = """
id = "here"
project = "there"
theme = "boundaries"
role = "territories"
geometry = "polygon"
epsg = 3059
licence = "CC0"
dated = "not known"
level = "neighbourhood"
id_field = "id"
name_field = "name"
[title]
lv = "Apkaimes"
en = "Neighbourhoods"
[source]
lv = "zīmēts ar roku"
en = "drawn by hand"
[data]
file = "data.gpkg"
[style]
stroke = "#2f5d73"
[[field]]
name = "name"
title = { lv = "Nosaukums", en = "Name" }
[[field]]
name = "area"
kind = "number"
unit = "km²"
title = { lv = "Platība", en = "Area" }
"""


def layer_file(folder: Path, *, text: str = LAYER_TOML) -> Path:
    """Write ``<folder>/here/layer.toml`` and return it."""
    file = folder / "here" / "layer.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def squares() -> Any:
    """Three squares of 1 km; the last has no area written down."""
    return gpd.GeoDataFrame(
        {
            "id": ["own:a@2020-01-01", "own:b@2020-01-01", "own:c@2020-01-01"],
            "name": ["Āriņi", "Bieriņi", "Ceriņi"],
            "area": [1.0, 1.0, None],
        },
        geometry=[box(x, 300000, x + 1000, 301000) for x in (500000, 501000, 502000)],
        crs=3059,
    )
