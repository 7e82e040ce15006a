"""Which page of a long list an address asks for."""

from collections.abc import Mapping


def page_number(asked: Mapping[str, str]) -> int:
    """Return the number after ``page=``, 1 where it is missing or no number."""
    text = asked.get("page", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 1
