import os
from pathlib import Path

import pytest
from shapely import Point, box

from gis_app import paths
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Project, Territory
from gis_app.domain.roles import Role
from gis_app.services.demo import package
from gis_app.services.demo.load import clear_demo, load_demo
from gis_app.services.layers import features_of, layers_of
from gis_app.services.projects import project_or_first, projects
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories, territories

CACHES = [Path(os.environ[name]) / "cache" for name in ("KARTE_DEMO", "GIS_DATA_DIR") if os.environ.get(name)]
FILES = [folder / package.FILE for folder in [*CACHES, paths.SHIPPED / "instance" / "cache"]]


@pytest.fixture(scope="session")
def wheel() -> Path:
    for file in FILES:
        if file.exists():
            return file
    pytest.skip("the demo's package was never taken on this machine (gis-app demo load)")


def test_the_demo_is_the_pilot_on_real_ground(context: Context, wheel: Path) -> None:
    steps: list[tuple[str, float]] = []
    loaded = load_demo(context, wheel=wheel, progress=lambda step, share: steps.append((step, share)))
    assert loaded.addresses is not None
    # Published counts of the package: 48,121 points, 47 repeated addresses, 101 empty rotations, 58 neighbourhoods.
    assert (loaded.addresses.read, loaded.addresses.repeated, loaded.addresses.rotation_empty) == (48121, 47, 101)
    assert loaded.territories == 58
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert project_or_first(context, None).code == "pardaugava"
    assert not project_or_first(context, None).invented
    layers = {layer.id for layer in layers_of(context, project="pardaugava", role=Role.PUBLIC)}
    assert {"riga-apkaimes", "riga-adreses", "pardaugava-resursi", "pardaugava-kopienas"} <= layers
    with context.database.reading() as session:
        dzirciems = next(area for area in territories(session, "pardaugava") if area.name == "Dzirciems")
    assert dzirciems.id == "csp:LVRIG43@2021-01-01"
    centre = next(
        feature
        for feature in features_of(context, "pardaugava-resursi", project="pardaugava", role=Role.PUBLIC, epsg=LKS92)
        if feature.properties["kind"] == "community_centre"
    )
    assert centre.geometry is not None
    # Stated with the data: "Dzirciema iela 24" is at 503255 E, 312548 N.
    assert centre.geometry.distance(Point(503255, 312548)) <= 5
    assert dzirciems.geometry.contains(centre.geometry)
    assert not load_demo(context).anything
    assert clear_demo(context)
    assert "pardaugava" not in {project.code for project in projects(context)}
    assert not clear_demo(context)


def test_a_demo_never_replaces_the_neighbourhoods_of_a_real_project(context: Context, tmp_path: Path) -> None:
    own = Territory(
        id="csp:LVRIG43@2021-01-01",
        project="riga",
        scheme="csp",
        code="LVRIG43",
        level="neighbourhood",
        name="Dzirciems, kā to zīmē Rīga",
        geometry=box(0, 0, 1, 1),
        epsg=LKS92,
    )
    with context.database.transaction() as session:
        put_projects(session, [Project("riga", {"lv": "Rīga"})])
        put_territories(session, [own])
    with pytest.raises(Conflict) as refused:
        load_demo(context, wheel=tmp_path / "never read")
    assert (refused.value.code, refused.value.params["project"]) == ("demo_ground_taken", "riga")
    with context.database.reading() as session:
        assert [area.name for area in territories(session, "riga")] == ["Dzirciems, kā to zīmē Rīga"]
    assert [project.code for project in projects(context)] == ["riga"]
