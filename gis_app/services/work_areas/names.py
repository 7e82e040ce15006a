"""Names for a work area from the places in it: people know places, a number would brand them."""

from gis_app.analysis.zones.ground import Ground
from gis_app.analysis.zones.problem import Zone
from gis_app.services.work_areas.terrain import Terrain

LANDMARKS = ("park", "gathering_place", "culture_house", "community_centre", "library")
"""Kinds of place whose name people use for what lies around."""

MOST = 8


def suggested_names(terrain: Terrain, problem: Ground, zone: Zone) -> tuple[str, ...]:
    """Return names of places in an area, at most ``MOST``: its units with most people first, then its landmarks."""
    people = problem.units.population
    by_size = sorted(zone, key=lambda unit: (-people[unit], problem.ids[unit]))
    names = [terrain.names[problem.ids[unit]] for unit in by_size[: MOST // 2]]
    inside = problem.areas.iloc[sorted(zone)]
    for kind in LANDMARKS:
        of_kind = (place for place in terrain.resources if place.kind == kind and not place.sensitive)
        names += [place.name for place in of_kind if bool(inside.intersects(place.geometry).any())]
    return tuple(dict.fromkeys(names))[:MOST]
