"""No byte of a public answer tells of a home, a dislike's place, a word nobody approved, a person, an order, a minute.

Meetings full of marks are made at random; then a visitor walks every address of the site (a new route is walked as soon
as it is there) and every answer is searched, as text and as numbers, packed and unpacked (``design/domain.md`` §6).
"""

import gzip
import json
import re
import struct
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from gis_app.catalog.exports.formats import MEDIA_TYPES
from gis_app.services import jobs
from gis_app.services.afterwards.publishing import take_back
from gis_app.web.factory import create_app
from gis_app.web.security import limiter
from tests.meeting_world import NEIGHBOUR, SQUARE, Phone, join, lonlat, uuid
from tests.web.leaks import Finder
from tests.web.public_world import Hall, Secrets, full_hall

NOT_WALKED = {
    "static": "files of the checkout, the same for everybody",
    "vendor.file": "files of libraries, the same for everybody",
}
VIEW = "bbox=23.9,56.7,24.1,56.9"
QUERIES = {
    "api_layers.features": [f"?{VIEW}&zoom={zoom}" for zoom in (10, 16, 19)],
    "api_raster.value": ["?lon=24.0&lat=56.8"],
    "api_search.hits": ["?q=slepeni", "?q=labi", "?q=Liepu"],
    "api_meeting_places.places": ["", "?q=Liepu", "?class=dislike"],
    "map.listing": ["", "?layer=atzimes", "?q=slepeni"],
    "ogc.items": ["", *(f"?crs=http://www.opengis.net/def/crs/EPSG/0/{epsg}" for epsg in (4326, 3059, 3857))],
    "prints.preview": ["", "?layers=atzimes"],
}
"""What is asked beside the bare address."""
LEAST_ANSWERS = 40


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "enabled", False)


def examples(hall: Hall, client: FlaskClient) -> dict[str, list[str]]:
    """Return what stands for each argument of an address."""
    layers = [layer["id"] for layer in client.get("/api/v1/layers?project=p").get_json()["layers"]]
    collections = [one["id"] for one in client.get("/ogc/collections").get_json()["collections"]]
    marks = next(name for name in collections if "atzimes" in name)
    features = client.get(f"/ogc/collections/{marks}/items").get_json()["features"]
    return {
        "language": ["lv"],
        "code": [hall.meeting.code],
        "meeting_id": [hall.meeting.id],
        "layer_id": layers,
        "collection_id": collections,
        "feature_id": [features[0]["id"] if features else "none", uuid(1100)],
        "extension": list(MEDIA_TYPES),
        "territory_id": [SQUARE, NEIGHBOUR],
        "resource_id": [uuid(1)],
        "project": ["p"],
        "uuid": [uuid(1000), uuid(1101)],
        "zoom": ["14"],
        "x": ["9284"],
        "y": ["5024"],
        **{
            key: [uuid(1)]
            for key in ("draft_id", "job_id", "import_id", "selection_id", "indicator_id", "area_id", "unit")
        },
        "name": ["1"],
        "link": [uuid(1).replace("-", "")],
        "number": ["1"],
        "token": [uuid(1).replace("-", "")],
    }


def addresses(app: Flask, known: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield endpoint and address of everything that can be got."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_WALKED:
            for url in _filled(app, rule, known):
                for query in QUERIES.get(rule.endpoint, [""]):
                    yield rule.endpoint, url + query


def _filled(app: Flask, rule: Rule, known: dict[str, list[str]]) -> Iterator[str]:
    names = sorted(rule.arguments)
    missing = [name for name in names if name not in known]
    assert not missing, f"{rule.rule}: give examples() a value for {missing}"
    adapter = app.url_map.bind("localhost")
    for values in product(*(known[name] for name in names)):
        yield adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))


WITHOUT_SHRINKING = (Phase.explicit, Phase.generate)
"""A site is built for each example: making a failing one smaller would take longer than all other tests together."""


def walk(app: Flask, client: FlaskClient, known: dict[str, list[str]], **headers: str) -> dict[str, bytes]:
    """Return every answer by its address."""
    found = {}
    for _, url in addresses(app, known):
        answer = client.get(url, headers=headers)
        assert answer.status_code < 500, url
        if answer.status_code == 200:
            found[url] = answer.get_data()
    return found


def leaks(finder: Finder, answers: dict[str, bytes]) -> dict[str, list[str]]:
    return {url: told for url, body in answers.items() if (told := finder.leaks(body, asked=url))}


@settings(max_examples=2, derandomize=True, deadline=None, phases=WITHOUT_SHRINKING)
@given(seed=st.integers(min_value=0, max_value=10**6))
def test_rule_6_no_public_byte_of_a_published_meeting_tells_what_is_secret(migrated: Path, seed: int) -> None:
    with full_hall(migrated, seed) as hall:
        hall.publish()
        app = create_app(context=hall.context)
        client = app.test_client()
        answers = walk(app, client, examples(hall, client), **{"Accept-Encoding": "gzip"})
        assert leaks(Finder(hall.secrets), answers) == {}
        assert len(answers) >= LEAST_ANSWERS
        everything = b"".join(part for body in answers.values() for part in _plain(body))
        assert any(word.encode() in everything for word in hall.secrets.allowed)


@settings(max_examples=1, derandomize=True, deadline=None, phases=WITHOUT_SHRINKING)
@given(seed=st.integers(min_value=0, max_value=10**6))
def test_rule_6_7_no_public_byte_of_a_meeting_that_is_not_published_tells_of_any_mark(
    migrated: Path, seed: int
) -> None:
    with full_hall(migrated, seed) as hall:
        app = create_app(context=hall.context)
        client = app.test_client()
        finder = Finder(hall.secrets, also=hall.secrets.allowed)
        known = examples(hall, client)
        assert leaks(finder, walk(app, client, known)) == {}
        stranger = Phone(9_900_000)
        join(hall.context, hall.meeting, stranger)
        assert leaks(finder, walk(app, client, known, **stranger.headers)) == {}


def test_rule_6_9_the_screen_in_the_hall_tells_no_dislike_no_person_and_no_word_nobody_approved(
    migrated: Path,
) -> None:
    with full_hall(migrated, 5) as hall:
        client = create_app(context=hall.context).test_client()
        headers = {"Authorization": f"Bearer {hall.wall}"}
        for url in (f"/api/v1/wall/{hall.meeting.id}", f"/api/v1/wall/{hall.meeting.id}/facts"):
            answer = client.get(url, headers=headers)
            assert answer.status_code == 200
            assert Finder(hall.secrets).leaks(answer.get_data()) == []


def test_rule_6_3_a_print_for_the_public_holds_no_word_that_nobody_approved(migrated: Path) -> None:
    with full_hall(migrated, 6) as hall:
        hall.publish()
        client = create_app(context=hall.context).test_client()
        asked = client.post("/lv/prints", data={"project": "p", "territory": SQUARE, "paper": "a4"})
        assert asked.status_code == 302
        jobs.run_next(hall.context)
        pdf = client.get(f"{urlsplit(asked.location).path}/karte.pdf")
        assert pdf.mimetype == "application/pdf"
        assert Finder(hall.secrets).leaks(pdf.get_data()) == []


def test_rule_6_8_public_bytes_are_the_same_in_whatever_order_the_marks_came(migrated: Path) -> None:
    assert _normal_answers(migrated, backwards=False) == _normal_answers(migrated, backwards=True)


def _normal_answers(migrated: Path, *, backwards: bool) -> dict[str, bytes]:
    with full_hall(migrated, 7, backwards=backwards) as hall:
        hall.publish()
        app = create_app(context=hall.context)
        client = app.test_client()
        known = examples(hall, client) | {"extension": ["geojson", "csv", "kml"]}  # the others hold when they were made
        return {
            _named(hall, url): _RANDOM.sub(b"", _named(hall, body.decode()).encode())
            for url, body in walk(app, client, known).items()
            if _is_text(body)
        }


def _named(hall: Hall, text: str) -> str:
    return text.replace(hall.meeting.id, "MEETING").replace(hall.meeting.code, "CODE")


def _is_text(body: bytes) -> bool:
    return b"\x00" not in body


_RANDOM = re.compile(rb'nonce="[^"]*"|name="csrf_token"[^>]*>')


def _plain(body: bytes) -> list[bytes]:
    return [gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body]


@pytest.mark.parametrize("epsg", [4326, 3059, 3857])
def test_the_search_finds_a_secret_place_in_every_disguise(epsg: int) -> None:
    from gis_app.domain.crs import transformer

    place = (500_111.11, 312_222.22)
    finder = Finder(Secrets(words=["slepeni00"], places=[place], ids=["0a1b-2c3d"]))
    x, y = transformer(3059, epsg).transform(*place)
    disguises = [
        json.dumps({"type": "Point", "coordinates": [round(x, 5), round(y, 5)]}).encode(),
        gzip.compress(f"{y:.5f};{x:.5f}".encode()),
        b"\x00\x01" + struct.pack("<dd", x, y),
        b"GP\x00" + struct.pack(">dd", y, x),
    ]
    assert [bool(finder.leaks(body)) for body in disguises] == [True] * 4
    assert finder.leaks(b"x 0a1b2c3d") == ["holds 0a1b2c3d"]
    lon, lat = lonlat((place[0] + 10, place[1]))
    assert finder.leaks(f"{lon} {lat} {int(lon * 1e6)} {int(lat * 1e6)}".encode()) == []


def test_rule_6_7_results_that_are_taken_back_leave_every_address_and_every_cache_at_once(migrated: Path) -> None:
    with full_hall(migrated, 2) as hall:
        app = create_app(context=hall.context)
        client = app.test_client()
        hall.publish()
        known = examples(hall, client)
        words = [word.encode() for word in hall.secrets.allowed]
        told: dict[str, dict[str, str]] = {}
        for _, url in addresses(app, known):
            answer = client.get(url)
            if any(word in part for part in _plain(answer.get_data()) for word in words):
                tag = answer.headers.get("ETag")
                told[url] = {"If-None-Match": tag} if tag else {}
        assert len(told) >= 5
        take_back(hall.context, hall.meeting.id, account=None)
        again = {url: client.get(url, headers=tag) for url, tag in told.items()}
        assert [url for url, answer in again.items() if answer.status_code == 304] == []
        finder = Finder(hall.secrets, also=hall.secrets.allowed)
        assert leaks(finder, walk(app, client, known)) == {}
