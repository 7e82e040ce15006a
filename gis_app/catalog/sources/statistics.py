"""Recognises statistics as offices publish them; ``services/imports`` reads the figures."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice

from gis_app.catalog.sources.source import Found, Source
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices


def is_pxweb(text: str) -> bool:
    """Whether a text is a CSV file of PX-Web: a title in quotation marks, a blank line, a header in quotation marks."""
    lines = [line.strip() for line in islice(io.StringIO(text.removeprefix("\ufeff")), 3)]
    if len(lines) < 3 or lines[1] or not (lines[0].startswith('"') and lines[2].startswith('"')):
        return False
    sign = max(",;\t", key=lines[2].count)
    title = next(csv.reader([lines[0]], delimiter=sign))
    header = next(csv.reader([lines[2]], delimiter=sign))
    return len(title) == 1 and len(header) > 1


def is_jsonstat(head: str) -> bool:
    """Whether the beginning of a JSON text is JSON-stat (a dataset, or a bundle of the first version)."""
    flat = "".join(head.split())
    said = '"class":"dataset"' in flat or '"class":"collection"' in flat
    return said or ('"dimension":{' in flat and ('"id":[' in flat or '"dataset":{' in flat))


def read_jsonstat(found: Found, choices: Choices) -> Source:  # noqa: ARG001  (all readers take the same)
    """Return the description of a JSON-stat file: how many values it has.

    Raises
    ------
    InputRefused
        If it is not whole JSON.
    """
    try:
        content = json.loads(found.file.read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        row = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise InputRefused("json_broken", file=found.name, row=row, value=str(error)[:200]) from None
    dataset = content.get("dataset", content)
    return Source(format="jsonstat", kind="statistics", encoding="utf-8", features=len(dataset.get("value", ())))
