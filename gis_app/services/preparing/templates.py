"""The templates a facilitator begins from; a data file beside this module holds them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files

from gis_app.domain.errors import NotFound
from gis_app.domain.meeting_content import Questions


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of meeting with everything that can be known before its place and day.

    Attributes
    ----------
    name, about, title
        By language: its name in the choice, one sentence about it, the title that residents see at first.
    hour, minutes
        When it begins and how long it lasts.
    days_open
        How many days a collection point stays open; 0 for every other kind.
    kept_days
        Days after its last day until words and points go.
    """

    code: str
    kind: str
    way: str
    classes: tuple[str, ...]
    identity: tuple[str, ...]
    photos: bool
    hour: int
    minutes: int
    kept_days: int
    name: Mapping[str, str]
    about: Mapping[str, str]
    title: Mapping[str, str]
    days_open: int = 0

    @property
    def questions(self) -> Questions:
        """What such a meeting asks."""
        return Questions(classes=self.classes, identity=self.identity, photos=self.photos, minutes=self.minutes)

    def begins(self, today: datetime) -> datetime:
        """Return when it begins unless the facilitator says otherwise: in a week, at its hour, without a zone."""
        return datetime.combine(today.date() + timedelta(days=7), time(self.hour))


@cache
def templates() -> tuple[Template, ...]:
    """Return the templates in the order of the choice."""
    content = tomllib.loads(files(__package__).joinpath("templates.toml").read_text(encoding="utf-8"))
    lists = ("classes", "identity")
    return tuple(Template(**{**said, **{name: tuple(said[name]) for name in lists}}) for said in content["template"])


def template_of(code: str) -> Template:
    """Return a template by its code.

    Raises
    ------
    NotFound
        If there is no such template.
    """
    for template in templates():
        if template.code == code:
            return template
    raise NotFound("not_found", value=code[:40])
