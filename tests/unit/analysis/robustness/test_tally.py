from pandas import DataFrame

from gis_app.analysis.robustness.tally import share_selected, verdicts

# "worst" leads in both criteria, "best" in none; the other two each lead in one.
UNITS = DataFrame({"x": [3.0, 2.0, -2.0, -3.0], "y": [3.0, -2.0, 2.0, -3.0]}, index=["worst", "in x", "in y", "best"])
EQUAL = {"x": 1.0, "y": 1.0}


def test_a_unit_that_leads_everywhere_is_always_in_and_one_behind_everywhere_never() -> None:
    shares = share_selected(UNITS, weights=EQUAL, most=2, seed=1)
    assert verdicts(shares).to_dict() == {"worst": "always", "in x": "contested", "in y": "contested", "best": "never"}
    assert abs(shares["in x"] - 0.5) < 0.1
    assert shares.sum() == 2.0


def test_the_same_seed_gives_the_same_shares_for_every_order_of_rows() -> None:
    one = share_selected(UNITS, weights=EQUAL, most=2, seed=7)
    other = share_selected(UNITS.iloc[::-1], weights=EQUAL, most=2, seed=7)
    assert other[UNITS.index].tolist() == one.tolist()


def test_a_unit_without_figures_has_no_verdict() -> None:
    units = UNITS.copy()
    units.loc["in x"] = float("nan")
    assert verdicts(share_selected(units, weights=EQUAL, most=1, seed=1)).isna().to_dict()["in x"]
