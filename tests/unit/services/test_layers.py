from dataclasses import replace
from pathlib import Path

import pytest
from shapely import MultiPoint, Point, box

from gis_app.catalog.schema import read_layer
from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import NotFound
from gis_app.domain.geography import Bounds, Community, Project
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.layers import features_of, layer_of, layers_of
from gis_app.services.projects import project_or_first, projects
from gis_app.services.wiring import Context
from gis_app.store.communities import put_communities
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from tests.unit.catalog.world import layer_file, squares

PLACE = Resource(
    id="1",
    project="there",
    layer="there-resursi",
    name="Bibliotēka",
    kind="library",
    formal=True,
    geometry=Point(500500, 300500),
    epsg=LKS92,
    precision="exact",
)


@pytest.fixture
def there(context: Context, tmp_path: Path) -> Context:
    """One real project with a file layer, an internal layer, resources and communities; one invented."""
    layer = read_layer(layer_file(tmp_path)).layer
    write_layer(layer, squares(), living=context.layers_dir, version="1")
    internal = replace(layer, id="internal", public=False)
    write_layer(internal, squares().head(1), living=context.layers_dir, version="1")
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"}), Project("town", {"lv": "Pilsēta"}, invented=True)])
        put_resources(
            session,
            [
                PLACE,
                replace(PLACE, id="2", name="Patversme", kind="shelter", sensitive=True),
                replace(PLACE, id="3", name="Biedrība", kind="ngo", geometry=None, precision="none"),
            ],
        )
        area = box(500000, 300000, 500100, 300100)
        put_communities(
            session,
            [
                Community("c1", "there", "Iela", "territorial", area, LKS92),
                Community("c2", "there", "Adītājas", "interest", MultiPoint([(500500, 300500)]), LKS92),
                Community("c3", "there", "Domubiedri", "virtual", None, LKS92),
            ],
        )
    return context


def test_a_project_has_its_files_and_its_own_layers_of_the_store(there: Context) -> None:
    names = [layer.id for layer in layers_of(there, project="there", role=Role.PUBLIC)]
    assert {"there-resursi", "there-kopienas", "here"} <= set(names)
    assert "internal" not in names
    of_town = layers_of(there, project="town", role=Role.PUBLIC)
    assert "here" not in [layer.id for layer in of_town]
    assert all(layer.invented for layer in of_town)


def test_features_come_with_or_without_a_place_and_by_box(there: Context) -> None:
    def names(bounds: Bounds | None) -> list[object]:
        found = features_of(there, "there-resursi", project="there", role=Role.PUBLIC, epsg=LKS92, bounds=bounds)
        return [feature.properties["name"] for feature in found]

    assert names(None) == ["Bibliotēka", "Biedrība"]
    assert names(Bounds(500400, 300400, 500600, 300600, LKS92)) == ["Bibliotēka"]
    lon_lat = features_of(there, "here", project="there", role=Role.PUBLIC)[0].geometry
    assert lon_lat is not None
    assert lon_lat.bounds[0] == pytest.approx(24.0, abs=1e-9)


@pytest.mark.parametrize("role", list(Role))
def test_rule_6_4_sensitive_places_are_visible_to_workers_only(there: Context, role: Role) -> None:
    names = {
        feature.properties["name"]
        for feature in features_of(there, "there-resursi", project="there", role=role, epsg=LKS92)
    }
    assert ("Patversme" in names) == (role in {Role.WORKER, Role.PLANNER, Role.ADMIN})


@pytest.mark.parametrize("role", list(Role))
def test_a_layer_that_is_not_public_exists_for_workers_only(there: Context, role: Role) -> None:
    if role in {Role.WORKER, Role.PLANNER, Role.ADMIN}:
        assert features_of(there, "internal", project="there", role=role)
    else:
        with pytest.raises(NotFound):
            features_of(there, "internal", project="there", role=role)


def test_rule_6_5_no_community_but_a_territorial_one_is_drawn_as_an_area(there: Context) -> None:
    found = features_of(there, "there-kopienas", project="there", role=Role.ADMIN, epsg=LKS92)
    shapes = {str(feature.properties["kind"]): feature.geometry for feature in found}
    assert shapes["territorial"] is not None
    assert shapes["territorial"].geom_type == "Polygon"
    assert shapes["interest"] is not None
    assert shapes["interest"].geom_type == "MultiPoint"
    assert shapes["virtual"] is None


def test_a_layer_of_another_project_is_not_found(there: Context) -> None:
    with pytest.raises(NotFound):
        layer_of(there, "here", project="town", role=Role.ADMIN)


def test_without_a_code_the_first_project_is_meant(there: Context) -> None:
    assert [project.code for project in projects(there)] == ["there", "town"]
    assert project_or_first(there, None).code == "there"
    assert project_or_first(there, "town").invented
    with pytest.raises(NotFound, match="project_not_found"):
        project_or_first(there, "nowhere")


def test_an_installation_without_projects_says_so(context: Context) -> None:
    with pytest.raises(NotFound, match="no_project"):
        project_or_first(context, None)
