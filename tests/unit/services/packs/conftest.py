"""A meeting on a laptop and the office it goes to."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services import wiring
from gis_app.services.packs.take_over import take_over
from gis_app.services.photos.keep import keep_photo
from gis_app.services.wiring import Context
from gis_app.settings import Settings
from gis_app.store import meetings
from tests.conftest import NOW
from tests.meeting_world import MEADOW, PARK, build_world, join, new_meeting, uuid
from tests.pack_world import ANNA, WORDS, Take, pack, put
from tests.unit.photos.test_clean import picture


@pytest.fixture
def office(migrated: Path, tmp_path: Path) -> Iterator[Context]:
    """The municipality's server: another secret, the same ground."""
    folder = tmp_path / "office"
    shutil.copytree(migrated, folder)
    (folder / "secret").unlink()
    built = wiring.build(Settings(data_dir=folder), clock=lambda: NOW)
    build_world(built)
    yield built
    built.database.close()


@pytest.fixture
def meeting(context: Context) -> Meeting:
    """The meeting on the hall's laptop, with three marks of Anna, one with a photo, and her card."""
    build_world(context)
    made = replace(new_meeting(context), questions=Questions(photos=True))
    with context.database.transaction() as session:
        meetings.put_meetings(session, [made])
    join(context, made, ANNA)
    for number, place in ((1, PARK), (2, MEADOW), (3, PARK)):
        put(context, made, number, place)
    keep_photo(context, code=made.code, token=ANNA.token, uuid=uuid(3), content=picture(), consent=True)
    return made


@pytest.fixture
def take(context: Context, office: Context, meeting: Meeting) -> Take:
    """Pack on the laptop and take over in the office."""
    return lambda: take_over(office, pack(context, meeting), passphrase=WORDS)
