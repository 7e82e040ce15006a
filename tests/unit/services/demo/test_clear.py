"""Removing the demo must not take people's own meetings with it."""

from dataclasses import replace
from pathlib import Path

import pytest

from gis_app.domain.errors import Conflict
from gis_app.services.demo.load import clear_demo
from gis_app.services.demo.town import load
from gis_app.services.photos.files import folder_of
from gis_app.services.wiring import build
from gis_app.settings import Settings
from gis_app.store.meetings import list_meetings, put_meetings

OWN = "00000000-0000-4000-8000-000000000001"


def test_clearing_the_demo_keeps_peoples_own_meetings_unless_told(tmp_path: Path) -> None:
    context = build(Settings(data_dir=tmp_path))
    load(context, lambda _step: None)
    with context.database.transaction() as session:
        demo = list_meetings(session, project="paraugpilseta")
        put_meetings(session, [replace(demo[0], id=OWN, code="SAVA42")])
    folders = [folder_of(context, demo[0].id), folder_of(context, OWN)]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "a.jpg").write_bytes(b"picture")
    with pytest.raises(Conflict) as refusal:
        clear_demo(context)
    assert refusal.value.params["value"] == 1
    with context.database.reading() as session:
        assert len(list_meetings(session, project="paraugpilseta")) == len(demo) + 1
    assert all(folder.exists() for folder in folders), "a refusal removes nothing"
    assert clear_demo(context, with_meetings=True)
    assert not any(folder.exists() for folder in folders), "photos go with their meetings"
    context.database.close()
