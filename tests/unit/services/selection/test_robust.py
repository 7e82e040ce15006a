import json
from typing import Any

import pytest

from gis_app.catalog.tables import parse_table
from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused, TooLarge
from gis_app.services.selection import robust
from gis_app.services.selection.rank import Ranking, rank_table

TABLE = b"id,x,y,z\na,9,1,3\nb,8,5,2\nc,2,2,9\nd,1,9,4\ne,3,3,\n"
FLAT = tuple(Criterion(name, "worse") for name in "xyz")
LEVELS = (Criterion("x", "worse", group="g"), Criterion("y", "worse", group="g"), Criterion("z", "worse", group="h"))


def ranking(criteria: Criteria) -> Ranking:
    return rank_table(parse_table(TABLE, name="t.csv"), id_column="id", criteria=criteria)


def told(criteria: Criteria) -> dict[str, Any]:
    ranked = ranking(criteria)
    found = robust.robustness(ranked, most=2, draws=100)
    document: dict[str, Any] = json.loads(robust.to_json(ranked, found, robust.hinges(ranked, found)))
    return document


def test_the_doubt_as_json_names_what_the_choice_hangs_on() -> None:
    document = told(Criteria(criteria=FLAT))
    assert {"near_misses", "leave_one_out", "other_methods", "smallest_turns", "smallest_moves"} <= set(document)
    assert document["statement"] == {"contested": 4, "always": 0, "ranked": 4, "few": True}
    assert [unit["id"] for unit in document["units"]] == ["a", "b", "c", "d", "e"]
    assert document["units"][4]["verdict"] is None
    assert {change["name"] for change in document["leave_one_out"]} == {"x", "y", "z"}


def test_levels_have_doubt_and_flips_too() -> None:
    document = told(Criteria(criteria=LEVELS, groups=(Group("g"), Group("h", 2))))
    turns = {turn["id"]: turn for turn in document["smallest_turns"]}
    # The shares of the whole index: x and y a sixth each, z two thirds.
    assert turns
    assert all(turn["share"] == pytest.approx(2 / 3 if turn["criterion"] == "z" else 1 / 6) for turn in turns.values())


def test_a_median_has_doubt_but_no_smallest_change_of_weights() -> None:
    document = told(Criteria(criteria=FLAT, aggregate="median"))
    assert (document["smallest_turns"], document["smallest_moves"]) == (None, None)


def test_more_than_memory_holds_is_refused_with_the_number_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robust, "CELLS", 100)
    with pytest.raises(TooLarge) as refusal:
        robust.robustness(ranking(Criteria(criteria=FLAT)), most=2, draws=26)
    assert refusal.value.params["expected"] == 25


def test_an_unknown_source_of_doubt_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefused) as refusal:
        robust.robustness(ranking(Criteria(criteria=FLAT)), most=2, vary=("wind",))
    assert "sampling" in str(refusal.value.params["expected"])
