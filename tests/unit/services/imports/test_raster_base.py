import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio import Affine

from gis_app.catalog.check import check_layers
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Bounds, Project
from gis_app.domain.imports import Choices
from gis_app.domain.roles import Role
from gis_app.domain.tiles import HALF, Tile
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.imports.targets.raster_base import place_of
from gis_app.services.imports.understand import understand
from gis_app.services.imports.undo import undo_import
from gis_app.services.layers import layer_of
from gis_app.services.picture_tiles import picture_for_paper
from gis_app.services.raster_tiles import raster_tile
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.unit.services.imports.world import silent

WEST, NORTH, STEP, SIZE = 500_000.0, 312_000.0, 2.0, 200
CORNERS = "500000,312000; 500400,312000; 500400,311600; 500000,311600"


@pytest.fixture
def zoseni(context: Context) -> Context:
    with context.database.transaction() as session:
        box = Bounds(WEST - 5000, NORTH - 5000, WEST + 5000, NORTH + 5000, 3059)
        put_projects(session, [Project("zoseni", {"lv": "Zosēni"}, bounds=box)])
    return context


def photograph(folder: Path, **form: Any) -> Path:
    """400 m × 400 m, all of one green; without ``crs`` and ``transform`` nobody knows where."""
    file = folder / "ainava.tif"
    bands = np.zeros((3, SIZE, SIZE), dtype="uint8")
    bands[:] = np.array([60, 140, 60], dtype="uint8")[:, None, None]
    with rasterio.open(
        file, "w", driver="GTiff", count=3, width=SIZE, height=SIZE, dtype="uint8", photometric="RGB", **form
    ) as made:
        made.write(bands)
    return file


PLACED: dict[str, Any] = {"crs": "EPSG:3059", "transform": Affine(STEP, 0, WEST, 0, -STEP, NORTH)}


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    with pytest.warns(rasterio.errors.NotGeoreferencedWarning):
        return photograph(tmp_path)


def look(context: Context, file: Path, **choices: Any) -> Draft:
    given = Choices(project="zoseni", target="raster_base", layer="ainava", title={"lv": "Ainava", "en": "Photo"})
    return examined(context, understand(context, file, name=file.name, choices=replace(given, **choices)))


def codes(draft: Draft) -> list[str]:
    return [problem.code for problem in draft.problems]


def tile_of_it(context: Context, role: Role = Role.PUBLIC) -> str:
    box = Bounds(WEST, NORTH - 400, WEST + 400, NORTH, 3059).to(3857)
    side = Tile(15, 0, 0).side
    tile = Tile(15, int((box.west + HALF) // side), int((HALF - box.north) // side))
    return raster_tile(context, "ainava", project="zoseni", role=role, tile=tile).mimetype


def test_a_photograph_becomes_a_layer_beneath_the_others_and_can_be_taken_back(zoseni: Context, tmp_path: Path) -> None:
    draft = look(zoseni, photograph(tmp_path, **PLACED), public=True)
    assert codes(draft) == []
    assert (draft.facts["pixel_m"], draft.understanding.epsg) == (pytest.approx(2, abs=0.02), 3059)
    done = confirm(zoseni, draft, account=None, progress=silent)
    layer = layer_of(zoseni, "ainava", project="zoseni", role=Role.PUBLIC)
    assert (layer.role, layer.visible, layer.epsg) == ("picture", False, 3857)
    assert tile_of_it(zoseni) in {"image/jpeg", "image/webp"}
    assert check_layers(zoseni.layers_dir)[1] == []
    undo_import(zoseni, done.import_id, account=None)
    with pytest.raises(NotFound):
        tile_of_it(zoseni)


@pytest.mark.parametrize(("role", "sees"), [(Role.PUBLIC, False), (Role.REPRESENTATIVE, False), (Role.WORKER, True)])
def test_a_picture_that_is_not_public_is_shown_to_workers_only(
    zoseni: Context, tmp_path: Path, role: Role, sees: bool
) -> None:
    confirm(zoseni, look(zoseni, photograph(tmp_path, **PLACED)), account=None, progress=silent)
    if sees:
        assert tile_of_it(zoseni, role)
    else:
        with pytest.raises(NotFound):
            tile_of_it(zoseni, role)


def test_a_scan_without_a_place_is_asked_for_it_and_stored_once_it_has_one(zoseni: Context, nowhere: Path) -> None:
    asked = look(zoseni, nowhere)
    assert [(problem.code, problem.severity) for problem in asked.problems] == [("picture_without_place", "refused")]
    with pytest.raises(InputRefused, match="picture_without_place"):
        confirm(zoseni, asked, account=None, progress=silent)
    told = look(zoseni, nowhere, epsg=3059, options={"corners": CORNERS}, public=True)
    assert codes(told) == []
    confirm(zoseni, told, account=None, progress=silent)
    assert tile_of_it(zoseni)


def test_a_place_without_a_system_is_asked_for_the_system(zoseni: Context, nowhere: Path) -> None:
    world = {"world": "2 0 0 -2 500001 311999"}
    assert codes(look(zoseni, nowhere, options=world)) == ["picture_without_crs"]
    assert codes(look(zoseni, nowhere, options=world, epsg=3059)) == []


@pytest.mark.parametrize(("epsg", "code"), [(4326, "picture_beyond_map"), (32635, "picture_elsewhere")])
def test_a_wrong_system_is_noticed(zoseni: Context, tmp_path: Path, epsg: int, code: str) -> None:
    assert codes(look(zoseni, photograph(tmp_path, **PLACED), epsg=epsg)) == [code]


def test_corners_in_the_wrong_order_are_noticed(zoseni: Context, nowhere: Path) -> None:
    crossed = "500000,312000; 500400,311600; 500400,312000; 500000,311600"
    assert "picture_corners_off" in codes(look(zoseni, nowhere, epsg=3059, options={"corners": crossed}))


@pytest.mark.parametrize(
    "text",
    [
        "24.1,56.95 24.2,56.95 24.2,56.9 24.1,56.9",
        "24,1 56,95; 24,2 56,95; 24,2 56,9; 24,1 56,9",
        "24.1, 56.95\n24.2, 56.95\n24.2, 56.9\n24.1, 56.9",
    ],
)
def test_corners_are_read_as_people_write_them(text: str) -> None:
    place = place_of(Choices(options={"corners": text}), name="ainava.tif")
    assert place.corners == ((24.1, 56.95), (24.2, 56.95), (24.2, 56.9), (24.1, 56.9))
    assert place.epsg == 4326


@pytest.mark.parametrize("text", ["1 2 3", "a b c d e f g h", "1 2 3 4 5 6 7 8 9", "1e999 2 3 4 5 6 7 8"])
def test_corners_that_are_not_eight_numbers_are_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="picture_numbers_refused"):
        place_of(Choices(options={"corners": text}), name="ainava.tif")


def test_paper_gets_two_hundred_pixels_to_an_inch_and_nothing_where_the_picture_is_not(
    zoseni: Context, tmp_path: Path
) -> None:
    confirm(zoseni, look(zoseni, photograph(tmp_path, **PLACED), public=True), account=None, progress=silent)
    layer = layer_of(zoseni, "ainava", project="zoseni", role=Role.PUBLIC)
    here = Bounds(WEST, NORTH - 254, WEST + 254, NORTH, 3059)
    jpeg = picture_for_paper(zoseni, layer, view=here, frame=(25.4, 25.4), colour=True)
    with Image.open(io.BytesIO(jpeg)) as opened:
        assert opened.size == (200, 200)
        assert np.abs(np.asarray(opened)[100, 100].astype(int) - [60, 140, 60]).max() < 12
    away = Bounds(WEST + 5000, NORTH, WEST + 5254, NORTH + 254, 3059)
    assert picture_for_paper(zoseni, layer, view=away, frame=(25.4, 25.4), colour=True) == b""
