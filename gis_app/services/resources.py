"""Places and services of a project: listed, filtered, looked at one by one."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gis_app.analysis.names import NameIndex
from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.lists import PRECISIONS, RESOURCE_KINDS
from gis_app.domain.paging import Page, page_of
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.wiring import Context
from gis_app.store import resources as store
from gis_app.store.resource_columns import resource_columns
from gis_app.text.collate import sort_key
from gis_app.text.fold import fold


@dataclass(frozen=True, slots=True)
class ResourceList:
    """A page of what fits a filter, in Latvian order, and what there is to choose from.

    Attributes
    ----------
    total
        Number of resources the role may see, before the filter.
    kinds
        How many there are of each kind, in the order of ``RESOURCE_KINDS``; kinds without any are not there.
    """

    resources: Sequence[Resource]
    page: Page
    total: int
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Known:
    """Every resource of a project in Latvian order: id, kind, precision, and its words to be searched."""

    ids: NDArray[Any]
    kind: NDArray[Any]
    precision: NDArray[Any]
    words: NameIndex
    kinds: Mapping[str, int]


def resources_of(
    context: Context,
    *,
    project: str,
    role: Role,
    kind: str = "",
    precision: str = "",
    text: str = "",
    meant: Collection[str] = (),
    page: int = 1,
) -> ResourceList:
    """Return a page of the resources of a project that the role may see and that fit every part of the filter given.

    Parameters
    ----------
    text
        Words of name, address or description, as people type them.
    meant
        Kinds that the text means in the language of whoever asks.

    Raises
    ------
    UnknownCode
        If there is no such kind or precision.
    """
    _check("unknown_resource_kind", kind, RESOURCE_KINDS)
    _check("unknown_precision", precision, PRECISIONS)
    sensitive = may(role, Permission.SEE_SENSITIVE)
    known: _Known = context.memory.frames.get(
        ("resources", project, sensitive),
        stamp=context.database.state(),
        make=lambda: _known(context, project, sensitive=sensitive),
    )
    fits = np.ones(len(known.ids), dtype=bool)
    if kind:
        fits &= known.kind == kind
    if precision:
        fits &= known.precision == precision
    if typed := fold(text):
        fits &= (known.words.scores(typed) > 0) | np.isin(known.kind.astype(str), list(meant))
    rows = np.flatnonzero(fits)
    part = page_of(len(rows), page)
    with context.database.reading() as session:
        shown = store.resources_by_id(session, known.ids[rows[part.rows]].tolist())
    return ResourceList(resources=shown, page=part, total=len(known.ids), kinds=known.kinds)


def _known(context: Context, project: str, *, sensitive: bool) -> _Known:
    names = ("name", "kind", "precision", "address", "description")
    with context.database.reading() as session:
        rows = resource_columns(session, project, sensitive=sensitive, names=names)
    assert rows.ids is not None  # noqa: S101 - what is stored has ids
    name, address, description = (rows.columns[column].tolist() for column in ("name", "address", "description"))
    order = sorted(range(len(rows)), key=lambda row: sort_key(name[row]))
    counts = Counter(rows.columns["kind"].tolist())
    return _Known(
        ids=rows.ids[order],
        kind=rows.columns["kind"][order],
        precision=rows.columns["precision"][order],
        words=NameIndex([fold(f"{name[row]} {address[row]} {description[row]}") for row in order]),
        kinds={code: counts[code] for code in RESOURCE_KINDS if counts[code]},
    )


def resource_of(context: Context, resource_id: str, *, role: Role) -> Resource:
    """Return one resource.

    Raises
    ------
    NotFound
        If there is none, or it is sensitive and the role may not see it: nobody learns which.
    """
    with context.database.reading() as session:
        found = store.resource(session, resource_id)
    if found.sensitive and not may(role, Permission.SEE_SENSITIVE):
        raise NotFound("resource_not_found", value=resource_id)
    return found


def _check(code: str, value: str, allowed: Sequence[str]) -> None:
    if value and value not in allowed:
        raise UnknownCode(code, value=value, expected=", ".join(allowed))
