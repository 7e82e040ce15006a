"""Lights, reasons and proposals over eight squares whose every number can be checked in the head."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gis_app.domain.errors import InputRefused, NotAllowed, NotFound, UnknownCode
from gis_app.domain.roles import Role
from gis_app.domain.work_areas import WorkArea
from gis_app.services.wiring import Context
from gis_app.services.work import Report
from gis_app.services.work_areas.careful import limits_of, request_of, work
from gis_app.services.work_areas.draw import Drawn, Shown, drawn
from gis_app.services.work_areas.limits import AreaLimits, from_form, from_stored
from gis_app.services.work_areas.people import source_of
from gis_app.services.work_areas.propose import TAKEN, proposal, propose_areas, shown_again
from gis_app.services.work_areas.terrain import Terrain, default_limits, terrain_of, without_figure
from tests.area_world import OTHER, SELECTION, area_world

LIMITS = AreaLimits(min_population=300, max_population=500, ordinary_low=0.3, ordinary_high=0.6, compactness=0.0)


def by_code(area: Drawn) -> Mapping[str, Shown]:
    return {light.code: light for light in area.lights}


def test_people_are_those_of_the_year_that_knows_most_units_and_say_whence_they_come(terrain: Terrain) -> None:
    source = source_of(terrain.sources, "")
    assert (source.code, source.period, source.source["lv"]) == ("people", "2023", "CSP")
    assert source.figures["u0"] == 100.0  # 2024 knows this unit alone


def test_a_unit_without_a_figure_is_known_to_be_silent_and_is_never_proposed(terrain: Terrain) -> None:
    assert without_figure(terrain, LIMITS) == {"u6"}
    found = proposal(terrain, replace(LIMITS, max_areas=3, min_population=100, ordinary_low=0.0, ordinary_high=1.0))
    assert all("u6" not in area.units for area in (*found.best, *found.second))


def test_a_proposal_leaves_out_the_units_of_areas_that_are_kept_and_their_people_from_the_budget(
    terrain: Terrain,
) -> None:
    wide = replace(LIMITS, min_population=200, max_population=300, ordinary_low=0.0, ordinary_high=1.0)
    kept = WorkArea("a", "pils", "Āres", ("u0", "u1"))
    (best,) = proposal(terrain, wide, others=[kept]).best
    assert "u4" in best.units
    assert not {"u0", "u1"} & set(best.units)
    with pytest.raises(InputRefused) as refused:
        proposal(terrain, replace(wide, budget=300), others=[kept])
    assert refused.value.code == "areas_budget_spent"
    assert (refused.value.params["value"], refused.value.params["expected"]) == (100, 200)


def test_a_good_area_keeps_every_light_with_its_number(terrain: Terrain) -> None:
    area = drawn(terrain, LIMITS, ["u0", "u1", "u5", "u4", "u2"])
    lights = by_code(area)
    assert area.kept
    assert area.people == 500
    assert lights["min_population"].value == 500
    assert lights["ordinary_low"].value == pytest.approx(0.4)
    assert all(light.met for light in area.lights)


def test_each_limit_that_is_broken_says_by_how_much(terrain: Terrain) -> None:
    area = drawn(terrain, LIMITS, ["u0", "u4"])
    lights = by_code(area)
    assert not area.kept
    assert (lights["min_population"].met, lights["min_population"].lack) == (False, 100)
    assert lights["ordinary_low"].lack == pytest.approx(0.3)
    assert area.core_only


def test_a_required_resource_counts_inside_or_within_minutes_on_foot(terrain: Terrain) -> None:
    far = by_code(drawn(terrain, replace(LIMITS, kinds=("library",)), ["u0", "u1", "u5"]))["resource"]
    # From the middle of u1 to the library in the middle of u2: 1,000 m × 1.35.
    assert (far.met, far.kind) == (False, "library")
    assert far.value == pytest.approx(1350)
    near = by_code(drawn(terrain, replace(LIMITS, kinds=("library",), minutes=20), ["u0", "u1", "u5"]))["resource"]
    assert (near.met, near.wanted) == (True, 1440)
    inside = by_code(drawn(terrain, replace(LIMITS, kinds=("library",)), ["u0", "u1", "u2"]))["resource"]
    assert (inside.met, inside.value) == (True, 0)


def test_a_kind_without_a_known_place_can_never_be_reached(terrain: Terrain) -> None:
    light = by_code(drawn(terrain, replace(LIMITS, kinds=("shop",), minutes=120), ["u0"]))["resource"]
    assert (light.met, light.value) == (False, float("inf"))


def test_what_is_apart_is_named(terrain: Terrain) -> None:
    light = by_code(drawn(terrain, LIMITS, ["u0", "u1", "u3"]))["connected"]
    assert (light.met, light.value, light.among) == (False, 2, ("Dzirnas",))


def test_reasons_are_core_mixed_in_bridge_and_resource(terrain: Terrain) -> None:
    area = drawn(terrain, replace(LIMITS, kinds=("library",)), ["u0", "u1", "u2", "u3"])
    assert dict(area.reasons) == {"u0": "core", "u1": "bridge", "u2": "resource", "u3": "mixed_in"}


def test_names_come_from_places_inside_and_never_from_a_sensitive_one(terrain: Terrain) -> None:
    names = drawn(terrain, LIMITS, ["u0", "u1"]).names
    assert names == ("Āres", "Bērzi", "Kalna parks")


def test_several_areas_share_one_budget_and_no_unit(terrain: Terrain) -> None:
    other = WorkArea("o", "pils", "Cita", ("u2", "u3"), changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    lights = by_code(drawn(terrain, replace(LIMITS, budget=400), ["u0", "u1", "u2", "u4"], others=[other]))
    assert (lights["overlap"].met, lights["overlap"].among) == (False, ("Cēres",))
    assert (lights["budget"].value, lights["budget"].lack) == (500, 100)


def test_a_silent_unit_drawn_by_hand_counts_as_nobody_and_is_named(terrain: Terrain) -> None:
    area = drawn(terrain, LIMITS, ["u5", "u6"])
    assert area.people == 100
    assert by_code(area)["unknown"].among == ("Gaujas",)


def test_a_unit_of_another_selection_is_refused_by_name(terrain: Terrain) -> None:
    with pytest.raises(InputRefused) as refused:
        drawn(terrain, LIMITS, ["u0", "zz"])
    assert (refused.value.code, refused.value.params["value"]) == ("areas_unit_unknown", "zz")


def test_the_proposal_keeps_all_limits_and_has_the_second_best_beside_it(terrain: Terrain) -> None:
    found = proposal(terrain, LIMITS)
    assert found.status == "proven"  # up to 16 units every set is tried
    assert all(area.kept for area in found.best)
    assert set(found.best[0].units) >= {"u0", "u4"}  # both core units: need 200 + 150
    if found.second:
        assert found.second[0].units != found.best[0].units
        assert found.second_share is not None
        assert found.second_share <= 1


def test_the_same_proposal_comes_again(town: Context) -> None:
    first, second = (propose_areas(town, SELECTION, LIMITS, role=Role.PLANNER) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("limits", "names"),
    [
        (replace(LIMITS, min_population=5000, max_population=9000), set()),
        (replace(LIMITS, ordinary_low=0.9, ordinary_high=0.95), {"ordinary_low"}),
        (
            replace(LIMITS, kinds=("shelter", "library"), min_population=100, max_population=200),
            {"max_population", "resource"},
        ),
    ],
)
def test_impossible_limits_name_what_to_relax(terrain: Terrain, limits: AreaLimits, names: set[str]) -> None:
    found = proposal(terrain, limits)
    assert (found.best, found.status) == ((), "impossible")
    assert names <= {step.limit for step in found.relax}


def test_without_a_core_unit_the_highest_index_is_said(terrain: Terrain) -> None:
    found = proposal(terrain, replace(LIMITS, core_above=9.0))
    assert ([step.limit for step in found.relax], found.highest) == (["core"], 2.0)


def test_once_every_core_unit_lies_in_a_kept_area_that_is_said_and_not_to_lower_the_core(terrain: Terrain) -> None:
    core = tuple(unit for unit in terrain.ids if terrain.index[unit] >= LIMITS.core_above)
    found = proposal(terrain, LIMITS, others=[WorkArea("a", "pils", "Āres", (*core, "u2"))])
    assert (found.status, found.relax, found.highest) == (TAKEN, (), None)


def test_limits_of_a_form_are_read_as_people_write_them() -> None:
    form = {"limits": "1", "min_population": "1 200", "max_population": "3 000,5", "ordinary_low": "25", "budget": ""}
    read = from_form(form, kinds=["library"], otherwise=replace(LIMITS, budget=7.0))
    assert (read.min_population, read.max_population, read.ordinary_low) == (1200, 3000.5, 0.25)
    assert (read.kinds, read.budget) == (("library",), None)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("min_population", "daudz", "areas_limit_no_number"),
        ("min_population", "nan", "areas_limit_out_of_range"),
        ("min_population", "-5", "areas_limit_out_of_range"),
        ("minutes", "999", "areas_limit_out_of_range"),
        ("ordinary_low", "80", "ordinary_share_reversed"),
        ("min_population", "9999", "population_limits_reversed"),
        ("max_areas", "0", "max_zones_below_one"),
        ("core_above", "-3", "zones_thresholds_reversed"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(field: str, text: str, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        from_form({field: text}, kinds=[], otherwise=LIMITS)
    assert refused.value.code == code


def test_an_unknown_kind_of_resource_is_refused() -> None:
    with pytest.raises(UnknownCode):
        replace(LIMITS, kinds=("castle",))


def test_limits_are_the_same_after_they_were_stored() -> None:
    limits = replace(LIMITS, kinds=("library",), budget=800.0, minutes=10.0, people="people")
    assert from_stored(limits.stored(), otherwise=LIMITS) == limits


def test_limits_to_begin_with_fit_the_units(terrain: Terrain) -> None:
    limits = default_limits(terrain)
    assert (limits.min_population, limits.max_population) == (250, 800)
    assert (limits.core_above, limits.ordinary_below, limits.people) == (1.0, 0.0, "people")


def test_an_island_is_joined_to_the_nearest_unit_and_said(context: Context) -> None:
    terrain = terrain_of(area_world(context, island=True), SELECTION, role=Role.PLANNER)
    assert [(terrain.ids[one], terrain.ids[other]) for one, other in terrain.links.joined] == [("u3", "u7")]
    assert by_code(drawn(terrain, LIMITS, ["u3", "u7"]))["connected"].met
    assert not by_code(drawn(terrain, LIMITS, ["u2", "u3"]))["connected"].met


def test_a_careful_search_gives_as_a_job_what_the_page_shows_again(town: Context, tmp_path: Path) -> None:
    asked = request_of(town, SELECTION, limits=LIMITS, method="proof", role=Role.PLANNER)
    shares: list[float] = []
    result = work(town, asked, Report(tmp_path, shares.append))
    terrain = terrain_of(town, SELECTION, role=Role.PLANNER)
    again = shown_again(terrain, limits_of(asked), result)
    assert again.status == "proven"
    assert again.best == proposal(terrain, LIMITS).best
    assert result["links_version"] == 0


def test_only_a_known_way_to_search_waits_in_the_queue(town: Context) -> None:
    with pytest.raises(UnknownCode):
        request_of(town, SELECTION, limits=LIMITS, method="guess", role=Role.PLANNER)
    with pytest.raises(NotAllowed):
        request_of(town, SELECTION, limits=LIMITS, method="proof", role=Role.WORKER)


def test_nobody_without_the_permission_gets_a_ground(town: Context) -> None:
    with pytest.raises(NotAllowed):
        terrain_of(town, OTHER, role=Role.REPRESENTATIVE)
    with pytest.raises(NotFound):
        terrain_of(town, "nowhere", role=Role.PLANNER)
