"""Findings: single statements about a place, coloured like a traffic light."""

from dataclasses import dataclass
from datetime import date

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.lists import CLAIM_STATES, LIGHTS, THEME_BLOCKS


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement about a territory: green, yellow or red; not a fact by itself, hence its ``source``.

    Red is an internal colour (``design/domain.md`` §6.12): a red finding cannot be ``published``.
    """

    id: str
    project: str
    territory_id: str | None
    theme: str
    light: str
    text: str
    status: str = "said"
    source: str = ""
    day: date | None = None
    published: bool = False

    def __post_init__(self) -> None:
        for what, value, allowed in (
            ("unknown_theme", self.theme, THEME_BLOCKS),
            ("unknown_light", self.light, LIGHTS),
            ("unknown_claim_state", self.status, CLAIM_STATES),
        ):
            if value not in allowed:
                raise UnknownCode(what, value=value, expected=", ".join(allowed))
        if self.published and self.light == "red":
            raise InputRefused("red_is_internal", value=self.text)
