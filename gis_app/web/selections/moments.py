"""Moments as people at the table read them: stored in UTC, shown by the clock on the wall."""

from datetime import datetime

from gis_app.services.doors import HERE


def here(moment: datetime | str) -> datetime:
    """Return a moment (or its ISO 8601 text, with its zone) by the time in Latvia."""
    return (datetime.fromisoformat(moment) if isinstance(moment, str) else moment).astimezone(HERE)
