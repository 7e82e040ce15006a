from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point, box

from gis_app.services.demo.clean import clean_addresses, clean_neighbourhoods


def houses(*rows: tuple[str, str, str, float | None, tuple[float, float]]) -> Any:
    addresses, streets, numbers, rotations, points = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {"adrese": addresses, "iela": streets, "numurs": numbers, "rotation": np.array(rotations, dtype=float)},
        geometry=[Point(*point) for point in points],
        crs=3059,
    )


def test_a_repeated_address_is_kept_once_where_its_street_is() -> None:
    frame, counts = clean_addresses(
        houses(
            ("Dālu iela 3", "Dālu iela", "3", 10, (90000, 0)),
            ("Dālu iela 1", "Dālu iela", "1", 10, (0, 0)),
            ("Dālu iela 2", "Dālu iela", "2", 10, (10, 0)),
            ("Dālu iela 3", "Dālu iela", "3", 10, (20, 0)),
        )
    )
    assert (counts.read, counts.kept, counts.repeated) == (4, 3, 1)
    assert frame.set_index("address").geometry["Dālu iela 3"] == Point(20, 0)


@pytest.mark.parametrize(
    ("raw", "clean"), [(0, 0), (90, 90), (360, 0), (3015, None), (-1, None), (None, None), (359, 359)]
)
def test_a_rotation_is_between_0_and_360_or_not_known(raw: float | None, clean: float | None) -> None:
    frame, counts = clean_addresses(houses(("Dālu iela 1", "Dālu iela", "1", raw, (0, 0))))
    found = frame["rotation"][0]
    assert np.isnan(found) if clean is None else found == clean
    assert counts.rotation_empty + counts.rotation_impossible == (clean is None)


def test_spelling_is_made_alike_and_a_contradiction_stays_and_is_counted() -> None:
    frame, counts = clean_addresses(
        houses(
            ("Dārziņu 1.līnija  5 ,", "Dārziņu 1. līnija", "5", 1, (0, 0)),
            ("Lubānas iela 78", "Lubānas iela", "78B", 1, (5, 0)),
        )
    )
    assert frame["address"].tolist() == ["Dārziņu 1. līnija 5", "Lubānas iela 78"]
    assert counts.contradicting == 1


def test_neighbourhoods_get_their_code_and_their_id_in_the_register() -> None:
    raw = gpd.GeoDataFrame(
        {"apkaime": ["Āriņi ", "Avoti"], "saite": ["https://a", "https://b"]},
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)],
        crs=3059,
    )
    frame = clean_neighbourhoods(raw, {"Āriņi": "K2", "Avoti": "K1"}, ids={"K1": "x:K1@2021", "K2": "x:K2@2021"})
    assert frame[["id", "code", "name"]].to_numpy().tolist() == [
        ["x:K1@2021", "K1", "Avoti"],
        ["x:K2@2021", "K2", "Āriņi"],
    ]
    with pytest.raises(KeyError, match="Avoti"):
        clean_neighbourhoods(raw, {"Āriņi": "K2"}, ids={"K2": "x:K2@2021"})
