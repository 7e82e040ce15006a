"""The settings in force, fit to be shown: a password inside an address is left out."""

from dataclasses import dataclass, fields
from urllib.parse import urlsplit, urlunsplit

from gis_app.services.wiring import Context
from gis_app.settings import PREFIX, Settings

HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A setting: the variable that sets it, its value, whether that is not the default, and what it is for."""

    variable: str
    value: str
    changed: bool
    help: str


def settings_in_force(context: Context) -> list[SettingInForce]:
    """Return every setting in the order of ``settings.py``."""
    return [
        SettingInForce(
            variable=f"{PREFIX}{item.name.upper()}",
            value=without_password(str(getattr(context.settings, item.name))),
            changed=getattr(context.settings, item.name) != item.default,
            help=item.metadata["help"],
        )
        for item in fields(Settings)
    ]


def without_password(value: str) -> str:
    """Return the value with the password of an address, if it holds one, hidden."""
    parts = urlsplit(value) if "://" in value else None
    if parts is None or parts.password is None:
        return value
    place = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:{HIDDEN}@{place}"))
