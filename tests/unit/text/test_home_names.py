import pytest

from gis_app.domain.homes import HomeChoice
from gis_app.text.home_names import home_name
from gis_app.text.words import words_for


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (HomeChoice("1", ("Zosēnu pagasts",)), "Zosēnu pagasts"),
        (HomeChoice("1", ("Zosēnu pagasts",), villages=("Zosēni", "Annas")), "Zosēni, Annas (Zosēnu pagasts)"),
        (HomeChoice("1", ("Purvciems",), side="ne", number=2), "Purvciems: ziemeļaustrumi, 2"),
        (HomeChoice("1", ("Centrs",), parent="Rīga"), "Centrs (Rīga)"),
        (HomeChoice("1", ("Mazais pagasts", "Lielais pagasts")), "Mazais pagasts – Lielais pagasts"),
    ],
)
def test_an_area_is_named_after_its_villages_else_after_the_side_of_its_territory(
    choice: HomeChoice, name: str
) -> None:
    assert home_name(choice, words_for("lv")) == name
