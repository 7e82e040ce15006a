"""The purpose text of meetings: its versions live in the store, the first one comes with the product."""

from collections.abc import Mapping

from gis_app.domain.meetings import Meeting
from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.store.database import Session
from gis_app.text import purpose

OWN_FROM = 1000
"""Versions from here on were worded for one meeting; those before are everybody's."""


def current_purpose(context: Context) -> int:
    """Return the newest version for every meeting; stores the one of the product if it is newer or the first."""
    with context.database.reading() as session:
        newest = store.newest_purpose(session, below=OWN_FROM)
    if newest is not None and newest >= purpose.VERSION:
        return newest
    with context.database.transaction() as session:
        store.put_purpose(session, purpose.VERSION, purpose.TEXTS)
    return purpose.VERSION


def kept_version(session: Session, texts: Mapping[str, str]) -> int:
    """Return the version that says exactly this; if none does, it is stored as one worded for a meeting."""
    known = store.purpose_version_of(session, texts)
    if known is not None:
        return known
    version = max(store.newest_purpose(session) or 0, OWN_FROM - 1) + 1
    store.put_purpose(session, version, texts)
    return version


def purpose_of(context: Context, meeting: Meeting) -> Mapping[str, str]:
    """Return the purpose text of a meeting by language: the bound one, else the one it will get when it opens."""
    version = meeting.purpose_version or current_purpose(context)
    with context.database.reading() as session:
        return store.purpose_texts(session, version)
