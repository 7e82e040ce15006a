"""The layers of a base map: what each part is called, how it looks in a legend, which columns it has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gis_app.domain.layers import Field, Layer, Style

Titles = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One layer that a base map consists of.

    Attributes
    ----------
    end
        End of the layer's id.
    fields
        Columns besides ``kind``, ``name`` and ``zoom``, with their kinds.
    """

    base: str
    end: str
    title: Titles
    geometry: str
    style: Style
    theme: str = "physical"
    fields: tuple[tuple[str, str], ...] = ()


PARTS: tuple[Part, ...] = (
    Part(
        "cover",
        "zeme",
        {"lv": "Zeme un zaļumi", "en": "Land and green areas", "ru": "Земля и зелень"},
        "polygon",
        Style(stroke="#b9cba5", fill="#dde8cf", width=0.5),
    ),
    Part(
        "water",
        "udens",
        {"lv": "Ūdens", "en": "Water", "ru": "Вода"},
        "any",
        Style(stroke="#7ba6bf", fill="#cfe1ea", width=0.8),
    ),
    Part(
        "roads",
        "celi",
        {"lv": "Ceļi un ielas", "en": "Roads and streets", "ru": "Дороги и улицы"},
        "line",
        Style(stroke="#b7a98e", width=2.0),
        "functional",
        (("ref", "text"), ("tunnel", "whole")),
    ),
    Part(
        "rail",
        "sliedes",
        {"lv": "Dzelzceļš un tramvajs", "en": "Railway and tram", "ru": "Железная дорога и трамвай"},
        "line",
        Style(stroke="#8f8a84", width=1.4, dash="6 4"),
        "functional",
        (("tunnel", "whole"),),
    ),
    Part(
        "buildings",
        "ekas",
        {"lv": "Ēkas", "en": "Buildings", "ru": "Здания"},
        "polygon",
        Style(stroke="#b3aca0", fill="#d6d1c8", width=0.6),
    ),
    Part(
        "borders",
        "robezas",
        {"lv": "Valstu robežas", "en": "Borders of countries", "ru": "Границы государств"},
        "line",
        Style(stroke="#a48f6c", width=1.2, dash="8 4"),
        "boundaries",
    ),
    Part(
        "names",
        "vardi",
        {"lv": "Vietvārdi", "en": "Names of places", "ru": "Названия мест"},
        "point",
        Style(stroke="#6d5a3a", fill="#ffffff", width=1.0),
        "boundaries",
        (("population", "whole"),),
    ),
)
BY_BASE: Mapping[str, Part] = {part.base: part for part in PARTS}

_COLUMNS: Mapping[str, Titles] = {
    "id": {"lv": "Numurs avotā", "en": "Number in the source", "ru": "Номер в источнике"},
    "kind": {"lv": "Veids", "en": "Kind", "ru": "Вид"},
    "name": {"lv": "Nosaukums", "en": "Name", "ru": "Название"},
    "zoom": {"lv": "Redzams no tuvinājuma", "en": "Seen from zoom", "ru": "Видно с масштаба"},
    "ref": {"lv": "Ceļa numurs", "en": "Number of the road", "ru": "Номер дороги"},
    "tunnel": {"lv": "Tunelī", "en": "In a tunnel", "ru": "В тоннеле"},
    "population": {"lv": "Iedzīvotāji", "en": "Inhabitants", "ru": "Жители"},
    "address": {"lv": "Adrese", "en": "Address", "ru": "Адрес"},
    "street": {"lv": "Iela", "en": "Street", "ru": "Улица"},
    "number": {"lv": "Numurs vai mājvārds", "en": "Number or name of the house", "ru": "Номер или название дома"},
    "locality": {"lv": "Vieta", "en": "Locality", "ru": "Место"},
    "rotation": {"lv": "Uzraksta pagrieziens", "en": "Rotation of the label", "ru": "Поворот надписи"},
    "hours": {"lv": "Darba laiks", "en": "Opening hours", "ru": "Время работы"},
}
"""What the columns of base maps, addresses and places are called."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a base map comes from, and to whom it belongs here."""

    prefix: str
    project: str
    epsg: int
    source: Titles
    licence: str
    dated: date | None
    retrieved: date


def columns(*named: tuple[str, str]) -> tuple[Field, ...]:
    """Return fields for ``(name, kind)`` with the titles of this list; degrees have their unit."""
    return tuple(Field(name, _COLUMNS[name], unit="°" if name == "rotation" else "", kind=kind) for name, kind in named)


def base_layer(part: Part, origin: Origin, *, geometry: str = "", max_zoom: int = 0) -> Layer:
    """Return the description of one part of a base map; it is public, for everybody draws on the same ground."""
    style = part.style
    return Layer(
        id=f"{origin.prefix}-{part.end}",
        title=part.title,
        project=origin.project,
        theme=part.theme,
        role="context",
        geometry=geometry or part.geometry,
        epsg=origin.epsg,
        source=origin.source,
        licence=origin.licence,
        dated=origin.dated,
        retrieved=origin.retrieved,
        style=Style(style.stroke, style.fill, style.width, style.dash, max_zoom=max_zoom),
        fields=columns(("id", "text"), ("kind", "text"), ("name", "text"), ("zoom", "whole"), *part.fields),
        id_field="id",
        name_field="name",
        base=part.base,
    )


def address_layer(origin: Origin) -> Layer:
    """Return the description of house numbers and names of farms; public, as the base map and the search use them."""
    return Layer(
        id=f"{origin.prefix}-adreses",
        title={"lv": "Adreses", "en": "Addresses", "ru": "Адреса"},
        project=origin.project,
        theme="functional",
        role="addresses",
        geometry="point",
        epsg=origin.epsg,
        source=origin.source,
        licence=origin.licence,
        dated=origin.dated,
        retrieved=origin.retrieved,
        style=Style(stroke="#8a8f94", fill="#c9cdd1", width=0.5, shape="square", min_zoom=15),
        fields=columns(
            *((name, "text") for name in ("id", "address", "street", "number", "locality")), ("rotation", "number")
        ),
        id_field="id",
        name_field="address",
    )


def place_layer(origin: Origin, *, public: bool) -> Layer:
    """Return the description of shops, schools, stops and other places of use."""
    return Layer(
        id=f"{origin.prefix}-vietas",
        title={"lv": "Vietas un pakalpojumi", "en": "Places and services", "ru": "Места и услуги"},
        project=origin.project,
        theme="institutions",
        role="places",
        geometry="point",
        epsg=origin.epsg,
        source=origin.source,
        licence=origin.licence,
        dated=origin.dated,
        retrieved=origin.retrieved,
        style=Style(stroke="#ffffff", fill="#2f5d8a", width=1.0),
        fields=columns(*((name, "text") for name in ("id", "kind", "name", "address", "hours"))),
        id_field="id",
        name_field="name",
        visible=False,
        public=public,
    )
