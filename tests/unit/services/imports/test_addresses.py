from dataclasses import replace
from pathlib import Path

import pytest
from shapely.geometry import Point

from gis_app.domain.errors import InputRefused
from gis_app.domain.geography import Project
from gis_app.domain.imports import Column
from gis_app.services.imports.confirm import confirm
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.registry import examined
from gis_app.services.imports.targets.address_parts import split_address
from gis_app.services.search import geocode
from gis_app.services.wiring import Context
from gis_app.store.projects import put_projects
from tests.unit.services.imports.world import silent, understood

HOUSES = [
    ("Skolas iela 1, Ogre, LV-5001", Point(24.60, 56.81)),
    ("Skolas iela 3A, Ogre", Point(24.61, 56.81)),
    ("Kalniņi, Ogres novads", Point(24.65, 56.83)),
    ("Skolas iela 1, Ogre, LV-5001", Point(24.60, 56.81)),
    ("", Point(24.62, 56.81)),
]


# Addresses as the state address register writes them.
@pytest.mark.parametrize(
    ("address", "street", "number"),
    [
        ("Pilsoņu iela 13 k-15, Rīga, LV-1002", "Pilsoņu iela", "13 k-15"),
        ("Vienības prospekts 19/21, Jūrmala, LV-2010", "Vienības prospekts", "19/21"),
        ("Lakstīgalas iela 9A, Sigulda", "Lakstīgalas iela", "9A"),
        ("Darba iela 3-12", "Darba iela", "3-12"),
        ("11. novembra krastmala 35", "11. novembra krastmala", "35"),
        ("1. līnija 5", "1. līnija", "5"),
        ("Dārza iela", "Dārza iela", ""),
        ('"Pansionāts", Madliena, Madlienas pag.', "Pansionāts", ""),
        ("", "", ""),
    ],
)
def test_an_address_is_read_as_street_and_house(address: str, street: str, number: str) -> None:
    assert split_address(address) == (street, number)


@pytest.fixture
def town(context: Context) -> Context:
    with context.database.transaction() as session:
        put_projects(session, [Project(code="te", title={"lv": "Te"})])
    return context


def _draft(context: Context, folder: Path, **columns: str) -> Draft:
    rows = [(address, "", place) for address, place in HOUSES]
    draft = understood(folder, rows=list(rows), target="addresses", layer="adreses", columns=columns)
    assert draft.frame is not None
    frame = draft.frame.rename(columns={"nosaukums": "Adrese"}).drop(columns="kods").set_crs(4326, allow_override=True)
    understanding = replace(draft.understanding, columns=(Column("Adrese", "text"),))
    return examined(context, replace(draft, frame=frame, understanding=understanding))


def test_addresses_are_found_by_what_people_type_once_they_are_imported(town: Context, tmp_path: Path) -> None:
    confirm(town, _draft(town, tmp_path), account=None, progress=silent)
    frame = town.catalogue.frame("adreses")
    assert (frame.crs.to_epsg(), frame["street"].tolist(), frame["number"].tolist()) == (
        3059,
        ["Skolas iela", "Skolas iela", "Kalniņi"],
        ["1", "3A", ""],
    )
    assert frame["rotation"].isna().all()
    assert geocode(town, "skolas 3a", project="te") == []  # a private layer geocodes for nobody outside


def test_public_addresses_geocode(town: Context, tmp_path: Path) -> None:
    draft = _draft(town, tmp_path)
    public = replace(draft, choices=replace(draft.choices, public=True))
    confirm(town, public, account=None, progress=silent)
    (hit, *_rest) = geocode(town, "skolas 3a", project="te")
    assert (hit.title, hit.score, hit.precision) == ("Skolas iela 3A, Ogre", 1.0, "exact")


def test_repeated_and_empty_addresses_are_named_and_left_out(town: Context, tmp_path: Path) -> None:
    draft = _draft(town, tmp_path)
    refused = {(one.row, one.code) for one in draft.problems if one.severity == "refused"}
    assert refused == {(5, "address_repeated"), (6, "address_empty")}


def test_a_file_without_any_address_says_so_and_is_not_stored(town: Context, tmp_path: Path) -> None:
    draft = examined(town, understood(tmp_path, target="addresses"))
    assert "address_columns_unknown" in {one.code for one in draft.problems}
    with pytest.raises(InputRefused, match="import_nothing_left"):
        confirm(town, draft, account=None, progress=silent)
