"""The map sheet: the map with everything a reader needs to trust it, as PDF."""

from collections.abc import Mapping, Sequence
from typing import Any

from gis_app.domain.layers import Layer
from gis_app.prints.content import Entry, MapSheet
from gis_app.prints.drawing import draw
from gis_app.prints.ink import north_arrow, scale_bar
from gis_app.prints.labels import Label
from gis_app.prints.metrics import FAMILY
from gis_app.prints.places import GROUPS
from gis_app.prints.sheet import Frame, bar_length
from gis_app.prints.typeset import typeset
from gis_app.text.words import Words


def map_pdf(sheet: MapSheet, words: Words) -> bytes:
    """Return the sheet as PDF: true scale, text as text, the same bytes for the same sheet."""
    picture = draw(sheet, words)
    bar = bar_length(sheet.ground.scale, longest=44.0)
    layout = sheet.layout
    data = {
        "page": {"width": layout.width, "height": layout.height, "portrait": layout.orientation == "portrait"},
        "frames": {name: frame_data(getattr(layout, name)) for name in ("band", "head", "map", "panel", "foot")},
        "font": FAMILY,
        "factor": sheet.factor,
        "language": words.language,
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "author": sheet.municipality or sheet.project,
        "labels": [label_data(one) for one in picture.labels],
        "keys": [{"swatch": key.swatch, "text": key.text} for key in picture.keys],
        "directory": _directory(picture.entries, words),
        "notes": picture.notes,
        "sources": sources_of(picture.drawn, words),
        "bar": {"length": bar * 1000 / sheet.ground.scale, "half": words.number(bar / 2), "full": words.number(bar)},
        "made": _made(sheet, words),
        "words": _words(sheet, words),
    }
    texts = {
        "map": picture.svg,
        "bar": scale_bar(bar * 1000 / sheet.ground.scale),
        "north": north_arrow(),
    }
    return typeset("map.typ", data, texts=texts)


def _words(sheet: MapSheet, words: Words) -> Mapping[str, str]:
    return {
        "invented": words.gettext("Invented town") if sheet.invented else "",
        "invented_more": words.gettext("No figure and no place on this sheet is real."),
        "legend": words.gettext("Legend"),
        "directory": words.gettext("Places on the map"),
        "overleaf": words.gettext("The list of numbered places is on page 2."),
        "sources": words.gettext("Sources"),
        "sources_overleaf": words.gettext("Sources, licences and dates are on the last page."),
        "north": words.gettext("N"),
        "scale": words.gettext("Scale 1 : %(scale)s", scale=words.number(sheet.ground.scale)),
        "paper": words.gettext("True to scale on %(paper)s when printed at 100 %%.", paper=sheet.layout.paper.upper()),
        "grid": words.gettext("North of the LKS-92 grid (EPSG:%(epsg)s)", epsg=sheet.ground.epsg),
        "alt": words.gettext("Map: %(title)s", title=sheet.title),
        "metres": words.gettext("m"),
    }


def _made(sheet: MapSheet, words: Words) -> str:
    printed = words.gettext("Printed %(day)s", day=words.date(sheet.day))
    return " · ".join(part for part in (sheet.municipality, sheet.project, printed, "Kopienas karte") if part)


def sources_of(layers: Sequence[Layer], words: Words) -> list[str]:
    """Return one sentence for each origin: layers that share source, licence and date stand together."""
    titles: dict[str, list[str]] = {}
    for layer in layers:
        said = (words.pick(layer.source).rstrip("."), layer.licence, _age(layer, words))
        titles.setdefault("; ".join(part for part in said if part), []).append(words.pick(layer.title))
    return [f"{', '.join(names)}: {origin}" for origin, names in titles.items()]


def _age(layer: Layer, words: Words) -> str:
    if layer.dated is not None:
        return words.date(layer.dated)
    if layer.retrieved is not None:
        return words.gettext("date of the data not given, taken %(day)s", day=words.date(layer.retrieved))
    return words.gettext("date of the data not given")


def _directory(entries: Sequence[Entry], words: Words) -> list[Mapping[str, Any]]:
    groups: list[Mapping[str, Any]] = []
    for group in GROUPS:
        rows = [
            {"number": str(one.number), "name": one.name, "detail": one.detail}
            for one in entries
            if one.group == group.code
        ]
        if rows:
            groups.append({"title": words.gettext(group.title), "entries": rows})
    return groups


def label_data(one: Label) -> Mapping[str, Any]:
    """Return a label as the documents read it."""
    names = ("text", "x", "y", "size", "angle", "face", "fill", "tracking", "halo")
    rounded = {name: getattr(one, name) for name in names}
    return {**rounded, "x": round(one.x, 2), "y": round(one.y, 2), "width": round(one.width, 2)}


def frame_data(frame: Frame | None) -> Mapping[str, float] | None:
    """Return a frame as the documents read it."""
    if frame is None:
        return None
    return {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
