from itertools import combinations

from gis_app.domain.lists import RESOURCE_KINDS
from gis_app.maps.legend import drawing, legend_of, no_data, sign_of
from gis_app.text.symbols import LIKE, OTHER, SHAPES, SYMBOLS, symbol_of
from gis_app.text.words import words_for
from tests.unit.maps.test_compose import layer

LV = words_for("lv")


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2 (sRGB)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_kind_of_resource_has_a_symbol_of_its_own_group() -> None:
    assert [kind for kind in RESOURCE_KINDS if symbol_of(kind) is OTHER] == []


def test_no_two_symbols_share_a_shape_so_the_map_reads_in_black_and_white() -> None:
    shapes = [symbol.shape for symbol in (*SYMBOLS, LIKE, OTHER)]
    assert len(set(shapes)) == len(shapes)
    assert all(a.colour != b.colour for a, b in combinations(SYMBOLS, 2))


def test_every_colour_stands_out_from_paper_and_from_the_houses() -> None:
    # WCAG 2.2, 1.4.11: graphical objects need 3 : 1 against what is beside them; houses are #d9d4cb.
    house = _luminance("#d9d4cb") + 0.05
    for symbol in (*SYMBOLS, LIKE, OTHER):
        assert house / (_luminance(symbol.colour) + 0.05) >= 3, symbol.code


def test_a_kind_of_the_installation_s_own_gets_a_plain_circle() -> None:
    assert symbol_of("x-saimnieciba") is OTHER


def test_the_legend_of_places_ends_with_the_sign_of_an_approximate_place() -> None:
    lines = legend_of(layer("zoseni-resursi", role="places", geometry="point"), LV)
    assert [line.sign for line in lines] == ["point"] * len(SYMBOLS) + ["hollow"]


def test_the_legend_names_only_what_the_layer_has() -> None:
    places = layer("zoseni-resursi", role="places", geometry="point")
    lines = legend_of(places, LV, kinds={"library", "culture_house"}, approximate=False)
    assert [line.title for line in lines] == ["Kultūra un lasīšana"]
    assert legend_of(layer(), LV) == ()


def test_the_sign_of_a_layer_follows_its_geometry_and_role() -> None:
    assert sign_of(layer(), LV).sign == "area"
    assert sign_of(layer(role="communities"), LV).sign == "soft_area"
    assert sign_of(layer(geometry="line", role="context"), LV).sign == "line"
    assert sign_of(layer(role="marks", geometry="point"), LV).path == SHAPES["heart"]


def test_no_data_is_a_hatch_in_words() -> None:
    assert (no_data(LV).sign, no_data(LV).title) == ("hatch", "nav datu")


def test_the_page_draws_what_the_legend_shows() -> None:
    drawn = drawing(LV)
    assert {shape for shape, _colour in drawn["symbols"].values()} <= drawn["shapes"].keys()
    assert drawn["labels"]["resource_kind"]["library"] == LV.gettext("Library")
