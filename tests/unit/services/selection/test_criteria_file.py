import pytest

from gis_app.domain.criteria import Criteria, Criterion, Group
from gis_app.domain.errors import InputRefused
from gis_app.services.selection.criteria_file import notes, parse_criteria, write_criteria
from gis_app.services.selection.schema import schema_text

ONE = '[[criterion]]\ncolumn = "x"\nhigher_is = "worse"\n'


def parse(text: str) -> Criteria:
    return parse_criteria(text.encode(), name="criteria.toml")


def test_a_file_with_nothing_but_a_column_and_its_direction_gets_the_defaults_of_the_contract() -> None:
    criteria = parse(ONE)
    assert criteria == Criteria(criteria=(Criterion("x", "worse", 1.0),))
    assert (criteria.normalise, criteria.ddof, criteria.aggregate, criteria.missing) == (
        "zscore",
        0,
        "arithmetic",
        "leave_out",
    )


def test_every_key_of_the_contract_is_read() -> None:
    criteria = parse(
        """
normalise = "minmax"
ddof = 1
aggregate = "geometric"
restandardise = true
missing = "at_least"
min_criteria = 1
ties = "min"
population = "ew"
min_population = 300
suppress = true
[[criterion]]
column = "S1"
weight = 2
higher_is = "better"
goalposts = [0, 994]
threshold = 3
winsorise = [0.05, 0.95]
denominator = "n"
group = "work"
[[group]]
id = "work"
weight = 0.5
"""
    )
    criterion = Criterion("S1", "better", 2.0, (0.0, 994.0), 3.0, (0.05, 0.95), "n", "work")
    assert criteria.criteria == (criterion,)
    assert criteria.groups == (Group("work", 0.5),)
    assert (criteria.population, criteria.min_population, criteria.suppress) == ("ew", 300.0, True)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('normalize = "zscore"\n' + ONE, "normalise"),
        ('normalise = "z-score"\n' + ONE, "zscore | minmax | percentile | rank | exponential | relative | none"),
        ("ddof = 2\n" + ONE, "0 | 1"),
        ("ddof = true\n" + ONE, "0 | 1"),
        ('ties = "average"\n' + ONE, "min"),
        ('suppress = "yes"\n' + ONE, "true | false"),
        (ONE + "wieght = 2\n", "weight"),
        (ONE + "weight = -1\n", "0 … 1e+12"),
        (ONE + "weight = nan\n", "0 … 1e+12"),
        (ONE + "weight = 1e308\n", "0 … 1e+12"),
        (ONE + 'weight = "1"\n', "0 … ∞"),
        (ONE + "goalposts = [5, 1]\n", "low < high"),
        (ONE + "winsorise = [0.05, 1.5]\n", "0 <= low < high <= 1"),
        (ONE.replace("worse", "bad"), "worse | better"),
        (ONE + 'group = "work"\n[[group]]\nid = "home"\n', "home"),
        ('[criterion]\ncolumn = "x"\n', "[[criterion]]"),
    ],
)
def test_an_unknown_key_or_value_is_an_error_that_names_the_allowed_ones(text: str, named: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        parse(text)
    assert named in refusal.value.params["expected"]


def test_a_quoted_number_is_shown_with_its_quotes() -> None:
    with pytest.raises(InputRefused) as refusal:
        parse(ONE + 'weight = "1"\n')
    assert refusal.value.params["value"] == '"1"'


def test_a_group_that_is_nowhere_declared_is_answered_with_the_lines_to_add() -> None:
    with pytest.raises(InputRefused) as refusal:
        parse(ONE + 'group = "work"\n')
    assert refusal.value.params["expected"] == '[[group]] id = "work"'


def test_gaps_filled_by_the_mean_of_everybody_are_said() -> None:
    assert [note.code for note in notes(parse('missing = "group_mean"\n' + ONE))] == ["gaps_take_mean_of_all"]
    assert notes(parse('missing = "group_mean"\nunit_group = "side"\n' + ONE)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "criteria_none"),
        ("normalise = \n", "criteria_not_toml"),
        ('[[criterion]]\ncolumn = "x"\n', "criteria_key_missing"),
        ('[[criterion]]\nhigher_is = "worse"\n', "criteria_key_missing"),
        (ONE + ONE, "criteria_twice"),
        (ONE + "weight = 0\n", "weights_sum_zero"),
        ('missing = "at_least"\n' + ONE, "criteria_needs_key"),
        ("min_population = 300\n" + ONE, "criteria_needs_key"),
        ('aggregate = "count"\n' + ONE, "threshold_needed"),
        (ONE.replace('"x"', '"nationality"'), "criterion_refused_nationality"),
        (ONE + 'group = "a"\n[[criterion]]\ncolumn = "y"\nhigher_is = "worse"\n[[group]]\nid = "a"\n', "group_needed"),
        (ONE + 'group = "a"\n[[group]]\nid = "a"\n[[group]]\nid = "b"\n', "group_empty"),
        (ONE + 'group = "a"\n[[group]]\nid = "a"\ngroup = "b"\n[[group]]\nid = "b"\ngroup = "a"\n', "group_cycle"),
    ],
)
def test_criteria_that_cannot_work_are_refused_with_their_reason(text: str, code: str) -> None:
    with pytest.raises(InputRefused, match=code):
        parse(text)


def test_what_has_no_effect_or_is_delicate_is_said() -> None:
    text = (
        ONE.replace("x", "migration")
        + "goalposts = [0, 1]\n[[criterion]]\ncolumn = 'y'\nhigher_is = 'worse'\nweight = 0\n"
    )
    codes = [note.code for note in notes(parse("min_criteria = 1\n" + text))]
    assert codes == ["delicate_origin", "key_without_effect", "criterion_without_weight", "key_without_effect"]


def test_criteria_written_and_read_again_are_the_same() -> None:
    criteria = Criteria(
        criteria=(
            Criterion('a "quoted" \\ name', "worse", 0.1, winsorise=(0.05, 0.95), group="g"),
            Criterion("ā", "better", denominator="n", group="g", justification="pirmā\nrinda"),
        ),
        groups=(Group("g", 0.3),),
        missing="at_least",
        min_criteria=1,
        missing_codes=(-9999.0, -1.0),
        population="p",
        min_population=300,
    )
    assert parse(write_criteria(criteria)) == criteria


def test_the_printed_schema_names_every_key() -> None:
    text = schema_text()
    for key in ("normalise", "ddof", "min_population", "goalposts", "threshold", "winsorise", "[[group]]", "suppress"):
        assert key in text


def test_levels_references_and_outlier_rules_are_written_as_they_were_read() -> None:
    criteria = parse(
        """
restandardise = true
reference = [0.5, 2.0]
missing = "at_least"
min_criteria = 1
population = "ew"
population_weights = true
unit_group = "side"
[[criterion]]
column = "a"
higher_is = "worse"
reference = [10, 2.5]
winsorise = 5
group = "work"
[[group]]
id = "work"
aggregate = "median"
normalise = "exponential"
min_criteria = 1
missing = "group_mean"
"""
    )
    assert (criteria.criteria[0].winsorise, criteria.criteria[0].reference) == (5, (10.0, 2.5))
    assert (criteria.groups[0].aggregate, criteria.groups[0].missing) == ("median", "group_mean")
    assert parse(write_criteria(criteria)) == criteria
    assert notes(criteria) == []
