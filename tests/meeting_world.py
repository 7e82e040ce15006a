"""A tiny world for meetings: one square kilometre with one house, one park, one shelter, and a neighbour beside it.

Coordinates are EPSG:3059; ``lonlat`` gives what a phone would send.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

import geopandas as gpd
import numpy as np
import rasterio
from flask.testing import FlaskClient
from rasterio import Affine
from shapely.geometry import Point, box
from werkzeug.test import TestResponse

from gis_app.catalog.writer import take_version, write_layer
from gis_app.domain.crs import LKS92, WGS84, transformer
from gis_app.domain.layers import Field, Layer
from gis_app.domain.meeting_content import Questions
from gis_app.domain.meetings import Meeting
from gis_app.services.afterwards.review import ReviewItem, items
from gis_app.services.join_meeting import join_meeting
from gis_app.services.meetings import NewMeeting, create_meeting, set_state
from gis_app.services.wiring import Context
from gis_app.store.marks import marks_of
from gis_app.store.meetings import get_meeting, put_meetings
from gis_app.store.models import ProjectRow, ResourceRow, TerritoryRow

SQUARE = "own:square@2026-01-01"
NEIGHBOUR = "own:neighbour@2026-01-01"
HOUSE = (500_500.0, 312_500.0)
PARK = (500_800.0, 312_800.0)
SHELTER = (500_200.0, 312_200.0)
MEADOW = (500_300.0, 312_700.0)
OUTSIDE = (500_500.0, 313_400.0)


@dataclass(frozen=True)
class Phone:
    """One participant's phone."""

    number: int

    @property
    def token(self) -> str:
        """Its token of 32 hexadecimal digits."""
        return f"{self.number:032x}"

    @property
    def card(self) -> str:
        """Its card code."""
        return f"{self.number:012d}"

    @property
    def headers(self) -> dict[str, str]:
        """What it sends with every request."""
        return {"Authorization": f"Bearer {self.token}", "Accept-Language": "lv"}


def uuid(number: int) -> str:
    """Return a UUID made of a number."""
    return str(UUID(int=number))


def lonlat(place: tuple[float, float]) -> tuple[float, float]:
    """Return degrees of WGS 84 of a point of the world."""
    lon, lat = transformer(LKS92, WGS84).transform(*place)
    return float(lon), float(lat)


def mark(number: int, place: tuple[float, float] = MEADOW, kind: str = "like", text: str = "") -> dict[str, object]:
    """Return the body of a request that places a mark."""
    lon, lat = lonlat(place)
    return {"uuid": uuid(number), "class": kind, "lon": lon, "lat": lat, "uncertainty_m": 8, "text": text}


def build_world(context: Context, *, houses: Sequence[tuple[float, float]] = (HOUSE,)) -> None:
    """Store the territories, the resources and the address layer."""
    with context.database.transaction() as session:
        session.add(ProjectRow(code="p", title={"lv": "Pagalms"}))
        session.flush()
        for key, name, west in ((SQUARE, "Kvadrāts", 500_000), (NEIGHBOUR, "Āre", 501_000)):
            shape = box(west, 312_000, west + 1000, 313_000)
            session.add(
                TerritoryRow(
                    id=key, project="p", scheme="own", code=name, level="neighbourhood", name=name, geometry=shape
                )
            )
        for number, name, kind, place in (
            (1, "Liepu parks", "park", PARK),
            (2, "Krīzes centrs", "crisis_centre", SHELTER),
        ):
            session.add(
                ResourceRow(
                    id=uuid(number),
                    project="p",
                    layer="p-resursi",
                    name=name,
                    kind=kind,
                    formal=True,
                    precision="exact",
                    geometry=Point(place),
                )
            )
    write_houses(context, houses)


def review_items(context: Context, meeting_id: str) -> list[ReviewItem]:
    """Return the marks of a meeting as staff see them."""
    with context.database.reading() as session:
        return items(context, get_meeting(session, meeting_id), marks_of(session, meeting=meeting_id))


def write_houses(context: Context, houses: Sequence[tuple[float, float]]) -> None:
    """Write the address layer, one house at each of these places; more houses are a newer version."""
    addresses = Layer(
        id="p-adreses",
        title={"lv": "Adreses", "en": "Addresses"},
        project="p",
        theme="physical",
        role="addresses",
        geometry="point",
        epsg=3059,
        source={"lv": "Tests", "en": "Test"},
        licence="CC0-1.0",
        dated=date(2026, 1, 1),
        fields=tuple(
            Field(name, {"lv": title, "en": name.capitalize()})
            for name, title in (("address", "Adrese"), ("street", "Iela"), ("number", "Numurs"))
        ),
    )
    numbers = [str(number) for number in range(1, len(houses) + 1)]
    columns = {"address": [f"Liepu iela {number}" for number in numbers], "street": "Liepu iela", "number": numbers}
    frame = gpd.GeoDataFrame(columns, geometry=[Point(house) for house in houses], crs=3059)
    write_layer(addresses, frame, living=context.layers_dir, version=str(len(houses)))


def write_people(context: Context, values: list[float]) -> None:
    """Give the project a grid: one cell of a kilometre on the square, one on its neighbour."""
    file = context.settings.data_dir / "data.tif"
    profile = {"driver": "GTiff", "height": 1, "width": 2, "count": 1, "dtype": "float32", "crs": "EPSG:3059"}
    with rasterio.open(file, "w", transform=Affine(1000, 0, 500_000, 0, -1000, 313_000), **profile) as target:
        target.write(np.array([values], dtype="float32"), 1)
    grid = Layer(
        id="p-cilveki",
        title={"lv": "Cilvēki", "en": "People"},
        project="p",
        theme="demography",
        role="grid",
        geometry="none",
        epsg=3059,
        source={"lv": "Tests", "en": "Test"},
        licence="CC0-1.0",
        dated=date(2019, 1, 1),
        public=False,
    )
    take_version(grid, file, context.layers_dir / "p-cilveki" / "1")


def new_meeting(
    context: Context,
    *,
    state: str = "open",
    ask_home: bool = False,
    retention_on: date = date(2026, 11, 1),
    kind: str = "meeting",
    classes: tuple[str, ...] = ("like", "dislike"),
) -> Meeting:
    """Return a meeting in the square."""
    made = create_meeting(
        context,
        NewMeeting(
            project="p",
            territory_id=SQUARE,
            title="Kvadrāta tikšanās",
            starts=datetime(2026, 5, 20, 15, 0, tzinfo=UTC),
            controller="Novada dome",
            contact="dome@example.lv",
            retention_on=retention_on,
            ask_home=ask_home,
            kind=kind,
            questions=Questions(classes=classes),
        ),
    )
    for step in {"draft": (), "open": ("open",), "paused": ("open", "paused"), "closed": ("open", "closed")}[state]:
        made = set_state(context, made.id, step)
    return made


def make_public(context: Context, meeting: Meeting) -> Meeting:
    """Let a meeting count as published; the gate itself is tried elsewhere."""
    public = replace(meeting, published_on=date(2026, 5, 20))
    with context.database.transaction() as session:
        put_meetings(session, [public])
    return public


def join(context: Context, meeting: Meeting, phone: Phone) -> None:
    """Let a phone join a meeting."""
    join_meeting(
        context,
        code=meeting.code,
        token=phone.token,
        card=phone.card,
        purpose_version=meeting.purpose_version,
        language="lv",
    )


def send(client: FlaskClient, meeting: Meeting, phone: Phone, body: object) -> TestResponse:
    """Post a mark."""
    return client.post(f"/api/v1/meetings/{meeting.code}/marks", json=body, headers=phone.headers)
