import pytest

from gis_app.domain.roles import Role
from gis_app.services.wiring import Context
from gis_app.services.work_areas.terrain import Terrain, terrain_of
from tests.area_world import SELECTION, area_world


@pytest.fixture
def town(context: Context) -> Context:
    """Eight units in two rows."""
    return area_world(context)


@pytest.fixture
def terrain(town: Context) -> Terrain:
    """The ground of the town's selection."""
    return terrain_of(town, SELECTION, role=Role.PLANNER)
