"""The form of a print and the address that opens it: both become a ``PrintRequest``."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Territory
from gis_app.domain.tiles import bounds_of_degrees
from gis_app.services.print_map import Choices, only_public
from gis_app.services.print_request import PrintRequest
from gis_app.services.projects import project_or_first
from gis_app.text.collate import sort_key
from gis_app.text.words import Words
from gis_app.web.context import current_context
from gis_app.web.i18n import current_language


def request_of(values: MultiDict[str, str]) -> PrintRequest:
    """Return the request of a form or of the query of an address.

    ``bbox`` is ``west,south,east,north`` in degrees; ``layers`` may be repeated or hold ids separated by commas.
    Layers that are not public are left out: the map page names those of a worker's view. The form sends ``chosen``
    with its own list; the map page does not, and gets its base of houses and context added.

    Raises
    ------
    InputRefused
        If a value has the wrong form.
    NotFound
        If there is no such project.
    """
    context = current_context()
    box, ids = values.get("bbox", ""), [part for text in values.getlist("layers") for part in text.split(",") if part]
    request = PrintRequest(
        project=project_or_first(context, values.get("project")).code,
        day=context.clock().date(),
        paper=values.get("paper", "a4"),
        orientation=values.get("orientation", "landscape"),
        territory=values.get("territory", ""),
        box=bounds_of_degrees(box).box if box else None,
        layers=tuple(ids) if ids or "chosen" in values else None,
        title=values.get("title", "").strip(),
        language=values.get("sheet_language") or current_language(),
        palette=values.get("palette", "colour"),
        large="large" in values,
    )
    scaled = replace(request, scale=_scale(values.get("scale", "")))
    return only_public(context, scaled, with_base="chosen" not in values)


def scale_options(choices: Choices, words: Words) -> Sequence[Mapping[str, str]]:
    """Return the options of the scale, each saying whether it shows the whole place."""
    whole, part = words.gettext("shows everything"), words.gettext("shows a part")
    return [
        {"value": str(scale), "label": f"1 : {words.number(scale)} · {whole if scale in choices.fitting else part}"}
        for scale in choices.scales
    ]


def by_name(territories: Sequence[Territory]) -> Sequence[Territory]:
    """Return territories in Latvian order of names."""
    return sorted(territories, key=lambda one: sort_key(one.name))


def _scale(text: str) -> int | None:
    if not text:
        return None
    try:
        return int(text)
    except ValueError:
        raise UnknownCode("unknown_scale", value=text[:20], expected="500 … 200000") from None
