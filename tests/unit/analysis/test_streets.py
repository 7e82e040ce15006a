from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import Point

from gis_app.analysis.streets import street_labels

House = tuple[str, str, float | None, float, float]


def addresses(houses: list[House]) -> gpd.GeoDataFrame:
    names = ("street", "number", "rotation")
    frame = {name: [house[place] for house in houses] for place, name in enumerate(names)}
    return gpd.GeoDataFrame(frame, geometry=[Point(house[3], house[4]) for house in houses], crs=3059)


def row(street: str, *, x: float = 0.0, y: float = 0.0, houses: int = 10, step: float = 20.0) -> list[House]:
    """Two sides of a street that runs due east, 24 m apart."""
    return [
        (street, str(2 * place + side), 90.0, x + place * step, y + (12 if side else -12))
        for place in range(houses)
        for side in (0, 1)
    ]


def test_a_short_straight_street_gets_one_label_between_its_sides_along_its_houses() -> None:
    labels = street_labels(addresses(row("Zosu iela", x=500_000, y=300_000)))
    assert list(labels["name"]) == ["Zosu iela"]
    assert labels["houses"].tolist() == [20]
    assert labels["angle"].iloc[0] == pytest.approx(0, abs=0.5)
    assert labels.geometry.iloc[0].y == pytest.approx(300_000, abs=0.5)
    assert labels.crs.to_epsg() == 3059


def test_a_street_to_the_north_east_is_written_upwards() -> None:
    houses: list[House] = [("Kalna iela", str(2 * k), None, 20.0 * k, 20.0 * k) for k in range(8)]
    assert street_labels(addresses(houses))["angle"].iloc[0] == pytest.approx(45, abs=0.1)


def test_a_long_street_is_labelled_about_every_four_hundred_metres() -> None:
    labels = street_labels(addresses(row("Garā iela", houses=61)))
    assert len(labels) == 3
    xs = sorted(labels.geometry.x)
    assert all(350 <= east - west <= 450 for west, east in pairwise(xs))


def test_two_streets_of_one_name_far_apart_get_a_label_each_and_a_lone_house_none() -> None:
    houses = row("Ceriņu iela") + row("Ceriņu iela", x=5_000) + [("Ceriņu iela", "99", 0.0, 9_000.0, 0.0)]
    assert sorted(round(x, -3) for x in street_labels(addresses(houses)).geometry.x) == [0, 5_000]


def test_a_street_of_a_single_house_is_still_named_at_its_recorded_direction() -> None:
    labels = street_labels(addresses([("Akas iela", "1", 30.0, 100.0, 200.0)]))
    assert labels["angle"].tolist() == [60.0]
    assert (labels.geometry.x[0], labels.geometry.y[0]) == (100.0, 200.0)


def test_where_houses_form_no_line_the_recorded_direction_counts_and_out_of_range_ones_do_not() -> None:
    square: list[House] = [
        ("Laukums", str(number), azimuth, x, y)
        for number, (azimuth, x, y) in enumerate([(90.0, 0, 0), (270.0, 40, 0), (88.0, 0, 40), (3015.0, 40, 40)])
    ]
    assert street_labels(addresses(square))["angle"].iloc[0] == pytest.approx(0.7, abs=0.4)


def test_labels_do_not_depend_on_the_order_of_the_addresses() -> None:
    world = addresses(row("Zosu iela", houses=40) + row("Akas iela", y=300, houses=25))
    shuffled = world.sample(frac=1, random_state=np.random.default_rng(7))
    assert street_labels(world).equals(street_labels(shuffled))


def test_no_houses_give_no_labels() -> None:
    nobody: list[House] = [("", "1", 0.0, 0.0, 0.0)]
    assert street_labels(addresses(nobody)).empty
    assert list(street_labels(addresses(nobody)).columns) == ["name", "houses", "angle", "geometry"]
