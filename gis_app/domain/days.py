"""Days as files write them."""

import re
from datetime import date

_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_.]?(\d\d)[-_.]?(\d\d))?(?!\d)")


def day_in(name: str) -> date | None:
    """Return the day that the name of a file says (``robezas_2021-01-01.gpkg``); a year alone is its first day."""
    for year, month, day in _DAY.findall(name):
        try:
            return date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            continue
    return None
