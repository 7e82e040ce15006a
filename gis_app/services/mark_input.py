"""What a page says of a mark, read strictly: every refusal tells its sender what to mend."""

import json
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gis_app.domain.errors import InputRefused, TooLarge, UnknownCode
from gis_app.domain.lists import MARK_CLASSES
from gis_app.domain.meetings import MAX_TEXT

KEYS = ("uuid", "class", "lon", "lat", "area_id", "uncertainty_m", "text")
PLACE_KEYS = ("lon", "lat", "uncertainty_m", "text")
"""What a *home* may never carry (``design/domain.md`` §6.2)."""
LEAST_UNCERTAINTY_M = 5.0
MOST_UNCERTAINTY_M = 2000.0
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that make a reader see another order of letters than is stored."""


@dataclass(frozen=True, slots=True)
class MarkInput:
    """One mark as sent: degrees of WGS 84 or, for a home, the id of an area; ``uncertainty_m`` in metres."""

    uuid: str
    kind: str
    lon: float | None = None
    lat: float | None = None
    area_id: str | None = None
    uncertainty_m: float | None = None
    text: str = ""


def read_json(body: bytes) -> dict[str, Any]:
    """Return the object that a request body holds.

    Raises
    ------
    InputRefused
        If it is not UTF-8, not JSON, or not an object.
    """
    try:
        content = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise InputRefused("json_refused") from None
    if not isinstance(content, dict):
        raise InputRefused("json_refused")
    return content


def read_mark(content: Mapping[str, Any]) -> MarkInput:
    """Return the mark that a request describes.

    Raises
    ------
    InputRefused
        If a key is unknown, a value has the wrong form, or a home carries anything but an area.
    UnknownCode
        If the class is not in the list.
    TooLarge
        If the text is longer than ``MAX_TEXT`` characters.
    """
    for key in content:
        if key not in KEYS:
            raise InputRefused("mark_key_unknown", value=str(key)[:40], expected=", ".join(KEYS))
    uuid = read_uuid(content.get("uuid"))
    kind = content.get("class")
    if kind not in MARK_CLASSES:
        raise UnknownCode("unknown_mark_class", value=str(kind)[:40], expected=", ".join(MARK_CLASSES))
    return _home(uuid, content) if kind == "home" else _place(uuid, kind, content)


def read_uuid(value: object) -> str:
    """Return an id made by a page.

    Raises
    ------
    InputRefused
        If it is not a UUID in small letters.
    """
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise InputRefused("mark_uuid_refused")
    return value


def clean_text(value: object) -> str:
    """Return a resident's words on one line, without characters that control a screen.

    Raises
    ------
    InputRefused
        If the value is not text.
    TooLarge
        If it is longer than ``MAX_TEXT`` characters.
    """
    if value is None:
        return ""
    if not isinstance(value, str) or any(unicodedata.category(letter) == "Cs" for letter in value[: 2 * MAX_TEXT]):
        raise InputRefused("mark_text_refused")
    if len(value) > 2 * MAX_TEXT:
        raise TooLarge("mark_text_long", value=len(value), expected=MAX_TEXT)
    visible = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in value if letter not in TURNS_TEXT
    )
    words = unicodedata.normalize("NFC", " ".join(visible.split()))
    if len(words) > MAX_TEXT:
        raise TooLarge("mark_text_long", value=len(words), expected=MAX_TEXT)
    return words


def _home(uuid: str, content: Mapping[str, Any]) -> MarkInput:
    if any(key in content for key in PLACE_KEYS):
        raise InputRefused("home_is_never_a_point")
    area = content.get("area_id")
    if not isinstance(area, str) or not 0 < len(area) <= 120:
        raise InputRefused("home_needs_area")
    return MarkInput(uuid=uuid, kind="home", area_id=area)


def _place(uuid: str, kind: str, content: Mapping[str, Any]) -> MarkInput:
    if content.get("area_id") is not None:
        raise InputRefused("mark_key_unknown", value="area_id", expected="lon, lat")
    uncertainty = _number(content, "uncertainty_m", LEAST_UNCERTAINTY_M)
    if not 0 <= uncertainty <= MOST_UNCERTAINTY_M:
        raise InputRefused("mark_zoom_in", expected=int(MOST_UNCERTAINTY_M))
    return MarkInput(
        uuid=uuid,
        kind=kind,
        lon=_number(content, "lon"),
        lat=_number(content, "lat"),
        uncertainty_m=max(LEAST_UNCERTAINTY_M, round(uncertainty, 1)),
        text=clean_text(content.get("text")),
    )


def _number(content: Mapping[str, Any], key: str, otherwise: float | None = None) -> float:
    value = content.get(key, otherwise)
    if value is None:
        raise InputRefused("mark_needs_place")
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e9 or not math.isfinite(value):
        raise InputRefused("mark_number_refused", value=key)
    return float(value)
