"""Addresses of a made-up district: two parishes that both have a Skolas iela 5."""

import geopandas as gpd
import pytest
from shapely import Point

from gis_app.analysis.arrivals.addresses import AddressIndex

HOUSES = [
    ("Skolas iela 5, Zosēni", "Skolas iela", "5", Point(600_000, 330_000)),
    ("Skolas iela 5, Taurene", "Skolas iela", "5", Point(610_000, 335_000)),
    ("Dārza iela 2A, Zosēni", "Dārza iela", "2A", Point(600_100, 330_100)),
    ("Dārza iela 24 k-2, Zosēni", "Dārza iela", "24 k-2", Point(600_200, 330_100)),
    ("Ozoliņi, Zosēnu pagasts", "Ozoliņi", "", Point(601_000, 331_000)),
    ("Parka iela 1, Zosēni", "Parka iela", "1", Point(600_300, 330_300)),
    ("Parka gatve 1, Zosēni", "Parka gatve", "1", Point(600_900, 330_900)),
]


@pytest.fixture
def index() -> AddressIndex:
    addresses, streets, numbers, points = zip(*HOUSES, strict=True)
    frame = gpd.GeoDataFrame(
        {"address": addresses, "street": streets, "number": numbers}, geometry=list(points), crs=3059
    )
    return AddressIndex(frame, about="Vidzemes adreses", around=lambda _row: "Cēsu novads")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Skolas iela 5, Zosēni", 0),
        ("Skolas iela 5, Taurenes pag., Cēsu nov., LV-4119", 1),
        ("SKOLAS I. 5, Taurene", 1),
        ("Dārza iela 2a", 2),
        ("Dārza 2A, Zosēni", 2),
        ("Dārza iela 2A - 7, Zosēni", 2),
        ("Zosēni, Dārza iela 24 k-2", 3),
        ("„Ozoliņi”, Zosēnu pag., Cēsu nov.", 4),
    ],
)
def test_an_address_in_the_ways_people_write_it_is_one_house(index: AddressIndex, text: str, row: int) -> None:
    assert (index.match(text).outcome, index.match(text).row) == ("matched", row)


def test_of_two_equal_addresses_none_is_taken_and_both_are_named(index: AddressIndex) -> None:
    found = index.match("Skolas iela 5, Cēsu novads")
    assert (found.outcome, found.row) == ("ambiguous", -1)
    assert found.candidates == ("Skolas iela 5, Zosēni (Cēsu novads)", "Skolas iela 5, Taurene (Cēsu novads)")


def test_a_street_without_its_kind_is_asked_when_there_are_two(index: AddressIndex) -> None:
    assert index.match("Parka 1, Zosēni").outcome == "ambiguous"


def test_the_same_street_of_another_town_is_not_taken(index: AddressIndex) -> None:
    assert index.match("Dārza iela 2A, Liepāja").outcome == "elsewhere"


@pytest.mark.parametrize(
    ("text", "outcome", "candidates"),
    [("Dārza iela 99", "unmatched", ("Dārza iela",)), ("Kaut kas cits", "unmatched", ()), ("  ", "empty", ())],
)
def test_what_is_not_known_is_not_guessed(
    index: AddressIndex, text: str, outcome: str, candidates: tuple[str, ...]
) -> None:
    found = index.match(text)
    assert (found.outcome, found.row, found.candidates) == (outcome, -1, candidates)
