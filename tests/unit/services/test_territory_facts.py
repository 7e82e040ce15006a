from dataclasses import replace
from datetime import date

import geopandas as gpd
import pytest
from shapely import MultiPoint, Point, box

from gis_app.catalog.writer import write_layer
from gis_app.domain.crs import LKS92
from gis_app.domain.errors import NotFound
from gis_app.domain.findings import Finding
from gis_app.domain.geography import Community, Project, Territory
from gis_app.domain.layers import Layer
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Role
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.territory_facts import VALUE_STATES, TerritoryFacts, Value, territory_facts
from gis_app.services.wiring import Context
from gis_app.store.communities import put_communities
from gis_app.store.findings import put_findings
from gis_app.store.indicators import put_indicators, put_observations
from gis_app.store.projects import put_projects
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories
from gis_app.text.labels import LABELS

HERE, BESIDE = "own:here@2020-01-01", "own:beside@2020-01-01"
STAFF = (Role.WORKER, Role.PLANNER, Role.ADMIN)


def land(name: str, east: float) -> Territory:
    return Territory(
        id=f"own:{name}@2020-01-01",
        project="valley",
        scheme="own",
        code=name,
        level="neighbourhood",
        name=name,
        geometry=box(500_000 + east, 300_000, 501_000 + east, 302_000),
        epsg=LKS92,
        valid_from=date(2020, 1, 1),
        source="drawn for the test",
    )


def place(name: str, kind: str, east: float, *, sensitive: bool = False) -> Resource:
    return Resource(
        id=name,
        project="valley",
        layer="valley-resursi",
        name=name,
        kind=kind,
        formal=True,
        geometry=Point(500_000 + east, 300_500),
        epsg=LKS92,
        precision="exact",
        sensitive=sensitive,
    )


def finding(name: str, light: str, *, published: bool = False) -> Finding:
    return Finding(
        id=name, project="valley", territory_id=HERE, theme="physical", light=light, text=name, published=published
    )


@pytest.fixture
def valley(context: Context) -> Context:
    """Two squares of 1 × 2 km; a library, a shelter and a shop beyond the border; four years of one share."""
    share = Indicator(
        id="share",
        project="valley",
        title={"lv": "Daļa"},
        counts={"lv": "ko skaita"},
        may_mean={"lv": "ko vēl nozīmē"},
        unit="%",
        higher_is="worse",
        source={"lv": "avots"},
    )
    figures = [
        Observation("share", HERE, "2020", 40.0, 40, 100),
        Observation("share", HERE, "2021", 7.0, 7, 100),
        Observation("share", HERE, "2022", None, None, 100),
        Observation("share", BESIDE, "2023", 12.0, 12, 100),
    ]
    chess = Community("1", "valley", "Šahisti", "interest", MultiPoint([(500_100, 300_100), (509_000, 300_100)]), LKS92)
    far = Community("2", "valley", "Tālie", "interest", Point(509_000, 300_100), LKS92)
    with context.database.transaction() as session:
        put_projects(session, [Project("valley", {"lv": "Ieleja"})])
        put_territories(session, [land("here", 0), land("beside", 1_000)])
        put_resources(
            session,
            [
                place("Veikals", "shop", 1_500),
                place("Patversme", "shelter", 600, sensitive=True),
                place("Bibliotēka", "library", 500),
            ],
        )
        put_communities(session, [chess, far])
        put_findings(
            session, [finding("Strīds", "red"), finding("Parks", "green", published=True), finding("Doma", "green")]
        )
        put_indicators(session, [share])
        put_observations(session, figures)
    return context


def facts(context: Context, role: Role, *, paper: bool = False) -> TerritoryFacts:
    return territory_facts(context, HERE, role=role, paper=paper)


def test_what_everybody_may_know_of_a_territory(valley: Context) -> None:
    found = facts(valley, Role.PUBLIC)
    assert (found.territory.name, found.territory.level, found.territory.code) == ("here", "neighbourhood", "here")
    assert (found.territory.valid_from, found.territory.source) == (date(2020, 1, 1), "drawn for the test")
    assert found.area_km2 == pytest.approx(2.0)
    assert not found.invented
    assert {kind: [item.name for item in items] for kind, items in found.resources.items()} == {
        "library": ["Bibliotēka"]
    }
    assert [item.name for item in found.communities] == ["Šahisti"]


def test_addresses_inside_are_counted_and_no_address_layer_is_not_zero_addresses(valley: Context) -> None:
    assert facts(valley, Role.PUBLIC).addresses is None
    layer = Layer(
        id="valley-adreses",
        title={"lv": "Adreses", "en": "Addresses"},
        project="valley",
        theme="functional",
        role="addresses",
        geometry="point",
        epsg=LKS92,
        source={"lv": "tests", "en": "test"},
        licence="CC0-1.0",
        dated=None,
    )
    points = [Point(500_200, 300_200), Point(500_900, 301_900), Point(501_200, 300_200)]
    frame = gpd.GeoDataFrame({"address": ["A 1", "A 2", "B 1"]}, geometry=points, crs=LKS92)
    write_layer(layer, frame, living=valley.layers_dir, version="1")
    assert facts(valley, Role.PUBLIC).addresses == 2


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.REPRESENTATIVE])
def test_no_criterion_is_on_the_card_of_the_public_or_a_representative(valley: Context, role: Role) -> None:
    assert facts(valley, role).figures == ()
    assert "share" not in str(facts(valley, role))


@pytest.mark.parametrize("role", STAFF)
def test_staff_see_every_period_small_numbers_marked_and_missing_ones_said(valley: Context, role: Role) -> None:
    [figure] = facts(valley, role).figures
    assert figure.indicator.id == "share"
    assert figure.values == (
        Value("2020", "known", 40.0, 40.0, 100.0),
        Value("2021", "small", 7.0, 7.0, 100.0),
        Value("2022", "no_data", denominator=100.0),
        Value("2023", "no_data"),
    )


@pytest.mark.parametrize("role", STAFF)
def test_rule_5_a_small_number_is_never_on_paper_or_in_a_file(valley: Context, role: Role) -> None:
    [figure] = facts(valley, role, paper=True).figures
    assert [value.state for value in figure.values] == ["known", "withheld", "no_data", "no_data"]
    assert figure.values[1] == Value("2021", "withheld")


def test_rule_6_12_the_public_gets_published_findings_only_and_never_a_red_one(valley: Context) -> None:
    assert [item.text for item in facts(valley, Role.PUBLIC).findings] == ["Parks"]


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, *STAFF])
def test_who_works_with_the_dossier_reads_every_finding_strengths_first(valley: Context, role: Role) -> None:
    assert [item.light for item in facts(valley, role).findings] == ["green", "green", "red"]


@pytest.mark.parametrize("role", list(Role))
def test_rule_6_4_sensitive_places_are_visible_to_workers_only(valley: Context, role: Role) -> None:
    assert ("shelter" in facts(valley, role).resources) == (role in STAFF)


def test_an_unknown_territory_is_not_found(valley: Context) -> None:
    with pytest.raises(NotFound):
        territory_facts(valley, "own:nowhere@2020-01-01", role=Role.PUBLIC)


def test_every_state_of_a_value_has_words() -> None:
    assert set(VALUE_STATES) == set(LABELS["value_state"])


def test_an_invented_territory_says_so(valley: Context) -> None:
    elsewhere = replace(land("sea", 5_000), project="sea")
    with valley.database.transaction() as session:
        put_projects(session, [Project("sea", {"lv": "Jūra"}, invented=True)], first_place=1)
        put_territories(session, [elsewhere])
    assert territory_facts(valley, elsewhere.id, role=Role.PUBLIC).invented
