"""A small register and drafts of tables of figures written by hand."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from shapely import box

from gis_app.domain.geography import Project, Territory, territory_id
from gis_app.domain.imports import Choices, Understanding
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

SINCE = date(2022, 7, 1)
UNITS = [
    ("LV0001000", "state_city", "Rīga", ""),
    ("LV0022000", "municipality", "Talsu novads", ""),
    ("LV0025000", "municipality", "Cēsu novads", ""),
    ("LV0020000", "municipality", "Aizkraukles novads", ""),
    ("LV0021000", "municipality", "Augšdaugavas novads", ""),
    ("LV0020500", "parish", "Pilskalnes pagasts", "LV0020000"),
    ("LV0021500", "parish", "Pilskalnes pagasts", "LV0021000"),
]


def unit(code: str) -> str:
    """Return the id of a territory of this register."""
    return territory_id("atvk", code, SINCE)


def put_register(context: Context, *, invented: bool = False) -> None:
    """Store the project ``te`` with a few units of the boundaries of July 2022."""
    rows = [
        Territory(
            id=unit(code),
            project="te",
            scheme="atvk",
            code=code,
            level=level,
            name=name,
            geometry=box(number, 0, number + 1, 1),
            epsg=3059,
            parent=unit(parent) if parent else None,
            valid_from=SINCE,
        )
        for number, (code, level, name, parent) in enumerate(UNITS)
    ]
    with context.database.transaction() as session:
        put_projects(session, [Project("te", {"lv": "Te", "en": "Here"}, invented=invented)])
        put_territories(session, rows)


def draft_of(context: Context, folder: Path, text: str, *, name: str = "tabula.csv", **choices: Any) -> Draft:
    """Return the draft of a table of figures, looked at for its target."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    draft = Draft(
        file=file,
        name=name,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        choices=Choices(target="statistics", **choices),
        understanding=Understanding(format="csv", kind="statistics"),
    )
    return examined(context, draft)
