"""The form of a meeting: what a facilitator fills in before anybody comes."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    Field,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from gis_app.domain.lists import (
    IDENTITY_QUESTIONS,
    LANGUAGES,
    MEETING_KINDS,
    MEETING_WAYS,
    RESIDENT_CLASSES,
    SPECIALIST_CLASSES,
)
from gis_app.domain.meeting_content import PlaceName, Questions
from gis_app.services.doors import HERE
from gis_app.services.meetings import MAX_TITLE, NewMeeting, territories_of
from gis_app.services.preparing.checks import MAX_NAME, MAX_STEP, MAX_WORDING
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key
from gis_app.text.labels import LABELS, label
from gis_app.text.words import N_
from gis_app.web.forms import StaffForm
from gis_app.web.i18n import current_words
from gis_app.web.meetings.shared import local

ASKED = (*RESIDENT_CLASSES[:-1], *SPECIALIST_CLASSES)
"""Classes that have a tick and words of their own; *home* has its own question."""
NAMED_IN = ("lv", "ru")
"""Languages whose sentences inflect the name of a place."""
FORMS: Mapping[str, str] = {
    "nominative": N_("Standing alone (what?)"),
    "genitive": N_("Of what?"),
    "locative": N_("Where?"),
}


class MeetingForm(StaffForm):
    """What a facilitator fills in before a meeting; ticks, wordings and names are added below the class."""

    title = StringField(N_("Title, as residents see it"), [InputRequired(), Length(max=MAX_TITLE)])
    territory_id = SelectField(N_("Territory"), [InputRequired()])
    kind = SelectField(N_("Kind"), [InputRequired()], default="meeting")
    way = SelectField(N_("How phones reach it"), [InputRequired()], default="online")
    starts = DateTimeLocalField(N_("Begins"), [InputRequired()])
    minutes = IntegerField(N_("Lasts, in minutes"), [InputRequired()], default=120)
    ends = DateField(N_("Last day of the collection point"), [Optional()])
    controller = StringField(N_("Who asks (responsible institution)"), [Length(max=200)])
    contact = StringField(N_("How to reach it (telephone or e-mail)"), [Length(max=200)])
    retention_on = DateField(N_("Words and points are deleted after"), [InputRequired()])
    ask_home = BooleanField(N_("Ask in which area people live (never the house)"))
    photos = BooleanField(N_("A photograph may come with a mark"))
    names_checked = BooleanField(N_("I have checked these forms of the name"))
    next_step = StringField(N_("Next step, as planned now"), [Length(max=MAX_STEP)])


for _code in ASKED:
    setattr(MeetingForm, f"asks_{_code}", BooleanField(LABELS["mark_class"][_code]))
    for _language in LANGUAGES:
        _title = LABELS["language"][_language]
        setattr(MeetingForm, f"wording_{_code}_{_language}", StringField(_title, [Length(max=MAX_WORDING)]))
for _code in IDENTITY_QUESTIONS:
    setattr(MeetingForm, f"identity_{_code}", BooleanField(LABELS["identity_question"][_code]))
for _language in NAMED_IN:
    for _form, _title in FORMS.items():
        setattr(MeetingForm, f"place_{_language}_{_form}", StringField(_title, [Length(max=MAX_NAME)]))
for _language in LANGUAGES:
    setattr(MeetingForm, f"purpose_{_language}", TextAreaField(LABELS["language"][_language]))


def with_choices(form: MeetingForm, context: Context, project: str) -> MeetingForm:
    """Return the form with the choices of a project."""
    words = current_words()
    found = sorted(territories_of(context, project), key=lambda area: sort_key(area.name))
    form.territory_id.choices = [("", words.gettext("— choose —")), *((area.id, area.name) for area in found)]
    form.kind.choices = [(kind, label(words, "meeting_kind", kind)) for kind in MEETING_KINDS]
    form.way.choices = [(way, label(words, "meeting_way", way)) for way in MEETING_WAYS]
    return form


def meeting_of(form: MeetingForm, project: str) -> NewMeeting:
    """Return what was filled in and found valid; a time is one of Latvia.

    The genitive and locative of a name are taken only once they are said to be checked.
    """
    starts, kind = form.starts.data, str(form.kind.data)
    assert starts is not None  # noqa: S101 - the field is required, and the form is valid
    return NewMeeting(
        project=project,
        territory_id=form.territory_id.data,
        title=form.title.data or "",
        starts=starts.replace(tzinfo=HERE),
        kind=kind,
        way=form.way.data,
        ends=form.ends.data if kind == "point" else None,
        controller=form.controller.data or "",
        contact=form.contact.data or "",
        retention_on=form.retention_on.data,
        ask_home=bool(form.ask_home.data),
        questions=_questions(form, kind),
        place_names=_names(form),
        next_step=form.next_step.data or "",
    )


def purpose_of(form: MeetingForm) -> dict[str, str]:
    """Return the texts of the purpose as they were edited."""
    return {language: _text(form, f"purpose_{language}") for language in LANGUAGES}


def show(form: MeetingForm, new: NewMeeting, purpose: Mapping[str, str], *, checked: bool) -> MeetingForm:
    """Return an empty form filled with a meeting; ``checked`` says that the forms of its name were confirmed."""
    form.title.data, form.territory_id.data = new.title, new.territory_id
    form.kind.data, form.way.data = new.kind, new.way
    form.starts.data = local(new.starts).replace(tzinfo=None)
    form.minutes.data, form.ends.data = new.questions.minutes, new.ends
    form.controller.data, form.contact.data = new.controller, new.contact
    form.retention_on.data, form.ask_home.data = new.retention_on, new.ask_home
    form.photos.data, form.names_checked.data, form.next_step.data = new.questions.photos, checked, new.next_step
    for name, value in _many(new, purpose):
        form[name].data = value
    return form


def take_settled(form: MeetingForm, new: NewMeeting, names: Collection[str]) -> None:
    """Put what can no longer be changed back into a form: a field that is switched off is not sent."""
    fresh = show(type(form)(formdata=None, meta={"csrf": False}), new, {}, checked=True)
    for field in form:
        if group_of(field) in names and group_of(field) != "purpose":
            field.data = fresh[field.name].data
            field.validators = ()


def group_of(field: Field) -> str:
    """Return the name under which a field is settled: its own, or that of its ticks."""
    first, _, _rest = str(field.name).partition("_")
    return {"asks": "classes", "identity": "identity", "purpose": "purpose"}.get(first, str(field.name))


def _many(new: NewMeeting, purpose: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for code in ASKED:
        yield f"asks_{code}", code in new.questions.classes
        for language in LANGUAGES:
            yield f"wording_{code}_{language}", new.questions.wording.get(code, {}).get(language, "")
    for code in IDENTITY_QUESTIONS:
        yield f"identity_{code}", code in new.questions.identity
    for language in NAMED_IN:
        for form in FORMS:
            yield f"place_{language}_{form}", getattr(new.place_names.get(language), form, "")
    for language in LANGUAGES:
        yield f"purpose_{language}", purpose.get(language, "")


def _questions(form: MeetingForm, kind: str) -> Questions:
    offered = SPECIALIST_CLASSES if kind == "specialists" else RESIDENT_CLASSES[:-1]
    classes = tuple(code for code in offered if form[f"asks_{code}"].data)
    return Questions(
        classes=classes,
        wording={
            code: {language: _text(form, f"wording_{code}_{language}") for language in LANGUAGES} for code in classes
        },
        identity=tuple(code for code in IDENTITY_QUESTIONS if form[f"identity_{code}"].data),
        photos=bool(form.photos.data),
        minutes=form.minutes.data or 0,
    )


def _names(form: MeetingForm) -> dict[str, PlaceName]:
    sure = bool(form.names_checked.data)
    return {
        language: PlaceName(
            **{
                which: _text(form, f"place_{language}_{which}") if sure or which == "nominative" else ""
                for which in FORMS
            }
        )
        for language in NAMED_IN
    }


def _text(form: MeetingForm, name: str) -> str:
    return str(form[name].data or "")
