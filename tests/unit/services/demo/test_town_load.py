"""The town in an installation: loading twice changes nothing."""

from collections.abc import Iterator

import pytest

from gis_app.services.demo.town import load
from gis_app.services.wiring import Context, build
from gis_app.settings import Settings
from gis_app.store.indicators import indicators, observations
from gis_app.store.projects import projects
from gis_app.store.territories import territories
from gis_app.text.labels import LABELS


def silent(step: str) -> None:
    assert step


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    context = build(Settings(data_dir=tmp_path_factory.mktemp("town")))
    load(context, silent)
    yield context
    context.database.close()


def state(context: Context) -> object:
    files = {file: file.read_bytes() for file in sorted(context.layers_dir.rglob("*")) if file.is_file()}
    with context.database.reading() as session:
        known = indicators(session, "paraugpilseta")
        figures = observations(session, indicator_ids=[indicator.id for indicator in known])
        return files, known, figures, territories(session, "paraugpilseta"), projects(session)


def test_loading_again_changes_nothing(context: Context) -> None:
    before = state(context)
    load(context, silent)
    assert state(context) == before


def test_the_layers_come_back_from_the_catalogue(context: Context) -> None:
    found = {layer.id: layer for layer in context.catalogue.layers() if layer.project == "paraugpilseta"}
    assert len(found) == 6
    assert all(layer.invented for layer in found.values())
    addresses = context.catalogue.frame("paraugpilseta-adreses")
    assert {"address", "street", "number", "rotation"} <= set(addresses.columns)
    drawn = {feature.id for feature in context.catalogue.features("paraugpilseta-teritorijas", epsg=3059)}
    with context.database.reading() as session:
        assert drawn == {territory.id for territory in territories(session, "paraugpilseta")}


def test_every_step_has_words(context: Context) -> None:
    steps: list[str] = []
    load(context, steps.append)
    assert steps
    assert set(steps) <= set(LABELS["demo_step"])
