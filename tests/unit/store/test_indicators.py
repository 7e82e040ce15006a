from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from shapely.geometry import box
from sqlalchemy.orm import Session

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.statistics import Indicator, Observation
from gis_app.store.database import Database
from gis_app.store.indicators import indicators, observations, put_indicators, put_observations
from gis_app.store.models import ProjectRow, TerritoryRow

REAL, MADE_UP = "own:real@2020-01-01", "own:made-up@2020-01-01"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    database = Database(f"sqlite:///{tmp_path}/test.sqlite", work_epsg=3059)
    database.migrate()
    with database.transaction() as session:
        for place, (project, territory) in enumerate((("real", REAL), ("made-up", MADE_UP))):
            session.add(ProjectRow(code=project, title={"lv": project}, invented=project == "made-up", place=place))
            session.flush()
            session.add(
                TerritoryRow(
                    id=territory,
                    project=project,
                    scheme="own",
                    code=project,
                    level="neighbourhood",
                    name=project,
                    geometry=box(0, 0, 1, 1),
                    valid_from=date(2020, 1, 1),
                )
            )
        session.flush()
        yield session
    database.close()


def indicator(*, invented: bool, code: str = "S1") -> Indicator:
    return Indicator(
        id=f"{'made-up' if invented else 'real'}-{code}",
        project="made-up" if invented else "real",
        title={"lv": "Rādītājs", "en": "Indicator"},
        counts={"lv": "ko skaita", "en": "what it counts"},
        may_mean={"lv": "ko vēl var nozīmēt", "en": "what else it may mean"},
        unit="%",
        higher_is="worse",
        source={"lv": "avots", "en": "source"},
        base="iedzīvotāji",
        invented=invented,
    )


def test_what_is_put_comes_back_and_a_second_time_replaces(session: Session) -> None:
    made_up = indicator(invented=True)
    put_indicators(session, [made_up])
    first = Observation(made_up.id, MADE_UP, "2022", 12.5, 25, 200, invented=True, source="izdomāti dati")
    missing = Observation(made_up.id, MADE_UP, "2023", None, None, 200, invented=True, source="izdomāti dati")
    put_observations(session, [first, missing])
    assert indicators(session, "made-up") == [made_up]
    assert indicators(session, "real") == []
    assert observations(session, indicator_ids=[made_up.id]) == [first, missing]

    mended = Observation(made_up.id, MADE_UP, "2022", 13.0, 26, 200, invented=True, source="izdomāti dati")
    put_indicators(session, [made_up])
    put_observations(session, [mended])
    assert observations(session, indicator_ids=[made_up.id]) == [mended, missing]
    assert observations(session, indicator_ids=[made_up.id], period="2023") == [missing]
    assert observations(session, indicator_ids=[made_up.id], territory_ids=[REAL]) == []


def test_promise_invented_figures_never_stand_on_real_ground(session: Session) -> None:
    put_indicators(session, [indicator(invented=True), indicator(invented=False)])
    for where in (REAL, MADE_UP):
        for which in ("made-up-S1", "real-S1"):
            for invented in (True, False):
                all_invented = where == MADE_UP and which == "made-up-S1" and invented
                all_real = where == REAL and which == "real-S1" and not invented
                figure = Observation(which, where, "2023", 1.0, invented=invented)
                if all_invented or all_real:
                    put_observations(session, [figure])
                else:
                    with pytest.raises(InputRefused, match=r"invented_on_real_ground|real_on_invented_ground"):
                        put_observations(session, [figure])
    stored = observations(session, indicator_ids=["made-up-S1", "real-S1"])
    assert [(item.territory_id, item.invented) for item in stored] == [(MADE_UP, True), (REAL, False)]


@pytest.mark.parametrize("invented", [True, False])
def test_an_indicator_is_as_invented_as_its_project(session: Session, invented: bool) -> None:
    right = indicator(invented=invented)
    wrong = Indicator(**{name: getattr(right, name) for name in right.__slots__} | {"invented": not invented})
    with pytest.raises(InputRefused):
        put_indicators(session, [wrong])


def test_figures_of_unknown_indicators_and_territories_are_refused(session: Session) -> None:
    put_indicators(session, [indicator(invented=True)])
    with pytest.raises(UnknownCode, match="unknown_territory"):
        put_observations(session, [Observation("made-up-S1", "own:nowhere@2020-01-01", "2023", 1.0, invented=True)])
    with pytest.raises(UnknownCode, match="unknown_indicator"):
        put_observations(session, [Observation("made-up-S9", MADE_UP, "2023", 1.0, invented=True)])


def test_no_figures_at_all_is_no_error(session: Session) -> None:
    put_observations(session, [])
    assert observations(session, indicator_ids=[]) == []
