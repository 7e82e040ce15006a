"""The row of links between the pages of one thing: a meeting, a kept selection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from gis_app.domain.roles import Permission
from gis_app.web.i18n import current_words
from gis_app.web.security import may_now


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the row: its endpoint takes the id of the thing, its label is a message."""

    endpoint: str
    label: str
    permission: Permission


@dataclass(frozen=True, slots=True)
class TabLink:
    """A tab as the page shows it."""

    url: str
    label: str
    current: bool


def links_of(tabs: Iterable[Tab], **thing: Any) -> list[TabLink]:
    """Return the links for who asks; ``thing`` is what every endpoint takes, such as ``meeting_id``."""
    return [
        TabLink(
            url=url_for(tab.endpoint, **thing),
            label=current_words().gettext(tab.label),
            current=request.endpoint == tab.endpoint,
        )
        for tab in tabs
        if may_now(tab.permission)
    ]
