"""A layer of boundaries that is for staff only gives its territories to nobody else, by whatever way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from shapely import box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds, Project, Territory
from gis_app.domain.layers import Layer
from gis_app.domain.roles import Role
from gis_app.services.exports.rows import Filter, rows_of
from gis_app.services.hidden_territories import hidden_territories
from gis_app.services.print_map import choices
from gis_app.services.print_request import PrintRequest
from gis_app.services.search import search
from gis_app.services.territory_facts import territory_facts
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories
from tests.unit.catalog.world import squares

WORDS = {"lv": "Apkaimes", "en": "Neighbourhoods"}
DAY = date(2026, 5, 20)
SECRET = "own:a@2020-01-01"


@pytest.fixture
def private(context: Context) -> Layer:
    """Three squares of which staff alone may know."""
    layer = Layer(
        id="there-secret",
        title=WORDS,
        project="there",
        theme="boundaries",
        role="territories",
        geometry="polygon",
        epsg=LKS92,
        source=WORDS,
        licence="CC0",
        dated=date(2020, 1, 1),
        level="neighbourhood",
        id_field="id",
        name_field="name",
        public=False,
    )
    write_layer(layer, squares(), living=context.layers_dir, version="1")
    areas = [
        Territory(row.id, "there", "own", row.id[4], "neighbourhood", row.name, row.geometry, LKS92)
        for row in squares().itertuples(index=False)
    ]
    whole = Territory(
        "own:w@2020-01-01", "there", "own", "w", "parish", "Viss", box(500000, 300000, 503000, 301000), LKS92
    )
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"}, bounds=Bounds(500000, 300000, 503000, 301000, LKS92))])
        put_territories(session, [*areas, whole])
    return layer


def test_rule_6_7_private_boundaries_reach_the_public_by_no_way(context: Context, private: Layer) -> None:
    assert search(context, "Āriņi", project="there", role=Role.PUBLIC) == []
    assert [area.name for area in choices(context, PrintRequest(project="there", day=DAY)).territories] == ["Viss"]
    ways: tuple[Callable[[], object], ...] = (
        lambda: territory_facts(context, SECRET, role=Role.PUBLIC),
        lambda: territory_facts(context, SECRET, role=Role.REPRESENTATIVE),
        lambda: choices(context, PrintRequest(project="there", territory=SECRET, day=DAY)),
        lambda: rows_of(context, "there-resursi", project="there", role=Role.PUBLIC, only=Filter(where=SECRET)),
    )
    for way in ways:
        with pytest.raises(NotFound):
            way()


def test_staff_meet_them_everywhere(context: Context, private: Layer) -> None:
    assert [hit.id for hit in search(context, "Āriņi", project="there", role=Role.PLANNER)] == [SECRET]
    assert territory_facts(context, SECRET, role=Role.WORKER).territory.name == "Āriņi"


def test_a_territory_that_a_public_layer_names_too_is_not_hidden(context: Context, private: Layer) -> None:
    assert len(hidden_territories(context, project="there", role=Role.PUBLIC)) == 3
    public = replace(private, id="there-public", public=True)
    write_layer(public, squares().iloc[:1], living=context.layers_dir, version="1")
    hidden = hidden_territories(context, project="there", role=Role.PUBLIC)
    assert SECRET not in hidden
    assert len(hidden) == 2
