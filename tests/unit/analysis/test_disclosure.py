from gis_app.analysis.disclosure import withheld
from gis_app.domain.statistics import Observation

PARENTS = {"a": "all", "b": "all", "c": "all", "all": None}


def figure(place: str, numerator: float | None) -> Observation:
    return Observation("cases", place, "2024", numerator, numerator=numerator, denominator=1000)


def left_out(*given: Observation) -> set[str]:
    return {territory for _, territory, _ in withheld(given, parents=PARENTS)}


def test_a_small_figure_alone_is_withheld_alone() -> None:
    assert left_out(figure("a", 4), figure("b", 20), figure("c", 30)) == {"a"}


def test_where_the_whole_is_known_the_smallest_other_part_goes_too() -> None:
    assert left_out(figure("a", 4), figure("b", 20), figure("c", 30), figure("all", 54)) == {"a", "b"}


def test_two_small_parts_protect_each_other() -> None:
    assert left_out(figure("a", 4), figure("b", 5), figure("c", 30), figure("all", 39)) == {"a", "b"}


def test_nothing_goes_where_nothing_is_small() -> None:
    assert left_out(figure("a", 14), figure("b", 20), figure("c", 0), figure("all", 34)) == set()


def test_another_part_without_data_protects_as_well() -> None:
    assert left_out(figure("a", 4), figure("b", None), figure("c", 30), figure("all", 60)) == {"a"}


def test_the_order_of_the_figures_does_not_matter() -> None:
    given = [figure("a", 4), figure("b", 20), figure("c", 20), figure("all", 44)]
    assert left_out(*given) == left_out(*reversed(given)) == {"a", "b"}
