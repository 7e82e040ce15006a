"""Search: addresses, territories, places and services of a project, ranked; and geocoding."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import Point, STRtree

from gis_app.analysis.gazetteer import EXACT, Found, Gazetteer, natural_key
from gis_app.analysis.names import OF_KIND, NameIndex, fit
from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Territory
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.rows import Rows
from gis_app.services.hidden_territories import hidden_territories
from gis_app.services.layers import layers_of
from gis_app.services.search_places import places_found
from gis_app.services.wiring import Context
from gis_app.store.resource_columns import resource_columns
from gis_app.store.territories import territories
from gis_app.text.collate import sort_key
from gis_app.text.fold import fold

LONGEST = 120
"""Characters of a query that are looked at."""
_OF_RESOURCES = ("name", "address", "kind", "precision", "sensitive")
_KINDS = ("territory", "place", "resource", "address")


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes
    ----------
    kind
        ``address``, ``place`` (a named town, village or farm), ``territory`` or ``resource``.
    code
        Level of a territory, kind of a resource or place; empty for an address.
    detail
        Name of the territory an address or place lies in, address of a resource.
    geometry
        A point in ``epsg``; of a territory one inside it; None when the place is not known.
    precision
        As of resources; a whole street is ``street``.
    score
        0 to 1; 1 is exactly what was typed.
    """

    kind: str
    id: str
    title: str
    detail: str
    geometry: Point | None
    epsg: int
    code: str = ""
    precision: str = "exact"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of one project's territories and resources, folded once.

    ``words`` are the names of ``places`` in the order of a list of hits; ``order`` says which row each is.
    """

    territories: Sequence[tuple[str, Territory]]
    areas: STRtree
    places: Rows
    order: NDArray[np.int64]
    words: NameIndex


def search(
    context: Context, text: str, *, project: str, role: Role, limit: int = 10, kinds: Collection[str] = ()
) -> list[Hit]:
    """Return what fits the text, best first, equals in Latvian order.

    Neither case, diacritics nor the word for *street* matter; an address that is only similar comes when none fits.

    Parameters
    ----------
    kinds
        Kinds of resources that the text means in the language of whoever asks (services know no words).

    Raises
    ------
    NotFound
        If there is no such project.
    """
    typed = fold(text[:LONGEST])
    if not typed:
        return []
    names = _names(context, project)
    hits = [
        *_territory_hits(names, typed, hidden_territories(context, project=project, role=role)),
        *_place_hits(context, typed, names, project=project, role=role, limit=limit),
        *_resource_hits(names, typed, kinds, sensitive=may(role, Permission.SEE_SENSITIVE), limit=limit),
        *_address_hits(context, text[:LONGEST], names, project=project, role=role, limit=limit, typos=True),
    ]
    return sorted(_once(hits), key=_rank)[:limit]


def geocode(context: Context, address: str, *, project: str) -> list[Hit]:
    """Return the public address points that are meant by an address, best first; nothing that is only similar.

    A hit whose ``score`` is 1 and whose ``precision`` is ``exact`` is the address itself; one with ``street`` is its
    street, when the house is not known.
    """
    text = address[:LONGEST]
    names = _names(context, project)
    return _address_hits(context, text, names, project=project, role=Role.PUBLIC, limit=10, typos=False)


def _territory_hits(names: _Names, typed: str, hidden: Collection[str]) -> list[Hit]:
    return [
        Hit(
            kind="territory",
            id=area.id,
            title=area.name,
            detail="",
            geometry=area.geometry.representative_point(),
            epsg=area.epsg,
            code=area.level,
            precision="neighbourhood",
            score=score,
        )
        for name, area in names.territories
        if area.id not in hidden and (score := fit(typed, name))
    ]


def _resource_hits(names: _Names, typed: str, kinds: Collection[str], *, sensitive: bool, limit: int) -> Iterator[Hit]:
    """Yield the best hits: of equal ones those that come first in the list."""
    scores = names.words.scores(typed)
    if kinds:
        meant = np.isin(names.places.columns["kind"][names.order].astype(str), list(kinds))
        scores = np.maximum(scores, OF_KIND * meant)
    if not sensitive:
        scores[names.places.columns["sensitive"][names.order].astype(bool)] = 0.0
    best = np.argsort(-scores, kind="stable")[:limit]
    for place in best[scores[best] > 0].tolist():
        row = int(names.order[place])
        yield _resource_hit(names.places, row, float(scores[place]))


def _resource_hit(places: Rows, row: int, score: float) -> Hit:
    assert places.xy is not None  # noqa: S101 - resources are points
    return Hit(
        kind="resource",
        id=places.id(row),
        title=places.value("name", row),
        detail=places.value("address", row),
        geometry=Point(places.xy[row]) if places.placed[row] else None,
        epsg=places.epsg,
        code=places.value("kind", row),
        precision=places.value("precision", row),
        score=score,
    )


def _place_hits(context: Context, typed: str, names: _Names, *, project: str, role: Role, limit: int) -> Iterator[Hit]:
    for one in places_found(context, typed, project=project, role=role, limit=limit):
        yield Hit(
            kind="place",
            id=one.id,
            title=one.name,
            detail=_around(one.point, one.epsg, names),
            geometry=one.point,
            epsg=one.epsg,
            code=one.kind,
            precision="exact" if one.kind == "farm" else "neighbourhood",
            score=one.score,
        )


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits without places that are found as a territory, or as the address of the same farm, too."""
    found = list(hits)
    areas = {hit.title for hit in found if hit.kind == "territory"}
    farms = {hit.title.split(",")[0] for hit in found if hit.kind == "address"}
    return [
        hit
        for hit in found
        if hit.kind != "place" or not (hit.title in areas or (hit.code == "farm" and hit.title in farms))
    ]


def _address_hits(
    context: Context, text: str, names: _Names, *, project: str, role: Role, limit: int, typos: bool
) -> list[Hit]:
    hits = []
    for layer in layers_of(context, project=project, role=role):
        if layer.role == "addresses":
            gazetteer = _gazetteer(context, layer.id)
            found = gazetteer.find(text, limit=limit, typos=typos)
            hits += [_address_hit(one, layer.id, gazetteer.epsg, names) for one in found]
    return hits


def _address_hit(found: Found, layer_id: str, epsg: int, names: _Names) -> Hit:
    return Hit(
        kind="address",
        id=f"{layer_id}/{found.row}",
        title=found.title,
        detail=_around(found.point, epsg, names),
        geometry=found.point,
        epsg=epsg,
        precision="street" if found.whole_street else "exact",
        score=found.score,
    )


def _around(point: Point, epsg: int, names: _Names) -> str:
    """Return the name of the smallest territory the point lies in."""
    if not names.territories:
        return ""
    here = to_crs(point, source=epsg, target=names.territories[0][1].epsg)
    areas = [names.territories[place][1] for place in names.areas.query(here, predicate="within")]
    return min(areas, key=lambda area: area.geometry.area).name if areas else ""


def _rank(hit: Hit) -> tuple[object, ...]:
    exact_house = hit.kind == "address" and hit.precision == "exact" and hit.score == EXACT
    return (-round(hit.score, 2), not exact_house, _KINDS.index(hit.kind), *_in_order(hit.title))


def _in_order(title: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the key of Latvian order in which house 9 stands before house 10."""
    return (sort_key(_wordy(title)), [part[:2] for part in natural_key(title)])


def _wordy(title: str) -> str:
    return "".join(letter for letter in title if not letter.isdigit())


def _names(context: Context, project: str) -> _Names:
    def make() -> _Names:
        with context.database.reading() as session:
            areas = territories(session, project)
            places = resource_columns(session, project, sensitive=True, names=_OF_RESOURCES)
        titles = places.columns["name"].tolist()
        order = sorted(range(len(titles)), key=lambda row: _in_order(titles[row]))
        return _Names(
            territories=[(fold(area.name), area) for area in areas],
            areas=STRtree([area.geometry for area in areas]),
            places=places,
            order=np.array(order, dtype=np.int64),
            words=NameIndex([fold(titles[row]) for row in order]),
        )

    names: _Names = context.memory.frames.get(("names", project), stamp=context.database.state(), make=make)
    return names


def _gazetteer(context: Context, layer_id: str) -> Gazetteer:
    gazetteer: Gazetteer = context.memory.frames.get(
        ("gazetteer", layer_id),
        stamp=context.catalogue.stamp(layer_id),
        make=lambda: Gazetteer(context.catalogue.frame(layer_id)),
    )
    return gazetteer
