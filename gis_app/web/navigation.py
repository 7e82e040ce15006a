"""The links of the header: what the role of the visitor opens."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, request, url_for

from gis_app.domain.roles import Permission
from gis_app.services.published_areas import areas_public
from gis_app.services.reports.send import reports_on
from gis_app.text.words import N_
from gis_app.web.context import current_context, current_project
from gis_app.web.i18n import current_words
from gis_app.web.security import may_now


@dataclass(frozen=True, slots=True)
class Item:
    """A link of the header.

    Attributes
    ----------
    endpoint
        Where it leads; the page counts as current on every endpoint of the same blueprint.
    label
        What it says, marked with ``N_``.
    permission
        What a role must hold to see it; None for everybody.
    where
        Whether the project of the page has it at all; None for every project.
    """

    endpoint: str
    label: str
    permission: Permission | None = None
    where: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An item as the page shows it."""

    url: str
    label: str
    current: bool


ITEMS: tuple[Item, ...] = (
    Item("map.page", N_("Map")),
    Item("map.listing", N_("List")),
    Item("resources.listing", N_("Places")),
    Item("public_areas.listing", N_("Work areas"), where=lambda project: areas_public(current_context(), project)),
    Item("meetings.listing", N_("Meetings"), Permission.SEE_MEETINGS),
    Item("reports.page", N_("Reports"), where=lambda project: reports_on(current_context(), project)),
    Item("selections.listing", N_("Selections"), Permission.SEE_SELECTIONS),
    Item("prints.page", N_("Print")),
    Item("data.page", N_("Data")),
    Item("admin.page", N_("Administration"), Permission.MANAGE),
)
"""In the order of the header; a page adds its line here."""


def init_app(app: Flask) -> None:
    """Give templates ``navigation()`` and ``project_url()``."""
    app.jinja_env.globals.update(navigation=navigation, project_url=project_url)


def navigation() -> list[Link]:
    """Return the links for who asks, in order; each keeps the project of the page."""
    return [_link(item) for item in ITEMS if _shown(item)]


def _shown(item: Item) -> bool:
    if item.permission is not None and not may_now(item.permission):
        return False
    project = current_project()
    return item.where is None or (project is not None and item.where(project.code))


def project_url(code: str) -> str:
    """Return the page in hand for another project; its map where the page is about one record of this project."""
    if request.endpoint is None or request.method != "GET" or request.view_args:
        return url_for("map.page", project=code)
    return url_for(request.endpoint, project=code)


def _link(item: Item) -> Link:
    project = current_project()
    return Link(
        url=url_for(item.endpoint, project=project.code if project else None),
        label=current_words().gettext(item.label),
        current=_is_here(item.endpoint),
    )


def _is_here(endpoint: str) -> bool:
    here = request.endpoint or ""
    if here in {item.endpoint for item in ITEMS}:
        return here == endpoint
    if endpoint == "meetings.listing" and "meeting_id" in (request.view_args or {}):
        return True
    return here.partition(".")[0] == endpoint.partition(".")[0]
