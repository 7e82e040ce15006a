"""``restore_archive``: an archive back into an installation, everything or nothing."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from gis_app.catalog.archives import OWNER_ONLY, ArchiveReader, reading
from gis_app.domain.errors import Conflict, InputRefused
from gis_app.services.archive.layout import LAYERS, MANIFEST, PHOTOS, SECRET, Manifest, read_manifest, table_member
from gis_app.services.photos.files import put_photo
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store import archive as store
from gis_app.store import marks, meetings, packs
from gis_app.store.database import newest_revision

Progress = Callable[[float], None]
PURPOSES = "purpose_text"


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back; ``codes_work`` is False where cards of residents were keyed with another secret."""

    rows: int
    layers: int
    project: str
    codes_work: bool


def restore_archive(context: Context, file: Path, *, progress: Progress = lambda _done: None) -> Restored:
    """Take an archive in: everything or nothing.

    A whole installation goes only into an empty one, and brings its secret. A single project goes beside others.

    Raises
    ------
    NotFound
        If there is no such file.
    InputRefused
        If it is damaged, not ours, made by a later version, or measured in another CRS.
    Conflict
        If the installation is not empty, or has a project or layer of that name.
    """
    with reading(file) as archive:
        manifest = read_manifest(archive.read(MANIFEST), file=file.name)
        _check(context, archive, manifest)
        progress(0.2)
        staged = _stage(context, archive, manifest)
        try:
            with _placing(context.layers_dir) as place, context.database.transaction() as session:
                rows = _load(session, archive, manifest, progress)
                place(staged)
                _place_photos(context, session, archive)
                codes_work = _take_secret(context, archive, manifest)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    progress(1.0)
    versions = {tuple(name.split("/")[1:3]) for name in manifest.files if name.startswith(LAYERS)}
    return Restored(rows, len(versions), manifest.project, codes_work)


def _check(context: Context, archive: ArchiveReader, manifest: Manifest) -> None:
    if manifest.revision > newest_revision():
        raise InputRefused("archive_newer", file=archive.name)
    if manifest.work_epsg != context.settings.work_epsg:
        raise InputRefused("archive_other_crs", file=archive.name, value=manifest.work_epsg)
    names = set(archive.names()) - {MANIFEST}
    strange = sorted(names ^ set(manifest.files))
    if strange:
        raise InputRefused("archive_damaged", file=archive.name, value=", ".join(strange[:3]))
    for name, digest in manifest.files.items():
        if archive.digest(name) != digest:
            raise InputRefused("archive_damaged", file=archive.name, value=name)
    if manifest.project:
        _check_owner(archive, manifest)
    _check_room(context, manifest)


def _check_owner(archive: ArchiveReader, manifest: Manifest) -> None:
    """Refuse an archive of one project that brings rows of another, or of a meeting that it does not bring."""
    brought: set[tuple[str, object]] = set()
    said: set[tuple[str, object]] = set()
    for name in store.tables(whole=False):
        if table_member(name) in manifest.files:
            with archive.open(table_member(name)) as source:
                if store.strangers(name, map(json.loads, source), project=manifest.project):
                    raise InputRefused("archive_foreign", file=archive.name)
            with archive.open(table_member(name)) as source:
                said |= store.owners(name, map(json.loads, source))
            if name in store.OWNERS:
                with archive.open(table_member(name)) as source:
                    brought |= {(name, json.loads(line).get("id")) for line in source}
    if said - brought:
        raise InputRefused("archive_foreign", file=archive.name)


def _check_room(context: Context, manifest: Manifest) -> None:
    if manifest.project and manifest.project in {project.code for project in projects(context)}:
        raise Conflict("archive_project_taken", value=manifest.project)
    with context.database.reading() as session:
        empty = store.is_empty(session)
    if not manifest.project and not empty:
        raise Conflict("archive_not_empty")
    taken = {name.split("/")[1] for name in manifest.files if name.startswith(LAYERS)}
    here = sorted(layer for layer in taken if (context.layers_dir / layer).exists())
    if here:
        raise Conflict("archive_layer_taken", value=", ".join(here[:3]))


def _stage(context: Context, archive: ArchiveReader, manifest: Manifest) -> Path:
    staged = context.settings.data_dir / f".restore-{uuid4().hex}"
    staged.mkdir(parents=True)
    for name in manifest.files:
        if name.startswith(LAYERS):
            archive.unpack(name, staged / name.removeprefix(LAYERS))
    return staged


def _load(session: Any, archive: ArchiveReader, manifest: Manifest, progress: Progress) -> int:
    whole, total = not manifest.project, 0
    names = [name for name in store.tables(whole=whole) if name in manifest.rows]
    versions: dict[int, int] = {}
    if not whole and PURPOSES in names:
        names.remove(PURPOSES)
        versions = _take_purposes(session, archive)
        total += manifest.rows[PURPOSES]
    for number, name in enumerate(names):
        with archive.open(table_member(name)) as source:
            rows = (_renumbered(json.loads(line), versions) for line in source)
            total += store.load(session, name, rows, whole=whole)
        progress(0.3 + 0.6 * (number + 1) / len(names))
    return total


def _take_purposes(session: Any, archive: ArchiveReader) -> dict[int, int]:
    """Store the purpose texts that are not here yet; returns the version here of each version there.

    Every installation counts its versions from one: the words say which is which, not the number.
    """
    texts: dict[int, dict[str, str]] = {}
    with archive.open(table_member(PURPOSES)) as source:
        for row in map(json.loads, source):
            texts.setdefault(row["version"], {})[row["lang"]] = row["text"]
    here: dict[int, int] = {}
    for version, words in sorted(texts.items()):
        known = packs.purpose_with(session, words)
        here[version] = known or (meetings.newest_purpose(session) or 0) + 1
        if known is None:
            meetings.put_purpose(session, here[version], words)
    return here


def _renumbered(row: dict[str, Any], versions: dict[int, int]) -> dict[str, Any]:
    """Return a row that names the purpose text by its version here."""
    shown = row.get("purpose_version")
    return {**row, "purpose_version": versions[shown]} if shown in versions else row


def _place_photos(context: Context, session: Any, archive: ArchiveReader) -> None:
    """Write the photos that marks of the archive name, and no other file."""
    for member in archive.names():
        folder, _, name = member.removeprefix(PHOTOS).partition("/")
        if member.startswith(PHOTOS):
            mark = marks.mark_of_photo(session, name)
            if mark is not None and mark.meeting == folder:
                put_photo(context, folder, name, archive.read(member))


@contextmanager
def _placing(living: Path) -> Iterator[Callable[[Path], None]]:
    """Yield a function that renames layers into place; whatever fails after it takes them back."""
    placed: list[Path] = []

    def place(staged: Path) -> None:
        living.mkdir(parents=True, exist_ok=True)
        for folder in sorted(staged.iterdir()):
            os.replace(folder, living / folder.name)
            placed.append(living / folder.name)

    try:
        yield place
    except BaseException:
        for folder in placed:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _take_secret(context: Context, archive: ArchiveReader, manifest: Manifest) -> bool:
    """Keep the archive's secret with a whole installation; say whether codes of residents will work."""
    if SECRET not in manifest.files:
        return manifest.rows.get("participant", 0) == 0
    file = context.settings.data_dir / SECRET
    beside = file.with_name(f".{SECRET}.{uuid4().hex}")
    beside.touch(mode=OWNER_ONLY)
    beside.write_bytes(archive.read(SECRET))
    os.replace(beside, file)
    return True
