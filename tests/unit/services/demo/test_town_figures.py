"""The invented figures: complete, honest about what is missing or small, and plausible in space."""

from collections import defaultdict

import numpy as np
import pytest
from scipy.stats import spearmanr

from gis_app.domain.lists import LANGUAGES
from gis_app.domain.statistics import Observation
from gis_app.services.demo.town.criteria import CRITERIA, indicators
from gis_app.services.demo.town.figures import YEARS, observations
from gis_app.services.demo.town.town import id_of, make_town


@pytest.fixture(scope="module")
def figures() -> list[Observation]:
    return observations(make_town())


def test_six_criteria_and_the_population_have_five_years_for_every_territory(figures: list[Observation]) -> None:
    keys = {(item.indicator, item.territory_id, item.period) for item in figures}
    assert len(CRITERIA) == 6
    assert len(keys) == len(figures) == 7 * 5 * 36
    assert {item.period for item in figures} == {str(year) for year in range(2019, 2024)}
    assert {item.indicator for item in figures} == {indicator.id for indicator in indicators()}


def test_everything_says_that_it_is_invented(figures: list[Observation]) -> None:
    assert all(item.invented and item.source == "izdomāti dati" for item in figures)
    assert all(item.invented and item.source["lv"] == "izdomāti dati" for item in indicators())


def test_every_criterion_says_in_every_language_what_it_counts_and_what_else_it_may_mean() -> None:
    for indicator in indicators():
        for words in (indicator.title, indicator.counts, indicator.may_mean):
            assert set(words) == set(LANGUAGES)
            assert all(words.values())
    assert all(indicator.higher_is == "worse" and indicator.base for indicator in indicators()[1:])


def test_a_value_is_its_numerator_over_its_denominator(figures: list[Observation]) -> None:
    for item in figures:
        if item.numerator is not None and item.denominator:
            assert item.value == pytest.approx(100.0 * item.numerator / item.denominator)
            assert 0 <= item.numerator <= item.denominator


def test_some_figures_are_missing_and_some_are_small(figures: list[Observation]) -> None:
    missing = [item for item in figures if item.value is None]
    assert 20 <= len(missing) <= 90
    assert all(item.numerator is None for item in missing)
    assert sum(item.period == "2023" for item in missing) >= 3
    assert sum(1 for item in figures if item.numerator is not None and 1 <= item.numerator <= 10) > 50
    villages = {id_of(place) for place, _ in make_town().ground.territories if place.kind == "village"}
    few = [item for item in figures if item.denominator is not None and item.denominator <= 10]
    assert few
    assert all(item.is_small and item.territory_id in villages for item in few)


def test_the_criteria_go_together_without_being_one(figures: list[Observation]) -> None:
    columns: dict[str, dict[str, float]] = defaultdict(dict)
    for item in figures:
        if item.period == str(YEARS[-1]) and item.value is not None:
            columns[item.indicator.removeprefix("paraugpilseta-")][item.territory_id] = item.value
    codes = [criterion.code for criterion in CRITERIA]
    for place, first in enumerate(codes):
        for second in codes[place + 1 :]:
            both = sorted(set(columns[first]) & set(columns[second]))
            agreement = spearmanr([columns[first][key] for key in both], [columns[second][key] for key in both])
            assert 0.1 < agreement.statistic < 0.95, (first, second)


def test_neighbours_are_more_alike_than_places_far_apart(figures: list[Observation]) -> None:
    latest = [item for item in figures if item.indicator.endswith("-unemployed") and item.period == "2023"]
    values = {item.territory_id: item.value for item in latest if item.value is not None}
    ground = make_town().ground.territories
    known = [(shape, values[id_of(place)]) for place, shape in ground if id_of(place) in values]
    pairs = [(one, two) for place, one in enumerate(known) for two in known[place + 1 :]]
    near = [abs(one[1] - two[1]) for one, two in pairs if one[0].touches(two[0])]
    far = [abs(one[1] - two[1]) for one, two in pairs if not one[0].touches(two[0])]
    assert np.mean(near) < np.mean(far)
