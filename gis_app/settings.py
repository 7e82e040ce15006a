"""Every setting of an installation: its name, its default and what it is for.

A setting ``port`` is read from the variable ``GIS_PORT``. The README lists all of them (a test compares).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

PREFIX = "GIS_"


class SettingRefused(ValueError):
    """A variable holds a value that its setting cannot take; the message names both."""


def _setting(default: Any, help_text: str) -> Any:
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True, slots=True)
class Settings:
    """The frozen settings of one installation."""

    data_dir: Path = _setting(Path("instance"), "Folder of everything that lives: database, layers, secret, logs.")
    database_url: str = _setting("", "SQLAlchemy URL; empty means SQLite in the data folder.")
    host: str = _setting("127.0.0.1", "Address the server listens on; 0.0.0.0 lets phones in the room reach it.")
    port: int = _setting(5000, "Port the server listens on.")
    threads: int = _setting(8, "Threads of the embedded server.")
    connection_limit: int = _setting(
        2000, "Open connections the embedded server accepts (waitress stalls at its own 100)."
    )
    max_body_bytes: int = _setting(2_000_000, "Largest request body; a larger one gets 413.")
    import_max_mb: int = _setting(500, "Largest file that an import takes, in megabytes.")
    import_unpacked_mb: int = _setting(2000, "Most megabytes that may come out of an archive at an import.")
    public_url: str = _setting("", "Address printed in links and QR codes; empty means the address of the request.")
    language: str = _setting("lv", "Language of the command line and of a visitor whose own is not offered.")
    hall: bool = _setting(
        False, "This machine serves a hall: its bare address opens the only open meeting, whatever its way."
    )
    work_epsg: int = _setting(3059, "Metric CRS in which geometry is stored and measured.")
    municipality: str = _setting("", "Name of the municipality, shown in titles and on paper.")
    controller: str = _setting("", "Who is responsible for residents' data; a meeting copies it and can change it.")
    contact: str = _setting("", "How residents reach the controller.")
    urgent_contact: str = _setting(
        "", "Whom staff call when a mark tells of violence or danger to a child: custody court, duty social worker."
    )
    retention_days: int = _setting(180, "Days after a meeting until words and photos go (a meeting can change it).")
    online_basemap_url: str = _setting(
        "", "XYZ template of an online base map; empty keeps every page on our own host."
    )
    online_basemap_attribution: str = _setting("", "Attribution of the online base map.")
    trusted_proxy: str = _setting(
        "", "Address of the reverse proxy whose X-Forwarded-For, -Proto and -Host are believed; empty means none."
    )
    staff_plain_http: bool = _setting(False, "Let staff log in over plain HTTP from other machines than this one.")
    validation_dir: Path = _setting(
        Path("../shared/data/validation"), "Published tables for `gis-app select selftest`."
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **overrides: Any) -> "Settings":
        """Return settings from ``GIS_*`` variables; keyword arguments win.

        Raises
        ------
        SettingRefused
            If a variable is not a setting or its value has the wrong form.
        """
        source = os.environ if environment is None else environment
        known = {f"{PREFIX}{item.name.upper()}": item for item in fields(cls)}
        for name in source:
            if name.startswith(PREFIX) and name not in known:
                raise SettingRefused(f"{name}: no such setting; known are {', '.join(sorted(known))}")
        values = {item.name: _parse(name, source[name], item.default) for name, item in known.items() if name in source}
        return cls(**{**values, **{key: value for key, value in overrides.items() if value is not None}})

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'kopienas-karte.sqlite').resolve()}"


def _parse(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text.lower() in {"1", "true", "yes", "on"}:
            return True
        if text.lower() in {"0", "false", "no", "off", ""}:
            return False
        raise SettingRefused(f"{name}={text!r}: expected true or false")
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            raise SettingRefused(f"{name}={text!r}: expected a whole number") from None
    return Path(text) if isinstance(default, Path) else text
