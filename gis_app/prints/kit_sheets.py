"""A sheet with a grid as the data of its page."""

from typing import Any

from gis_app.domain.paper import COLUMNS, PaperSheet, sheet_text
from gis_app.prints.grid_map import GridMap, bar_of, grid_layout
from gis_app.prints.ink import scale_bar
from gis_app.prints.map_sheet import frame_data
from gis_app.prints.qr import qr_svg
from gis_app.text.mark_symbols import MARKS
from gis_app.text.words import Words


def grid_data(drawn: GridMap, sheet: PaperSheet, words: Words, *, place: int, parts: int) -> dict[str, Any]:
    """Return the page of one sheet; ``place`` is that of its map among the maps, ``parts`` how many parts there are."""
    layout = grid_layout(drawn.paper, drawn.orientation, banded=drawn.invented, large=drawn.large)
    metres, length = bar_of(drawn.scale)
    return {
        "map": place,
        "page": {"width": layout.width, "height": layout.height, "portrait": layout.orientation == "portrait"},
        "frames": {name: frame_data(getattr(layout, name)) for name in ("head", "map", "panel", "foot")},
        "band": frame_data(layout.band),
        "columns": list(COLUMNS[: sheet.columns]),
        "rows": sheet.rows,
        "code": sheet.code,
        "qr": qr_svg(sheet_text(sheet, {one.code: one.colour for one in MARKS}), error="q"),
        "part": _part(drawn, words, parts),
        "scale": words.gettext("Scale 1 : %(scale)s", scale=words.number(drawn.scale)),
        "bar": {"svg": scale_bar(length), "length": length, "text": f"{words.number(metres)} {words.gettext('m')}"},
        "sources": ". ".join(drawn.sources) + ("." if drawn.sources else ""),
    }


def _part(drawn: GridMap, words: Words, parts: int) -> str:
    if not parts:
        return ""
    if drawn.number:
        return words.gettext("part %(number)s of %(parts)s", number=drawn.number, parts=parts)
    return words.gettext("the whole territory")
