"""The internal document of a selection: everything it rests on, for staff; no small number, no picture of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gis_app.analysis.robustness.tally import ALWAYS, CONTESTED
from gis_app.domain.criteria import Criterion
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Territory
from gis_app.domain.roles import Role
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS, Selection
from gis_app.domain.statistics import Indicator
from gis_app.domain.work_areas import NotedTalk, WorkArea
from gis_app.prints.report import Block, Bullets, Facts, Heading, Report, Rows, Text, report_pdf
from gis_app.services.doors import HERE
from gis_app.services.keys import seal
from gis_app.services.projects import project_or_first
from gis_app.services.selection.evidence import Cell
from gis_app.services.selection.kept_titles import titles_of
from gis_app.services.selection.rank import Ranking
from gis_app.services.selection.result import Result, Row, result_of_kept
from gis_app.services.selection.robust import Robustness, robustness_of_kept
from gis_app.services.selection.workbench import evidence_of_kept, rank_again
from gis_app.services.wiring import Context
from gis_app.services.work import Told, nobody
from gis_app.services.work_areas.paper_map import Outline, paper_map
from gis_app.services.work_areas.told import people_of, together
from gis_app.store import selections, work_areas
from gis_app.store.territories import territories
from gis_app.text.area_words import doubt_line, people_line, varied_words
from gis_app.text.collate import sort_key
from gis_app.text.labels import LABELS, label
from gis_app.text.selection_care import care_sentences
from gis_app.text.words import N_, Words, words_for

NOTICE = N_("For internal use. Do not attach to a draft decision.")


def internal_pdf(context: Context, selection_id: str, *, language: str, report: Told = nobody) -> bytes:
    """Return the internal document of a kept selection.

    Raises
    ------
    NotFound
        If there is no such selection.
    """
    words = words_for(language)
    with context.database.reading() as session:
        kept = selections.selection(session, selection_id)
        areas = work_areas.areas(session, kept.project, selection=kept.id)
        places = territories(session, kept.project)
    names = {place.id: place.name for place in places}
    areas.sort(key=lambda area: sort_key(area.name))
    project, decision = project_or_first(context, kept.project), kept.decision
    ranking = rank_again(kept)
    result, doubt = result_of_kept(kept, ranking), robustness_of_kept(kept, ranking)
    report(0.3)
    blocks: list[Block] = [
        Bullets(care_sentences(words), boxed=True),
        *_purpose(kept, words),
        *_criteria(context, kept, ranking, result, words),
        *_ranking(ranking, result, _verdicts(doubt, words), words),
        *_doubt(doubt, result, words),
        *_map(context, areas, places, words),
        *(block for area in areas for block in _area(context, area, names, words)),
        *_decision(context, kept, words),
    ]
    report(0.6)
    made = Report(
        title=words.gettext("Choosing territories: internal document"),
        subtitle=" · ".join((words.pick(project.title), label(words, "purpose", decision["purpose"]["code"]))),
        notice=words.gettext(NOTICE),
        day=words.date(context.clock().date()),
        fingerprint=(words.gettext("Fingerprint of the decision (SHA-256):"), kept.sha256),
        invented=bool(decision["invented"]),
        blocks=tuple(blocks),
    )
    return report_pdf(made, words)


def _purpose(kept: Selection, words: Words) -> list[Block]:
    decision = kept.decision
    answers = decision["field_of_work"]
    lines = [
        (label(words, "field_of_work", name), label(words, "field_answer", answers.get(name) or "unknown"))
        for name in FIELD_OF_WORK
    ]
    lines += [(label(words, "field_of_work", name), answers.get(name) or "–") for name in FIELD_OF_WORK_WORDS]
    return [
        Heading(words.gettext("What it is for")),
        Text(label(words, "purpose", decision["purpose"]["code"])),
        *([Text(decision["purpose"]["words"])] if decision["purpose"]["words"] else []),
        Heading(words.gettext("Field of work"), level=2),
        Facts(lines),
    ]


def _criteria(context: Context, kept: Selection, ranking: Ranking, result: Result, words: Words) -> list[Block]:
    titles, known = titles_of(context, kept), _indicators(context, kept)
    used = ranking.result.criteria.used
    rows = [
        [
            f"K{number}",
            _reading(item, titles.get(item.column, {}), known.get(item.column), words),
            label(words, "higher_is", item.higher_is),
            words.percent(result.weights[item.column], digits=1),
        ]
        for number, item in enumerate(used, start=1)
    ]
    head = [
        words.gettext("No."),
        words.gettext("Criterion"),
        words.gettext("A higher figure is"),
        words.gettext("Weight"),
    ]
    blocks: list[Block] = [Heading(words.gettext("Criteria and weights")), Rows(head, rows, widths=(0, 4, 1, 0))]
    voices = kept.decision.get("voices") or []
    if voices:
        heads = [words.gettext("Who weighs"), *(f"K{number}" for number in range(1, len(used) + 1))]
        blocks += [
            Heading(words.gettext("Weights by voice"), level=2),
            Rows(heads, [_voice(one, used, words) for one in voices]),
        ]
    return [*blocks, *_method(kept, ranking, result, words)]


def _reading(item: Criterion, title: Mapping[str, str], known: Indicator | None, words: Words) -> str:
    parts = [words.pick(title) or item.column]
    if known is not None:
        parts += [words.pick(known.counts), words.pick(known.may_mean)]
    if item.justification:
        parts.append(words.gettext("Why it is needed: %(reason)s", reason=item.justification))
    return " — ".join(part.rstrip(".") for part in dict.fromkeys(parts) if part) + "."


def _voice(voice: Mapping[str, Any], used: tuple[Criterion, ...], words: Words) -> list[str]:
    total = sum(voice["weights"].get(item.column, 0.0) for item in used) or 1.0
    shares = [voice["weights"].get(item.column, 0.0) / total for item in used]
    return [label(words, "voice", voice["role"]), *(words.percent(share) for share in shares)]


def _method(kept: Selection, ranking: Ranking, result: Result, words: Words) -> list[Block]:
    made = ranking.result.criteria
    decision = kept.decision
    excluded = (decision.get("areas") or {}).get("excluded") or []
    left = [(one["name"], one["reason"]) for one in excluded]
    pairs = [
        (words.gettext("Period"), decision["data"]["period"]),
        (words.gettext("Territories compared"), words.number(result.ranked)),
        (words.gettext("Territories not compared"), words.number(len(result.rows) - result.ranked)),
        (words.gettext("Normalised"), f"{_said(words, 'normalise', made.normalise)} (ddof {made.ddof})"),
        (words.gettext("Put together"), _said(words, "aggregate", made.aggregate)),
        (words.gettext("Where a figure is missing"), _said(words, "missing_rule", made.missing)),
        (words.gettext("Fewest cases for a rank"), words.number(made.min_events) if made.min_events else ""),
    ]
    blocks: list[Block] = [Heading(words.gettext("Method"), level=2), Facts(pairs)]
    if left:
        blocks += [Heading(words.gettext("Left out, and why"), level=2), Facts(left)]
    return blocks


def _ranking(ranking: Ranking, result: Result, verdicts: Mapping[str, str], words: Words) -> list[Block]:
    used = [item.column for item in ranking.result.criteria.used]
    places = [result.columns.index(name) for name in used]
    shares = {place for place in places if all(row.cells[place].unit == "%" for row in result.rows)}
    head = [words.gettext("Rank"), words.gettext("Territory"), words.gettext("Index"), words.gettext("Worse in")]
    head += [f"K{number}, %" if place in shares else f"K{number}" for number, place in enumerate(places, start=1)]
    head.append(words.gettext("How sure"))
    rows = [[*_row(row, words), *(_cell(row.cells[place], words) for place in places)] for row in result.rows]
    for line, row in zip(rows, result.rows, strict=True):
        line.append(verdicts.get(row.id, "") if row.rank is not None else label(words, "standing", row.standing))
    widths = (0.0, 2.0, 0.0, 1.1, *(1.0 for _ in used), 2.0)
    note = words.gettext(
        "Rank 1 is where, by these criteria and weights, most difficulties come together; other weights give another"
        " order. No picture of this table or its map leaves the page."
    )
    return [Heading(words.gettext("Ranking")), Text(note, quiet=True), Rows(head, rows, widths=widths)]


def _row(row: Row, words: Words) -> list[str]:
    if row.rank is None or row.index is None:
        return ["–", row.name, "–", "–"]
    over = words.gettext("%(many)s of %(all)s", many=row.over, all=row.known)
    return [words.number(row.rank), row.name, words.number(row.index, digits=2), over]


def _cell(cell: Cell, words: Words) -> str:
    if cell.rate is None:
        return label(words, "cell_standing", cell.standing)
    if cell.small:
        return words.gettext("small number")
    return words.number(100 * cell.rate if cell.unit == "%" else cell.rate, digits=1)


def _verdicts(doubt: Robustness | None, words: Words) -> dict[str, str]:
    if doubt is None:
        return {}
    named = {ALWAYS: words.gettext("always included"), CONTESTED: words.gettext("borderline")}
    never = words.gettext("never included")
    return {str(unit): named.get(verdict, never) for unit, verdict in doubt.verdicts.dropna().items()}


def _doubt(doubt: Robustness | None, result: Result, words: Words) -> list[Block]:
    blocks: list[Block] = [Heading(words.gettext("How sure it is"))]
    if doubt is None:
        return [*blocks, Text(words.gettext("Other weights cannot change this choice, or nothing is chosen."))]
    names = {row.id: row.name for row in result.rows}
    always, contested = (
        ", ".join(sorted((names[unit] for unit in doubt.named(one)), key=sort_key)) or "–"
        for one in (ALWAYS, CONTESTED)
    )
    pairs = [
        (words.gettext("Chosen"), words.number(doubt.most)),
        (words.gettext("always included"), always),
        (words.gettext("borderline"), contested),
        (words.gettext("Varied"), varied_words(words, doubt.vary)),
        (words.gettext("Seed"), str(doubt.seed)),
    ]
    told = doubt.statement
    line = doubt_line(words, changing=told.contested, of=told.ranked, draws=doubt.draws, methods=doubt.methods)
    return [*blocks, Text(line), Facts(pairs)]


def _map(context: Context, areas: Sequence[WorkArea], places: Sequence[Territory], words: Words) -> list[Block]:
    """Return the map of the areas with their units: no colour says anything of a unit, a copy of it tells no order."""
    drawn = [Outline(area.id, area.name, area.geometry) for area in areas if area.geometry is not None]
    if not drawn:
        return []
    inside = {unit for area in areas for unit in area.units}
    units = [place for place in places if place.id in inside]
    picture = paper_map(context, areas[0].project, drawn, words, units=units, notice=words.gettext(NOTICE))
    return [Heading(words.gettext("Map of the work areas")), picture]


def _area(context: Context, area: WorkArea, names: Mapping[str, str], words: Words) -> list[Block]:
    people = together(people_of(context, area.project, area.units), area.units)
    units = [
        [names.get(unit, unit), label(words, "unit_reason", area.reasons[unit]) if unit in area.reasons else "–"]
        for unit in sorted(area.units, key=lambda one: sort_key(names.get(one, one)))
    ]
    supports = [
        f"{label(words, 'support', one.kind)}: {one.what}, {one.who}, {words.date(one.starts)} – {words.date(one.ends)}"
        for one in area.supports
    ]
    pairs = [
        (words.gettext("State"), label(words, "area_state", area.state)),
        (words.gettext("Residents"), _people(people, words)),
        (words.gettext("Promised support"), "; ".join(supports) or "–"),
        (words.gettext("Looked at again"), words.date(area.review_on) if area.review_on else "–"),
        (words.gettext("Noted talk"), _talk(area.talk, words)),
    ]
    return [
        Heading(words.gettext("Work area: %(name)s", name=area.name or "–")),
        Facts(pairs, sticky=True),
        Rows([words.gettext("Territory"), words.gettext("Why it is inside")], units, widths=(2, 1)),
    ]


def _people(people: float | None, words: Words) -> str:
    """Return the number of residents as it is counted inside: not rounded, so never called approximate."""
    if people is None:
        return people_line(words, None)
    return words.ngettext("%(num)s inhabitant", "%(num)s inhabitants", round(people))


def _talk(talk: NotedTalk | None, words: Words) -> str:
    if talk is None:
        return "–"
    day = words.date(talk.on) if talk.on else words.gettext("no day given")
    return f"{day}, {talk.role}: {talk.words}"


def _decision(context: Context, kept: Selection, words: Words) -> list[Block]:
    run = kept.decision["run"]
    blind = kept.decision.get("blind")
    shapes = kept.decision["data"].get("geometry") or {}
    pairs = [
        (words.gettext("Kept"), words.date(date.fromisoformat(run["date"]))),
        (words.gettext("By whom"), label(words, "role", run["role"])),
        (words.gettext("Version of the program"), run["version"]),
        (words.gettext("Fingerprint of the figures"), kept.decision["data"]["sha256"]),
        (words.gettext("Fingerprint of the shapes"), str(shapes.get("sha256", ""))),
        (words.gettext("Fingerprint of the decision"), kept.sha256),
        (words.gettext("Mark that is published instead of it"), seal(context.secret, kept.sha256)),
        (words.gettext("Weights fixed before any ranking showed"), _moment((blind or {}).get("fixed_at"), words)),
    ]
    return [Heading(words.gettext("The decision")), Facts(pairs)]


def _moment(at: str | None, words: Words) -> str:
    """Return a moment by the clock on the wall; empty without one."""
    if not at:
        return ""
    here = datetime.fromisoformat(at).astimezone(HERE)
    return words.gettext("%(day)s, at %(time)s", day=words.date(here.date()), time=here.strftime("%H:%M"))


def _indicators(context: Context, kept: Selection) -> dict[str, Indicator]:
    try:
        evidence = evidence_of_kept(context, kept, role=Role.PLANNER)
    except NotFound:
        return {}
    return {item.id: item for item in evidence.indicators}


def _said(words: Words, kind: str, code: str) -> str:
    """Return a step of the method in words, or its code where the workbench has none for it."""
    return words.gettext(LABELS.get(kind, {}).get(code, code))
