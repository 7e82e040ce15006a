"""What a tag of OpenStreetMap means for the map: part, kind, and the map zoom from which it is worth drawing.

Meanings of tags: https://wiki.openstreetmap.org/wiki/Map_features. A *kind* is our own word; it is what the map, the
print and the legend know.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS = ("cover", "water", "coast", "roads", "rail", "buildings", "names", "addresses", "places")
"""What a file can be read for; ``coast`` are lines of which the sea is made, ``places`` are shops, schools, stops …"""

Tags = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Class:
    """What an object is: its kind and the map zoom (256 pixels to a tile) from which it is drawn."""

    kind: str
    zoom: int


_ROADS: dict[str, Class] = {
    "motorway": Class("motorway", 5),
    "trunk": Class("trunk", 6),
    "primary": Class("primary", 8),
    "secondary": Class("secondary", 9),
    "tertiary": Class("tertiary", 11),
    "unclassified": Class("street", 12),
    "residential": Class("street", 13),
    "living_street": Class("street", 13),
    "road": Class("street", 13),
    "pedestrian": Class("pedestrian", 14),
    "track": Class("track", 13),
    "service": Class("service", 14),
    "footway": Class("path", 15),
    "cycleway": Class("path", 14),
    "path": Class("path", 14),
    "steps": Class("path", 16),
    "bridleway": Class("path", 15),
}
_ASIDE = {"sidewalk", "crossing", "traffic_island"}
"""Footways that only repeat the street they run along."""
_RAIL: dict[str, Class] = {
    "rail": Class("rail", 7),
    "narrow_gauge": Class("rail", 9),
    "light_rail": Class("rail", 11),
    "tram": Class("tram", 14),
}
_STREAMS: dict[str, Class] = {
    "river": Class("river", 8),
    "canal": Class("canal", 12),
    "stream": Class("stream", 13),
    "ditch": Class("ditch", 15),
    "drain": Class("ditch", 15),
}
_COVER: tuple[tuple[str, dict[str, Class]], ...] = (
    (
        "landuse",
        {
            "forest": Class("forest", 6),
            "grass": Class("grass", 12),
            "meadow": Class("grass", 11),
            "village_green": Class("park", 12),
            "recreation_ground": Class("park", 12),
            "greenfield": Class("grass", 13),
            "cemetery": Class("cemetery", 11),
            "farmland": Class("farmland", 10),
            "orchard": Class("orchard", 11),
            "vineyard": Class("orchard", 11),
            "plant_nursery": Class("orchard", 12),
            "allotments": Class("allotments", 11),
            "farmyard": Class("built", 12),
            "residential": Class("built", 9),
            "commercial": Class("built", 10),
            "retail": Class("built", 11),
            "industrial": Class("built", 10),
            "railway": Class("built", 12),
            "garages": Class("built", 13),
        },
    ),
    (
        "natural",
        {
            "wood": Class("forest", 6),
            "scrub": Class("scrub", 12),
            "heath": Class("scrub", 11),
            "grassland": Class("grass", 11),
            "wetland": Class("wetland", 9),
            "beach": Class("sand", 11),
            "sand": Class("sand", 11),
        },
    ),
    (
        "leisure",
        {
            "park": Class("park", 10),
            "garden": Class("park", 13),
            "golf_course": Class("park", 11),
            "playground": Class("pitch", 15),
            "pitch": Class("pitch", 14),
            "track": Class("pitch", 14),
            "stadium": Class("pitch", 13),
        },
    ),
    ("amenity", {"grave_yard": Class("cemetery", 12)}),
    ("place", {"square": Class("square", 14)}),
)
_NAMES: dict[str, Class] = {
    "city": Class("city", 5),
    "town": Class("town", 8),
    "village": Class("village", 10),
    "hamlet": Class("hamlet", 12),
    "isolated_dwelling": Class("farm", 13),
    "farm": Class("farm", 13),
    "suburb": Class("suburb", 11),
    "quarter": Class("suburb", 13),
    "neighbourhood": Class("neighbourhood", 13),
    "island": Class("island", 10),
    "locality": Class("locality", 14),
}
_USES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "amenity",
        {
            "school": "education",
            "kindergarten": "education",
            "college": "education",
            "university": "education",
            "music_school": "education",
            "doctors": "gp",
            "clinic": "health_centre",
            "hospital": "hospital",
            "pharmacy": "pharmacy",
            "library": "library",
            "place_of_worship": "church",
            "post_office": "post",
            "bank": "bank",
            "townhall": "municipal_centre",
            "community_centre": "community_centre",
            "social_centre": "community_centre",
            "youth_centre": "youth_centre",
            "arts_centre": "culture_house",
            "theatre": "culture_house",
            "police": "police",
            "bus_station": "stop",
            "ferry_terminal": "stop",
            "marketplace": "gathering_place",
            "social_facility": "social_service",
        },
    ),
    (
        "shop",
        dict.fromkeys(("supermarket", "convenience", "general", "grocery", "kiosk", "bakery", "mall"), "shop"),
    ),
    ("office", {"ngo": "ngo", "association": "ngo", "charity": "ngo"}),
    ("leisure", {"park": "park", "sports_centre": "sports", "sports_hall": "sports", "swimming_pool": "sports"}),
    ("highway", {"bus_stop": "stop"}),
    ("railway", {"station": "stop", "halt": "stop", "tram_stop": "stop"}),
    ("information", {"board": "notice_point"}),
)
_SOCIAL = {"group_home": "group_flat", "shelter": "shelter", "day_care": "day_centre", "workshop": "day_centre"}
USES = tuple(
    sorted({kind for _, kinds in _USES for kind in kinds.values()} | set(_SOCIAL.values()) | {"crisis_centre"})
)
"""Kinds of resources (``domain.lists``) that a file can hold."""
KEYS = (
    *("highway", "railway", "waterway", "natural", "landuse", "leisure", "building", "place", "amenity", "shop"),
    *("office", "information", "addr:housenumber", "addr:housename"),
)
"""Keys of tags that mean anything to us; an object without any of them is passed over."""


def road(tags: Tags) -> Class | None:
    """Return what a line is as a road; None if it is none, is only planned, or is the pavement of a street."""
    value = tags.get("highway", "")
    if tags.get("footway") in _ASIDE or tags.get("area") == "yes":
        return None
    link = value.endswith("_link")
    found = _ROADS.get(value.removesuffix("_link"))
    if found is None:
        return None
    if link:
        return Class(found.kind, found.zoom + 3)
    if value == "service" and tags.get("service") in {"parking_aisle", "driveway", "drive-through"}:
        return Class("service", 16)
    return found


def rail(tags: Tags) -> Class | None:
    """Return what a line is as a railway; sidings and yards come late, what runs underground not at all."""
    found = _RAIL.get(tags.get("railway", ""))
    if found is None or tags.get("tunnel") in {"yes", "building_passage"}:
        return None
    return Class(found.kind, 14) if tags.get("service") else found


def stream(tags: Tags) -> Class | None:
    """Return what a line is as running water; what flows in a pipe is not drawn."""
    if tags.get("tunnel") in {"yes", "culvert"}:
        return None
    return _STREAMS.get(tags.get("waterway", ""))


def water(tags: Tags) -> Class | None:
    """Return what an area is as water."""
    if tags.get("natural") == "water":
        flows = tags.get("water") in {"river", "canal", "stream", "oxbow"}
        return Class("river" if flows else "lake", 5)
    if tags.get("waterway") in {"riverbank", "dock"}:
        return Class("river", 6)
    return Class("lake", 6) if tags.get("landuse") in {"reservoir", "basin"} else None


def cover(tags: Tags) -> Class | None:
    """Return what covers the ground of an area."""
    if tags.get("highway") in {"pedestrian", "footway"}:
        return Class("square", 14)
    return next((found for key, kinds in _COVER if (found := kinds.get(tags.get(key, "")))), None)


def building(tags: Tags) -> Class | None:
    """Return what an area is as a building."""
    if tags.get("building", "no") in {"no", "entrance", "ruins"}:
        return None
    return Class("building", 14)


def name(tags: Tags) -> Class | None:
    """Return the rank of a named place; a place without a name is none."""
    found = _NAMES.get(tags.get("place", "")) if tags.get("name") else None
    if found and found.kind == "city" and population(tags) < 100_000:
        return Class("city", 7)
    return found


def population(tags: Tags) -> int:
    """Return the number of inhabitants a place says it has, 0 if it does not say it in digits."""
    said = tags.get("population", "").replace(" ", "")
    return int(said) if said.isascii() and said.isdigit() else 0


def use(tags: Tags) -> str:
    """Return the kind of resource (``domain.lists.RESOURCE_KINDS``) that an object is, or nothing."""
    if tags.get("amenity") == "social_facility":
        if "crisis" in tags.get("social_facility:for", ""):
            return "crisis_centre"
        return _SOCIAL.get(tags.get("social_facility", ""), "social_service")
    if tags.get("community_centre") == "youth_centre" or tags.get("community_centre:for") == "youth":
        return "youth_centre"
    if tags.get("community_centre") == "culture_centre":
        return "culture_house"
    return next((kind for key, kinds in _USES if (kind := kinds.get(tags.get(key, "")))), "")


def address(tags: Tags) -> tuple[str, str, str] | None:
    """Return ``(street, number, locality)`` of an object with an address.

    A farm is known by its name: it has no street, and its name stands where a number would.
    """
    number = (tags.get("addr:housenumber") or tags.get("addr:housename") or "").strip()
    if not number:
        return None
    street = tags.get("addr:street") or ""
    place = tags.get("addr:place") or ""
    locality = place or tags.get("addr:city") or tags.get("addr:subdistrict") or ""
    if not street and tags.get("addr:housenumber") and place:
        return (place.strip(), number, (tags.get("addr:city") or "").strip())
    return (street.strip(), number, locality.strip())
