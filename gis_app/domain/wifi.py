"""The network of the room: what a phone's camera must read to join it."""

import re
from dataclasses import dataclass, field

from gis_app.domain.errors import InputRefused

_SPECIAL = re.compile(r'([\\;,:"])')
_LONGEST_NAME = 32
_PASSWORD = range(8, 64)


@dataclass(frozen=True, slots=True)
class Wifi:
    """Name and password of a network as typed; never stored, and never shown by ``repr``.

    An open network has no password. A name has at most 32 bytes (IEEE 802.11), a password of WPA 8 to 63 printable
    characters of ASCII.
    """

    name: str
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not 1 <= len(self.name.encode()) <= _LONGEST_NAME or not self.name.isprintable():
            raise InputRefused("wifi_name_refused", expected=_LONGEST_NAME)
        plain = self.password.isascii() and self.password.isprintable()
        if self.password and not (len(self.password) in _PASSWORD and plain):
            raise InputRefused("wifi_password_refused", expected="8–63")

    @property
    def qr_text(self) -> str:
        r"""The text of the QR code: ``WIFI:T:WPA;S:name;P:password;;``, with ``\ ; , : "`` escaped by a backslash."""
        if not self.password:
            return f"WIFI:T:nopass;S:{_escaped(self.name)};;"
        return f"WIFI:T:WPA;S:{_escaped(self.name)};P:{_escaped(self.password)};;"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
