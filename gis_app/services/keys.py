"""Tokens, card codes and meeting codes: how they look and how they are kept (``design/domain.md`` §6.6)."""

import hashlib
import hmac
import re
import secrets

from gis_app.domain.errors import InputRefused
from gis_app.domain.meetings import Meeting

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter looks like a digit."""
CARD_LENGTH = 12
CODE_LENGTH = 6
OWN_PAGE = "token"
HELPERS_PAGE = "helper"
"""Who holds a token: a page of the person's own or, only through the helpers' routes, the page of a helper."""
_TOKEN = re.compile(r"[0-9a-f]{32}")
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": "", "\u2011": "", "\u2013": ""})


def random_letters(number: int) -> str:
    """Return letters drawn by chance, of 5 bits each, that a person can read aloud and type."""
    return "".join(secrets.choice(ALPHABET) for _ in range(number))


def new_code() -> str:
    """Return a meeting code."""
    return random_letters(CODE_LENGTH)


def clean_code(typed: str) -> str:
    """Return a code as it is stored: capitals, no hyphens or spaces, misread letters put right."""
    return typed[:60].upper().translate(_MISREAD)


def new_card() -> str:
    """Return a card code for a printed deck: 11 random characters and one that tells a slip of the pen."""
    drawn = random_letters(CARD_LENGTH - 1)
    return drawn + check_character(drawn)


def check_character(drawn: str) -> str:
    """Return the last character of a card code, computed from those before it.

    The values of the characters, weighted 1, 3, 5, …, are summed modulo 32: odd weights have an inverse, so every
    single wrong character shows, and most swaps of two neighbours do. A page without connection asks again instead
    of letting somebody mark under a code that does not exist. The server does not insist: cards that phones of older
    versions made for themselves have none.
    """
    total = sum(ALPHABET.index(letter) * (2 * place + 1) for place, letter in enumerate(drawn))
    return ALPHABET[total % len(ALPHABET)]


def new_secret() -> str:
    """Return the secret of a pass: 128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def pass_hash(secret: bytes, shown: str) -> str:
    """Return the keyed hash of the secret of a pass; whatever a device shows has one, so that nothing is learnt."""
    return _keyed(secret, "pass", shown)


def session_hash(secret: bytes, token: str) -> str:
    """Return the keyed hash of the token that a helper's page made for its session.

    Raises
    ------
    InputRefused
        If the token has another form.
    """
    if not _TOKEN.fullmatch(token):
        raise InputRefused("token_malformed")
    return _keyed(secret, "session", token)


def token_hash(secret: bytes, token: str, *, holder: str = OWN_PAGE) -> str:
    """Return the keyed hash of a participant's 128-bit token (32 hexadecimal digits, made by the page).

    Raises
    ------
    InputRefused
        If the token has another form.
    """
    if not _TOKEN.fullmatch(token):
        raise InputRefused("token_malformed")
    return _keyed(secret, holder, token)


def card_hash(secret: bytes, card: str) -> str:
    """Return the keyed hash of a card code of 12 Crockford characters, hyphens allowed.

    Raises
    ------
    InputRefused
        If the code has another form.
    """
    code = clean_code(card)
    if len(code) != CARD_LENGTH or not set(code) <= set(ALPHABET):
        raise InputRefused("card_malformed")
    return _keyed(secret, "card", code)


def new_hash_key() -> str:
    """Return a random key for the hashes of one meeting: 64 hexadecimal digits."""
    return secrets.token_hex(32)


def secret_of(meeting: Meeting, secret: bytes) -> bytes:
    """Return the key of a meeting's hashes: its own, so that it can be carried elsewhere, else the installation's."""
    return bytes.fromhex(meeting.hash_key) if meeting.hash_key else secret


def is_token(credential: str) -> bool:
    """Whether a credential looks like a token; otherwise it is taken for a card code."""
    return _TOKEN.fullmatch(credential) is not None


def opaque_id(secret: bytes, *parts: str) -> str:
    """Return an id that cannot be traced back to the record it was made from."""
    return _keyed(secret, "opaque", *parts)[:16]


def seal(secret: bytes, fingerprint: str) -> str:
    """Return what everybody is shown of the fingerprint of a decision.

    The figures behind a decision are mostly public and its weights few: with the bare fingerprint anybody could try
    weights until it fits. Staff see both and can show which decision is meant. No decision has none.
    """
    return _keyed(secret, "decision", fingerprint) if fingerprint else ""


def _keyed(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\x00".join(parts).encode(), hashlib.sha256).hexdigest()
