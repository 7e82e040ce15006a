"""The pages of one kept selection: what its sub-navigation shows."""

from flask import Flask

from gis_app.domain.roles import Permission
from gis_app.domain.selections import Selection
from gis_app.text.words import N_
from gis_app.web.tabs import Tab, TabLink, links_of

TABS: tuple[Tab, ...] = (
    Tab("selections.one", N_("The choice"), Permission.SEE_SELECTIONS),
    Tab("selection_time.page", N_("Time"), Permission.SEE_SELECTIONS),
    Tab("areas.page", N_("Work areas"), Permission.SEE_SELECTIONS),
    Tab("area_join.page", N_("What is there"), Permission.SEE_SELECTIONS),
    Tab("selection_documents.page", N_("Documents"), Permission.SEE_SELECTIONS),
    Tab("area_publishing.gate", N_("Publish"), Permission.SEE_SELECTIONS),
)
"""A page adds its line here: the choice, time, work areas, what is inside, documents."""


def init_app(app: Flask) -> None:
    """Give templates ``selection_tabs(kept)``."""
    app.jinja_env.globals.update(selection_tabs=selection_tabs)


def selection_tabs(kept: Selection) -> list[TabLink]:
    """Return the links between the pages of a kept selection for who asks."""
    return links_of(TABS, selection_id=kept.id)
