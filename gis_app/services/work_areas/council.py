"""The document for the council and the public: what everybody may know of the work areas of a selection, on A4."""

from dataclasses import replace

from shapely.affinity import scale as stretched

from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Feature
from gis_app.domain.roles import Role
from gis_app.domain.selections import Selection
from gis_app.prints.content import DrawnLayer
from gis_app.prints.drawing import draw
from gis_app.prints.labels import Label
from gis_app.prints.map_sheet import sources_of
from gis_app.prints.report import Block, Bullets, Facts, Heading, Picture, Report, Rows, Text, report_pdf
from gis_app.prints.sheet import Frame, ground, layout
from gis_app.services.layers import layers_of
from gis_app.services.print_map import sheet_of
from gis_app.services.print_request import PrintRequest
from gis_app.services.projects import project_or_first
from gis_app.services.shown_areas import Shown, ShownArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.publish import gate, standing_of
from gis_app.text.area_words import doubt_line, method_lines, people_line
from gis_app.text.labels import label
from gis_app.text.selection_care import care_sentences
from gis_app.text.words import Words, words_for

WIDTH, HEIGHT = 174.0, 118.0
_AIR = 1.12
_BASE = ("context", "addresses")


def council_pdf(context: Context, selection_id: str, *, language: str) -> bytes:
    """Return the document: what is public of the selection's areas, or would be by the preview of its gate.

    Raises
    ------
    NotFound
        If there is no such selection.
    Conflict
        If no area has all that publishing needs, or something forbids to publish them.
    """
    found = gate(context, selection_id)
    shown = standing_of(found)
    if shown is None:
        refused = found.refusals or (() if found.preview else (Conflict("areas_none_chosen"),))
        if refused:
            raise refused[0]
        shown = found.preview
    assert shown is not None  # noqa: S101 - a gate without refusals has a preview
    words = words_for(language)
    return report_pdf(_report(context, found.selection, shown, words), words)


def _report(context: Context, selection: Selection, shown: Shown, words: Words) -> Report:
    project = project_or_first(context, selection.project)
    blocks: list[Block] = [
        Text(
            words.gettext(
                "Here the municipality has promised support for some years. An area says nothing about those who live"
                " in it."
            )
        ),
        area_map(context, selection.project, shown.areas, words),
    ]
    for area in shown.areas:
        blocks += _area(area, words)
    blocks += [Heading(words.gettext("How it was chosen")), Bullets(method(shown, words))]
    blocks += [Heading(words.gettext("Read this with every figure")), Bullets(care_sentences(words), boxed=True)]
    said = (words.pick(project.title), context.settings.municipality, label(words, "purpose", shown.purpose))
    return Report(
        title=words.gettext("Work areas"),
        subtitle=" · ".join(part for part in said if part),
        notice="",
        day=words.date(context.clock().date()),
        sha256=shown.sha256,
        invented=shown.invented,
        blocks=tuple(blocks),
    )


def method(shown: Shown, words: Words) -> list[str]:
    """Return the method and the doubt in plain words."""
    lines = method_lines(words, criteria=shown.criteria, delicate=shown.delicate, period=shown.period, kind=shown.kind)
    told = shown.doubt
    return lines + (
        [doubt_line(words, changing=told.changing, of=told.of, draws=told.draws, methods=told.methods)] if told else []
    )


def _area(area: ShownArea, words: Words) -> list[Block]:
    resources = [f"{one.name} ({label(words, 'resource_kind', one.kind)})" for one in area.resources]
    head = [
        words.gettext("Promised support"),
        words.gettext("Who gives it"),
        words.gettext("From"),
        words.gettext("Until"),
    ]
    supports = [
        [
            ": ".join(part for part in (label(words, "support", one.kind), one.what) if part),
            one.who,
            words.date(one.starts),
            words.date(one.ends),
        ]
        for one in area.supports
    ]
    return [
        Heading(area.name, level=2),
        Facts(
            [
                (words.gettext("Residents"), people_line(words, area.people)),
                (words.gettext("Resources to build on"), "; ".join(resources)),
                (words.gettext("Looked at again"), words.date(area.review_on)),
            ],
            sticky=True,
        ),
        Rows(head, supports, widths=(2.2, 1.6, 1.5, 1.5)),
    ]


def area_map(context: Context, project: str, areas: tuple[ShownArea, ...], words: Words) -> Picture:
    """Return the map of areas over the base map, every area alike and with its name; nothing else is on it."""
    epsg = context.settings.work_epsg
    layers = layers_of(context, project=project, role=Role.PUBLIC)
    base = tuple(layer.id for layer in layers if layer.role in _BASE)
    frame = Frame(0, 0, WIDTH, HEIGHT)
    view = ground(_around(areas, epsg), frame)
    request = PrintRequest(project=project, day=context.clock().date(), layers=base, language=words.language)
    sheet = sheet_of(context, request, there=replace(layout("a4", "portrait"), map=frame), view=view)
    own = next(layer for layer in layers if layer.role == "work_areas")
    drawn = DrawnLayer(own, [Feature(area.id, area.geometry, {"name": area.name}) for area in areas])
    picture = draw(replace(sheet, layers=(*sheet.layers, drawn)), words)
    labels = [_label(view.to_paper(area.geometry).representative_point().coords[0], area.name) for area in areas]
    note = words.gettext("Scale 1 : %(scale)s", scale=words.number(view.scale))
    sources = sources_of([one for one in picture.drawn if one.role != "work_areas"], words)
    alt = words.gettext("Map of the work areas; the same stands in words beside it.")
    free = [one for one in picture.labels if one.size < 12]
    return Picture(picture.svg, WIDTH, HEIGHT, [*free, *labels], alt, ". ".join([note, *sources]))


def _label(place: tuple[float, ...], name: str) -> Label:
    return Label(name, place[0], place[1], 11.0, face="bold", fill="#1d2b33", halo=2.2)


def _around(areas: tuple[ShownArea, ...], epsg: int) -> Bounds:
    boxes = [stretched(area.geometry.envelope, _AIR, _AIR).bounds for area in areas]
    west, south = (min(box[place] for box in boxes) for place in (0, 1))
    east, north = (max(box[place] for box in boxes) for place in (2, 3))
    return Bounds(west, south, east, north, epsg)
