"""Moments as they are stored: in UTC without their zone, for SQLite keeps none."""

from datetime import UTC, datetime


def without_zone(moment: datetime) -> datetime:
    """Return a moment in UTC as it is stored."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def in_utc(stored: datetime) -> datetime:
    """Return a stored moment with its zone."""
    return stored.replace(tzinfo=UTC)
