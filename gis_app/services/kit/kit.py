"""Puts the kit of a meeting together: gathers its texts, draws cards by chance, gives every sheet its code."""

from collections.abc import Sequence
from datetime import datetime

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.meetings import Meeting
from gis_app.domain.paper import PaperSheet
from gis_app.domain.run_sheet import steps_of, usual_minutes
from gis_app.domain.wifi import Wifi
from gis_app.prints.grid_map import GridMap
from gis_app.prints.kit import Kit, Question, kit_pdf
from gis_app.services import keys
from gis_app.services.ground import ground_of
from gis_app.services.kit.choices import KitChoices
from gis_app.services.kit.deck import new_cards
from gis_app.services.kit.maps import draw_maps
from gis_app.services.meetings import get_meeting
from gis_app.services.paper_ground import home_list
from gis_app.services.projects import project_or_first
from gis_app.services.purpose import purpose_of
from gis_app.services.wiring import Context
from gis_app.store import paper
from gis_app.text.home_names import home_name
from gis_app.text.labels import label
from gis_app.text.paper_words import WORDS
from gis_app.text.purpose import purpose_lines
from gis_app.text.questions import question
from gis_app.text.words import words_for


def print_kit(
    context: Context,
    meeting_id: str,
    choices: KitChoices,
    *,
    site: str,
    starts: datetime,
    wifi: Wifi | None = None,
    maps: Sequence[GridMap] | None = None,
) -> bytes:
    """Return the kit as PDF; its cards and sheets are new, those of earlier prints stay valid.

    Parameters
    ----------
    site
        Address of the site as phones reach it, without a slash at its end.
    starts
        When the meeting starts, in local time.
    maps
        Maps drawn beforehand (``maps.work``); without them they are drawn now.

    Raises
    ------
    NotFound
        If there is no such meeting.
    InputRefused
        If the poster is wanted and controller, contact or the day of deletion are missing (§6.1).
    """
    meeting = get_meeting(context, meeting_id)
    ready(meeting, choices)
    drawn = list(maps or draw_maps(context, meeting, choices)) if choices.needs_maps else []
    here = project_or_first(context, meeting.project)
    kit = _kit(context, meeting, choices, here, site=site, starts=starts, wifi=wifi, drawn=drawn)
    return kit_pdf(kit)


def ready(meeting: Meeting, choices: KitChoices) -> None:
    """Refuse a kit whose poster could not say who asks and until when.

    Raises
    ------
    InputRefused
        If controller, contact or the day of deletion are missing.
    """
    if "poster" in choices.sections and not (meeting.controller and meeting.contact and meeting.retention_on):
        raise InputRefused("meeting_without_purpose", value=meeting.title)


def _kit(
    context: Context,
    meeting: Meeting,
    choices: KitChoices,
    here: Project,
    *,
    site: str,
    starts: datetime,
    wifi: Wifi | None,
    drawn: Sequence[GridMap],
) -> Kit:
    area = ground_of(context, project=meeting.project, territory_id=meeting.territory_id).area
    wanted, tongues = choices.sections, choices.languages
    first = words_for(tongues[0])
    name = meeting.place_names.get(tongues[0])
    return Kit(
        title=meeting.title,
        place=name.nominative if name and name.nominative else area.name,
        code=meeting.code,
        languages=tongues,
        sections=wanted,
        starts=starts,
        day=context.clock().date(),
        address=f"{site}/m/{meeting.code}",
        card_address=f"{site}/k",
        author=context.settings.municipality or meeting.controller or first.pick(here.title),
        invented=here.invented,
        hall=meeting.way == "hall",
        steps=steps_of(meeting.kind, starts=starts, minutes=choices.minutes or usual_minutes(meeting.kind)),
        questions=_questions(meeting, tongues),
        identity=tuple(
            tuple(label(words_for(one), "identity_question", code) for one in tongues)
            for code in meeting.questions.identity
        ),
        purpose=_purpose(context, meeting, tongues) if "poster" in wanted else (),
        homes=[home_name(one, first) for one in home_list(context, meeting)],
        cards=new_cards(context, meeting, choices.cards) if "cards" in wanted else (),
        slips=choices.slips if "slips" in wanted else 0,
        tables=choices.tables if "tables" in wanted else 0,
        grids=_grids(context, meeting, drawn, choices.copies),
        examples=[_examples(meeting, one) for one in tongues],
        wifi=wifi,
        colour=choices.palette == "colour",
        large=choices.large,
    )


def _questions(meeting: Meeting, languages: Sequence[str]) -> list[Question]:
    return [
        Question(kind, tuple(_asked(meeting, kind, language) for language in languages))
        for kind in meeting.questions.classes
    ]


def _asked(meeting: Meeting, kind: str, language: str) -> str:
    """Return a class in the meeting's own words, else its usual title: a legend has room for few words."""
    words = words_for(language)
    own = question(words, meeting, kind) if meeting.questions.wording.get(kind, {}).get(language) else ""
    return own or label(words, "mark_class", kind)


def _purpose(context: Context, meeting: Meeting, languages: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the purpose text in those of the languages that its version has; Latvian stands for none of them."""
    texts = purpose_of(context, meeting)
    known = [language for language in languages if texts.get(language)] or ["lv"]
    return [(language, _filled(meeting, texts.get(language, ""), language)) for language in known]


def _filled(meeting: Meeting, text: str, language: str) -> list[str]:
    until = words_for(language).date(meeting.retention_on) if meeting.retention_on else ""
    return purpose_lines(text, controller=meeting.controller, contact=meeting.contact, until=until)


def _grids(
    context: Context, meeting: Meeting, drawn: Sequence[GridMap], copies: int
) -> list[tuple[GridMap, PaperSheet]]:
    """Return every map once for each copy, with a sheet of its own code, and keep the sheets."""
    made = context.clock().date()
    with context.database.transaction() as session:
        taken: set[str] = set()
        pairs = []
        for one in [one for _ in range(copies) for one in drawn]:
            code = keys.new_code()
            while code in taken or paper.find_sheet(session, code) is not None:
                code = keys.new_code()
            taken.add(code)
            pairs.append((one, PaperSheet(code, meeting.id, one.bounds, one.scale, one.paper, made)))
        paper.put_sheets(session, [sheet for _, sheet in pairs])
    return pairs


def _examples(meeting: Meeting, language: str) -> list[str]:
    """Return lines as they are typed from paper, each with what it means after a bar."""
    words = words_for(language)
    first, *others = meeting.questions.classes
    second = others[0] if others else first
    told = [(f"C5 {WORDS[first][language][0]} 3", f"C5 · {label(words, 'mark_class', first)} · 3")]
    told.append((f"c5 {WORDS[second][language][1]}", f"C5 · {label(words, 'mark_class', second)}"))
    if {"like", "dislike"} <= set(meeting.questions.classes):
        told.append(("D7 - 2", f"D7 · {label(words, 'mark_class', 'dislike')} · 2"))
    return [f"{typed}|{means}" for typed, means in told]
