"""Places of Latvia written in every form that people use come back as they were."""

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gis_app.analysis.arrivals.coordinates import from_columns, from_field
from gis_app.analysis.arrivals.crs import Area, Told
from gis_app.analysis.arrivals.notation import angle, pair
from gis_app.analysis.arrivals.placing import place_points
from gis_app.domain.crs import transformer

# A box inside Latvia that holds no point whose easting and northing could change places.
PLACES = st.lists(st.tuples(st.floats(24.0, 27.0), st.floats(56.5, 57.4)), min_size=1, max_size=8)

_PER_DEGREE = 111_320


def _sexagesimal(value: float, letter: str, *, mark: str = "°'\"") -> str:
    total = round(value * 3_600_000)
    degrees, rest = divmod(total, 3_600_000)
    minutes, thousandths = divmod(rest, 60_000)
    return f"{degrees}{mark[0]}{minutes:02d}{mark[1]}{thousandths / 1000:06.3f}{mark[2]}{letter}"


WRITTEN: dict[str, Callable[[float, float], str]] = {
    "lat, lon": lambda lon, lat: f"{lat:.7f}, {lon:.7f}",
    "lon lat": lambda lon, lat: f"{lon:.7f} {lat:.7f}",
    "commas and a semicolon": lambda lon, lat: f"{lat:.7f}; {lon:.7f}".replace(".", ","),
    "commas only": lambda lon, lat: f"{lat:.7f},{lon:.7f}".replace(".", ","),
    "wkt": lambda lon, lat: f"POINT ({lon:.7f} {lat:.7f})",
    "brackets": lambda lon, lat: f"[{lat:.7f},{lon:.7f}]",
    "degrees": lambda lon, lat: f"{lat:.7f}° N, {lon:.7f}° E",
    "letters first": lambda lon, lat: f"N{lat:.7f} E{lon:.7f}",
    "words": lambda lon, lat: f"lat: {lat:.7f}, lon: {lon:.7f}",
    "a link": lambda lon, lat: f"https://www.google.com/maps/@{lat:.7f},{lon:.7f},17z",
}
WRITTEN_DMS: dict[str, Callable[[float, float], str]] = {
    "dms": lambda lon, lat: f"{_sexagesimal(lat, 'N')} {_sexagesimal(lon, 'E')}",
    "primes": lambda lon, lat: f"{_sexagesimal(lat, 'N', mark='°′″')}, {_sexagesimal(lon, 'E', mark='°′″')}",
    "latvian": lambda lon, lat: f"{_sexagesimal(lat, ' z. pl.')} {_sexagesimal(lon, ' a. g.')}",
    "blanks": lambda lon, lat: f"{_sexagesimal(lat, ' N', mark='   ')} {_sexagesimal(lon, ' E', mark='   ')}",
    "colons": lambda lon, lat: f"{_sexagesimal(lat, 'N', mark='::' + ' ')}; {_sexagesimal(lon, 'E', mark='::' + ' ')}",
    "no letters": lambda lon, lat: f"{_sexagesimal(lat, '')} {_sexagesimal(lon, '')}",
    "commas": lambda lon, lat: f"{_sexagesimal(lat, 'N')} {_sexagesimal(lon, 'E')}".replace(".", ","),
}


def _back(texts: list[str]) -> list[tuple[float, float]]:
    column = pd.Series(texts, index=range(2, 2 + len(texts)), name="vieta")
    placed = place_points(from_field(column), column.index.to_numpy(), told=Told(), area=Area())
    assert placed.epsg == 4326
    return [(shape.x, shape.y) for shape in placed.shapes]


def _metres_apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) * _PER_DEGREE


@pytest.mark.parametrize("form", WRITTEN)
@given(places=PLACES)
@settings(max_examples=20, deadline=None)
def test_a_field_with_both_coordinates_comes_back_within_a_centimetre(
    form: str, places: list[tuple[float, float]]
) -> None:
    found = _back([WRITTEN[form](*place) for place in places])
    assert all(_metres_apart(one, other) <= 0.0112 for one, other in zip(found, places, strict=True))


@pytest.mark.parametrize("form", WRITTEN_DMS)
@given(places=PLACES)
@settings(max_examples=20, deadline=None)
def test_degrees_minutes_and_seconds_come_back_within_their_thousandth_of_a_second(
    form: str, places: list[tuple[float, float]]
) -> None:
    found = _back([WRITTEN_DMS[form](*place) for place in places])
    assert all(_metres_apart(one, other) <= 0.02 for one, other in zip(found, places, strict=True))


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("epsg", [3059, 25884, 3857])
@pytest.mark.parametrize("style", ["{:.3f}", "{:,.3f}"])
@given(places=st.lists(st.tuples(st.floats(24.0, 27.0), st.floats(56.5, 57.4)), min_size=3, max_size=8))
@settings(max_examples=8, deadline=None)
def test_two_columns_of_metres_come_back_within_a_centimetre(
    swapped: bool, epsg: int, style: str, places: list[tuple[float, float]]
) -> None:
    change = transformer(4326, epsg)
    wide = [(24.0, 56.4), (27.9, 56.2), (21.3, 56.9), *places]  # corners that only one CRS puts into the country
    metres = [change.transform(*place) for place in wide]
    texts = [[style.format(value).replace(",", " ").replace(".", ",") for value in place] for place in metres]
    order = (1, 0) if swapped else (0, 1)
    cells = pd.DataFrame({"x": [row[order[0]] for row in texts], "y": [row[order[1]] for row in texts]})
    found = from_columns(cells, x="x", y="y", decimal=",")
    placed = place_points(found, cells.index.to_numpy(), told=Told(), area=Area())
    assert (placed.epsg, placed.swapped) == (epsg, swapped)
    assert all(
        max(abs(shape.x - place[0]), abs(shape.y - place[1])) <= 0.01
        for shape, place in zip(placed.shapes, metres, strict=True)
    )


@pytest.mark.parametrize(
    "text", ["", "56,9467", "Brīvības iela 24", "nav", "56.9, 24.1, 10", "56°61'00\"N 24°00'00\"E"]
)
def test_what_is_not_two_coordinates_is_not_read_as_two(text: str) -> None:
    assert pair(text) is None


@pytest.mark.parametrize(
    ("text", "value", "axis"),
    [
        ("56°57'07\"N", 56.951944, "lat"),
        ("24,1051 a.g.", 24.1051, "lon"),
        ("с. ш. 56 57 07", 56.951944, "lat"),
        ("24d06m30s", 24.108333, ""),
        ("24.5 R", -24.5, "lon"),
    ],
)
def test_one_coordinate_in_its_spellings(text: str, value: float, axis: str) -> None:
    found = angle(text)
    assert found is not None
    assert (round(found.value, 6), found.axis) == (value, axis)
