"""Everything that anybody can get of a town with work areas, in every language: a visitor walks every address."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from itertools import product
from math import asinh, pi, radians, tan

from flask import Flask
from flask.testing import FlaskClient

from gis_app.catalog.exports.formats import MEDIA_TYPES
from gis_app.domain.lists import LANGUAGES
from gis_app.domain.selections import Selection
from gis_app.services.jobs import run_next
from gis_app.services.wiring import Context
from tests.areas_world import NAMES, NORTH, PROJECT, SOUTH, UNITS
from tests.unit.prints.pdf import text_of
from tests.web.test_public_bytes import addresses

LAYER = f"{PROJECT}-work-areas"
DRAFT = "1a000000-0000-4000-8000-00000000000c"
"""An area that is never published."""
PLACE = (24.033, 56.813)
"""A point of the town, in degrees."""
AROUND = "23.99,56.80,24.08,56.85"
PRINT = {"project": PROJECT, "layers": LAYER, "chosen": "yes", "bbox": AROUND}
ZOOMS = range(8, 19, 2)
ASKED = ("kodols", "core", "Nepublicēta", "Ūdensrozes", NAMES[0])
"""What a visitor types into a search."""


def everything(app: Flask, client: FlaskClient, kept: Selection, *, more: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what anybody can get, by address; ``more`` are addresses that stand in no list."""
    found = {}
    for url in dict.fromkeys((*_listed(app, kept), *_asked(), *more)):
        answer = client.get(url)
        assert answer.status_code < 500, url
        if answer.status_code == 200:
            found[url] = told(answer.get_data())
    return found


def printed(client: FlaskClient, context: Context) -> dict[str, str]:
    """Return the maps that anybody may print with the areas on them, in every language."""
    found = {}
    for language in LANGUAGES:
        waiting = client.post(f"/{language}/prints", data=PRINT)
        assert run_next(context)
        address = waiting.headers["Location"].partition("?")[0]
        found[address] = told(client.get(f"{address}/karte.pdf").get_data())
    return found


def told(body: bytes) -> str:
    """Return everything an answer says, unpacked."""
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    if body.startswith(b"%PDF"):
        return text_of(body)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    text = body.decode("utf-8", "replace")
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("{") and "\\u" in text else text


def _listed(app: Flask, kept: Selection) -> Iterator[str]:
    """Yield every address of the site, of every unit, area, layer, format and language."""
    known = {
        "language": list(LANGUAGES),
        "layer_id": [LAYER],
        "collection_id": [LAYER],
        "feature_id": [NORTH, SOUTH, DRAFT],
        "extension": list(MEDIA_TYPES),
        "territory_id": list(UNITS),
        "area_id": [NORTH, SOUTH, DRAFT],
        "selection_id": [kept.id],
        "resource_id": [f"1f000000-0000-4000-8000-00000000000{digit}" for digit in "1234"],
        "project": [PROJECT],
    }
    for _endpoint, url in addresses(app, _Otherwise(known)):
        yield url if "/ogc/" in url else f"{url}{'&' if '?' in url else '?'}project={PROJECT}"


def _asked() -> Iterator[str]:
    """Yield what is asked beside the bare addresses: searches, views, tiles at several zooms, systems, languages."""
    around = f"bbox={AROUND}"
    yield from (f"/api/v1/areas?project={PROJECT}&lang={language}" for language in LANGUAGES)
    yield from (f"/api/v1/search?q={asked}&project={PROJECT}" for asked in ASKED)
    yield from (f"/{language}/list?q={asked}&project={PROJECT}" for language, asked in product(LANGUAGES, ASKED))
    for zoom in ZOOMS:
        x, y = tile(zoom)
        yield f"/api/v1/base/{PROJECT}/{zoom}/{x}/{y}"
        yield f"/api/v1/layers/{LAYER}/features?{around}&zoom={zoom}&project={PROJECT}"
    items = f"/ogc/collections/{LAYER}/items"
    yield from (f"{items}?crs=http://www.opengis.net/def/crs/EPSG/0/{epsg}" for epsg in (4326, 3059, 3857))
    yield from (f"{items}?limit=1", f"{items}?limit=1&offset=1", f"{items}?{around}")
    yield from (f"/{language}/prints/preview.svg?project={PROJECT}&layers={LAYER}&{around}" for language in LANGUAGES)


def tile(zoom: int) -> tuple[int, int]:
    """Return the tile of the town at a zoom (slippy map tile names of OpenStreetMap)."""
    lon, lat = PLACE
    across = 2**zoom
    return int((lon + 180) / 360 * across), int((1 - asinh(tan(radians(lat))) / pi) / 2 * across)


class _Otherwise(dict[str, list[str]]):
    """Arguments of addresses that have nothing to do with work areas get one value that fits any type."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> list[str]:
        return ["14"] if key in {"zoom", "x", "y", "number"} else ["00000000-0000-0000-0000-000000000001"]
