"""The document for the council and the public: what everybody may know of the work areas of a selection, on A4."""

from gis_app.domain.errors import Conflict
from gis_app.prints.report import Block, Bullets, Facts, Heading, Report, Rows, Text, report_pdf
from gis_app.services.projects import project_or_first
from gis_app.services.shown_areas import Shown, ShownArea
from gis_app.services.wiring import Context
from gis_app.services.work import Told, nobody
from gis_app.services.work_areas.paper_map import paper_map
from gis_app.services.work_areas.publish import gate, standing_of
from gis_app.text.area_words import doubt_line, method_lines, people_line
from gis_app.text.labels import label
from gis_app.text.selection_care import care_sentences
from gis_app.text.words import Words, words_for


def council_pdf(
    context: Context, selection_id: str | None, *, language: str, project: str = "", report: Told = nobody
) -> bytes:
    """Return the document: what is public of the selection's areas, or would be by the preview of its gate.

    Without a selection: of the areas of a project that were drawn without a calculation.

    Raises
    ------
    NotFound
        If there is no such selection.
    Conflict
        If no area has all that publishing needs, or something forbids to publish them.
    """
    found = gate(context, selection_id, project=project)
    shown = standing_of(context, found)
    if shown is None:
        refused = found.refusals or (() if found.preview else (Conflict("areas_none_chosen"),))
        if refused:
            raise refused[0]
        shown = found.preview
    assert shown is not None  # noqa: S101 - a gate without refusals has a preview
    report(0.3)
    words = words_for(language)
    made = _report(context, found.project, shown, words)
    report(0.6)
    return report_pdf(made, words)


def _report(context: Context, code: str, shown: Shown, words: Words) -> Report:
    project = project_or_first(context, code)
    blocks: list[Block] = [
        Text(
            words.gettext(
                "Here the municipality has promised support for some years. An area says nothing about those who live"
                " in it."
            )
        ),
        paper_map(context, code, shown.areas, words),
    ]
    for area in shown.areas:
        blocks += _area(area, words)
    blocks += [Heading(words.gettext("How it was chosen")), Bullets(method(shown, words))]
    blocks += [Heading(words.gettext("Read this with every figure")), Bullets(care_sentences(words), boxed=True)]
    purpose = label(words, "purpose", shown.purpose) if shown.purpose else ""
    said = (words.pick(project.title), context.settings.municipality, purpose)
    return Report(
        title=words.gettext("Work areas"),
        subtitle=" · ".join(part for part in said if part),
        notice="",
        day=words.date(context.clock().date()),
        fingerprint=(words.gettext("Mark of the decision:"), shown.seal) if shown.seal else ("", ""),
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
