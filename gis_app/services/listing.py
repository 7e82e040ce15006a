"""Everything on the map as a list: for those who do not use maps, and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gis_app.domain.errors import UnknownCode
from gis_app.domain.geography import Project
from gis_app.domain.layers import Layer
from gis_app.domain.paging import LINES, Page, page_of
from gis_app.domain.roles import Role
from gis_app.services.lines import GROUPS, Lines, lines_of
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context

__all__ = ["GROUPS", "Entry", "Listing", "list_everything"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ``territory`` and ``territory_id`` say where it is; both empty when its place is not known."""

    group: str
    id: str
    name: str
    kind: str
    detail: str
    precision: str
    territory: str = ""
    territory_id: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the lines that pass the filters, and what there is to choose from.

    ``territories`` are id and name by layer; ``total`` counts all lines before the filters.
    """

    project: Project
    entries: Sequence[Entry]
    page: Page
    territories: Sequence[tuple[Layer, Sequence[tuple[str, str]]]]
    kinds: Sequence[str]
    total: int


def list_everything(
    context: Context,
    *,
    project: str | None,
    role: Role,
    group: str = "",
    kind: str = "",
    where: str = "",
    text: str = "",
    page: int = 1,
    lines: int = LINES,
) -> Listing:
    """Return a page of everything on the map that the role may see, by group and name.

    Parameters
    ----------
    group
        One of ``GROUPS``; empty for all.
    kind
        A kind of place; empty for all.
    where
        Id of a territory; only what is inside (and the territory itself).
    text
        Only lines whose name or detail holds these words, in upper or lower case.
    page, lines
        Number of the page from 1, and how long a page is.

    Raises
    ------
    NotFound
        If there is no such project.
    UnknownCode
        If the group is none of ``GROUPS``.
    """
    if group and group not in GROUPS:
        raise UnknownCode("unknown_layer_role", value=group, expected=", ".join(GROUPS))
    here = project_or_first(context, project)
    every = lines_of(context, project=here.code, role=role)
    shown = np.flatnonzero(_passing(every, group, kind, where, text.casefold().strip()))
    part = page_of(len(shown), page, lines=lines)
    return Listing(
        project=here,
        entries=[_entry(every, row) for row in shown[part.rows].tolist()],
        page=part,
        territories=every.choices,
        kinds=every.kinds_of_places,
        total=len(every.row),
    )


def _passing(lines: Lines, group: str, kind: str, where: str, text: str) -> NDArray[np.bool_]:
    passing = np.ones(len(lines.row), dtype=bool)
    if group:
        passing &= lines.group == GROUPS.index(group)
    if kind:
        passing &= lines.kind == (lines.kinds.index(kind) if kind in lines.kinds else -1)
    if where:
        passing &= lines.inside(where)
    if text:
        passing &= np.fromiter((text in line for line in lines.folded), dtype=bool, count=len(passing))
    return passing


def _entry(lines: Lines, line: int) -> Entry:
    layer, rows = lines.sources[lines.source[line]]
    row, holder = int(lines.row[line]), int(lines.holder[line])
    territory_id, territory = ("", "") if holder < 0 else lines.areas[holder]
    return Entry(
        group=layer.role,
        id=rows.id(row),
        name=lines.name[line],
        kind=lines.kinds[lines.kind[line]],
        detail=lines.detail[line],
        precision=str(rows.value("precision", row) or ""),
        territory=territory,
        territory_id=territory_id,
    )
