"""One encrypted file: a readable first line, then AES-256-GCM under a key that scrypt makes from a passphrase.

Sources: RFC 7914 (scrypt), NIST SP 800-38D (GCM). The first line is authenticated with the rest.
"""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gis_app.domain.errors import InputRefused
from gis_app.services.keys import clean_code, random_letters

MAGIC = "kopienas-karte-meeting"
VERSION = 1
_COST = 2**15
"""32 MB of memory and about a tenth of a second for each guess."""
_LONGEST_LINE = 1000
PASSPHRASE_LETTERS = 20
"""Of 5 bits each: no dictionary and no number of machines gets through 100 bits."""


def new_passphrase() -> str:
    """Return a passphrase that a person can read out and type, in groups of four."""
    letters = random_letters(PASSPHRASE_LETTERS)
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def sealed(content: bytes, passphrase: str) -> bytes:
    """Return the content encrypted."""
    salt, nonce = os.urandom(16), os.urandom(12)
    line = json.dumps({"file": MAGIC, "version": VERSION, "salt": salt.hex(), "nonce": nonce.hex()}).encode() + b"\n"
    return line + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, line)


def opened(file: bytes, passphrase: str) -> bytes:
    """Return the content of an encrypted file.

    Raises
    ------
    InputRefused
        If it is no such file, of a later version, damaged, or the passphrase is another one (these two cannot be
        told apart).
    """
    line, _, _ = file[: _LONGEST_LINE + 1].partition(b"\n")
    head = _head(line)
    if head.get("file") != MAGIC:
        raise InputRefused("pack_not_one")
    if head.get("version") != VERSION:
        raise InputRefused("pack_newer")
    try:
        salt, nonce = bytes.fromhex(head["salt"]), bytes.fromhex(head["nonce"])
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, file[len(line) + 1 :], line + b"\n")
    except (InvalidTag, ValueError, KeyError, TypeError):
        raise InputRefused("pack_damaged") from None


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return head if isinstance(head, dict) else {}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=_COST, r=8, p=1).derive(clean_code(passphrase).encode())
