"""The pages of one kept selection: what its sub-navigation shows."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from gis_app.domain.roles import Permission
from gis_app.domain.selections import Selection
from gis_app.text.words import N_
from gis_app.web.i18n import current_words
from gis_app.web.security import may_now


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a selection: its endpoint takes ``selection_id``."""

    endpoint: str
    label: str
    permission: Permission = Permission.SEE_SELECTIONS


@dataclass(frozen=True, slots=True)
class TabLink:
    """A tab as the page shows it."""

    url: str
    label: str
    current: bool


TABS: tuple[Tab, ...] = (
    Tab("selections.one", N_("The choice")),
    Tab("selection_time.page", N_("Time")),
    Tab("areas.page", N_("Work areas")),
    Tab("area_join.page", N_("What is there")),
    Tab("selection_documents.page", N_("Documents")),
    Tab("area_publishing.gate", N_("Publish")),
)
"""A page adds its line here: the choice, time, work areas, what is inside, documents."""


def init_app(app: Flask) -> None:
    """Give templates ``selection_tabs(kept)``."""
    app.jinja_env.globals.update(selection_tabs=selection_tabs)


def selection_tabs(kept: Selection) -> list[TabLink]:
    """Return the links between the pages of a kept selection for who asks."""
    return [
        TabLink(
            url=url_for(tab.endpoint, selection_id=kept.id),
            label=current_words().gettext(tab.label),
            current=request.endpoint == tab.endpoint,
        )
        for tab in TABS
        if may_now(tab.permission)
    ]
