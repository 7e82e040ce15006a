"""GDAL reads GeoJSON, KML and GPX in UTF-8 only: what was written in an older encoding is copied into it first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from gis_app.catalog.sources.encoding import decode
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem

_SAID = re.compile(r"""^(<\?xml[^>]*?encoding\s*=\s*)(["'])([\w.:-]+)\2""")


@contextmanager
def in_utf8(file: Path, *, name: str, chosen: str = "") -> Iterator[tuple[Path, str, tuple[Problem, ...]]]:
    """Give a file in UTF-8 (the same when it is so already), the encoding it had, and what was noticed.

    The encoding that an XML file declares is believed when its bytes agree.

    Raises
    ------
    InputRefused
        If the bytes are not of the chosen encoding.
    """
    content = file.read_bytes()
    said = "" if chosen else _declared(content)
    if not chosen and said in ("", "utf-8") and _is_utf8(content):
        yield file, "utf-8", ()
        return
    text, encoding, problems = decode(content, name=name, chosen=chosen or said)
    with TemporaryDirectory(prefix="karte-") as folder:
        copy = Path(folder) / file.name
        copy.write_text(_SAID.sub(r"\1\2utf-8\2", text.lstrip("\ufeff"), count=1), encoding="utf-8")
        yield copy, encoding, problems


def refuse_broken_json(file: Path, *, name: str) -> None:
    """Raise the error that names the row where a JSON file breaks off; a file of one object per line is checked so.

    Raises
    ------
    InputRefused
        If the file is not whole JSON.
    """
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise InputRefused("json_broken", file=name, row=error.lineno, value=error.msg) from None


def _declared(content: bytes) -> str:
    """Return the encoding an XML declaration names, unless the bytes contradict it."""
    head = content[:200].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    found = _SAID.match(head)
    if not found:
        return ""
    said = found.group(3).lower()
    try:
        content.decode(said)
    except (LookupError, UnicodeDecodeError):
        return ""
    return said


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.startswith((b"\xff\xfe", b"\xfe\xff"))
