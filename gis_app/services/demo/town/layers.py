"""The layers of the town: territories, addresses, water, railway, green places and streets."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
from shapely.geometry import Point

from gis_app.domain.layers import Field, Layer, Style
from gis_app.services.demo.town.plan import PROJECT, RIVER_NAME
from gis_app.services.demo.town.town import EPSG, SOURCE, Town, at_sea, id_of, level_of

VERSION = "2023-12-31"
DATED = date(2023, 12, 31)
LICENCE = "CC0-1.0"

_NAME = Field("name", {"lv": "Nosaukums", "en": "Name", "ru": "Название"})
_KIND = Field("kind", {"lv": "Veids", "en": "Kind", "ru": "Вид"})


def layers(town: Town) -> list[tuple[Layer, gpd.GeoDataFrame]]:
    """Return every layer of the town with its features, EPSG:3059; context first, so that it lies lowest."""
    return [_greens(town), _water(town), _railway(town), _streets(town), _territories(town), _addresses(town)]


def _frame(columns: Mapping[str, Sequence[Any]], shapes: Sequence[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(dict(columns), geometry=[at_sea(shape) for shape in shapes], crs=EPSG)


def _layer(name: str, lv: str, ru: str, en: str, **rest: Any) -> Layer:
    defaults: dict[str, Any] = {"theme": "physical", "role": "context", "fields": (_NAME, _KIND), "name_field": "name"}
    return Layer(
        id=f"{PROJECT}-{name}",
        title={"lv": lv, "ru": ru, "en": en},
        project=PROJECT,
        epsg=EPSG,
        source=SOURCE,
        licence=LICENCE,
        dated=DATED,
        invented=True,
        **defaults | rest,
    )


def _greens(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    greens = town.ground.greens
    style = Style(stroke="#7fa36b", fill="#c4dcae", width=0.8)
    layer = _layer("zalumi", "Zaļumi", "Зелень", "Green places", geometry="polygon", style=style)
    return layer, _frame(
        {"name": [green.name for green in greens], "kind": [green.kind for green in greens]},
        [green.shape for green in greens],
    )


def _water(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    lakes = town.ground.lakes
    style = Style(stroke="#6f9fc0", fill="#a9cde4", width=0.8)
    layer = _layer("udens", "Ūdeņi", "Вода", "Water", geometry="polygon", style=style)
    columns = {"name": [RIVER_NAME, *lakes], "kind": ["river", *("lake" for _ in lakes)]}
    return layer, _frame(columns, [town.ground.river, *lakes.values()])


def _railway(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    style = Style(stroke="#4a4a4a", width=2.5, dash="10 4")
    layer = _layer(
        "dzelzcels", "Dzelzceļš", "Железная дорога", "Railway", geometry="line", style=style, theme="functional"
    )
    columns = {"name": ["Paraugpilsētas dzelzceļš", "Noliktavu atzars"], "kind": ["line", "siding"]}
    return layer, _frame(columns, [town.ground.railway, town.ground.spur])


def _streets(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    style = Style(stroke="#c6b9a6", width=1.4)
    layer = _layer("ielas", "Ielas", "Улицы", "Streets", geometry="line", style=style, theme="functional")
    columns = {"name": [street.name for street in town.streets], "kind": [street.kind for street in town.streets]}
    return layer, _frame(columns, [street.shape for street in town.streets])


def _territories(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    places = [place for place, _ in town.ground.territories]
    layer = _layer(
        "teritorijas",
        "Apkaimes un ciemi",
        "Микрорайоны и посёлки",
        "Neighbourhoods and villages",
        theme="boundaries",
        role="territories",
        geometry="polygon",
        level="neighbourhood",
        style=Style(stroke="#6b3f63", width=1.8, dash="8 4"),
        fields=(Field("id", {"lv": "Identifikators", "en": "Identifier", "ru": "Идентификатор"}), _NAME),
        id_field="id",
    )
    columns = {
        "id": [id_of(place) for place in places],
        "name": [place.name for place in places],
        "level": [level_of(place) for place in places],
    }
    return layer, _frame(columns, [shape for _, shape in town.ground.territories])


def _addresses(town: Town) -> tuple[Layer, gpd.GeoDataFrame]:
    houses = town.houses
    layer = _layer(
        "adreses",
        "Adreses",
        "Адреса",
        "Addresses",
        theme="functional",
        role="addresses",
        geometry="point",
        style=Style(stroke="#6f645a", fill="#6f645a", width=1.0, shape="square", min_zoom=14),
        fields=(
            Field("address", {"lv": "Adrese", "en": "Address", "ru": "Адрес"}),
            Field("street", {"lv": "Iela", "en": "Street", "ru": "Улица"}),
            Field("number", {"lv": "Numurs", "en": "Number", "ru": "Номер"}),
            Field(
                "rotation",
                {"lv": "Ielas virziens", "en": "Direction of the street", "ru": "Направление улицы"},
                unit="°",
                kind="number",
            ),
        ),
        name_field="address",
    )
    columns: dict[str, Sequence[Any]] = {
        "address": [house.address for house in houses],
        "street": [house.street for house in houses],
        "number": [house.number for house in houses],
        "rotation": [house.rotation for house in houses],
    }
    return layer, _frame(columns, [Point(house.x, house.y) for house in houses])
