"""Files as people bring them; the places are written by hand from a map (Rīga 24.105 E 56.949 N and others)."""

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Choices
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.understand import understand
from gis_app.services.wiring import Context

TOWNS = {
    "Rīga": (24.1052, 56.9496),
    "Liepāja": (21.0108, 56.5047),
    "Daugavpils": (26.5362, 55.8714),
    "Cēsis": (25.2749, 57.3119),
    "Jelgava": (23.7128, 56.6511),
}
"""Longitude and latitude."""

Bring = Callable[..., Draft]


@pytest.fixture
def bring(context: Context, tmp_path: Path) -> Bring:
    """Returns what is understood of a text that lies in a file."""

    def understood(text: str, name: str = "file.csv", *, encoding: str = "utf-8", **choices: object) -> Draft:
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return understand(context, file, name=name, choices=Choices(**choices))  # type: ignore[arg-type]

    return understood


def _codes(draft: Draft) -> set[str]:
    return {problem.code for problem in draft.problems}


def _degrees(draft: Draft) -> list[tuple[float, float]]:
    assert draft.frame is not None
    return [(shape.x, shape.y) for shape in draft.frame.to_crs(4326).geometry]


def _at_the_towns(draft: Draft, *, digits: float = 1e-4) -> None:
    for found, town in zip(_degrees(draft), TOWNS.values(), strict=True):
        assert found == pytest.approx(town, abs=digits)


def _geojson(shapes: Mapping[str, BaseGeometry]) -> str:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shape.__geo_interface__}
        for name, shape in shapes.items()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _lks(lon: float, lat: float) -> tuple[float, float]:
    place = gpd.GeoSeries([Point(lon, lat)], crs=4326).to_crs(3059).iloc[0]
    return place.x, place.y


def test_a_geojson_whose_points_lie_in_somalia_has_its_axes_turned(bring: Bring) -> None:
    draft = bring(_geojson({name: Point(lat, lon) for name, (lon, lat) in TOWNS.items()}), "schools.geojson")
    assert (draft.understanding.axes_swapped, draft.understanding.epsg) == (True, 4326)
    assert draft.understanding.features == 5
    assert "axes_swapped" in _codes(draft)
    _at_the_towns(draft)


def test_a_geojson_in_order_is_left_as_it_is(bring: Bring) -> None:
    draft = bring(_geojson({name: Point(place) for name, place in TOWNS.items()}), "schools.geojson")
    assert not draft.understanding.axes_swapped
    assert not draft.problems
    _at_the_towns(draft)


def test_areas_with_their_axes_swapped_are_turned_too(bring: Bring) -> None:
    shapes = {name: Point(lat, lon).buffer(0.01) for name, (lon, lat) in TOWNS.items()}
    draft = bring(_geojson(shapes), "areas.geojson")
    assert draft.understanding.axes_swapped
    assert draft.frame is not None
    assert draft.frame.geometry.iloc[0].centroid.x == pytest.approx(24.1052, abs=1e-3)


def test_only_the_rows_that_stand_the_other_way_round_are_turned(bring: Bring) -> None:
    shapes = {name: Point(place) for name, place in TOWNS.items()}
    shapes["Cēsis"] = Point(57.3119, 25.2749)
    draft = bring(_geojson(shapes), "places.geojson")
    assert not draft.understanding.axes_swapped
    assert [(one.row, one.severity) for one in draft.problems if one.code == "row_axes_swapped"] == [(4, "mended")]
    _at_the_towns(draft)


def test_the_latvian_x_is_the_northing(bring: Bring) -> None:
    rows = ["Nosaukums;X;Y"]
    for name, (lon, lat) in TOWNS.items():
        east, north = _lks(lon, lat)
        rows.append(f"{name};{north:.2f};{east:.2f}".replace(".", ","))
    draft = bring("\n".join(rows), "museums.csv", encoding="cp1257")
    assert (draft.understanding.epsg, draft.understanding.axes_swapped) == (3059, True)
    assert (draft.understanding.encoding, draft.understanding.decimal) == ("cp1257", ",")
    _at_the_towns(draft)


def test_the_same_choices_that_a_draft_ends_with_give_the_same_places_again(bring: Bring) -> None:
    rows = ["name,X,Y", *(f"{name},{_lks(*place)[1]:.1f},{_lks(*place)[0]:.1f}" for name, place in TOWNS.items())]
    first = bring("\n".join(rows))
    choices = {"columns": first.choices.columns, "axes": first.choices.axes, "epsg": first.choices.epsg}
    assert _degrees(bring("\n".join(rows), **choices)) == _degrees(first)


@pytest.mark.parametrize(
    "write",
    [
        lambda lon, lat: f"{lat}, {lon}",
        lambda lon, lat: f"{lon} {lat}",
        lambda lon, lat: f"{lat}; {lon}".replace(".", ","),
        lambda lon, lat: f"POINT ({lon} {lat})",
        lambda lon, lat: f"N{lat}° E{lon}°",
        lambda lon, lat: f"({lat}, {lon})",
        lambda lon, lat: f"https://www.openstreetmap.org/#map=17/{lat}/{lon}",
    ],
)
def test_both_coordinates_in_one_field(bring: Bring, write: Callable[[float, float], str]) -> None:
    rows = ["name\tvieta", *(f"{name}\t{write(*place)}" for name, place in TOWNS.items())]
    draft = bring("\n".join(rows), "reports.tsv")
    assert (draft.understanding.places, draft.understanding.epsg) == ("one_field", 4326)
    assert draft.choices.columns == {"place": "vieta"}
    _at_the_towns(draft)


def test_kilometres_with_a_decimal_comma_are_metres_in_the_end(bring: Bring) -> None:
    rows = ["name;x;y"]
    for name, place in TOWNS.items():
        east, north = _lks(*place)
        rows.append(f"{name};{east / 1000:.3f};{north / 1000:.3f}".replace(".", ","))
    draft = bring("\n".join(rows))
    assert draft.understanding.epsg == 3059
    _at_the_towns(draft)


def test_blanks_between_thousands_are_no_trouble(bring: Bring) -> None:
    rows = ["name;E;N"]
    for name, place in TOWNS.items():
        east, north = _lks(*place)
        rows.append(f"{name};{east:,.2f};{north:,.2f}".replace(",", " ").replace(".", ","))
    draft = bring("\n".join(rows))
    assert (draft.understanding.epsg, draft.understanding.axes_swapped) == (3059, False)
    _at_the_towns(draft)


def test_a_declared_crs_that_cannot_be_is_named_with_the_one_taken(context: Context, tmp_path: Path) -> None:
    places = [Point(_lks(*place)) for place in TOWNS.values()]
    file = tmp_path / "wrong.gpkg"
    gpd.GeoDataFrame({"name": list(TOWNS)}, geometry=places, crs=32633).to_file(file)
    draft = understand(context, file, name=file.name, choices=Choices())
    assert (draft.understanding.epsg, draft.understanding.epsg_reason) == (3059, "guessed")
    assert [one.params["value"] for one in draft.problems if one.code == "crs_wrong"] == ["EPSG:32633"]
    _at_the_towns(draft)


@pytest.mark.parametrize("epsg", [3059, 25884, 32634, 32635, 3857])
def test_a_crs_that_is_missing_is_found(context: Context, tmp_path: Path, epsg: int) -> None:
    known = gpd.GeoDataFrame({"name": list(TOWNS)}, geometry=[Point(place) for place in TOWNS.values()], crs=4326)
    folder = tmp_path / "bare"
    folder.mkdir()
    known.to_crs(epsg).to_file(folder / "bare.shp")
    (folder / "bare.prj").unlink()
    file = Path(shutil.make_archive(str(tmp_path / "bare"), "zip", folder))
    draft = understand(context, file, name=file.name, choices=Choices())
    assert (draft.understanding.epsg, draft.understanding.epsg_reason) == (epsg, "guessed")
    _at_the_towns(draft)


def test_places_that_fit_two_ways_are_asked_about(bring: Bring) -> None:
    # Kuldīga's surroundings lie near the line where easting and northing are equal.
    draft = bring("x,y\n348000,346000\n352000,349000\n350100,351000\n")
    assert "crs_fits_two_ways" in _codes(draft)


def test_a_row_that_is_no_place_is_refused_and_said(bring: Bring) -> None:
    draft = bring("name,lat,lon\nA,56.95,24.1\nB,nav,24.1\nC,0,0\nD,57.31,25.27\n")
    assert {(one.row, one.column, one.code) for one in draft.problems if one.severity == "refused"} == {
        (3, "lat", "coordinate_unreadable"),
        (3, "lon", "place_half"),
        (4, "lon", "place_at_zero"),
    }
    assert draft.frame is not None
    assert draft.frame.index.tolist() == [2, 5]


def test_resources_keep_a_row_whose_place_cannot_be_read(bring: Bring) -> None:
    draft = bring("name,lat,lon\nA,56.95,24.1\nB,0,0\nC,57.31,25.27\n", target="resources")
    assert draft.refused == 0
    assert draft.frame is not None
    assert draft.frame.geometry.isna().tolist() == [False, True, False]


def test_a_bow_tie_is_repaired_as_an_area_and_listed(bring: Bring) -> None:
    bow = Polygon([(24.0, 56.9), (24.1, 57.0), (24.1, 56.9), (24.0, 57.0)])
    draft = bring(_geojson({"bow": bow, "good": Point(24.1, 56.9).buffer(0.01)}), "areas.geojson")
    assert [(one.row, one.severity) for one in draft.problems if one.code == "geometry_repaired"] == [(1, "mended")]
    assert draft.frame is not None
    assert draft.frame.geometry.is_valid.all()
    assert set(draft.frame.geom_type) == {"MultiPolygon", "Polygon"}


def test_codes_keep_their_zeros(bring: Bring) -> None:
    draft = bring("kods,name,lat,lon\n0400268,A,56.95,24.1\n0010000,B,57.0,24.2\n")
    assert draft.frame is not None
    assert draft.frame["kods"].tolist() == ["0400268", "0010000"]


def test_a_place_far_outside_is_listed_with_its_row(bring: Bring) -> None:
    rows = ["name,lat,lon", *(f"{name},{lat},{lon}" for name, (lon, lat) in TOWNS.items()), "Graz,47.07,15.43"]
    draft = bring("\n".join(rows))
    assert [(one.row, one.severity) for one in draft.problems if one.code == "outside_country"] == [(7, "notice")]


def test_length_and_width_of_roads_are_no_places(bring: Bring) -> None:
    draft = bring("ceļš;garums;platums\nA;12;7\nB;3;5\nC;44;6\n")
    assert draft.understanding.places == "none"


def test_coordinates_of_no_known_system_give_no_places_and_say_so(bring: Bring) -> None:
    draft = bring("name,lat,lon\nA,99999999,88888888\nB,77777777,66666666\n")
    assert "crs_unknown" in _codes(draft)
    assert draft.frame is not None
    assert draft.frame.geometry.isna().all()


def test_a_chosen_system_that_does_not_exist_is_refused(bring: Bring) -> None:
    with pytest.raises(InputRefused, match="epsg_unknown"):
        bring("name,x,y\nA,24.1,56.9\n", epsg=999_999)


def test_rows_in_another_system_than_the_rest_are_refused_by_row(bring: Bring) -> None:
    draft = bring("n,x,y\n1,24.1,56.9\n2,25.2,57.3\n3,506000,312000\n4,24.5,56.7\n")
    assert [(one.row, one.severity) for one in draft.problems if one.code == "place_out_of_range"] == [(4, "refused")]


def test_entities_in_reports_with_both_coordinates_in_one_field_are_read(bring: Bring) -> None:
    rows = [
        "id;stāsts;vieta",
        *(
            f'{number};"Bedre pie &#257;tr&#257;s &amp; l&#275;n&#257;s";"56.95{number}, 24.10{number}"'
            for number in range(1, 8)
        ),
    ]
    draft = bring("\n".join(rows), "reports.csv", encoding="utf-8-sig")
    assert (draft.understanding.epsg, draft.understanding.axes_swapped) == (4326, False)
    assert (draft.understanding.places, draft.understanding.encoding) == ("one_field", "utf-8-sig")
    assert draft.frame is not None
    assert draft.frame["stāsts"].iloc[0] == "Bedre pie ātrās & lēnās"
    assert [one.row for one in draft.problems if one.code == "text_entities"] == list(range(2, 9))


def test_codes_of_a_boundary_file_that_became_numbers_have_their_zeros_back(bring: Bring) -> None:
    square = Polygon([(24.0, 56.9), (24.1, 56.9), (24.1, 57.0), (24.0, 57.0)])
    feature = {"type": "Feature", "properties": {"ATVK": 400268}, "geometry": square.__geo_interface__}
    draft = bring(json.dumps({"type": "FeatureCollection", "features": [feature]}), "novadi.geojson")
    assert draft.frame is not None
    assert draft.frame["ATVK"].tolist() == ["0400268"]
    assert "code_zeros_restored" in _codes(draft)
