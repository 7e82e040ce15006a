"""Truth: worked out by hand on five units and two years."""

from gis_app.domain.criteria import Criteria, Criterion
from gis_app.services.selection.evidence import Cell
from gis_app.services.selection.time_figures import Yearly
from gis_app.services.selection.time_index import Given, indexes

UNITS = tuple("abcde")
FIRST = (0.0, 10.0, 20.0, 30.0, 900.0)
LATER = (0.0, 20.0, 30.0, 60.0, 900.0)
"""Cases of a thousand: the quartiles are 10 and 30 in the first year, 20 and 60 in the later one."""


def given() -> Given:
    cells = {
        (unit, "x", year): Cell(cases, 1000.0, people=False)
        for year, column in (("2020", FIRST), ("2021", LATER))
        for unit, cases in zip(UNITS, column, strict=True)
    }
    criteria = Criteria((Criterion("x", "worse", winsorise=(0.25, 0.75), denominator="n"),), normalise="none")
    return Given(UNITS, criteria, Yearly(periods=("2020", "2021"), cells=cells))


def test_every_year_draws_outliers_in_to_the_limits_of_the_reference_year() -> None:
    found = indexes(given(), span=1)
    assert [moment.period.label for moment in found.moments] == ["2020", "2021"]
    assert [moment.index.tolist() for moment in found.moments] == [
        [0.01, 0.01, 0.02, 0.03, 0.03],
        [0.01, 0.02, 0.03, 0.03, 0.03],  # its own quartiles would let d stand at 0.06
    ]


def test_the_reader_chooses_whose_limits_they_are() -> None:
    found = indexes(given(), span=1, reference="2021")
    assert found.criteria.criteria[0].limits == (0.02, 0.06)
    assert found.moments[0].index.tolist() == [0.02, 0.02, 0.02, 0.03, 0.06]
