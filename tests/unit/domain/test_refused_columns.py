import pytest

from gis_app.domain.errors import InputRefused
from gis_app.domain.refused_columns import delicate_topic, protected_topic, refuse_protected


@pytest.mark.parametrize(
    ("column", "topic"),
    [
        ("nationality", "nationality"),
        ("Tautība, %", "nationality"),
        ("доля_национальностей", "nationality"),
        ("home_language", "language"),
        ("krievvalodīgie", "language"),
        ("родной язык", "language"),
        ("non-citizens 2023", "citizenship"),
        ("NePilsoņi", "citizenship"),
        ("гражданство", "citizenship"),
        ("Religion", "religion"),
        ("ticība", "religion"),
        ("Health score", "health"),
        ("veselības_stāvoklis", "health"),
        ("disability_rate", "disability"),
        ("Personas ar invaliditāti", "disability"),
        ("инвалидность", "disability"),
        ("MotherTongue", "language"),
        ("share_Russian", "nationality"),
        ("Roma people", "nationality"),
        ("foreigners", "citizenship"),
        ("Ausländeranteil", "citizenship"),
        ("Muslim share", "religion"),
        ("Healthy", "health"),
        ("Health Deprivation and Disability Score", "health"),
        ("long_term_sick", "health"),
        ("HIV cases", "health"),
        ("kustību traucējumi", "disability"),
    ],
)
def test_rule_6_13_protected_columns_are_refused_as_criteria(column: str, topic: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        refuse_protected(column)
    assert refusal.value.code == f"criterion_refused_{topic}"


@pytest.mark.parametrize(
    "column",
    [
        *("uzticība", "pilsoniskā_līdzdalība", "senior_citizens_share", "S1", "unemployment", "Wealth", "denominator"),
        *("Lang", "MigStock", "TolMin", "Clergy", "Languedoc", "number_eligible", "Numbereligible"),
        *("loudspeakers", "invalid_votes", "faithful_estimate", "archives", "citizens_advice"),
        *("health_centre_minutes", "distance to health care", "disabled_parking", "barrierefreie Haltestellen"),
    ],
)
def test_rule_6_13_columns_that_only_sound_alike_are_taken(column: str) -> None:
    assert protected_topic(column) == ""


def test_rule_6_13_origin_and_child_protection_ask_for_a_written_reason() -> None:
    topics = [delicate_topic(column) for column in ("migration_background", "bērnu aizsardzības lietas", "income")]
    assert topics == ["origin", "child_protection", ""]
    assert [delicate_topic(column) for column in ("foreign_born", "Kinder- und Jugendhilfe")] == topics[:2]
    assert not any(map(delicate_topic, ("Original_score", "MigStock", "emigration", "migraine")))
