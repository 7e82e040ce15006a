"""The decision file: everything that determines a result, the same bytes whenever it is kept again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis_app.domain.geography import Territory
from gis_app.domain.roles import Role
from gis_app.domain.selections import FIELD_OF_WORK, Selection
from gis_app.domain.statistics import Observation
from gis_app.services.selection.geometry_hash import geometry_sha256
from gis_app.services.selection.wish import Areas, Voice, Wish
from gis_app.services.selection.workbench import decision_json, keep, rank_again
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_observations
from gis_app.store.territories import territories
from tests.areas_world import CASES, DELICATE, LOW, NAMES, PROJECT, RARE, UNITS, build_town

YEARS = ("2022", "2023", "2024")


@pytest.fixture
def town(context: Context) -> Context:
    build_town(context)
    with context.database.transaction() as session:
        put_observations(session, list(_figures()))
    return context


def _figures() -> Iterator[Observation]:
    for unit, cases, rare in zip(UNITS, CASES, RARE, strict=True):
        for year in YEARS:
            yield Observation(LOW, unit, year, cases / 10, cases, 1000.0)
            yield Observation(DELICATE, unit, year, rare / 9, rare, 900.0)


def wish(**more: object) -> Wish:
    answers = {name: values[0] for name, values in FIELD_OF_WORK.items()}
    made = Wish("families", "Kur vajag telpu.", {LOW: 2.0, DELICATE: 1.0}, {DELICATE: "Ģimenēm."}, answers)
    return replace(made, **more)  # type: ignore[arg-type]


def kept(context: Context, asked: Wish) -> Selection:
    return keep(context, project=PROJECT, wish=asked, role=Role.PLANNER, account=None)


def without_run(selection: Selection) -> bytes:
    document = json.loads(decision_json(selection))
    assert document.pop("run")["role"] == "planner"
    return json.dumps(document, sort_keys=True).encode()


def test_keeping_the_same_again_on_another_day_gives_the_same_bytes_but_for_run(town: Context) -> None:
    later = replace(town, clock=lambda: town.clock() + timedelta(days=9, hours=3))
    first, second = kept(town, wish()), kept(later, wish())
    assert first.decision["run"]["date"] != second.decision["run"]["date"]
    assert without_run(first) == without_run(second)
    assert first.sha256 == second.sha256


def test_the_file_names_voices_by_role_exclusions_with_reasons_seed_ddof_hashes_and_no_name(town: Context) -> None:
    voices = (Voice("planner", {LOW: 2.0, DELICATE: 1.0}), Voice("resident", {LOW: 1.0, DELICATE: 1.0}))
    areas = Areas(excluded={UNITS[11]: "Astoņi iedzīvotāji."})
    document = json.loads(decision_json(kept(town, wish(voices=voices, areas=areas))))
    assert [voice["role"] for voice in document["voices"]] == ["planner", "resident"]
    assert document["areas"]["excluded"] == [{"id": UNITS[11], "name": NAMES[11], "reason": "Astoņi iedzīvotāji."}]
    assert "ddof = 0" in document["criteria"]
    assert document["choice"]["seed"] > 0
    assert document["data"]["geometry"]["units"] == 11
    hashes = (document["sha256"], document["data"]["sha256"], document["data"]["geometry"]["sha256"])
    assert [len(one) for one in hashes] == [64] * 3
    assert set(document["run"]) == {"date", "role", "version"}


def test_the_kept_file_is_enough_to_compute_the_result_again(town: Context) -> None:
    selection = kept(town, wish())
    again = rank_again(selection).result
    assert {line["id"]: line["rank"] for line in selection.decision["result"]} == again.rank.to_dict()


def test_another_boundary_is_another_decision(town: Context) -> None:
    with town.database.reading() as session:
        places = territories(session, PROJECT)
    moved = [replace(places[0], geometry=shapely.affinity.translate(places[0].geometry, 5.0, 0.0)), *places[1:]]
    assert geometry_sha256(moved) != geometry_sha256(places)


@given(order=st.permutations(range(4)), start=st.integers(0, 3))
def test_the_order_of_units_and_where_a_ring_begins_do_not_matter(order: list[int], start: int) -> None:
    corners = [(0.0, 0.0), (0.0, 10.0), (10.0, 10.0), (10.0, 0.0)]
    square = shapely.Polygon(corners)
    turned = shapely.Polygon(corners[start:] + corners[:start])
    places = [Territory(f"own:{key}", "p", "own", "1", "own", "A", square, 3059) for key in range(4)]
    other = [replace(places[key], geometry=turned) for key in order]
    assert geometry_sha256(other) == geometry_sha256(places)
