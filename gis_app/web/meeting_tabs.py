"""The pages of one meeting for staff, in the order of its life: what its sub-navigation shows."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from gis_app.domain.meetings import Meeting
from gis_app.domain.roles import Permission
from gis_app.text.words import N_
from gis_app.web.i18n import current_words
from gis_app.web.meeting_views import site_address
from gis_app.web.security import may_now


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a meeting: its endpoint takes ``meeting_id``."""

    endpoint: str
    label: str
    permission: Permission = Permission.SEE_MEETINGS


@dataclass(frozen=True, slots=True)
class TabLink:
    """A tab as the page shows it."""

    url: str
    label: str
    current: bool


TABS: tuple[Tab, ...] = (
    Tab("preflight.page", N_("Prepare")),
    Tab("kit.page", N_("Kit"), Permission.RUN_MEETINGS),
    Tab("helpers.page", N_("Helpers and tablets"), Permission.RUN_MEETINGS),
    Tab("meetings.page", N_("The meeting")),
    Tab("paper.page", N_("From paper"), Permission.RUN_MEETINGS),
    Tab("talk.page", N_("The talk")),
    Tab("close.page", N_("The close")),
    Tab("packs.page", N_("Carry to the office"), Permission.RUN_MEETINGS),
    Tab("review.queue", N_("Review")),
    Tab("photo_review.page", N_("Photos and answers")),
    Tab("publishing.gate", N_("Publish")),
    Tab("publishing.feedback", N_("Sheet to residents")),
)
"""A page adds its line here, in the order of a meeting's life.

Prepare, kit, the meeting, talk, close, review, publish, feedback.
"""


def init_app(app: Flask) -> None:
    """Give templates ``meeting_tabs(meeting)`` and ``site_address()``."""
    app.jinja_env.globals.update(meeting_tabs=meeting_tabs, site_address=site_address)


def meeting_tabs(meeting: Meeting) -> list[TabLink]:
    """Return the links between the pages of a meeting for who asks."""
    return [
        TabLink(
            url=url_for(tab.endpoint, meeting_id=meeting.id),
            label=current_words().gettext(tab.label),
            current=request.endpoint == tab.endpoint,
        )
        for tab in TABS
        if may_now(tab.permission)
    ]
