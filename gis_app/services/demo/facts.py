"""The fact table of the pilot made into resources, communities and findings on the ground."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from shapely import MultiPoint, Point, unary_union
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.gazetteer import EXACT, Gazetteer
from gis_app.domain.errors import InputRefused
from gis_app.domain.findings import Finding
from gis_app.domain.geography import Bounds, Community, Project, Territory
from gis_app.domain.resources import Resource
from gis_app.services.demo.spread import beside, inside

SOFT_EDGE_M = 150.0


@dataclass(frozen=True, slots=True)
class Facts:
    """A fact table: ``layers/<id>/facts.toml``."""

    file: str
    project: Mapping[str, Any]
    resource: Sequence[Mapping[str, Any]]
    community: Sequence[Mapping[str, Any]]
    finding: Sequence[Mapping[str, Any]]

    @classmethod
    def read(cls, file: Path) -> Facts:
        """Return the facts of a file."""
        return cls(file=str(file), **tomllib.loads(file.read_text(encoding="utf-8")))

    @property
    def code(self) -> str:
        """Code of the project."""
        return str(self.project["code"])


@dataclass(frozen=True, slots=True)
class Ground:
    """What facts are placed on: the territories by name and the addresses; one metric CRS for both."""

    territories: Mapping[str, Territory]
    addresses: Gazetteer
    epsg: int

    def area(self, name: str, *, facts: Facts, key: str) -> Territory:
        """Return the territory of that name.

        Raises
        ------
        InputRefused
            If there is none.
        """
        if name not in self.territories:
            raise InputRefused("demo_facts_refused", file=facts.file, value=key, key="neighbourhood", expected=name)
        return self.territories[name]

    def address(self, text: str, *, facts: Facts, key: str) -> Point:
        """Return the point of exactly that address.

        Raises
        ------
        InputRefused
            If no address is exactly so.
        """
        for found in self.addresses.find(text, limit=1, typos=False):
            if found.score == EXACT and not found.whole_street:
                return found.point
        raise InputRefused("demo_facts_refused", file=facts.file, value=key, key="address", expected=text)


def public_id(project: str, key: str) -> str:
    """Return the UUID of a demo fact: the same in every installation."""
    return str(uuid5(NAMESPACE_URL, f"kopienas-karte:{project}:{key}"))


def project_of(facts: Facts, ground: Ground) -> Project:
    """Return the project; its bounds are those of its neighbourhoods with a margin."""
    names = facts.project["neighbourhoods"]
    areas = unary_union([ground.area(name, facts=facts, key=facts.code).geometry for name in names])
    bounds = Bounds(*areas.buffer(facts.project["margin_m"]).bounds, epsg=ground.epsg)
    return Project(code=facts.code, title=facts.project["title"], bounds=bounds)


def resources_of(facts: Facts, ground: Ground) -> list[Resource]:
    """Return the resources, each placed as exactly as its facts allow and flagged with that precision."""
    places = _places(facts, ground)
    return [
        Resource(
            id=public_id(facts.code, fact["key"]),
            project=facts.code,
            layer=f"{facts.code}-resursi",
            name=fact["name"],
            kind=fact["kind"],
            formal=fact.get("formal", True),
            geometry=places[fact["key"]],
            epsg=ground.epsg,
            precision=_precision(fact),
            address=_address(fact),
            description=fact.get("description", ""),
            provider=fact.get("provider", ""),
            cost=fact.get("cost", ""),
            source=fact.get("source", facts.project["source"]),
        )
        for fact in facts.resource
    ]


def communities_of(facts: Facts, ground: Ground) -> list[Community]:
    """Return the communities: an area with soft edges, meeting points, or no place."""
    return [
        Community(
            id=public_id(facts.code, fact["key"]),
            project=facts.code,
            name=fact["name"],
            kind=fact["kind"],
            geometry=_community_shape(fact, facts, ground),
            epsg=ground.epsg,
            description=fact.get("description", ""),
            source=fact.get("source", facts.project["source"]),
        )
        for fact in facts.community
    ]


def findings_of(facts: Facts, ground: Ground) -> list[Finding]:
    """Return what people said, as findings about territories."""
    return [
        Finding(
            id=public_id(facts.code, fact["key"]),
            project=facts.code,
            territory_id=ground.area(fact["neighbourhood"], facts=facts, key=fact["key"]).id,
            theme=fact["theme"],
            light=fact["light"],
            text=fact["text"],
            source=facts.project["source"],
            published=fact.get("published", False),
        )
        for fact in facts.finding
    ]


def _precision(fact: Mapping[str, Any]) -> str:
    names = {"address": "exact", "beside": "street", "neighbourhood": "neighbourhood"}
    return next((precision for name, precision in names.items() if name in fact), "none")


def _address(fact: Mapping[str, Any]) -> str:
    if "beside" in fact:
        return f"pie {fact['beside']}"
    return str(fact.get("address") or fact.get("neighbourhood", ""))


def _places(facts: Facts, ground: Ground) -> dict[str, Point | None]:
    """Return a point, or None, for each resource; those sharing a neighbourhood or a neighbour stand apart."""
    places: dict[str, Point | None] = {fact["key"]: None for fact in facts.resource}
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for fact in facts.resource:
        if "address" in fact:
            places[fact["key"]] = ground.address(fact["address"], facts=facts, key=fact["key"])
        for how in ("beside", "neighbourhood"):
            if how in fact:
                sharing[how, fact[how]].append(fact["key"])
    for (how, where), keys in sharing.items():
        if how == "beside":
            points = beside(ground.address(where, facts=facts, key=keys[0]), len(keys))
        else:
            points = inside(ground.area(where, facts=facts, key=keys[0]).geometry, len(keys))
        places.update(zip(keys, points, strict=True))
    return places


def _community_shape(fact: Mapping[str, Any], facts: Facts, ground: Ground) -> BaseGeometry | None:
    if "around" in fact:
        areas = [ground.area(name, facts=facts, key=fact["key"]).geometry for name in fact["around"]]
        return unary_union(areas).buffer(SOFT_EDGE_M).simplify(SOFT_EDGE_M)
    if "meets_at" in fact:
        return MultiPoint([ground.address(text, facts=facts, key=fact["key"]) for text in fact["meets_at"]])
    return None
