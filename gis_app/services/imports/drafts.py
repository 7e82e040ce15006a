"""Files that somebody brought and has not confirmed: each in a folder of its own, seen by its account only.

Nothing here touches the database or a layer. A draft goes when it is confirmed, thrown away, or a day old.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4

from gis_app.domain.errors import InputRefused, NotFound, TooLarge
from gis_app.domain.imports import Choices
from gis_app.services.imports.plain import choices_from_plain, choices_to_plain
from gis_app.services.wiring import Context

KEPT = timedelta(hours=24)
"""How long a draft waits for its person."""
AT_ONCE_BYTES = 2_000_000
"""A smaller file is understood while the page loads, a larger one by the worker."""
LONGEST_NAME = 120
DRAFTS_EACH = 10
"""So many files of one account may wait at once."""

MEGABYTE = 1_000_000
_CHUNK = 1 << 20
_NOTE = "draft.json"
_CHOICES = "choices.json"


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A file that waits, and what its person chose so far.

    Attributes
    ----------
    name
        Name of the file as the person knows it, without any folder.
    job
        The job that understands or stores it, ``""`` when none was asked for.
    problem
        Code and parameters of the error that kept us from understanding it.
    """

    id: str
    account: str
    project: str
    name: str
    size: int
    made: datetime
    folder: Path
    choices: Choices
    job: str = ""
    problem: Mapping[str, Any] | None = None

    @property
    def file(self) -> Path:
        """The file itself; its suffix is that of its name."""
        return next(self.folder.glob("file*"))

    @property
    def at_once(self) -> bool:
        """Whether understanding it takes no longer than a page may."""
        return self.size < AT_ONCE_BYTES


def begin(context: Context, files: Sequence[tuple[str, IO[bytes]]], *, project: str, account: str) -> str:
    """Keep what was brought and return the id of its draft; several files (of one Shapefile) become one ZIP.

    Raises
    ------
    InputRefused
        If there is no file, it is empty, or too many drafts wait already.
    TooLarge
        If it holds more bytes than ``GIS_IMPORT_MAX_MB``.
    """
    named = [(safe_name(name), stream) for name, stream in files if name]
    if not named:
        raise InputRefused("draft_no_file")
    if len(list(_of_account(context, account))) >= DRAFTS_EACH:
        raise InputRefused("draft_too_many", expected=DRAFTS_EACH)
    draft_id = str(uuid4())
    beside = _root(context) / f".{draft_id}"
    beside.mkdir(parents=True)
    try:
        name, file = _put(beside, named, limit=context.settings.import_max_mb * MEGABYTE)
        if file.stat().st_size == 0:
            raise InputRefused("draft_empty", value=name)
        note = {"account": account, "project": project, "name": name, "size": file.stat().st_size}
        _write(beside / _NOTE, {**note, "made": context.clock().isoformat(), "job": "", "problem": None})
        _write(beside / _CHOICES, choices_to_plain(Choices(project=project)))
        beside.rename(_root(context) / draft_id)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return draft_id


def open_draft(context: Context, draft_id: str, *, account: str | None) -> OpenDraft:
    """Return a draft to the account that brought it.

    Raises
    ------
    NotFound
        If there is no such draft (any more), or another account brought it.
    """
    folder = _root(context) / _plain_id(draft_id)
    try:
        note = _read(folder / _NOTE)
        choices = choices_from_plain(_read(folder / _CHOICES))
    except FileNotFoundError:
        raise NotFound("draft_not_found") from None
    if not account or note["account"] != account:
        raise NotFound("draft_not_found")
    made = datetime.fromisoformat(note.pop("made"))
    return OpenDraft(id=draft_id, folder=folder, choices=choices, made=made, **note)


def drafts_of(context: Context, *, project: str, account: str) -> list[OpenDraft]:
    """Return the drafts of an account in a project, newest first."""
    found = [open_draft(context, folder.name, account=account) for folder in _of_account(context, account)]
    return sorted((one for one in found if one.project == project), key=lambda one: one.made, reverse=True)


def choose(draft: OpenDraft, choices: Choices) -> None:
    """Keep what the person decided."""
    _write(draft.folder / _CHOICES, choices_to_plain(choices))


def note(draft: OpenDraft, *, job: str = "", problem: Mapping[str, Any] | None = None) -> None:
    """Keep which job works on the draft, or why it could not be understood."""
    said = _read(draft.folder / _NOTE)
    _write(draft.folder / _NOTE, {**said, "job": job, "problem": problem})


def throw_away(draft: OpenDraft) -> None:
    """Remove the draft with its file."""
    aside = draft.folder.with_name(f".{draft.id}")
    draft.folder.rename(aside)
    shutil.rmtree(aside)


def remove_old_drafts(context: Context) -> int:
    """Remove drafts that waited longer than ``KEPT`` and uploads that broke off; return how many."""
    before = (context.clock() - KEPT).timestamp()
    root = _root(context)
    old = [folder for folder in root.iterdir() if _made(folder) < before] if root.is_dir() else []
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def safe_name(name: str) -> str:
    """Return a file's name without folders, control characters and excess length; its suffix stays."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .") or "datne"
    stem, dot, suffix = plain.rpartition(".")
    room = LONGEST_NAME - len(suffix) - 1
    return f"{stem[:room]}.{suffix}" if dot and 0 < len(suffix) < 12 and stem else plain[:LONGEST_NAME]


def _put(folder: Path, named: Sequence[tuple[str, IO[bytes]]], *, limit: int) -> tuple[str, Path]:
    if len(named) == 1:
        (name, stream) = named[0]
        file = folder / f"file{_suffix(name)}"
        with file.open("wb") as target:
            for chunk in _chunks([stream], limit):
                target.write(chunk)
        return name, file
    name = f"{named[0][0].partition('.')[0]}.zip"
    file = folder / "file.zip"
    left = limit
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for inner, stream in named:
            with bundle.open(inner, "w") as target:
                for chunk in _chunks([stream], left):
                    left -= target.write(chunk)
    return name, file


def _chunks(streams: Sequence[IO[bytes]], limit: int) -> Iterator[bytes]:
    taken = 0
    for stream in streams:
        while chunk := stream.read(_CHUNK):
            taken += len(chunk)
            if taken > limit:
                raise TooLarge("upload_too_large", expected=limit // MEGABYTE)
            yield chunk


def _suffix(name: str) -> str:
    found = re.search(r"(\.osm)?\.[A-Za-z0-9]{1,11}$", name)
    return found[0].lower() if found else ""


def _of_account(context: Context, account: str) -> Iterator[Path]:
    for file in sorted(_root(context).glob(f"[0-9a-f]*/{_NOTE}")):
        if _read(file)["account"] == account:
            yield file.parent


def _made(folder: Path) -> float:
    try:
        return datetime.fromisoformat(_read(folder / _NOTE)["made"]).timestamp()
    except (FileNotFoundError, NotADirectoryError):
        return folder.stat().st_mtime


def _root(context: Context) -> Path:
    return context.settings.data_dir / "drafts"


def _plain_id(draft_id: str) -> str:
    try:
        return str(UUID(draft_id))
    except ValueError:
        raise NotFound("draft_not_found") from None


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _write(file: Path, value: Any) -> None:
    beside = file.with_name(f".{file.name}.{uuid4().hex}")
    beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    beside.replace(file)
