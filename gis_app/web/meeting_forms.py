"""The form of a meeting."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wtforms import BooleanField, DateField, DateTimeLocalField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from gis_app.domain.lists import MEETING_KINDS
from gis_app.services.meetings import MAX_TITLE, NewMeeting, territories_of, usual_retention
from gis_app.services.wiring import Context
from gis_app.text.collate import sort_key
from gis_app.text.labels import label
from gis_app.text.words import N_
from gis_app.web.forms import StaffForm
from gis_app.web.i18n import current_words


class MeetingForm(StaffForm):
    """What a facilitator fills in before a meeting."""

    title = StringField(N_("Title, as residents see it"), [InputRequired(), Length(max=MAX_TITLE)])
    territory_id = SelectField(N_("Territory"), [InputRequired()])
    kind = SelectField(N_("Kind"), [InputRequired()])
    starts = DateTimeLocalField(N_("Begins"), [InputRequired()])
    controller = StringField(N_("Who asks (responsible institution)"), [Length(max=200)])
    contact = StringField(N_("How to reach it (telephone or e-mail)"), [Length(max=200)])
    retention_on = DateField(N_("Words and points are deleted after"), [InputRequired()])
    ask_home = BooleanField(N_("Ask in which area people live (never the house)"))

    def meeting(self, project: str, zone: ZoneInfo) -> NewMeeting:
        """Return what was filled in and found valid; the time is one of the given zone."""
        starts = self.starts.data
        assert starts is not None  # noqa: S101 - the field is required, and the form is valid
        return NewMeeting(
            project=project,
            territory_id=self.territory_id.data,
            title=self.title.data or "",
            starts=starts.replace(tzinfo=zone),
            kind=self.kind.data,
            controller=self.controller.data or "",
            contact=self.contact.data or "",
            retention_on=self.retention_on.data,
            ask_home=bool(self.ask_home.data),
        )


def filled(form: MeetingForm, context: Context, project: str) -> MeetingForm:
    """Return the form with the choices of a project."""
    found = sorted(territories_of(context, project), key=lambda area: sort_key(area.name))
    form.territory_id.choices = [("", current_words().gettext("— choose —")), *((area.id, area.name) for area in found)]
    form.kind.choices = [(kind, label(current_words(), "meeting_kind", kind)) for kind in MEETING_KINDS]
    return form


def kept_by_default(form: MeetingForm, context: Context) -> MeetingForm:
    """Return a new form: tomorrow at six in the evening, the installation's controller, contact and days of keeping."""
    tomorrow: date = context.clock().date() + timedelta(days=1)
    form.starts.data = datetime.combine(tomorrow, time(18))
    form.controller.data = context.settings.controller or context.settings.municipality
    form.contact.data = context.settings.contact
    form.retention_on.data = usual_retention(context, tomorrow)
    return form
