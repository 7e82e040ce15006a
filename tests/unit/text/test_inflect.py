"""Proposed forms of Latvian place names; the truth is the names' own use in laws and addresses (likumi.lv)."""

import pytest

from gis_app.text.inflect import proposed_forms


@pytest.mark.parametrize(
    ("name", "genitive", "locative"),
    [
        ("Zosēni", "Zosēnu", "Zosēnos"),
        ("Zosēnu pagasts", "Zosēnu pagasta", "Zosēnu pagastā"),
        ("Āgenskalns", "Āgenskalna", "Āgenskalnā"),
        ("Maskavas forštate", "Maskavas forštates", "Maskavas forštatē"),
        ("Pētersala-Andrejsala", "Pētersalas-Andrejsalas", "Pētersalā-Andrejsalā"),
        ("Mīlgrāvis", "Mīlgrāvja", "Mīlgrāvī"),
        ("Ventspils", "Ventspils", "Ventspilī"),
        ("Saldus", "Saldus", "Saldū"),
        ("Cēsis", "Cēsu", "Cēsīs"),
        ("Salas", "Salu", "Salās"),
        ("Rīga", "Rīgas", "Rīgā"),
        ("Ogre", "Ogres", "Ogrē"),
        ("Talsi", "Talsu", "Talsos"),
    ],
)
def test_the_forms_of_a_name_are_those_that_laws_write(name: str, genitive: str, locative: str) -> None:
    found = proposed_forms(name)
    assert (found.nominative, found.genitive, found.locative) == (name, genitive, locative)


@pytest.mark.parametrize("name", ["Oslo", "Āre", "Liepu iela 24", "Rojas nov.", "", "X-zone"])
def test_where_the_ending_tells_nothing_no_form_is_proposed(name: str) -> None:
    found = proposed_forms(name)
    assert (found.genitive, found.locative) == ("", "")
