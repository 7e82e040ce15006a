from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from shapely import MultiPoint, Point, box
from sqlalchemy.orm import Session

from gis_app.domain.crs import LKS92, WGS84
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds, Community, Project, Territory, territory_id
from gis_app.domain.resources import Resource
from gis_app.store.communities import communities, put_communities
from gis_app.store.database import Database
from gis_app.store.models import ResourceRow
from gis_app.store.projects import projects, put_projects, remove_project
from gis_app.store.resources import put_resources, resource, resources
from gis_app.store.territories import put_territories, territories, territory

HERE = Project("here", {"lv": "Te", "en": "Here"}, bounds=Bounds(500000, 300000, 502000, 302000, LKS92))
ZONE = Territory(
    id=territory_id("own", "a", date(2021, 1, 1)),
    project="here",
    scheme="own",
    code="a",
    level="neighbourhood",
    name="Āriņi",
    geometry=box(500000, 300000, 501000, 301000),
    epsg=LKS92,
    valid_from=date(2021, 1, 1),
)
LIBRARY = Resource(
    id="0d9d7c2e-0000-4000-8000-000000000001",
    project="here",
    layer="here-resursi",
    name="Bibliotēka",
    kind="library",
    formal=True,
    geometry=Point(500500, 300500),
    epsg=LKS92,
    precision="exact",
)
SHELTER = replace(LIBRARY, id="0d9d7c2e-0000-4000-8000-000000000002", name="Patversme", kind="shelter", sensitive=True)
CLUB = Community(
    id="0d9d7c2e-0000-4000-8000-000000000003",
    project="here",
    name="Adītājas",
    kind="interest",
    geometry=MultiPoint([(500500, 300500), (500600, 300500)]),
    epsg=LKS92,
)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{tmp_path}/test.sqlite", work_epsg=LKS92)
    database.migrate()
    with database.transaction() as session:
        put_projects(session, [HERE])
        yield session
    database.close()


def test_what_is_stored_comes_back_and_a_second_time_replaces(session: Session) -> None:
    for _ in range(2):
        put_projects(session, [HERE])
        put_territories(session, [ZONE])
        put_resources(session, [LIBRARY, SHELTER])
        put_communities(session, [CLUB])
    session.expire_all()
    assert projects(session) == [HERE]
    assert territories(session, "here") == [ZONE]
    assert territory(session, ZONE.id) == ZONE
    assert resources(session, "here", sensitive=True) == [LIBRARY, SHELTER]
    assert communities(session, "here") == [CLUB]
    put_resources(session, [replace(LIBRARY, name="Jaunā bibliotēka")])
    assert resource(session, LIBRARY.id).name == "Jaunā bibliotēka"


def test_a_place_given_in_degrees_is_kept_in_the_work_crs_within_a_centimetre(session: Session) -> None:
    # 24° E is the central meridian of EPSG:3059 (false easting 500 km).
    put_resources(session, [replace(LIBRARY, geometry=Point(24.0, 56.95), epsg=WGS84)])
    stored = resource(session, LIBRARY.id)
    assert stored.epsg == LKS92
    assert stored.geometry is not None
    assert stored.geometry.x == pytest.approx(500000, abs=0.01)


def test_sensitive_places_come_only_when_asked_for(session: Session) -> None:
    put_resources(session, [LIBRARY, SHELTER])
    assert [found.name for found in resources(session, "here", sensitive=False)] == ["Bibliotēka"]


def test_a_box_in_any_crs_chooses_what_touches_it(session: Session) -> None:
    put_resources(session, [LIBRARY])
    put_territories(session, [ZONE])
    put_communities(session, [CLUB])
    near = Bounds(500400, 300400, 500700, 300600, LKS92)
    far = Bounds(10, 10, 20, 20, WGS84)
    for read in (
        lambda box: resources(session, "here", sensitive=True, bounds=box),
        lambda box: territories(session, "here", bounds=box),
        lambda box: communities(session, "here", bounds=box),
    ):
        assert len(read(near)) == len(read(near.to(WGS84))) == 1
        assert read(far) == []


def test_what_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        territory(session, "own:x@2020-01-01")
    with pytest.raises(NotFound):
        resource(session, "nobody")


def test_a_removed_project_takes_everything_in_it(session: Session) -> None:
    put_territories(session, [ZONE])
    put_resources(session, [LIBRARY])
    put_communities(session, [CLUB])
    assert remove_project(session, "here")
    assert projects(session) == []
    assert session.query(ResourceRow).count() == 0
    assert not remove_project(session, "here")


def test_rule_6_5_only_a_community_bound_by_place_has_an_area() -> None:
    assert replace(CLUB, kind="territorial", geometry=box(0, 0, 1, 1)).geometry is not None
    for kind in ("age", "interest", "values", "service", "virtual", "creative"):
        with pytest.raises(InputRefused, match="community_polygon_refused"):
            replace(CLUB, kind=kind, geometry=box(0, 0, 1, 1))
