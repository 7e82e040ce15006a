import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from shapely import box
from werkzeug.test import TestResponse

from gis_app.cli.main import gis_app
from gis_app.domain.geography import Project, Territory
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.selection.pooled import GRAZ
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.territories import put_territories

Visit = Callable[[str], FlaskClient]
TOWN = Project(code="izdomata", title={"lv": "Izdomātā", "en": "Invented"}, invented=True)
REAL = Project(code="ista", title={"lv": "Īstā", "en": "Real"})
PLACES = ["Āres", "Bērzi", "Cēres", "Dzirnas"]
PLANNER_PAGES = ["/lv/selections/new", "/en/selections/new?project=izdomata", "/lv/selections/drafts/x"]
STAFF_PAGES = ["/lv/selections", "/lv/selections/x"]


@pytest.fixture
def town(context: Context) -> Context:
    """Four invented territories with six criteria over three years: one too rare, one with a gap, one small count."""
    territories = [
        Territory(f"own:{number}", "izdomata", "own", str(number), "own", name, box(number, 0, number + 1, 1), 3059)
        for number, name in enumerate(PLACES)
    ]
    words = {"lv": "Rādītājs", "en": "Figure"}
    indicators = [
        Indicator(f"izdomata-{code}", "izdomata", words, words, words, "%", "worse", words, invented=True)
        for code in GRAZ
    ]
    observations = [
        Observation(item.id, place.id, str(year), float(cases), float(cases), 100.0, invented=True)
        for number, place in enumerate(territories)
        for item in indicators
        for year in (2021, 2022, 2023)
        if (cases := _cases(number, item.id)) is not None
    ]
    with context.database.transaction() as session:
        put_projects(session, [TOWN, REAL])
        put_territories(session, territories)
        put_indicators(session, indicators)
        put_observations(session, observations)
    return context


def _cases(number: int, indicator: str) -> int | None:
    if number == 2 and indicator.endswith("subsidised"):
        return None
    if number == 3 and indicator.endswith("young"):
        return 1
    return 10 + 5 * number + len(indicator) % 3


def begun(planner: FlaskClient, **more: str) -> str:
    """Return the address of a new draft."""
    sent = {"project": "izdomata", "purpose": "families", **more}
    return planner.post("/lv/selections/drafts", data=sent).location


def keep(planner: FlaskClient, **more: str) -> TestResponse:
    """Return the answer to keeping a decision with this form."""
    return planner.post(begun(planner), data=form(**more))


def form(**more: str) -> dict[str, str]:
    weights = {f"weight.izdomata-{code}": "1" for code in GRAZ}
    reasons = {"reason.izdomata-origin": "Jaunpienācējiem.", "reason.izdomata-child-protection": "Ģimenēm."}
    return {"do": "keep", "purpose": "families", **weights, **reasons, **more}


@pytest.mark.parametrize(
    ("role", "status"), [("public", 401), ("representative", 403), ("worker", 403), ("admin", 403)]
)
@pytest.mark.parametrize("page", PLANNER_PAGES)
def test_rule_6_12_only_the_planner_makes_a_ranking(
    visit: Visit, town: Context, role: str, status: int, page: str
) -> None:
    assert visit(role).get(page).status_code == status


@pytest.mark.parametrize(("role", "status"), [("public", 401), ("representative", 403)])
@pytest.mark.parametrize("page", STAFF_PAGES)
def test_rule_6_12_only_staff_looks_at_a_ranking(
    visit: Visit, town: Context, role: str, status: int, page: str
) -> None:
    assert visit(role).get(page).status_code == status


@pytest.mark.parametrize("role", ["worker", "admin"])
def test_a_worker_looks_at_a_kept_decision_and_takes_no_file_of_it(visit: Visit, town: Context, role: str) -> None:
    kept = keep(visit("planner")).location
    looking = visit(role)
    page = looking.get(kept)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Iekšējai lietošanai" in page.text
    assert "result.csv" not in page.text
    assert "/selections/new" not in looking.get("/lv/selections").text


@pytest.mark.parametrize("role", ["public", "representative", "worker", "admin"])
def test_rule_6_12_nobody_else_keeps_a_decision_or_fetches_its_files(visit: Visit, town: Context, role: str) -> None:
    kept = keep(visit("planner")).location
    other = visit(role)
    for address in ("/lv/selections/drafts", "/lv/selections/drafts/x", "/lv/selections/drafts/x/answer"):
        assert other.post(address, data=form()).status_code in {401, 403}
    for name in ("/result.csv", "/values.csv", "/criteria.toml", "/decision.json"):
        assert other.get(kept + name).status_code in {401, 403}


def test_the_purpose_is_asked_before_anything_is_compared(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    page = planner.get("/lv/selections/new?project=izdomata").text
    assert "Kam šī izvēle domāta?" in page
    assert "<svg" not in page
    assert planner.post("/lv/selections/drafts", data={"project": "izdomata"}).status_code == 400


def test_rule_6_12_a_ranking_is_marked_internal_and_invented_and_no_browser_keeps_it(
    visit: Visit, town: Context
) -> None:
    planner = visit("planner")
    answer = planner.get(begun(planner))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Iekšējai lietošanai. Nepievienot lēmuma projektam." in answer.text
    assert "Izdomāta pilsēta" in answer.text
    assert 'id="care"' in answer.text


def test_the_six_for_families_warn_when_the_purpose_is_another(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    warning = "veidoti darbam ar bērniem"
    assert warning in planner.get(begun(planner, purpose="seniors")).text
    assert warning not in planner.get(begun(planner, purpose="youth")).text


def test_rule_5_no_data_and_too_few_cases_are_said_on_map_and_in_table_and_never_ranked(
    visit: Visit, town: Context
) -> None:
    planner = visit("planner")
    page = planner.get(begun(planner)).text
    assert re.search(r'class="none"\s+data-unit="own:2"', page)
    assert re.search(r'class="few"\s+data-unit="own:3"', page)
    assert "nav datu" in page
    assert "mazs skaitlis" in page
    ranks = [line.split(",")[1:5:2] for line in result(visit)]
    assert sorted(rank for _unit, rank in ranks) == ["", "", "1", "2"]


def result(visit: Visit) -> list[str]:
    planner = visit("planner")
    kept = keep(planner).location
    return planner.get(kept + "/result.csv").text.splitlines()[1:]


def test_the_file_of_the_page_is_the_file_of_the_command_line(visit: Visit, town: Context, tmp_path: Path) -> None:
    planner = visit("planner")
    kept = keep(planner, **{"weight.izdomata-origin": "2.5"}).location
    for name in ("values.csv", "criteria.toml"):
        (tmp_path / name).write_bytes(planner.get(f"{kept}/{name}").data)
    files = ["--values", str(tmp_path / "values.csv"), "--criteria", str(tmp_path / "criteria.toml")]
    out = tmp_path / "out.csv"
    answer = CliRunner().invoke(gis_app, ["select", "rank", "--id", "id", *files, "--output", str(out)])
    assert answer.exit_code == 0, answer.stderr
    assert out.read_bytes() == planner.get(f"{kept}/result.csv").data
    assert out.read_text(encoding="utf-8").startswith("invented,id,index,rank")


def test_rule_5_a_count_of_one_to_ten_leaves_in_no_file(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    kept = keep(planner).location
    table = planner.get(f"{kept}/values.csv").text
    assert table.splitlines()[4].split(",")[7:9] == ["5.0", "300.0"]  # 3 of 300 in three years
    assert '"3.0"' not in planner.get(f"{kept}/decision.json").text


def test_rule_6_13_a_delicate_criterion_without_a_written_reason_is_not_kept(visit: Visit, town: Context) -> None:
    answer = keep(visit("planner"), **{"reason.izdomata-origin": " "})
    assert answer.status_code == 400
    assert "jutīgs kritērijs" in answer.text
    without = {"reason.izdomata-origin": "", "weight.izdomata-origin": "0"}
    assert keep(visit("planner"), **without).status_code == 302


def test_a_decision_is_kept_with_its_checklist_and_a_hash_that_leaves_out_the_day(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    first, second = (keep(planner, **{"answer.our_job": "yes"}).location for _ in range(2))
    decisions = [json.loads(planner.get(f"{kept}/decision.json").text) for kept in (first, second)]
    assert decisions[0]["sha256"] == decisions[1]["sha256"]
    assert decisions[0]["field_of_work"]["our_job"] == "yes"
    assert decisions[0]["run"] == {"date": "2026-05-20", "role": "planner", "version": decisions[0]["run"]["version"]}
    other = keep(planner, **{"weight.izdomata-unemployed": "3"}).location
    assert json.loads(planner.get(f"{other}/decision.json").text)["sha256"] != decisions[0]["sha256"]
    assert planner.get(first).text.count(decisions[0]["sha256"]) == 1


def test_words_of_a_planner_are_shown_and_never_run(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    kept = keep(planner, purpose_words="<img src=x onerror=alert(1)>").location
    assert "<img src=x" not in planner.get(kept).text
    assert "&lt;img src=x" in planner.get(kept).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("purpose", "red", "nav atlases mērķis"),
        ("weight.izdomata-origin", "many", "nav svars"),
        ("weight.izdomata-origin", "-1", "nav svars"),
        ("weight.izdomata-origin", "nan", "nav svars"),
        ("threshold.izdomata-origin", "desmit", "nav skaitlis"),
        ("most", "-3", "nav vesels skaitlis"),
        ("weights_from", "budget", "Šīs balss punktu summa"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(visit: Visit, town: Context, field: str, value: str, said: str) -> None:
    answer = keep(visit("planner"), **{field: value})
    assert answer.status_code == 400
    assert said in answer.text


def test_the_table_sorts_without_a_script(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    page = planner.get(begun(planner) + "?sort=name").text
    rows = re.findall(r'<th scope="row"\s+data-key="name"\s+data-value="([^"]+)"', page)
    assert rows == ["Āres", "Bērzi", "Cēres", "Dzirnas"]


def test_real_ground_without_layers_compares_nothing_and_says_so(visit: Visit, town: Context) -> None:
    planner = visit("planner")
    page = planner.get(begun(planner, project="ista", purpose="neighbours")).text
    assert "neko nesalīdzinām" in page
    assert "Izdomāta" not in page
