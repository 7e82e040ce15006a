"""Typing in what people put on paper: choose a sheet, type a line, Enter; the page answers below what it understood.

Without its script the same form stores one line after another and says below what went wrong.
"""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from flask import Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gis_app.domain.errors import Conflict, InputRefused, KarteError
from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.services import paper_entry, paper_ground
from gis_app.services.identity_questions import answers_in_review, read_answer
from gis_app.services.paper_answers import enter_answer
from gis_app.services.paper_entry import Entry, SentLine
from gis_app.text.home_names import home_name
from gis_app.text.paper_lines import LONGEST, short_words
from gis_app.text.problems import sentence
from gis_app.text.words import N_
from gis_app.web.context import current_context
from gis_app.web.errors import STATUS
from gis_app.web.i18n import current_language, current_words, language_blueprint
from gis_app.web.meeting_views import said, staff_meeting
from gis_app.web.security import requires

blueprint = language_blueprint("paper", __name__)

SCRIPT = {
    "lost": N_("No answer from the server. The line stays here; press Enter to send it again."),
    "undone": N_("Taken back: %(line)s"),
    "nothing": N_("There is nothing to take back."),
    "stored": N_("In: %(line)s"),
    "take_back": N_("Take back"),
    "next_card": N_("The next slip: type the code of its card."),
}
"""What the script of the page says."""


@blueprint.get("/meetings/<meeting_id>/paper")
@requires(Permission.RUN_MEETINGS)
def page(meeting_id: str) -> str:
    """Show the sheets of a meeting, and the entry of the chosen one."""
    return _page(staff_meeting(meeting_id), sheet=request.args.get("sheet", ""), card="")


@blueprint.post("/meetings/<meeting_id>/paper/reading")
@requires(Permission.RUN_MEETINGS)
def reading(meeting_id: str) -> Response | tuple[Response, int]:
    """Say what a line would become; nothing is stored."""
    try:
        entry = paper_entry.understood(current_context(), meeting_id, _sent())
    except KarteError as error:
        return _refused(error)
    said_so = told(entry, _areas(staff_meeting(meeting_id)))
    return jsonify(line=said_so, places=entry.places, known=entry.known)


@blueprint.post("/meetings/<meeting_id>/paper/lines")
@requires(Permission.RUN_MEETINGS)
def enter(meeting_id: str) -> AnyResponse | tuple[Response | str, int]:
    """Store a line: for the script as JSON, for a plain form with a new page."""
    sent = _sent()
    try:
        entry = paper_entry.enter_line(current_context(), meeting_id, sent)
    except KarteError as error:
        if _by_script():
            return _refused(error)
        if not isinstance(error, InputRefused | Conflict):
            raise
        return _page(staff_meeting(meeting_id), sheet=sent.sheet, card=sent.card, line=sent.text, problem=error), 400
    if _by_script():
        return jsonify(key=entry.key, line=told(entry, _areas(staff_meeting(meeting_id))), by_card=entry.by_card)
    return redirect(url_for("paper.page", meeting_id=meeting_id, sheet=sent.sheet))


@blueprint.post("/meetings/<meeting_id>/paper/undo")
@requires(Permission.RUN_MEETINGS)
def undo(meeting_id: str) -> AnyResponse | tuple[Response, int]:
    """Take a line back."""
    sheet = request.form.get("sheet", "")
    try:
        number = paper_entry.undo_line(current_context(), meeting_id, sheet, request.form.get("key", ""))
    except KarteError as error:
        if not _by_script():
            raise
        return _refused(error)
    return jsonify(removed=number) if _by_script() else redirect(_of_sheet(meeting_id, sheet))


@blueprint.post("/meetings/<meeting_id>/paper/answers")
@requires(Permission.RUN_MEETINGS)
def answer(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Store an answer to an identity question from a slip."""
    form, sheet = request.form, request.form.get("sheet", "")
    card = form.get("card", "").strip()
    try:
        given = read_answer({name: form.get(name, "") for name in ("uuid", "question", "text")})
        enter_answer(current_context(), meeting_id, given, card=card, language=current_language())
    except (InputRefused, Conflict) as error:
        return _page(staff_meeting(meeting_id), sheet=sheet, card=card, problem=error), 400
    return redirect(url_for("paper.page", meeting_id=meeting_id, sheet=sheet or None, _anchor="answers"))


@blueprint.post("/meetings/<meeting_id>/paper/people")
@requires(Permission.RUN_MEETINGS)
def people(meeting_id: str) -> AnyResponse | tuple[str, int]:
    """Store how many people put stickers on a sheet."""
    sheet, typed = request.form.get("sheet", ""), request.form.get("people", "").strip()
    number = int(typed) if typed.isdecimal() and len(typed) < 6 else 0
    try:
        paper_ground.count_people(current_context(), meeting_id, sheet, number if typed else None)
    except InputRefused as error:
        return _page(staff_meeting(meeting_id), sheet=sheet, card="", problem=error), 400
    return redirect(_of_sheet(meeting_id, sheet))


def told(entry: Entry, areas: Mapping[str, str]) -> str:
    """Return a line in words: ``C5 · Patīk, ar to lepojos · 3 uzlīmes · „skaists skats”``; ``areas`` by id."""
    words = current_words()
    if entry.kind == "home":
        return f"{said('mark_class', 'home')} · {areas.get(entry.area, '')}"
    number = "" if entry.by_card else words.ngettext("%(num)s sticker", "%(num)s stickers", entry.count)
    spoken = words.gettext("“%(words)s”", words=entry.words) if entry.words else ""
    return " · ".join(part for part in (entry.cell, said("mark_class", entry.kind), number, spoken) if part)


def _sent() -> SentLine:
    form = request.form
    return SentLine(
        sheet=form.get("sheet", ""),
        uuid=form.get("uuid", ""),
        text=form.get("line", ""),
        card=form.get("card", "").strip(),
        again=form.get("again") == "1",
        language=current_language(),
    )


def _by_script() -> bool:
    return request.headers.get("Accept") == "application/json"


def _refused(error: KarteError) -> tuple[Response, int]:
    message = sentence(error, current_words())
    return jsonify(error={"code": error.code, "message": message}), STATUS[type(error)]


def _of_sheet(meeting_id: str, sheet: str) -> str:
    return url_for("paper.page", meeting_id=meeting_id, sheet=sheet)


def _areas(meeting: Meeting) -> dict[str, str]:
    words = current_words()
    return {area.id: home_name(area, words) for area in paper_ground.home_list(current_context(), meeting)}


def _page(meeting: Meeting, *, sheet: str, card: str, line: str = "", problem: KarteError | None = None) -> str:
    context, words = current_context(), current_words()
    chosen = paper_ground.sheet_of(context, meeting.id, sheet) if sheet else None
    areas = _areas(meeting)
    asked = (*meeting.questions.classes, *(("home",) if meeting.ask_home else ()))
    lines = paper_entry.lines_of(context, chosen) if chosen else []
    return render_template(
        "meetings/paper.html",
        meeting=meeting,
        sheets=paper_ground.sheets_in_use(context, meeting.id),
        chosen=chosen,
        lines=[(entry, told(entry, areas)) for entry in lines],
        areas=list(areas.values()),
        classes=[(short_words([kind], current_language()), said("mark_class", kind)) for kind in asked],
        example=_example(asked),
        uuid=str(uuid4()),
        label=said,
        answered=len([one for one in answers_in_review(context, meeting.id) if one.channel == "paper"]),
        card=card,
        line=line,
        problem=sentence(problem, words) if problem else "",
        again=problem is not None and problem.code == "line_again",
        longest=LONGEST,
        says={key: words.translations.gettext(message) for key, message in SCRIPT.items()},
    )


def _example(asked: Sequence[str]) -> str:
    """Return a line that this meeting takes."""
    return f"C5 {short_words(asked[:1], current_language()).split(' (')[0]} 3"
