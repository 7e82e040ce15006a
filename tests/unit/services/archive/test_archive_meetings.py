"""A meeting with everything it can hold leaves and comes back in an archive."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gis_app.domain.accounts import Account
from gis_app.domain.errors import InputRefused
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.domain.publications import Publication, Shown, Talk
from gis_app.domain.roles import Role
from gis_app.services import wiring
from gis_app.services.archive.restore import restore_archive
from gis_app.services.archive.write import write_archive
from gis_app.services.mark_input import read_mark
from gis_app.services.photos.files import folder_of, put_photo, read_photo
from gis_app.services.photos.keep import keep_photo
from gis_app.services.place_mark import place_mark
from gis_app.services.purpose import current_purpose
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import meetings, publications
from gis_app.store.accounts import put_account
from gis_app.store.models import ProjectRow
from tests.meeting_world import Phone, build_world, join, mark, new_meeting, uuid
from tests.unit.photos.test_clean import picture

ANNA = Phone(1)
DAY = datetime(2026, 5, 21, tzinfo=UTC)


@pytest.fixture
def other(migrated: Path, tmp_path: Path) -> Iterator[Context]:
    """Another installation, which has a project of its own."""
    folder = tmp_path / "other"
    shutil.copytree(migrated, folder)
    (folder / "secret").unlink()
    built = wiring.build(Settings(data_dir=folder))
    with built.database.transaction() as session:
        session.add(ProjectRow(code="q", title={"lv": "Cits"}))
    yield built
    built.database.close()


@pytest.fixture
def meeting(context: Context) -> Meeting:
    """A published meeting with a participant, noted by an account."""
    build_world(context)
    made = new_meeting(context, state="closed")
    published = replace(made, published_on=DAY.date())
    act = Publication(uuid(9), made.id, "published", DAY, "1", Talk(DAY.date(), "ciema vecākā", "Runājām"), Shown())
    with context.database.transaction() as session:
        put_account(session, Account("1", "anna", Role.ADMIN, session_key="k"), password_hash="-")
        meetings.put_meetings(session, [published])
        publications.add_publication(session, act)
    return published


def test_a_published_meeting_goes_with_its_project_and_leaves_the_account_behind(
    context: Context, other: Context, meeting: Meeting, tmp_path: Path
) -> None:
    file = tmp_path / "p.zip"
    write_archive(context, file, project="p")
    restore_archive(other, file)
    with other.database.reading() as session:
        assert meetings.get_meeting(session, meeting.id).published_on == DAY.date()
        (act,) = publications.publications(session, meeting.id)
    assert (act.what, act.account) == ("published", None)


def test_a_project_goes_beside_another_that_has_its_own_purpose_texts(
    context: Context, other: Context, meeting: Meeting, tmp_path: Path
) -> None:
    current_purpose(other)
    with other.database.transaction() as session:
        for version in range(1, (meeting.purpose_version or 0) + 1):
            if not meetings.purpose_texts(session, version):
                meetings.put_purpose(session, version, {"lv": "Citas pašvaldības vārdi"})
    file = tmp_path / "p.zip"
    write_archive(context, file, project="p")
    restore_archive(other, file)
    with other.database.reading() as session, context.database.reading() as here:
        arrived = meetings.get_meeting(session, meeting.id)
        assert meetings.purpose_texts(session, arrived.purpose_version or 0) == meetings.purpose_texts(
            here, meeting.purpose_version or 0
        )


def test_an_archive_of_one_project_tells_nothing_of_the_meetings_of_another(
    context: Context, meeting: Meeting, tmp_path: Path
) -> None:
    with context.database.transaction() as session:
        session.add(ProjectRow(code="q", title={"lv": "Cits"}))
    file = tmp_path / "q.zip"
    write_archive(context, file, project="q")
    with zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for secret in (meeting.id, meeting.code, meeting.title, meeting.controller, "Runājām"):
        assert secret.encode() not in everything


def test_an_archive_cannot_add_rows_to_a_meeting_that_is_here_already(
    context: Context, other: Context, meeting: Meeting, tmp_path: Path
) -> None:
    file, changed = tmp_path / "p.zip", tmp_path / "changed.zip"
    write_archive(context, file, project="p")
    with zipfile.ZipFile(file) as source:
        members = {name: source.read(name) for name in source.namelist()}
    name = "tables/publication.jsonl"
    members[name] = members[name].replace(meeting.id.encode(), uuid(5).encode())
    manifest = json.loads(members["manifest.json"])
    manifest["files"][name] = hashlib.sha256(members[name]).hexdigest()
    members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(changed, "w") as target:
        for member, content in members.items():
            target.writestr(member, content)
    with pytest.raises(InputRefused) as refused:
        restore_archive(other, changed)
    assert refused.value.code == "archive_foreign"


@pytest.mark.parametrize("project", ["", "p"])
def test_photos_go_with_an_archive_and_only_those_that_a_mark_names(
    context: Context, migrated: Path, tmp_path: Path, project: str
) -> None:
    build_world(context)
    made = replace(new_meeting(context), questions=Questions(photos=True))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [made])
    join(context, made, ANNA)
    place_mark(context, code=made.code, token=ANNA.token, sent=read_mark(mark(1)))
    keep_photo(context, code=made.code, token=ANNA.token, uuid=uuid(1), content=picture(), consent=True)
    (name,) = [file.name for file in folder_of(context, made.id).glob("*")]
    put_photo(context, made.id, "0" * 32 + ".jpg", b"a stray file")
    shutil.copytree(migrated, tmp_path / "empty")
    empty = wiring.build(Settings(data_dir=tmp_path / "empty"))
    file = tmp_path / "all.zip"
    write_archive(context, file, project=project)
    restore_archive(empty, file)
    assert [file.name for file in folder_of(empty, made.id).glob("*")] == [name]
    assert read_photo(empty, made.id, name) == read_photo(context, made.id, name)
    empty.database.close()
