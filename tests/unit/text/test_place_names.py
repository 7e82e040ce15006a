import pytest

from gis_app.text.place_names import genitives, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rēzeknes nov.", "Rēzeknes novads"),
        ("..Aizkraukles novads", "Aizkraukles NOVADS"),
        ("Viļānu pag.", "Viļānu  pagasts"),
        ("Ogres novada pašvaldība", "Ogres novads"),
        ("Smiltenes novads\xa0", "Smiltenes novads"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Rēzekne", "Rēzeknes novads"), ("Viļāni", "Viļānu pagasts")])
def test_a_town_and_what_is_called_after_it_stay_apart(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("nominative", "genitive"),
    [
        ("Ādaži", "adazu"),
        ("Cēsis", "cesu"),
        ("Saldus", "saldus"),
        ("Tukums", "tukuma"),
        ("Jēkabpils", "jekabpils"),
        ("Ķekava", "kekavas"),
        ("Dobele", "dobeles"),
        ("Preiļi", "preilu"),
    ],
)
def test_the_genitive_in_the_name_of_a_municipality_is_found(nominative: str, genitive: str) -> None:
    """Truth: the names of the municipalities and of their towns in the public register."""
    assert genitive in genitives(nominative)
