"""Places and services of a project: listed, filtered, looked at one by one."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gis_app.analysis.names import fit
from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.lists import PRECISIONS, RESOURCE_KINDS
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.services.wiring import Context
from gis_app.store import resources as store
from gis_app.text.collate import sort_key
from gis_app.text.fold import fold


@dataclass(frozen=True, slots=True)
class ResourceList:
    """What fits a filter, in Latvian order, and what there is to choose from.

    Attributes
    ----------
    total
        Number of resources the role may see, before the filter.
    kinds
        How many there are of each kind, in the order of ``RESOURCE_KINDS``; kinds without any are not there.
    """

    resources: Sequence[Resource]
    total: int
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
) -> ResourceList:
    """Return the resources of a project that the role may see and that fit every part of the filter given.

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
    with context.database.reading() as session:
        seen = store.resources(session, project, sensitive=may(role, Permission.SEE_SENSITIVE))
    typed = fold(text)
    found = [
        one for one in seen if kind in {"", one.kind} and precision in {"", one.precision} and _fits(one, typed, meant)
    ]
    counts = Counter(one.kind for one in seen)
    return ResourceList(
        resources=sorted(found, key=lambda one: sort_key(one.name)),
        total=len(seen),
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


def _fits(one: Resource, typed: str, meant: Collection[str]) -> bool:
    return not typed or one.kind in meant or bool(fit(typed, fold(f"{one.name} {one.address} {one.description}")))


def _check(code: str, value: str, allowed: Sequence[str]) -> None:
    if value and value not in allowed:
        raise UnknownCode(code, value=value, expected=", ".join(allowed))
