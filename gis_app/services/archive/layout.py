"""What lies where in an archive, and the manifest that says what it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gis_app.domain.errors import InputRefused

KIND = "kopienas-karte"
FORM = 1
MANIFEST = "manifest.json"
SECRET = "secret"  # noqa: S105 - the name of a member
LAYERS = "layers/"
PHOTOS = "photos/"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself.

    Attributes
    ----------
    revision
        Newest migration of the database it was made from.
    project
        Code of its one project; empty when it holds the whole installation.
    rows
        Number of rows by table.
    files
        SHA-256 of every other member by its name.
    """

    revision: str
    work_epsg: int
    made: str
    project: str
    rows: Mapping[str, int]
    files: Mapping[str, str]
    kind: str = KIND
    form: int = FORM

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_manifest(content: bytes, *, file: str) -> Manifest:
    """Return the manifest in the bytes of its member.

    Raises
    ------
    InputRefused
        If it is not ours, or of a later form than this version reads.
    """
    try:
        said: dict[str, Any] = json.loads(content)
        found = Manifest(**said)
    except (ValueError, TypeError):
        raise InputRefused("archive_foreign", file=file) from None
    if found.kind != KIND:
        raise InputRefused("archive_foreign", file=file)
    if found.form > FORM:
        raise InputRefused("archive_newer", file=file)
    return found


def table_member(name: str) -> str:
    """Return the member that holds the rows of a table."""
    return f"tables/{name}.jsonl"
