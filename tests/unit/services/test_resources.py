from dataclasses import replace

import pytest
from shapely import Point

from gis_app.domain.crs import LKS92
from gis_app.domain.errors import NotFound, UnknownCode
from gis_app.domain.geography import Project
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.services.resources import resource_of, resources_of
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources

WORKERS = {Role.WORKER, Role.PLANNER, Role.ADMIN}
LIBRARY = Resource(
    id="1",
    project="there",
    layer="there-resursi",
    name="Zaļā bibliotēka",
    kind="library",
    formal=True,
    geometry=Point(500000, 300000),
    epsg=LKS92,
    precision="exact",
    address="Āru iela 1",
)


@pytest.fixture
def there(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project("there", {"lv": "Tur"})])
        put_resources(
            session,
            [
                LIBRARY,
                replace(LIBRARY, id="2", name="Čaklie", kind="ngo", geometry=None, precision="none", address=""),
                replace(LIBRARY, id="3", name="Centrs", kind="ngo", precision="neighbourhood", address="Āriņi"),
                replace(LIBRARY, id="4", name="Patversme", kind="shelter", sensitive=True),
            ],
        )
    return context


def names(context: Context, role: Role = Role.PUBLIC, **filters: object) -> list[str]:
    found = resources_of(context, project="there", role=role, **filters)  # type: ignore[arg-type]
    return [one.name for one in found.resources]


def test_the_list_is_in_latvian_order_and_counts_its_kinds(there: Context) -> None:
    assert names(there) == ["Centrs", "Čaklie", "Zaļā bibliotēka"]
    found = resources_of(there, project="there", role=Role.PUBLIC, kind="library")
    assert (found.total, dict(found.kinds)) == (3, {"library": 1, "ngo": 2})


def test_every_part_of_the_filter_counts(there: Context) -> None:
    assert names(there, kind="ngo") == ["Centrs", "Čaklie"]
    assert names(there, kind="ngo", precision="none") == ["Čaklie"]
    assert names(there, text="aru iela") == ["Zaļā bibliotēka"]
    assert names(there, text="grāmatas", meant=["library"]) == ["Zaļā bibliotēka"]
    assert names(there, text="nekas") == []


@pytest.mark.parametrize("filters", [{"kind": "castle"}, {"precision": "about"}])
def test_an_unknown_code_names_the_allowed_ones(there: Context, filters: dict[str, str]) -> None:
    with pytest.raises(UnknownCode) as refused:
        names(there, Role.PUBLIC, **filters)
    assert refused.value.params["expected"]


@pytest.mark.parametrize("role", list(Role))
def test_rule_6_4_a_sensitive_place_does_not_exist_for_the_public(there: Context, role: Role) -> None:
    assert ("Patversme" in names(there, role)) == (role in WORKERS)
    if role in WORKERS:
        assert resource_of(there, "4", role=role).name == "Patversme"
    else:
        with pytest.raises(NotFound):
            resource_of(there, "4", role=role)
        assert "shelter" not in resources_of(there, project="there", role=role).kinds
