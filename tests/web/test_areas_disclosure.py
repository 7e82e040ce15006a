"""A journalist reads everything the public may get, and looks for the worst place and for why a unit is inside."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gis_app.domain.lists import LANGUAGES
from gis_app.domain.selections import Selection
from gis_app.services.selection.workbench import rank_again
from gis_app.services.wiring import Context
from gis_app.services.work_areas.publish import gate, publish, take_back
from gis_app.store.work_areas import get_area, put_area
from gis_app.text.labels import LABELS
from gis_app.text.words import words_for
from gis_app.web.security import limiter
from tests.areas_world import (
    AT,
    NORTH,
    PEOPLE,
    PROJECT,
    SECRET_WORDS,
    SOUTH,
    TALK_WORDS,
    UNITS,
    build_town,
    new_area,
    new_selection,
    two_areas,
)
from tests.web.areas_walk import DRAFT, LAYER, everything, printed
from tests.web.conftest import Visit

NOWHERE = "1a000000-0000-4000-8000-0000000000ff"
HANDMADE = "1a000000-0000-4000-8000-00000000000d"
INSIDE = {NORTH: (0, 1, 2), SOUTH: (4, 5, 8, 9)}


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", False)


@pytest.fixture
def kept(context: Context) -> Selection:
    build_town(context)
    kept = new_selection(context)
    two_areas(context, kept)
    new_area(context, kept, (3, 7), key=DRAFT, name="Nepublicēta-55101", core=(7,))
    return kept


def open_to_all(context: Context, kept: Selection) -> None:
    found = gate(context, kept.id, chosen=[NORTH, SOUTH])
    publish(context, kept.id, chosen=found.chosen, seen=found.seen, account=None)


@pytest.fixture
def public(context: Context, kept: Selection) -> Selection:
    open_to_all(context, kept)
    return kept


def words_of_reasons() -> set[str]:
    """Return how the reasons are called in every language; *resource* is a common word of every page."""
    return {
        words_for(language).gettext(LABELS["unit_reason"][code])
        for language in LANGUAGES
        for code in ("core", "bridge", "mixed_in")
    } | {"mixed_in"}


def about_areas(found: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that are about work areas, without the word *core* in the names of the parts of a workbook."""
    own = re.compile(r"docProps/core|metadata/core-properties")
    return {
        url: own.sub("", body) for url, body in found.items() if "/areas" in url or LAYER in url or "/prints/" in url
    }


def holding(found: Mapping[str, str], secrets: Iterable[str]) -> dict[str, list[str]]:
    """Return the addresses at which a secret stands as a word or number of its own."""
    looked = {text: re.compile(rf"(?<![\w.,-]){re.escape(text)}(?![\w-])", re.IGNORECASE) for text in secrets}
    leaks = {url: [text for text, look in looked.items() if look.search(body)] for url, body in found.items()}
    return {url: texts for url, texts in leaks.items() if texts}


def test_rule_6_12_no_language_and_no_format_tells_a_reason_an_index_a_rank_or_the_fingerprint(
    app: Flask, client: FlaskClient, context: Context, public: Selection
) -> None:
    found = everything(app, client, public) | printed(client, context)
    ranking = rank_again(public).result
    indexes = {f"{abs(value):.{digits}f}" for value in ranking.index.tolist() for digits in (2, 3, 4)}
    indexes |= {text.replace(".", ",") for text in indexes}
    told = about_areas(found)
    assert {url.split("/")[1] for url in told} >= {*LANGUAGES, "api", "ogc"}
    assert holding(told, words_of_reasons() | indexes) == {}
    assert holding(found, {public.sha256, SECRET_WORDS, TALK_WORDS, "Nepublicēta-55101", DRAFT}) == {
        url: [DRAFT] for url, body in found.items() if DRAFT in url and DRAFT in body
    }


def test_rule_5_no_number_of_a_unit_follows_nor_the_exact_total_of_an_area(
    app: Flask, client: FlaskClient, context: Context, public: Selection
) -> None:
    told = about_areas(everything(app, client, public) | printed(client, context))
    exact = [sum(PEOPLE[unit] for unit in units) for units in INSIDE.values()]
    numbers = {f"{value:.0f}" for value in (*exact, *(PEOPLE[unit] for units in INSIDE.values() for unit in units))}
    numbers |= {f"{text[:-3]}\xa0{text[-3:]}" for text in numbers} | {f"{text[:-3]} {text[-3:]}" for text in numbers}
    assert holding(told, numbers) == {}


def test_rule_6_12_which_unit_is_core_changes_no_byte_that_anybody_gets(
    app: Flask, client: FlaskClient, context: Context, public: Selection
) -> None:
    before = {url: plain(body) for url, body in everything(app, client, public).items()}
    take_back(context, public.id, account=None)
    other: dict[str, dict[str, tuple[int, ...]]] = {
        NORTH: {"core": (2,), "bridge": (0,)},
        SOUTH: {"core": (5, 9), "resource": (8,)},
    }
    for key, reasons in other.items():
        named = {UNITS[unit]: reason for reason, units in reasons.items() for unit in units}
        with context.database.transaction() as session:
            area = get_area(session, key)
            turned = {unit: named.get(unit, "mixed_in") for unit in reversed(area.units)}
            put_area(session, replace(area, reasons=turned, units=tuple(reversed(area.units))), at=AT)
    open_to_all(context, public)
    after = {url: plain(body) for url, body in everything(app, client, public).items()}
    assert [url for url in before if before[url] != after.get(url)] == []
    assert len(before) > 150


def plain(body: str) -> str:
    """Return an answer without the moments that a file or a page is stamped with, and without its nonces."""
    body = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z?", "", body)
    return re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*', "", body)


def test_rule_6_12_what_staff_do_inside_changes_no_byte_that_anybody_gets(
    app: Flask, client: FlaskClient, context: Context, public: Selection
) -> None:
    before = {url: plain(body) for url, body in everything(app, client, public).items()}
    again = new_selection(context, key="1e000000-0000-4000-8000-000000000002", units=9)
    new_area(context, again, (6, 10), key=str(uuid4()), name="Melnraksts-8812", core=(6,))
    new_area(context, None, (3, 7), key=HANDMADE, name="Ar roku-8813")
    after = {url: plain(body) for url, body in everything(app, client, public).items()}
    assert [url for url in before if before[url] != after.get(url)] == []


@pytest.mark.parametrize(
    "address", ["/lv/areas/{}", "/ru/areas/{}", "/api/v1/areas/{}", f"/ogc/collections/{LAYER}/items/{{}}"]
)
def test_an_area_that_is_not_public_answers_like_one_that_does_not_exist(
    client: FlaskClient, public: Selection, address: str
) -> None:
    answers = [client.get(address.format(key)) for key in (DRAFT, NOWHERE)]
    assert [answer.status_code for answer in answers] == [404, 404]
    draft, nowhere = (
        plain(answer.text.replace(key, "")) for answer, key in zip(answers, (DRAFT, NOWHERE), strict=True)
    )
    assert draft == nowhere
    headers = [{name: text for name, text in answer.headers if name != "Content-Security-Policy"} for answer in answers]
    assert headers[0] == headers[1]


@pytest.mark.parametrize("address", ["/lv/areas/{}/edit", "/lv/selections/{}/areas", "/lv/selections/{}/documents"])
def test_who_is_not_signed_in_learns_of_no_id_whether_it_exists(
    client: FlaskClient, public: Selection, address: str
) -> None:
    real = client.get(address.format(DRAFT if "edit" in address else public.id))
    assert real.status_code == client.get(address.format(NOWHERE)).status_code == 401


def test_a_document_in_the_queue_is_nobody_elses(
    app: Flask, client: FlaskClient, visit: Visit, context: Context, public: Selection
) -> None:
    asked = visit("planner").post(f"/lv/selections/{public.id}/documents", data={"kind": "internal"})
    job = asked.headers["Location"].rpartition("/")[2]
    assert printed(client, context)  # the worker does what waits before it
    more = (f"/api/v1/jobs/{job}", f"/lv/prints/{job}", f"/lv/prints/{job}/karte.pdf", f"/lv/prints/{job}/iekseji.pdf")
    assert [url for url in everything(app, client, public, more=more) if job in url] == []


def test_nobody_learns_from_the_headers_when_somebody_drew(client: FlaskClient, public: Selection) -> None:
    for url in (f"/lv/areas/{NORTH}", f"/api/v1/areas?project={PROJECT}", f"/ogc/collections/{LAYER}/items"):
        names = {name.casefold() for name, _text in client.get(url).headers}
        assert "last-modified" not in names


def test_the_style_in_the_geopackage_draws_every_area_alike_and_nothing_red(
    client: FlaskClient, public: Selection
) -> None:
    body = client.get(f"/lv/data/{LAYER}.gpkg?project={PROJECT}").get_data().decode("utf-8", "replace")
    assert 'type="singleSymbol"' in body
    for kind in ("categorizedSymbol", "graduatedSymbol", "RuleRenderer"):
        assert kind not in body
    colours = [tuple(map(int, rgb)) for rgb in re.findall(r"(\d{1,3}),(\d{1,3}),(\d{1,3}),\d{1,3}", body)]
    assert colours
    assert [one for one in colours if one[0] > one[1] + 60 and one[0] > one[2] + 60] == []
