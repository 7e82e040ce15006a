"""The pages of one meeting for staff, in the order of its life: what its sub-navigation shows."""

from flask import Flask

from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.text.words import N_
from gis_app.web.meetings.shared import site_address
from gis_app.web.tabs import Tab, TabLink, links_of

TABS: tuple[Tab, ...] = (
    Tab("preflight.page", N_("Prepare"), Permission.SEE_MEETINGS),
    Tab("kit.page", N_("Kit"), Permission.RUN_MEETINGS),
    Tab("helpers.page", N_("Helpers and tablets"), Permission.RUN_MEETINGS),
    Tab("meetings.page", N_("The meeting"), Permission.SEE_MEETINGS),
    Tab("paper.page", N_("From paper"), Permission.RUN_MEETINGS),
    Tab("talk.page", N_("The talk"), Permission.SEE_MEETINGS),
    Tab("close.page", N_("The close"), Permission.SEE_MEETINGS),
    Tab("packs.page", N_("Carry to the office"), Permission.RUN_MEETINGS),
    Tab("review.queue", N_("Review"), Permission.SEE_MEETINGS),
    Tab("photo_review.page", N_("Photos and answers"), Permission.SEE_MEETINGS),
    Tab("publishing.gate", N_("Publish"), Permission.SEE_MEETINGS),
    Tab("publishing.feedback", N_("Sheet to residents"), Permission.SEE_MEETINGS),
)
"""A page adds its line here, in the order of a meeting's life.

Prepare, kit, the meeting, talk, close, review, publish, feedback.
"""


def init_app(app: Flask) -> None:
    """Give templates ``meeting_tabs(meeting)`` and ``site_address()``."""
    app.jinja_env.globals.update(meeting_tabs=meeting_tabs, site_address=site_address)


def meeting_tabs(meeting: Meeting) -> list[TabLink]:
    """Return the links between the pages of a meeting for who asks."""
    return links_of(TABS, meeting_id=meeting.id)
