import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from gis_app.cli.main import gis_app
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.geography import Project
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.carry import by_code, carry_indicator, compare_layers
from gis_app.services.wiring import Context
from gis_app.store.indicators import indicators, put_indicators, put_observations
from gis_app.store.projects import put_projects
from tests.unit.services.imports.territory_world import square, take, units

SINCE = "2021-01-01"


@pytest.fixture
def land(context: Context, tmp_path: Path) -> Context:
    """Two parishes that became one and a half: the second was cut in two halves of its area."""
    with context.database.transaction() as session:
        put_projects(session, [Project("zeme", {"lv": "Zeme"})])
    old = units(
        [
            ("LV0400268", "Īslīces pagasts", "LV0400200", "Bauskas novads", 7, square(0, 0)),
            ("LV0400296", "Vecsaules pagasts", "LV0400200", "Bauskas novads", 7, square(1, 0)),
        ]
    )
    new = units(
        [
            ("LV0025450", "Īslīces pagasts", "LV0025000", "Bauskas novads", 7, square(0, 0, wide=1.5)),
            ("LV0025520", "Vecsaules pagasts", "LV0025000", "Bauskas novads", 7, square(1.5, 0, wide=0.5)),
        ]
    )
    take(context, tmp_path, old, name=f"pirms_{SINCE}.gpkg", layer="pirms")
    take(context, tmp_path, new, name="pec_2022-07-01.gpkg", layer="pec")
    return context


def figures(context: Context, unit: str, rows: dict[str, tuple[float | None, float | None, float | None]]) -> None:
    """Store an indicator of the old parishes: value, numerator, denominator by code."""
    indicator = Indicator(
        id="s1",
        project="zeme",
        title={"lv": "Rādītājs", "en": "Indicator"},
        counts={"lv": "ko", "en": "what"},
        may_mean={"lv": "ko vēl", "en": "what else"},
        unit=unit,
        higher_is="worse",
        source={"lv": "CSP.", "en": "CSP."},
    )
    with context.database.transaction() as session:
        put_indicators(session, [indicator])
        put_observations(
            session,
            [Observation("s1", f"atvk:{code}@{SINCE}", "2020", *parts) for code, parts in rows.items()],
        )


def test_pieces_between_two_layers_carry_codes_and_names(land: Context) -> None:
    table = by_code(land, compare_layers(land, "pirms", "pec"))
    assert table[["old", "new", "share", "share_of"]].to_dict("records") == [
        {"old": "LV0400268", "new": "LV0025450", "share": pytest.approx(1.0), "share_of": "area"},
        {"old": "LV0400296", "new": "LV0025450", "share": pytest.approx(0.5), "share_of": "area"},
        {"old": "LV0400296", "new": "LV0025520", "share": pytest.approx(0.5), "share_of": "area"},
    ]


def test_counts_are_carried_and_kept_as_computed_with_both_dates(land: Context) -> None:
    figures(land, "", {"LV0400268": (10, None, None), "LV0400296": (40, None, None)})
    found = carry_indicator(land, compare_layers(land, "pirms", "pec"), "s1", keep=True)
    assert {one.territory_id: one.value for one in found} == {
        "atvk:LV0025450@2022-07-01": pytest.approx(30),
        "atvk:LV0025520@2022-07-01": pytest.approx(20),
    }
    with land.database.reading() as session:
        kept = {one.id: one for one in indicators(session, "zeme")}["s1-carried"]
    assert kept.computed
    assert "2021-01-01" in kept.source["lv"]
    assert "2022-07-01" in kept.source["lv"]


def test_a_rate_is_carried_through_numerator_and_denominator(land: Context) -> None:
    figures(land, "%", {"LV0400268": (10.0, 10, 100), "LV0400296": (50.0, 200, 400)})
    found = carry_indicator(land, compare_layers(land, "pirms", "pec"), "s1")
    values = {one.territory_id: one.value for one in found}
    assert values["atvk:LV0025450@2022-07-01"] == pytest.approx(100 * (10 + 100) / (100 + 200))
    assert values["atvk:LV0025520@2022-07-01"] == pytest.approx(50.0)


def test_a_rate_without_its_parts_is_refused(land: Context) -> None:
    figures(land, "%", {"LV0400268": (10.0, None, None), "LV0400296": (50.0, None, None)})
    with pytest.raises(InputRefused) as refused:
        carry_indicator(land, compare_layers(land, "pirms", "pec"), "s1")
    assert refused.value.code == "crosswalk_rate_without_parts"


def test_a_new_unit_with_a_piece_of_one_without_data_has_no_data(land: Context) -> None:
    figures(land, "", {"LV0400268": (10, None, None), "LV0400296": (None, None, None)})
    found = carry_indicator(land, compare_layers(land, "pirms", "pec"), "s1")
    assert {one.value for one in found} == {None}


def test_figures_of_other_units_and_unknown_indicators_are_named(land: Context, tmp_path: Path) -> None:
    versions = compare_layers(land, "pec", "pirms")
    with pytest.raises(NotFound) as unknown:
        carry_indicator(land, versions, "nav")
    assert unknown.value.code == "indicator_not_found"
    figures(land, "", {"LV0400268": (10, None, None)})
    with pytest.raises(NotFound) as elsewhere:
        carry_indicator(land, versions, "s1")
    assert elsewhere.value.code == "crosswalk_without_figures"


def test_the_command_line_takes_layers_and_codes_that_lost_their_zeros(land: Context, tmp_path: Path) -> None:
    values, output = tmp_path / "skaitli.csv", tmp_path / "parnests.csv"
    values.write_text("kods,cilveki\n400268,10\n400296,40\n", encoding="utf-8")
    data = ["--data", str(land.settings.data_dir), "crosswalk", "--from", "pirms", "--to", "pec"]
    carried = ["--values", str(values), "--values-id", "kods", "--count", "cilveki", "--output", str(output)]
    answer = CliRunner().invoke(gis_app, [*data, *carried])
    assert answer.exit_code == 0, answer.output
    with output.open(encoding="utf-8") as file:
        assert {row["id"]: float(row["cilveki"]) for row in csv.DictReader(file)} == {"LV0025450": 30, "LV0025520": 20}


def test_layers_and_files_are_not_mixed_on_the_command_line(land: Context, tmp_path: Path) -> None:
    data = ["--data", str(land.settings.data_dir), "crosswalk", "--from", "pirms", "--new", "x", "--output", "y"]
    assert CliRunner().invoke(gis_app, data).exit_code == 2
