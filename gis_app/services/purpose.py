"""The purpose text of meetings: its versions live in the store, the first one comes with the product."""

from gis_app.services.wiring import Context
from gis_app.store import meetings as store
from gis_app.text import purpose


def current_purpose(context: Context) -> int:
    """Return the newest version of the purpose text; stores the one of the product if it is newer or the first."""
    with context.database.reading() as session:
        newest = store.newest_purpose(session)
    if newest is not None and newest >= purpose.VERSION:
        return newest
    with context.database.transaction() as session:
        store.put_purpose(session, purpose.VERSION, purpose.TEXTS)
    return purpose.VERSION
