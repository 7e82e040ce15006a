from gis_app.maps.popups import popup_fields
from gis_app.text.words import words_for
from tests.unit.maps.test_compose import layer

EN = words_for("en")


def test_a_layer_of_files_shows_the_fields_it_describes() -> None:
    assert [(field.name, field.label) for field in popup_fields(layer(), EN)] == [("name", "Name")]


def test_a_place_tells_its_kind_and_how_exact_it_is_before_its_address() -> None:
    fields = popup_fields(layer("zoseni-resursi", role="places", geometry="point"), EN)
    assert [field.name for field in fields] == ["kind", "precision", "address", "hours"]


def test_a_mark_shows_its_words_and_nothing_about_who_or_when() -> None:
    assert [field.name for field in popup_fields(layer(role="marks"), EN)] == ["text"]
