from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from gis_app.analysis.gazetteer import Gazetteer, natural_key
from gis_app.text.fold import fold

HOUSES = [
    ("Dzirciema iela", "2"),
    ("Dzirciema iela", "10"),
    ("Dzirciema iela", "20 k-3"),
    ("Dzirciema iela", "24"),
    ("Dzirciema iela", "24A"),
    ("Dzirciema iela", "240"),
    ("Dzirnavu iela", "24"),
    ("Krišjāņa Barona iela", "3"),
    ("Kurzemes prospekts", "3"),
    ("Anniņmuižas bulvāris", "10"),
    ("Anniņmuižas iela", "10"),
    ("Brīvības gatve", "2/4"),
    ("Čiekurkalna 1. līnija", "51"),
    ("Čiekurkalna 2. līnija", "1"),
]


def addresses() -> Any:
    streets, numbers = zip(*HOUSES, strict=True)
    return gpd.GeoDataFrame(
        {"address": [f"{street} {number}" for street, number in HOUSES], "street": streets, "number": numbers},
        geometry=[Point(500000 + row, 300000) for row in range(len(HOUSES))],
        crs=3059,
    )


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(addresses())


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Dzirciema iela 24", "Dzirciema iela 24"),
        ("Dzirciema 24", "Dzirciema iela 24"),
        ("dzirciema iela 24", "Dzirciema iela 24"),
        ("  DZIRCIEMA I. 24 a ", "Dzirciema iela 24A"),
        ("dzirciema 20k3", "Dzirciema iela 20 k-3"),
        ("Dzirciema iela 20 k-3", "Dzirciema iela 20 k-3"),
        ("barona 3", "Krišjāņa Barona iela 3"),
        ("kr. barona 3", "Krišjāņa Barona iela 3"),
        ("Krisjana Barona iela 3", "Krišjāņa Barona iela 3"),
        ("kurzemes pr. 3", "Kurzemes prospekts 3"),
        ("anninmuizas b. 10", "Anniņmuižas bulvāris 10"),
        ("Anniņmuižas iela 10", "Anniņmuižas iela 10"),
        ("brivibas g 2/4", "Brīvības gatve 2/4"),
        ("ciekurkalna 1. linija 51", "Čiekurkalna 1. līnija 51"),
        ("čiekurkalna 1.līnija", "Čiekurkalna 1. līnija"),
        ("dzirciema", "Dzirciema iela"),
        ("dzirc", "Dzirciema iela"),
        ("Dzirciama 24", "Dzirciema iela 24"),
        ("Dzirciema iela 24 k-9", "Dzirciema iela 24"),
        ("Dzirciema iela 999", "Dzirciema iela"),
    ],
)
def test_an_address_is_found_as_people_type_it(gazetteer: Gazetteer, typed: str, first: str) -> None:
    assert gazetteer.find(typed)[0].title == first


def test_the_house_itself_comes_before_its_parts_and_those_before_longer_numbers(gazetteer: Gazetteer) -> None:
    titles = [found.title for found in gazetteer.find("Dzirciema 24")]
    assert titles == ["Dzirciema iela 24", "Dzirciema iela 24A", "Dzirciema iela 240"]


def test_a_beginning_finds_houses_in_the_order_of_their_numbers(gazetteer: Gazetteer) -> None:
    titles = [found.title for found in gazetteer.find("Dzirciema 2")]
    assert titles == [f"Dzirciema iela {number}" for number in ("2", "20 k-3", "24", "24A", "240")]


def test_without_typos_only_what_is_really_there_is_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Dzirciama 24", typos=False) == []
    assert gazetteer.find("qwerty") == []
    assert gazetteer.find("") == []


def test_only_a_house_that_is_really_there_is_exact(gazetteer: Gazetteer) -> None:
    exact = gazetteer.find("Dzirciema iela 24")[0]
    assert (exact.score, exact.whole_street, exact.point) == (1.0, False, Point(500003, 300000))
    assert gazetteer.find("Dzirciema iela 999")[0].whole_street


@given(st.sampled_from(HOUSES))
def test_every_address_finds_itself(house: tuple[str, str]) -> None:
    street, number = house
    for typed in (f"{street} {number}", fold(f"{street} {number}"), f"{street} {number}".upper()):
        assert Gazetteer(addresses()).find(typed)[0].title == f"{street} {number}"


@given(st.text(max_size=40))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(Gazetteer(addresses()).find(text), list)


@given(st.lists(st.integers(1, 500), min_size=1))
def test_house_numbers_are_ordered_as_numbers(numbers: list[int]) -> None:
    texts = sorted((f"Iela {number}" for number in numbers), key=natural_key)
    assert texts == [f"Iela {number}" for number in sorted(numbers)]
