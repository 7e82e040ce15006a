"""The keys that a facilitator hands out: to the screen in the hall, to a helper, to the shared tablet."""

from dataclasses import dataclass
from datetime import datetime

from gis_app.domain.errors import UnknownCode
from gis_app.domain.lists import PASS_KINDS


@dataclass(frozen=True, slots=True)
class MeetingPass:
    """A key for one thing at one meeting; only keyed hashes of its secrets are kept.

    Attributes
    ----------
    secret_hash
        Of what stands in the address or QR code.
    session_hash
        Of the token that a helper's page exchanged its one-time address for; None: nobody has used it yet.
    valid_until
        In UTC; a pass also ends with its meeting or when it is revoked.
    """

    id: str
    meeting: str
    kind: str
    label: str
    secret_hash: str
    valid_until: datetime
    session_hash: str | None = None
    revoked: bool = False

    def __post_init__(self) -> None:
        if self.kind not in PASS_KINDS:
            raise UnknownCode("unknown_pass_kind", value=self.kind, expected=", ".join(PASS_KINDS))

    def holds(self, moment: datetime) -> bool:
        """Whether the pass itself is still good at this moment (its meeting may be over all the same)."""
        return not self.revoked and moment < self.valid_until
