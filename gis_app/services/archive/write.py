"""``write_archive``: a project or the whole installation into one file."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gis_app.catalog.archives import ArchiveWriter, writing
from gis_app.catalog.schema import FILE_NAME, read_layer
from gis_app.services.archive.layout import LAYERS, MANIFEST, PHOTOS, SECRET, Manifest, table_member
from gis_app.services.photos.files import folder_of
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.store import archive as store
from gis_app.store.database import newest_revision
from gis_app.store.meetings import list_meetings

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds: rows of all tables, versions of layers, bytes of the file."""

    rows: int
    layers: int
    size: int


def write_archive(
    context: Context, file: Path, *, project: str = "", progress: Progress = lambda _done: None
) -> Written:
    """Write an archive; a file of that name is replaced when the new one is whole.

    One reading transaction sees one state of all tables. A single project leaves accounts and the audit behind.

    Raises
    ------
    NotFound
        If there is no such project.
    InputRefused
        If the file cannot be written.
    """
    only = project_or_first(context, project).code if project else None
    rows: dict[str, int] = {}
    with writing(file) as archive:
        names = store.tables(whole=only is None)
        with context.database.reading() as session:
            for number, name in enumerate(names):
                with archive.member(table_member(name)) as target:
                    rows[name] = 0
                    for row in store.dump(session, name, project=only):
                        target.write(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")
                        rows[name] += 1
                progress(0.5 * (number + 1) / len(names))
            _add_photos(context, archive, [meeting.id for meeting in list_meetings(session, project=only)])
        versions = _add_layers(archive, context.layers_dir, only, progress)
        if only is None:
            archive.add(SECRET, context.secret.hex().encode())
        manifest = Manifest(
            revision=newest_revision(),
            work_epsg=context.settings.work_epsg,
            made=context.clock().isoformat(timespec="seconds"),
            project=only or "",
            rows=rows,
            files=dict(archive.files),
        )
        archive.add(MANIFEST, manifest.to_json())
    progress(1.0)
    return Written(sum(rows.values()), versions, file.stat().st_size)


def _add_photos(context: Context, archive: ArchiveWriter, meetings: Sequence[str]) -> None:
    for meeting in sorted(meetings):
        for file in sorted(folder_of(context, meeting).glob("*.jpg")):
            archive.add_file(f"{PHOTOS}{meeting}/{file.name}", file)


def _add_layers(archive: ArchiveWriter, living: Path, only: str | None, progress: Progress) -> int:
    versions = [
        described.parent
        for described in sorted(living.glob(f"*/*/{FILE_NAME}"))
        if not any(part.startswith(".") for part in described.relative_to(living).parts)
        and only in {None, read_layer(described).layer.project}
    ]
    for number, version in enumerate(versions):
        for part in sorted(part for part in version.rglob("*") if part.is_file()):
            archive.add_file(LAYERS + part.relative_to(living).as_posix(), part)
        progress(0.5 + 0.5 * (number + 1) / len(versions))
    return len(versions)
