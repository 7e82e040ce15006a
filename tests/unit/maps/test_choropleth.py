from shapely import MultiPolygon, Polygon, box

from gis_app.maps.choropleth import MARGIN, WIDTH, draw


def test_north_is_up_and_the_widest_side_fills_the_drawing() -> None:
    drawing = draw([("south", box(0, 0, 1000, 500)), ("north", box(0, 500, 1000, 1000))])
    south, north = drawing.shapes
    assert north.y < south.y
    assert (drawing.width, drawing.height) == (WIDTH, WIDTH)
    assert f"{MARGIN:.1f}" in north.path


def test_holes_and_parts_are_rings_of_one_path() -> None:
    ring = Polygon([(0, 0), (90, 0), (90, 90), (0, 90)], [[(30, 30), (60, 30), (60, 60), (30, 60)]])
    drawing = draw([("both", MultiPolygon([ring, box(200, 0, 300, 90)]))])
    assert drawing.shapes[0].path.count("M") == 3


def test_nothing_to_draw_is_an_empty_drawing() -> None:
    assert draw([("empty", Polygon())]).shapes == ()
