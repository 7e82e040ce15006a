"""The form of a work area: name, supports, resources to count on, provider, review, checklist, noted talk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gis_app.domain.errors import InputRefused, NotAllowed
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS, Selection
from gis_app.domain.work_areas import SUPPORTS, NotedTalk, Support, WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work_areas.keep import MAX_NAME
from gis_app.services.work_areas.ready import readiness, resources_inside
from gis_app.services.work_areas.terrain import may_change
from gis_app.store import audit
from gis_app.store import work_areas as store
from gis_app.store.selections import selection

MAX_WORDS = 500
MAX_SUPPORTS = 20
SUPPORT_FIELDS = ("kind", "what", "who", "starts", "ends")


@dataclass(frozen=True, slots=True)
class AreaForm:
    """What a person filled in, as text; ``supports`` are lines of ``SUPPORT_FIELDS``."""

    name: str
    provider: str
    review_on: str
    talk_on: str
    talk_role: str
    talk_words: str
    supports: tuple[Mapping[str, str], ...]
    resources: tuple[str, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Saved:
    """An area as it is stored now, and what could not be stored.

    Attributes
    ----------
    wrong
        Code of what is wrong, by the field: ``review_on``, ``talk_on``, ``name``, … or ``support.<line>``.
    """

    area: WorkArea
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AreaPage:
    """An area, the resources inside that work could count on, and what it lacks for publishing.

    Attributes
    ----------
    kept
        The selection it belongs to; None for an area drawn without a calculation.
    """

    area: WorkArea
    inside: Sequence[Resource]
    lacks: Sequence[str]
    kept: Selection | None = None

    @property
    def whole(self) -> Mapping[str, str]:
        """What was answered about the field of work for the whole selection, by question; unanswered is left out."""
        answers = {} if self.kept is None else self.kept.decision.get("field_of_work") or {}
        return {name: text for name, text in answers.items() if text}


def area_page(context: Context, area_id: str, *, role: Role) -> AreaPage:
    """Return what the form of an area shows.

    Raises
    ------
    NotAllowed
        If the role may not see selections.
    NotFound
        If there is no such area.
    """
    if not may(role, Permission.SEE_SELECTIONS):
        raise NotAllowed("not_allowed")
    with context.database.reading() as session:
        area = store.get_area(session, area_id)
        kept = selection(session, area.selection) if area.selection else None
    return AreaPage(area, resources_inside(context, area), readiness(context, area), kept)


def save_form(context: Context, area_id: str, form: AreaForm, *, role: Role, account: str | None) -> Saved:
    """Store everything of a form that can be stored, and say what cannot; a draft is never refused as a whole.

    Raises
    ------
    InputRefused
        If a text is longer than ``MAX_WORDS`` or there are more than ``MAX_SUPPORTS`` supports.
    NotAllowed
        If the role may not make selections.
    NotFound
        If there is no such area.
    """
    may_change(role)
    _check_length(form)
    moment = context.clock()
    with context.database.transaction() as session:
        old = store.get_area(session, area_id)
        wrong: dict[str, str] = {}
        area = replace(
            old,
            name=_plain(form.name)[:MAX_NAME] or old.name,
            provider=_plain(form.provider)[:MAX_NAME],
            review_on=_day(form.review_on, "review_on", wrong),
            supports=_supports(form.supports, wrong),
            resources=tuple(dict.fromkeys(form.resources)),
            checklist=_checklist(form.answers),
            talk=_talk(form, wrong),
        )
        if not form.name.strip():
            wrong["name"] = "missing"
        store.put_area(session, area, at=moment)
        audit.record(session, account, "area.changed", area_id, moment)
    inside = {item.id for item in resources_inside(context, area)}
    return Saved(_only_inside(context, area, inside), wrong)


def form_of(area: WorkArea) -> AreaForm:
    """Return the form of an area as it is stored."""
    return AreaForm(
        name=area.name,
        provider=area.provider,
        review_on=area.review_on.isoformat() if area.review_on else "",
        talk_on=area.talk.on.isoformat() if area.talk and area.talk.on else "",
        talk_role=area.talk.role if area.talk else "",
        talk_words=area.talk.words if area.talk else "",
        supports=tuple(support.stored() for support in area.supports),
        resources=area.resources,
        answers=dict(area.checklist),
    )


def _only_inside(context: Context, area: WorkArea, inside: Collection[str]) -> WorkArea:
    """Leave out resources that do not lie in the area: nobody can promise them here."""
    kept = tuple(item for item in area.resources if item in inside)
    if kept == area.resources:
        return area
    changed = replace(area, resources=kept)
    with context.database.transaction() as session:
        store.put_area(session, changed, at=context.clock())
    return changed


def _check_length(form: AreaForm) -> None:
    texts = [form.name, form.provider, form.talk_role, form.talk_words, *form.answers.values()]
    texts += [text for line in form.supports for text in line.values()]
    if any(len(text) > MAX_WORDS for text in texts):
        raise InputRefused("words_too_long", expected=MAX_WORDS)
    if len(form.supports) > MAX_SUPPORTS:
        raise InputRefused("area_supports_too_many", expected=MAX_SUPPORTS)


def _supports(lines: Sequence[Mapping[str, str]], wrong: dict[str, str]) -> tuple[Support, ...]:
    found = []
    for number, line in enumerate(lines):
        if not any(line.get(name, "").strip() for name in SUPPORT_FIELDS if name != "kind"):
            continue
        support, problem = _support(line)
        if support is not None:
            found.append(support)
        else:
            wrong[f"support.{number}"] = problem
    return tuple(found)


def _support(line: Mapping[str, str]) -> tuple[Support | None, str]:
    """Return the support of a line, or why it is none."""
    if line.get("kind") not in SUPPORTS:
        return None, "kind"
    if not line["what"].strip() or not line["who"].strip():
        return None, "missing"
    days: dict[str, str] = {}
    starts, ends = (_day(line[name], name, days) for name in ("starts", "ends"))
    if starts is None or ends is None:
        return None, "days"
    if ends < starts:
        return None, "ends_first"
    return Support(line["kind"], _plain(line["what"]), _plain(line["who"]), starts, ends), ""


def _talk(form: AreaForm, wrong: dict[str, str]) -> NotedTalk | None:
    """Return the talk as far as it is noted: nothing typed is lost, publishing asks for what is missing."""
    if not (form.talk_on.strip() or form.talk_role.strip() or form.talk_words.strip()):
        return None
    day = _day(form.talk_on, "talk_on", wrong)
    return NotedTalk(day, _plain(form.talk_role)[:MAX_NAME], form.talk_words.strip())


def _checklist(answers: Mapping[str, str]) -> dict[str, str]:
    closed = {name: answers[name] for name, allowed in FIELD_OF_WORK.items() if answers.get(name) in allowed}
    return {**closed, **{name: answers[name].strip() for name in FIELD_OF_WORK_WORDS if answers.get(name, "").strip()}}


def _day(text: str, field: str, wrong: dict[str, str]) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        wrong[field] = "day"
        return None


def _plain(text: str) -> str:
    return " ".join(text.split())
