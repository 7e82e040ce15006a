"""A small world to print: a real project of two territories with a street and places, and an invented one."""

from dataclasses import replace
from datetime import date

import geopandas as gpd
from shapely import Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.geography import Bounds, Project, Territory
from gis_app.domain.layers import Field, Layer
from gis_app.domain.resources import Resource
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories

IDS = ["own:1@2021-01-01", "own:2@2021-01-01"]
EAST, NORTH = 500_000.0, 300_000.0
PLACE = Resource(
    id="1",
    project="there",
    layer="there-resursi",
    name="Ģimeņu bibliotēka",
    kind="library",
    formal=True,
    geometry=Point(EAST + 300, NORTH + 300),
    epsg=LKS92,
    precision="exact",
    address="Zosu iela 1",
)


def _layer(layer_id: str, role: str, geometry: str, *, public: bool = True, fields: tuple[str, ...]) -> Layer:
    return Layer(
        id=layer_id,
        title={"lv": f"Slānis {layer_id}", "en": f"Layer {layer_id}"},
        project="there",
        theme="boundaries",
        role=role,
        geometry=geometry,
        epsg=LKS92,
        source={"lv": "Mēģinājuma dati", "en": "Test data"},
        licence="CC0-1.0",
        dated=date(2021, 7, 1),
        fields=tuple(Field(name, {"lv": name, "en": name}) for name in fields),
        name_field=fields[0],
        public=public,
        id_field="id" if role == "territories" else "",
        level="neighbourhood" if role == "territories" else "",
    )


def build_print_world(context: Context) -> None:
    """Store the projects, their territories, layers and places."""
    west, east = box(EAST, NORTH, EAST + 1000, NORTH + 800), box(EAST + 1000, NORTH, EAST + 2000, NORTH + 800)
    areas = gpd.GeoDataFrame({"name": ["Zosēni", "Ābeļi"], "id": IDS}, geometry=[west, east], crs=LKS92)
    houses = gpd.GeoDataFrame(
        {
            "address": [f"Zosu iela {number}" for number in range(1, 13)],
            "street": ["Zosu iela"] * 12,
            "number": [str(number) for number in range(1, 13)],
            "rotation": ["90"] * 12,
        },
        geometry=[Point(EAST + 300 + number * 15, NORTH + 400 + number % 2 * 24) for number in range(12)],
        crs=LKS92,
    )
    territories = _layer("there-areas", "territories", "polygon", fields=("name", "id"))
    write_layer(territories, areas, living=context.layers_dir, version="1")
    internal = _layer("there-internal", "territories", "polygon", public=False, fields=("name", "id"))
    write_layer(internal, areas.assign(name=["Slepens", "Apslēpts"]), living=context.layers_dir, version="1")
    addresses = _layer("there-houses", "addresses", "point", fields=("address", "street", "number", "rotation"))
    write_layer(addresses, houses, living=context.layers_dir, version="1")
    bounds = Bounds(EAST, NORTH, EAST + 2000, NORTH + 800, LKS92)
    with context.database.transaction() as session:
        put_projects(
            session,
            [
                Project("there", {"lv": "Tur", "en": "There"}, bounds=bounds),
                Project("town", {"lv": "Pilsēta", "en": "Town"}, invented=True, bounds=bounds),
            ],
        )
        put_territories(
            session,
            [
                Territory(IDS[0], "there", "own", "1", "neighbourhood", "Zosēni", west, LKS92),
                Territory(IDS[1], "there", "own", "2", "neighbourhood", "Ābeļi", east, LKS92),
            ],
        )
        put_resources(session, [PLACE, _sensitive()])


def _sensitive() -> Resource:
    place = Point(EAST + 500, NORTH + 100)
    return replace(PLACE, id="2", name="Krīzes centrs „Klusums”", kind="crisis_centre", sensitive=True, geometry=place)
