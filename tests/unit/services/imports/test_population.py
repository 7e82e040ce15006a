from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio import Affine

from gis_app.catalog.check import check_layers
from gis_app.domain.errors import TooLarge
from gis_app.domain.geography import Project
from gis_app.domain.imports import Choices
from gis_app.domain.roles import Role
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.imports.understand import understand
from gis_app.services.imports.undo import undo_import
from gis_app.services.layers import layers_of
from gis_app.services.territory_facts import territory_facts
from gis_app.services.wiring import Context
from gis_app.store.indicators import indicators, observations
from gis_app.store.projects import put_projects
from gis_app.text.import_problems import problem_sentence
from gis_app.text.words import words_for
from tests.unit.services.imports.territory_world import EAST, NORTH, after, real, take
from tests.unit.services.imports.world import silent

LATVIA = Path(__file__).resolve().parents[5] / "shared" / "data" / "latvia"
needs_reference = pytest.mark.skipif(not LATVIA.is_dir(), reason="the shared reference data are not on this machine")


@pytest.fixture
def land(context: Context, tmp_path: Path) -> Context:
    """Five units on a chessboard, as ``territory_world.after`` draws them."""
    with context.database.transaction() as session:
        put_projects(session, [Project("zeme", {"lv": "Zeme"})])
    take(context, tmp_path, after(), name="robezas_2022-07-01.gpkg")
    return context


def raster(file: Path, values: list[list[float]], *, side: float = 1000.0) -> Path:
    """Write a grid whose south-west corner is that of the units; -1 is no data."""
    cells = np.array(values, dtype="float32")
    profile = {"driver": "GTiff", "height": cells.shape[0], "width": cells.shape[1], "count": 1, "dtype": "float32"}
    place = Affine(side, 0, EAST, 0, -side, NORTH + cells.shape[0] * side)
    with rasterio.open(file, "w", crs="EPSG:3059", transform=place, nodata=-1, **profile) as target:
        target.write(cells, 1)
    return file


PEOPLE = [[5.0, 40.0, -1.0, 7.0], [100.0, 20.0, 300.0, -1.0]]
"""Two rows of cells on the five units and one cell beside them."""


def look(context: Context, file: Path, **choices: Any) -> Draft:
    given = {"target": "population", "layer": "cilveki", "title": {"lv": "Cilvēki", "en": "People"}}
    draft = examined(context, understand(context, file, name=file.name, choices=Choices(**{**given, **choices})))
    assert all(problem_sentence(problem, words_for("lv")) for problem in draft.problems)
    return draft


def problems(draft: Draft) -> dict[str, Any]:
    return {problem.code: problem.params for problem in draft.problems}


def test_people_of_every_territory_are_summed_and_stored_as_computed_here(land: Context, tmp_path: Path) -> None:
    file = raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE)
    confirm(land, look(land, file, source="CSP režģis"), account=None, progress=silent)
    with land.database.reading() as session:
        (indicator,) = indicators(session, "zeme")
        figures = {one.territory_id: one for one in observations(session, indicator_ids=[indicator.id])}
    assert (indicator.computed, indicator.people, indicator.source["lv"]) == (True, True, "CSP režģis")
    assert figures["atvk:LV0025450@2022-07-01"].value == pytest.approx(100)
    assert figures["atvk:LV0025000@2022-07-01"].value == pytest.approx(165)
    assert {one.period for one in figures.values()} == {"2019"}
    shown = territory_facts(land, "atvk:LV0025490@2022-07-01", role=Role.PLANNER).figures[0].values[0]
    assert shown.state == "small"
    assert shown.value == pytest.approx(5)


def test_units_and_the_rest_make_the_whole_grid(land: Context, tmp_path: Path) -> None:
    draft = look(land, raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE))
    checks = {check["layer"]: check for check in draft.facts["conservation"]}
    assert checks["robezas"]["inside"] == pytest.approx(465)
    assert checks["robezas"]["outside"] == pytest.approx(7)
    assert all(abs(check["error"]) < 1e-6 for check in checks.values())
    assert "grid_conserved" in problems(draft)


def test_cells_published_as_five_are_noted(land: Context, tmp_path: Path) -> None:
    draft = look(land, raster(tmp_path / "iedzivotaji_2019.tif", [[5.0, 5.0, 20.0, 75.0]]))
    assert problems(draft)["grid_small_cells"] == {"count": 2, "share": 50}


def test_a_fine_grid_says_that_it_leaves_out_the_countryside(land: Context, tmp_path: Path) -> None:
    draft = look(land, raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE, side=100.0))
    assert problems(draft)["grid_fine"] == {"side": 100}


def test_the_grid_is_a_layer_of_its_own_and_private_until_chosen(land: Context, tmp_path: Path) -> None:
    file = raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE)
    confirm(land, look(land, file), account=None, progress=silent)
    (layer,) = [one for one in layers_of(land, project="zeme", role=Role.PLANNER) if one.role == "grid"]
    assert (layer.id, layer.dated, layer.public) == ("cilveki", date(2019, 1, 1), False)
    assert land.catalogue.grid("cilveki").total == pytest.approx(472)
    assert [one for one in layers_of(land, project="zeme", role=Role.PUBLIC) if one.role == "grid"] == []
    assert check_layers(land.layers_dir)[1] == []


def test_undoing_the_import_takes_the_figures_and_the_layer_away(land: Context, tmp_path: Path) -> None:
    file = raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE)
    done = confirm(land, look(land, file), account=None, progress=silent)
    undo_import(land, done.import_id, account=None)
    with land.database.reading() as session:
        assert indicators(session, "zeme") == []
    assert "cilveki" not in {layer.id for layer in land.catalogue.layers()}


def test_a_project_without_boundaries_is_told_what_to_bring_first(context: Context, tmp_path: Path) -> None:
    draft = look(context, raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE))
    assert "grid_without_territories" in problems(draft)
    assert confirm(context, draft, account=None, progress=silent).layers == ("cilveki",)


def test_a_picture_of_many_millions_of_cells_is_refused_before_it_is_read(
    land: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gis_app.services.imports.targets.population.MOST_CELLS", 7)
    with pytest.raises(TooLarge):
        look(land, raster(tmp_path / "iedzivotaji_2019.tif", PEOPLE))


@needs_reference
def test_the_people_of_the_real_units_and_the_remainder_make_the_real_grid(context: Context, tmp_path: Path) -> None:
    """Truth: the sum published with the grid, and the sums by unit that somebody else computed from it."""
    with context.database.transaction() as session:
        put_projects(session, [Project("zeme", {"lv": "Zeme"})])
    name = "lv_territorial_units_2022-07-01.gpkg"
    take(context, tmp_path, real(LATVIA, name), name=name)
    draft = look(context, LATVIA / "lv_pop_2019_1km_epsg3059.tif")
    assert draft.facts["total"] == pytest.approx(1_927_876)
    assert [abs(check["error"]) < 1e-6 for check in draft.facts["conservation"]] == [True, True]
    confirm(context, draft, account=None, progress=silent)
    with context.database.reading() as session:
        figures = observations(session, indicator_ids=["cilveki-people"], territory_ids=["atvk:LV0030510@2022-07-01"])
    assert figures[0].value == pytest.approx(1630.5, abs=0.06)
