"""What requests of pages in the room share: what one says that joins, how many wrong cards are heard before it waits.

A code has 55 random bits; these limits are against somebody who tries all the same. Only refused cards are counted:
an evening of honest people never meets them, and who guesses elsewhere cannot lock the hall's tablet or helpers out.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request
from flask_limiter.util import get_remote_address

from gis_app.domain.errors import KarteError, TooLarge
from gis_app.domain.meetings import MAX_TEXT
from gis_app.services.join_meeting import Asking
from gis_app.services.keys import clean_code, is_token
from gis_app.services.mark_input import read_json
from gis_app.web.i18n import current_language
from gis_app.web.security import bearer, limiter, without_csrf

MAX_BODY = 16_384
"""Bytes; no honest request of a page of the room is as long."""
PER_PAGE = "15 per 10 minutes"
PER_ADDRESS = "40 per 10 minutes"
PER_MEETING = "400 per 10 minutes"
_MISSES = frozenset({"card_unknown", "card_taken", "card_of_another", "credential_unknown"})


def small_and_private(blueprint: Blueprint) -> Blueprint:
    """Make a blueprint one of the room's: no session, no long body is read, its answers stay out of every cache."""
    blueprint.before_request(_refuse_long)
    blueprint.after_request(_keep_private)
    return without_csrf(blueprint)


def read_asking(said: Mapping[str, Any], *, token: str, channel: str = "phone") -> Asking:
    """Return what a request to join says; what is missing is refused by the use case, with a sentence."""
    version = said.get("purpose_version")
    return Asking(
        token=token,
        card=str(said.get("card", "")),
        purpose_version=version if isinstance(version, int) else None,
        language=str(said.get("language", current_language())),
        drawn=said.get("drawn") is True,
        together=said.get("together") is True,
        earlier=said.get("earlier") is True,
        otherwise=str(said.get("otherwise") or ""),
        channel=channel,
    )


def missed(answer: Response) -> bool:
    """Whether an answer refused a card, which is what guessing costs."""
    said = answer.get_json(silent=True) if answer.status_code in {401, 404, 409} else None
    return isinstance(said, dict) and said.get("error", {}).get("code") in _MISSES


def with_token() -> bool:
    """Whether a request is signed with the token of a page, which is no card that could be guessed."""
    return is_token(bearer())


def with_own_card() -> bool:
    """Whether a page joins with a card it made itself: nothing is guessed, so no guessing of others can stop it."""
    return _said().get("drawn") is not True


def with_pass() -> bool:
    """Whether a tablet joins, which the facilitator has let in; its own limit is enough."""
    return with_own_card() or bool(_said().get("pass"))


def _refuse_long() -> None:
    if (request.content_length or 0) > MAX_BODY:
        raise TooLarge("mark_text_long", expected=MAX_TEXT)


def _keep_private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _said() -> Mapping[str, Any]:
    try:
        return read_json(request.get_data())
    except KarteError:
        return {}


def _page() -> str:
    return str(_said().get("pass") or request.headers.get("Authorization", ""))[:80]


def _meeting() -> str:
    return clean_code(str((request.view_args or {}).get("code", "")))[:20]


few_cards_of_page = limiter.limit(PER_PAGE, key_func=_page, deduct_when=missed, exempt_when=with_own_card)
few_cards_of_address = limiter.shared_limit(
    PER_ADDRESS, scope="cards-of-address", key_func=get_remote_address, deduct_when=missed, exempt_when=with_pass
)
few_cards_of_meeting = limiter.shared_limit(
    PER_MEETING, scope="cards-of-meeting", key_func=_meeting, deduct_when=missed, exempt_when=with_pass
)
few_cards = limiter.shared_limit(
    PER_ADDRESS, scope="cards-to-see", key_func=get_remote_address, deduct_when=missed, exempt_when=with_token
)
"""For the routes that open with a card: seeing and removing one's marks."""
