"""Where the data of a file come from, as lines in the language of the file."""

from gis_app.catalog.exports.content import Origin
from gis_app.domain.layers import Layer
from gis_app.text.words import N_, Words

_INVENTED = N_("Invented town: every figure, place and name in it is made up.")


def origin_of(layer: Layer, words: Words) -> Origin:
    """Return title and origin of a layer: source, licence, date, version, CRS; invented data say so first."""
    lines = [(words.gettext("Please note"), words.gettext(_INVENTED))] if layer.invented else []
    lines += [
        (words.gettext("Source"), words.pick(layer.source)),
        (words.gettext("Licence"), layer.licence),
        (words.gettext("Date of the data"), _dated(layer, words)),
        (words.gettext("Coordinate system of the file"), f"EPSG:{layer.epsg}"),
    ]
    if layer.version:
        lines.append((words.gettext("Version"), layer.version))
    return Origin(words.pick(layer.title), tuple(lines))


def _dated(layer: Layer, words: Words) -> str:
    if layer.dated:
        return words.date(layer.dated)
    return words.gettext("kept up to date on this site") if layer.table else words.gettext("not known")
