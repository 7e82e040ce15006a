"""Where things are from: the same words beside every layer and figure, and nothing of staff for the public."""

import re

import pytest
from flask.testing import FlaskClient

from gis_app.domain.statistics import Indicator
from gis_app.services.wiring import Context
from gis_app.store.indicators import put_indicators
from tests.print_world import build_print_world
from tests.web.conftest import Visit
from tests.web.test_imports import bring, confirmed, swapped


@pytest.fixture(autouse=True)
def _world(context: Context) -> None:
    build_print_world(context)


def facts_of(page: str, layer: str) -> dict[str, str]:
    """The provenance of one layer of the data page, as heading → text."""
    card = page.split(f'id="{layer}"', 1)[1].split("</dl>", 1)[0]
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", card, re.DOTALL)
    return {name.strip(): " ".join(re.sub(r"<[^>]+>", " ", text).split()) for name, text in found}


def test_every_page_with_a_layer_says_where_it_is_from(client: FlaskClient) -> None:
    for address in ("/lv/data?project=there", "/lv/?project=there", "/lv/list?project=there"):
        page = client.get(address).text
        assert page.count('<dl class="provenance">') > 0, address
        assert "Publicēts vai aprēķināts" in page, address


def test_what_nobody_knows_is_said_so(client: FlaskClient) -> None:
    facts = facts_of(client.get("/lv/data?project=there").text, "there-areas")
    assert facts["Publicēts vai aprēķināts"] == "nav zināms"


def test_an_imported_layer_says_who_brought_it_and_from_which_file(
    visit: Visit, client: FlaskClient, context: Context
) -> None:
    planner = visit("planner")
    draft = bring(planner, swapped(), project="there")
    confirmed(planner, context, draft, public="yes")
    staff = facts_of(planner.get("/lv/data?project=there").text, "skolas")
    assert staff["Avots"] == "Pašvaldība"
    assert staff["Licence"] == "CC0 1.0"
    assert staff["Datu datums"] == "2025. gada 1. septembris"
    assert staff["Pievienots"] == "2026. gada 20. maijs, Plānotājs"
    assert staff["Datne"].startswith("skolas.geojson ")
    public = facts_of(client.get("/lv/data?project=there").text, "skolas")
    assert public["Pievienots"] == "2026. gada 20. maijs, Plānotājs"
    assert "Datne" not in public


def test_after_undo_nobody_is_said_to_have_brought_it(visit: Visit, context: Context) -> None:
    planner = visit("planner")
    done = confirmed(planner, context, bring(planner, swapped(), project="there")).partition("?")[0]
    planner.post(f"{done}/undo")
    assert "Pievienots" not in planner.get("/lv/data?project=there").text


def test_a_figure_says_whether_it_is_registered_and_who_computed_it(visit: Visit, context: Context) -> None:
    indicator = Indicator(
        id="jobless",
        project="there",
        title={"lv": "Bezdarbnieki", "en": "Jobless"},
        counts={},
        may_mean={},
        unit="",
        higher_is="worse",
        source={"lv": "NVA", "en": "NVA"},
        computed=True,
        counting="registered",
    )
    with context.database.transaction() as session:
        put_indicators(session, [indicator])
    page = visit("worker").get("/lv/data/indicators/jobless").text
    assert "NVA" in page
    assert "Tas, kas ir reģistrā" in page
    assert "aprēķināts no avota" in page
