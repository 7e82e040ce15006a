from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from gis_app.domain.geography import Bounds
from gis_app.domain.layers import Feature, Layer, Style
from gis_app.prints.content import DrawnLayer, MapSheet, StreetName
from gis_app.prints.map_sheet import map_pdf
from gis_app.prints.metrics import text_width
from gis_app.prints.sheet import ground, layout
from gis_app.text.words import words_for
from tests.unit.prints.pdf import MM, fonts_of, outlines, read, starts_of, text_of

EAST, NORTH = 500_000.0, 310_000.0
LV = words_for("lv")


def layer(role: str, geometry: str, title: str, **more: object) -> Layer:
    plain = Layer(
        id=f"test-{role}",
        title={"lv": title, "en": title},
        project="test",
        theme="boundaries",
        role=role,
        geometry=geometry,
        epsg=3059,
        source={"lv": f"Avots: {title}"},
        licence="CC0",
        dated=date(2021, 7, 1),
        name_field="name",
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def feature(number: int, geometry: BaseGeometry | None, **properties: object) -> Feature:
    return Feature(str(number), geometry, properties)


def place(number: int, x: float, y: float, name: str, **more: object) -> Feature:
    said = {"kind": "library", "address": "Zosu iela 1", "precision": "exact", **more}
    return feature(number, Point(EAST + x, NORTH + y), name=name, **said)


TERRITORIES = DrawnLayer(
    layer("territories", "polygon", "Pagastu robežas"),
    [feature(1, box(EAST - 500, NORTH - 250, EAST + 500, NORTH + 250), name="Zosēnu pagasts")],
)
PLACES = DrawnLayer(
    layer("places", "point", "Pakalpojumi"),
    [place(1, 100, 50, "Ģimeņu bibliotēka „Ābele”"), place(2, -200, 0, "Žubīšu skola", kind="education")],
)


def sheet(*drawn: DrawnLayer, paper: str = "a4", orientation: str = "landscape", **more: object) -> MapSheet:
    there = layout(paper, orientation, banded=bool(more.get("invented")))
    plain = MapSheet(
        title="Zosēni",
        subtitle="Kur vērsties",
        project="Mēģinājums",
        municipality="Cēsu novads",
        invented=False,
        day=date(2026, 11, 22),
        layout=there,
        ground=ground(Bounds(EAST - 600, NORTH - 400, EAST + 600, NORTH + 400, 3059), there.map, scale=10_000),
        layers=drawn,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_page_has_the_size_of_its_paper(paper: str, orientation: str) -> None:
    page = read(map_pdf(sheet(TERRITORIES, paper=paper, orientation=orientation), LV)).pages[0]
    sides = {"a4": (210, 297), "a3": (297, 420)}[paper]  # ISO 216
    width, height = sides if orientation == "portrait" else sides[::-1]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
        (width * MM, height * MM), abs=0.05
    )


@pytest.mark.parametrize(("scale", "width", "height"), [(10_000, 100.0, 50.0), (25_000, 40.0, 20.0)])
def test_a_kilometre_measures_right_with_a_ruler(scale: int, width: float, height: float) -> None:
    plain = sheet(TERRITORIES)
    wanted = replace(plain, ground=replace(plain.ground, scale=scale))
    sizes = [np.ptp(points, axis=0) for points in outlines(read(map_pdf(wanted, LV)).pages[0])]
    assert any(np.allclose(size, (width, height), atol=0.03) for size in sizes), "no outline of 1000 m by 500 m"


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    pdf = map_pdf(sheet(TERRITORIES), LV)
    assert "200 m" in text_of(pdf).replace("\xa0", " ")
    fields = [
        points for points in outlines(read(pdf).pages[0]) if np.allclose(np.ptp(points, axis=0), (5, 1.6), atol=0.02)
    ]
    assert len(fields) >= 4, "200 m at 1:10 000 is 20 mm: four fields of 5 mm"
    assert np.ptp(np.concatenate(fields)[:, 0]) == pytest.approx(20.0, abs=0.03)


def test_nothing_of_the_map_lies_in_the_margin() -> None:
    page = read(map_pdf(sheet(TERRITORIES, PLACES), LV)).pages[0]
    width, height = 297.0, 210.0
    for points in outlines(page):
        within = (points >= 7.9).all() and (points <= [width - 7.9, height - 7.9]).all()
        clipped = np.ptp(points, axis=0).max() > 90  # the border goes on below the frame, where the clip hides it
        assert within or clipped


def test_the_same_sheet_is_the_same_file() -> None:
    assert map_pdf(sheet(TERRITORIES, PLACES), LV) == map_pdf(sheet(TERRITORIES, PLACES), LV)


def test_text_is_text_in_latvian_and_every_font_is_ours_and_embedded() -> None:
    pdf = map_pdf(sheet(TERRITORIES, PLACES), LV)
    text = text_of(pdf)
    for words in ("Zosēni", "Kur vērsties", "Mērogs 1 : 10 000", "Zosēnu pagasts", "Cēsu novads", "Žubīšu skola"):
        assert words in text.replace("\xa0", " ")
    assert "Ģimeņu bibliotēka „Ābele”" in text
    fonts = fonts_of(pdf)
    assert fonts
    assert all(embedded and "FiraSans" in name for name, embedded in fonts.items())
    assert read(pdf).metadata is not None
    assert read(pdf).metadata.title == "Zosēni"  # type: ignore[union-attr]


def test_russian_letters_are_in_the_font_too() -> None:
    text = text_of(map_pdf(sheet(TERRITORIES, title="Куда обратиться: ёж, съезд, чаща"), LV))
    assert "Куда обратиться: ёж, съезд, чаща" in text


def test_the_legend_names_what_is_on_the_map_and_nothing_else() -> None:
    water = DrawnLayer(
        layer("context", "polygon", "Ūdeņi", style=Style(fill="#cfe3ee")), [feature(1, Point(0, 0).buffer(9))]
    )
    text = text_of(map_pdf(sheet(TERRITORIES, PLACES, water), LV))
    legend = text[text.index("Apzīmējumi") : text.index("Avoti.")]
    assert "Pagastu robežas" in legend
    assert "Ūdeņi" not in legend


def test_every_layer_has_its_source_licence_and_date_on_the_sheet() -> None:
    text = " ".join(text_of(map_pdf(sheet(TERRITORIES, PLACES), LV)).split())
    assert "Pagastu robežas: Avots: Pagastu robežas; CC0; 2021. gada 1. jūlijs" in text
    assert "Pakalpojumi: Avots: Pakalpojumi; CC0" in text
    assert "Drukāts 2026. gada 22. novembris" in text


def test_the_invented_town_says_so_on_every_page() -> None:
    many = DrawnLayer(
        PLACES.layer, [place(n, (n % 20) * 40 - 400, n // 20 * 60 - 200, f"Vieta {n}") for n in range(120)]
    )
    pages = read(map_pdf(sheet(TERRITORIES, many, invented=True), LV)).pages
    assert len(pages) >= 2
    assert all("IZDOMĀTA PILSĒTA" in page.extract_text() for page in pages)


def test_a_directory_that_finds_no_room_beside_the_map_goes_to_the_second_page() -> None:
    many = DrawnLayer(
        PLACES.layer, [place(n, (n % 8) * 80 - 300, n // 8 * 60 - 200, f"Vieta {n:02}") for n in range(40)]
    )
    pages = [page.extract_text() for page in read(map_pdf(sheet(TERRITORIES, many), LV)).pages]
    assert len(pages) == 2
    assert "2. lapā" in pages[0]
    assert all(f"Vieta {n:02}" in pages[1] for n in range(40))


def test_places_are_numbered_by_group_and_latvian_name() -> None:
    names = ["Zosu", "Ābeļu", "Ada"]
    drawn = DrawnLayer(PLACES.layer, [place(n, n * 90, 0, name) for n, name in enumerate(names)])
    text = text_of(map_pdf(sheet(drawn), LV))
    assert [f"{number} {name}" in text for number, name in enumerate(("Ada", "Ābeļu", "Zosu"), start=1)] == [True] * 3


@pytest.mark.parametrize("colour", [True, False])
def test_rule_6_4_a_sensitive_place_is_never_printed(colour: bool) -> None:
    drawn = DrawnLayer(PLACES.layer, [*PLACES.features, place(3, 0, 100, "Krīzes centrs", sensitive=True)])
    assert "Krīzes centrs" not in text_of(map_pdf(sheet(drawn, colour=colour), LV))


def test_places_without_a_point_are_counted_and_not_drawn() -> None:
    drawn = DrawnLayer(
        PLACES.layer, [*PLACES.features, feature(9, None, name="Kaut kur", kind="ngo", precision="none")]
    )
    text = text_of(map_pdf(sheet(drawn), LV))
    assert "Kartē trūkst 1 vietas" in text
    assert "Kaut kur" not in text


def all_layers() -> Sequence[DrawnLayer]:
    water = Style(stroke="#5b8fb0", fill="#cfe3ee")
    return (
        TERRITORIES,
        PLACES,
        DrawnLayer(
            layer("context", "polygon", "Ūdeņi", style=water), [feature(1, Point(EAST, NORTH).buffer(99), name="Ezers")]
        ),
        DrawnLayer(
            layer("context", "line", "Dzelzceļš", id="rail", style=Style(dash="4 4")),
            [feature(1, LineString([(EAST - 900, NORTH), (EAST + 900, NORTH + 100)]))],
        ),
        DrawnLayer(
            layer("addresses", "point", "Adreses"),
            [feature(n, Point(EAST + n * 20, NORTH), rotation=n) for n in range(9)],
        ),
        DrawnLayer(
            layer("communities", "polygon", "Kopienas"), [feature(1, Point(EAST, NORTH).buffer(200), name="Pagalms")]
        ),
        DrawnLayer(layer("marks", "point", "Patīk"), [feature(1, Point(EAST - 300, NORTH + 100))]),
    )


def test_every_role_of_layer_is_drawn_and_named() -> None:
    text = text_of(map_pdf(sheet(*all_layers(), streets=(StreetName("Zosu iela", 9, 0.0, EAST, NORTH - 80),)), LV))
    for words in (
        "Ūdeņi",
        "Dzelzceļš",
        "Māja (adreses punkts)",
        "Kopiena (aptuvena robeža)",
        "Patīk",
        "Zosu iela",
        "Ezers",
    ):
        assert words in text


def test_black_and_white_uses_no_colour_at_all() -> None:
    from gis_app.prints.drawing import draw

    picture = draw(sheet(*all_layers(), colour=False), LV)
    used = {
        part[:7]
        for svg in (picture.svg, *(key.swatch for key in picture.keys))
        for part in svg.split('="')
        if part[0] == "#"
    }
    assert used
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in used)
    assert all(label.fill[1:3] == label.fill[3:5] == label.fill[5:7] for label in picture.labels)


def test_words_from_outside_cannot_become_markup() -> None:
    evil = "#panic() <img onerror=alert(1)> $x$ */ \\"
    text = text_of(map_pdf(sheet(DrawnLayer(PLACES.layer, [place(1, 0, 0, evil)]), title=evil), LV))
    assert text.replace("\n", "").count("<img onerror=alert(1)>") >= 2


@pytest.mark.parametrize("angle", [-84.0, -30.0, 0.0, 45.0, 90.0])
def test_a_street_name_stands_where_and_as_its_street_lies(angle: float) -> None:
    street = StreetName("Zosu iela", 9, angle, EAST + 200, NORTH - 150)
    plain = sheet(TERRITORIES, streets=(street,), invented=True)  # the band makes the map lower
    page = read(map_pdf(plain, LV)).pages[0]
    # 1:10 000: 20 mm right of and 15 mm below the middle of the frame; PDF counts upwards.
    frame = plain.layout.map
    x, y = frame.x + frame.width / 2 + 20, 210 - (frame.y + frame.height / 2 + 15)
    run = text_width("Zosu iela", size=5.8)
    turn = np.radians(angle)
    towards = np.array([np.cos(turn), np.sin(turn)])
    starts = starts_of(page)
    alike = starts[np.linalg.norm(starts[:, 2:] - towards, axis=1) < 0.01]
    away = np.linalg.norm(alike[:, :2] + towards * run / 2 - (x, y), axis=1)
    # Halo and letters; the baseline lies below the middle of the letters by less than half the type size (1 mm).
    assert (away < 1.1).sum() == 2
