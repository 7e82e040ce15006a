"""Thin supply on real ground, computed from the project's own layers: straight lines from addresses to places.

Silence of a layer is no absence: outside the surveyed neighbourhoods, and for a kind of place of which one is not
located, the answer is *not enough data*.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from geopandas import GeoDataFrame, GeoSeries
from pandas import DataFrame, Series
from shapely.geometry.base import BaseGeometry

from gis_app.analysis.supply import area_of, beyond, nearest_m
from gis_app.domain.geography import Project, Territory
from gis_app.domain.resources import Resource
from gis_app.domain.statistics import Indicator
from gis_app.services.selection.evidence import KNOWN, Cell, Evidence
from gis_app.services.selection.grounds import at, grounds_of
from gis_app.services.wiring import Context
from gis_app.store.resources import resources
from gis_app.store.territories import territories

KINDS: Mapping[str, tuple[str, str, str, str]] = {
    "library": ("bibliotēkas", "a library", "Bibliotēka", "Библиотека"),
    "youth_centre": ("jauniešu vietas", "a youth centre", "Jauniešu vieta", "Место для молодёжи"),
    "park": ("parka", "a park", "Parks", "Парк"),
    "culture_house": ("kultūras nama", "a culture house", "Kultūras nams", "Дом культуры"),
}
"""Kinds of places and their words: Latvian genitive, English, Latvian and Russian nominative."""
DISTANCES_M = (1000, 500)
LOCATED = frozenset({"exact", "street"})

OUTSIDE = "outside_survey"
UNLOCATED = "place_not_located"
NOWHERE = "none_located"


def supply_evidence(context: Context, project: Project, *, level: str = "") -> Evidence:
    """Return shares of addresses far from the project's places, by territory.

    Computed once per state of the data (addresses, territories, resources) and kept in memory; ``level`` is a key of
    ``grounds``, empty for all territories.
    """
    with context.database.reading() as session:
        places = tuple(territories(session, project.code))
        found = [item for item in resources(session, project.code, sensitive=False) if item.kind in KINDS]
    layer = next((item for item in context.catalogue.layers() if _is_addresses(item.project, item.role, project)), None)
    stamp = (None if layer is None else context.catalogue.stamp(layer.id), places, tuple(map(_key, found)))
    surveyed = _surveyed(context, project)

    def make() -> Evidence:
        addresses = None if layer is None else context.catalogue.frame(layer.id)
        return measure(project, territories=places, resources=found, addresses=addresses, surveyed=surveyed)

    kept: Evidence = context.memory.frames.get(("supply", project.code), stamp=hash(stamp), make=make)
    having = {place.id for place in places if any(cell.rate is not None for cell in _row(kept, place.id))}
    return replace(kept, territories=at(places, level), level=level, grounds=grounds_of(places, with_figures=having))


def _row(evidence: Evidence, place: str) -> list[Cell]:
    return [evidence.cell(place, item.id) for item in evidence.indicators]


def measure(
    project: Project,
    *,
    territories: Sequence[Territory],
    resources: Sequence[Resource],
    addresses: GeoDataFrame | None,
    surveyed: frozenset[str],
) -> Evidence:
    """Return the shares for given territories, resources and addresses.

    Parameters
    ----------
    addresses
        Points in any CRS; None when the project has no such layer.
    surveyed
        Names of the territories whose places were asked for; elsewhere there is not enough data.
    """
    cells: dict[tuple[str, str], Cell] = {}
    facts: dict[str, dict[str, float]] = {}
    if addresses is not None and territories:
        areas = GeoDataFrame(
            geometry=[place.geometry for place in territories],
            index=[place.id for place in territories],
            crs=territories[0].epsg,
        )
        area = area_of(addresses, areas=areas)
        facts = _facts(area, territories)
        for kind in KINDS:
            of_kind = [item for item in resources if item.kind == kind]
            distances = nearest_m(addresses.geometry, targets=_targets(of_kind))
            for metres in DISTANCES_M:
                counted = beyond(distances, areas=area, metres=metres)
                for place in territories:
                    standing = _standing(place, of_kind, surveyed=surveyed, reach=metres)
                    cells[place.id, indicator_id(kind, metres)] = _cell(counted, place.id, standing)
    return Evidence(
        project=project,
        kind="supply",
        indicators=tuple(_indicator(project, kind, metres) for metres in DISTANCES_M for kind in KINDS),
        territories=tuple(territories),
        cells=cells,
        period="",
        missing="leave_out",
        optional=frozenset(indicator_id(kind, DISTANCES_M[1]) for kind in KINDS),
        places={kind: _located(resources, kind) for kind in KINDS},
        facts=facts,
    )


def indicator_id(kind: str, metres: int) -> str:
    """Return the id of an indicator: ``beyond-1000-library``."""
    return f"beyond-{metres}-{kind.replace('_', '-')}"


def _standing(place: Territory, of_kind: Sequence[Resource], *, surveyed: frozenset[str], reach: float) -> str:
    """Return ``known``, or why the layer cannot answer for this territory and kind of place."""
    if place.name not in surveyed:
        return OUTSIDE
    if not any(item.precision in LOCATED for item in of_kind):
        return NOWHERE
    for item in of_kind:
        # Only a place in some other, far neighbourhood cannot change the answer here.
        if item.precision not in LOCATED and (item.geometry is None or _near(place.geometry, item, reach)):
            return UNLOCATED
    return KNOWN


def _near(shape: BaseGeometry, item: Resource, reach: float) -> bool:
    return item.geometry is not None and shape.distance(item.geometry) <= reach + _SOMEWHERE_M


_SOMEWHERE_M = 1500.0
"""How far a place known by its neighbourhood only may lie from its drawn point: a neighbourhood's size."""


def _cell(counted: DataFrame, place: str, standing: str) -> Cell:
    if standing == KNOWN and place not in counted.index:
        return Cell(standing=NOWHERE, people=False)
    if standing != KNOWN:
        return Cell(standing=standing, people=False)
    far, addresses = (counted[name].to_dict()[place] for name in ("beyond", "addresses"))
    return Cell(numerator=float(far), denominator=float(addresses), people=False)


def _located(resources: Sequence[Resource], kind: str) -> tuple[int, int]:
    of_kind = [item.precision in LOCATED for item in resources if item.kind == kind]
    return sum(of_kind), len(of_kind) - sum(of_kind)


def _targets(of_kind: Sequence[Resource]) -> GeoSeries:
    located = [item for item in of_kind if item.precision in LOCATED]
    return GeoSeries([item.geometry for item in located], crs=located[0].epsg if located else 3059)


def _facts(area: Series, territories: Sequence[Territory]) -> dict[str, dict[str, float]]:
    counts = area.value_counts()
    found = {}
    for place in territories:
        addresses = float(counts.get(place.id, 0))
        found[place.id] = {"addresses": addresses, "per_km2": addresses / (place.geometry.area / 1e6)}
    return found


def _indicator(project: Project, kind: str, metres: int) -> Indicator:
    genitive, english, nominative, russian = KINDS[kind]
    how_far = {1000: ("1 km", "1 км"), 500: ("500 m", "500 м")}[metres]
    return Indicator(
        id=indicator_id(kind, metres),
        project=project.code,
        title={
            "lv": f"{nominative} tālāk par {how_far[0]}",
            "en": f"Farther than {how_far[0]} from {english}",
            "ru": f"{russian}: дальше {how_far[1]}",
        },
        counts={
            "lv": f"Cik liela daļa adrešu ir tālāk par {how_far[0]} no tuvākās {genitive}, kas ir mūsu slānī."
            if kind in {"library", "youth_centre"}
            else f"Cik liela daļa adrešu ir tālāk par {how_far[0]} no tuvākā {genitive}, kas ir mūsu slānī.",
            "en": f"Share of addresses farther than {how_far[0]} from the nearest place of this kind in our layer.",
            "ru": f"Доля адресов, от которых до ближайшего такого места в нашем слое больше {how_far[1]}.",
        },
        may_mean={
            "lv": "Taisnā līnijā, ne pa ielām; adrese nav cilvēks: lielā mājā dzīvo daudzi.",
            "en": "In a straight line, not along streets; an address is no person: many live in a large house.",
            "ru": "По прямой, а не по улицам; адрес — не человек: в большом доме живут многие.",
        },
        unit="%",
        higher_is="worse",
        source={"lv": "mūsu aprēķins", "en": "computed here", "ru": "вычислено здесь"},
        base="adreses",
        computed=True,
    )


def _is_addresses(code: str, role: str, project: Project) -> bool:
    return code == project.code and role == "addresses"


def _key(item: Resource) -> tuple[object, ...]:
    return (item.id, item.kind, item.precision, None if item.geometry is None else item.geometry.wkb)


def _surveyed(context: Context, project: Project) -> frozenset[str]:
    """Return the names of the territories whose places the project's fact table says it asked for; none without one."""
    file = context.shipped_layers_dir / f"{project.code}-resursi" / "facts.toml"
    if not file.is_file():
        return frozenset()
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))["project"]["neighbourhoods"])
