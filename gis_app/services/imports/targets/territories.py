"""A file of boundaries becomes rows of the register and layers of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gis_app.domain.atvk import REFORM, SCHEME
from gis_app.domain.geography import Territory, territory_id
from gis_app.domain.layers import NOT_KNOWN, Field, Layer, Style
from gis_app.domain.lists import LEVELS
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import project_for
from gis_app.services.imports.target import NewLayer, Option, Progress, Target
from gis_app.services.imports.targets import territory_checks as checks
from gis_app.services.imports.targets.fields import storable
from gis_app.services.imports.targets.territory_columns import ROLES
from gis_app.services.imports.targets.territory_units import SCHEMES, Reading, Unit, completed, read_units
from gis_app.services.wiring import Context
from gis_app.store import territories as store
from gis_app.store.models import TerritoryRow

if TYPE_CHECKING:
    from geopandas import GeoDataFrame, GeoSeries

    from gis_app.store.undo import Undo

ABOVE = "novadi"
"""Ending of the id of the layer with municipalities made of the units."""
_BEFORE, _SINCE = "#7a5c3e", "#2f5d73"
"""Lines of boundaries before and after the reform; the former are dashed too."""
_FIELDS = {
    "name": ("Nosaukums", "Название", "Name", "text"),
    "code": ("Kods", "Код", "Code", "text"),
    "level": ("Līmenis", "Уровень", "Level", "text"),
    "parent_name": ("Ietilpst", "Входит в", "Part of", "text"),
    "valid_from": ("Spēkā no", "Действует с", "Valid from", "date"),
    "valid_to": ("Spēkā līdz", "Действует до", "Valid to", "date"),
}
_ALL_OF = {
    "lv": "novadi un valstspilsētas",
    "en": "municipalities and state cities",
    "ru": "края и города государственного значения",
}


def examine(context: Context, draft: Draft) -> Draft:
    """Return the draft with codes, levels, parents and dates read and everything doubtful about them listed.

    Raises
    ------
    InputRefused
        If a day that was chosen is none.
    """
    draft = completed(draft)
    reading = read_units(draft)
    areas = _areas(context, draft, reading)
    project = project_for(context, draft)[0].code
    parents = checks.parents_of(context, reading, project=project)
    with context.database.reading() as session:
        versions = checks.versions_of(session, reading, areas, project=project)
        problems = [
            *checks.of_the_file(draft, reading, areas),
            *checks.of_the_register(reading, versions, project),
            *checks.orphans(reading, parents),
            *checks.against_units(session, reading, areas, project=project),
        ]
    return draft.with_(*problems, facts=_facts(reading, versions))


def layers(_context: Context, draft: Draft, _folder: Path, progress: Progress) -> Sequence[NewLayer]:
    """Return the layer of the units and, if asked, that of the municipalities made of them."""
    assert draft.frame is not None  # noqa: S101 - the target takes only kinds that have a frame
    reading = read_units(draft)
    progress(0.3)
    made = [_layer(draft, reading, reading.units, _unit_frame(draft, reading), own=True)]
    progress(0.7)
    if reading.above:
        own = {unit.code for unit in reading.units if not unit.parent}
        wholes = [*reading.above, *(unit for unit in reading.units if unit.code in own)]
        made.append(_layer(draft, reading, wholes, _frame(draft, reading, wholes), own=False))
    progress(1.0)
    return made


def put(context: Context, session: Any, draft: Draft, undo: Undo) -> Mapping[str, Any]:
    """Store the territories; older ones of the same ground end the day before, if the person left it so.

    Raises
    ------
    Conflict
        If a territory belongs to another project.
    """
    reading = read_units(draft)
    project = draft.choices.project
    versions = checks.versions_of(session, reading, _areas(context, draft, reading), project=project)
    facts = _territories(draft, reading, versions, checks.parents_of(context, reading, project=project))
    undo.will_put(session, TerritoryRow, [fact.id for fact in facts])
    store.put_territories(session, facts)
    closed: tuple[str, ...] = ()
    if draft.choices.options.get("close_older") and versions.closes_on:
        closed = versions.closes
        undo.will_put(session, TerritoryRow, list(closed))
        store.close(session, closed, valid_to=versions.closes_on)
    return {"territories": len(facts), "replaced": len(versions.replaced), "closed": len(closed)}


def _facts(reading: Reading, versions: checks.Versions) -> dict[str, Any]:
    return {
        "scheme": reading.scheme,
        "valid_from": reading.valid_from.isoformat() if reading.valid_from else None,
        "valid_to": (day := reading.valid_to or versions.ends_on) and day.isoformat(),
        "levels": dict(Counter(unit.level for unit in reading.units)),
        "municipalities_made": len(reading.above),
        "repeated_names": checks.repeated_names(reading),
        "new": len(reading.every) - len(versions.replaced),
        "replaced": len(versions.replaced),
        "closes": len(versions.closes),
        "closes_on": versions.closes_on and versions.closes_on.isoformat(),
    }


def _areas(context: Context, draft: Draft, reading: Reading) -> GeoSeries:
    """Return the shapes of the usable rows by row number, in the work CRS."""
    assert draft.frame is not None  # noqa: S101 - as above
    usable = draft.frame.geometry.iloc[[unit.number for unit in reading.units]]
    moved = usable.to_crs(epsg=context.settings.work_epsg).make_valid()
    return moved.set_axis([unit.row for unit in reading.units])


def _territories(
    draft: Draft, reading: Reading, versions: checks.Versions, parents: Mapping[str, str]
) -> list[Territory]:
    assert draft.frame is not None and draft.choices.epsg  # noqa: S101, PT018 - as above
    shapes = draft.frame.geometry.to_numpy()
    inside = {unit.code: territory_id(unit.scheme, unit.code, reading.valid_from) for unit in reading.every}
    return [
        Territory(
            id=territory_id(unit.scheme, unit.code, reading.valid_from),
            project=draft.choices.project,
            scheme=unit.scheme,
            code=unit.code,
            level=unit.level,
            name=unit.name,
            geometry=reading.shapes[unit.code] if unit.row is None else shapes[unit.number],
            epsg=draft.choices.epsg,
            parent=inside.get(unit.parent) or parents.get(unit.parent or unit.parent_name),
            valid_from=reading.valid_from,
            valid_to=reading.valid_to or versions.ends_on,
            source=draft.choices.source,
        )
        for unit in sorted(reading.every, key=lambda unit: unit.parent in inside)
    ]


def _unit_frame(draft: Draft, reading: Reading) -> GeoDataFrame:
    """Return the features of the units with the file's further columns."""
    assert draft.frame is not None  # noqa: S101 - as above
    frame = _frame(draft, reading, reading.units)
    rest = draft.frame.drop(columns=draft.frame.geometry.name).iloc[[unit.number for unit in reading.units]]
    known = set(draft.choices.columns.values())
    taken = {str(name).casefold() for name in frame.columns}
    further = rest[[name for name in rest.columns if name not in known]].reset_index(drop=True)
    further = further.rename(columns={name: f"{name}_file" for name in further if str(name).casefold() in taken})
    joined, _ = storable(frame.join(further))
    return joined


def _frame(draft: Draft, reading: Reading, units: Sequence[Unit]) -> GeoDataFrame:
    from geopandas import GeoDataFrame

    assert draft.frame is not None  # noqa: S101 - as above
    shapes = draft.frame.geometry.to_numpy()
    columns = {
        "id": [territory_id(unit.scheme, unit.code, reading.valid_from) for unit in units],
        "name": [unit.name for unit in units],
        "code": [unit.code for unit in units],
        "level": [unit.level for unit in units],
        "parent_name": [unit.parent_name for unit in units],
        "valid_from": [reading.valid_from and reading.valid_from.isoformat() for _ in units],
        "valid_to": [reading.valid_to and reading.valid_to.isoformat() for _ in units],
    }
    geometry = [reading.shapes[unit.code] if unit.row is None else shapes[unit.number] for unit in units]
    return GeoDataFrame(columns, geometry=geometry, crs=draft.frame.crs)


def _layer(draft: Draft, reading: Reading, units: Sequence[Unit], frame: GeoDataFrame, *, own: bool) -> NewLayer:
    choices = draft.choices
    level = Counter(unit.level for unit in units).most_common(1)[0][0]
    ending = "" if own else f"-{ABOVE}"
    title = {
        language: text if own else f"{text} – {_ALL_OF.get(language, _ALL_OF['en'])}"
        for language, text in choices.title.items()
    }
    before = reading.scheme == SCHEME and reading.valid_from is not None and reading.valid_from < REFORM
    layer = Layer(
        id=f"{choices.layer}{ending}",
        title=title,
        project=choices.project,
        theme=choices.theme or "boundaries",
        role="territories",
        geometry="polygon",
        epsg=choices.epsg or 0,
        source={language: choices.source or words for language, words in NOT_KNOWN.items()},
        licence=choices.licence or NOT_KNOWN["en"],
        dated=reading.valid_from,
        level=level,
        style=Style(
            stroke=_BEFORE if before else _SINCE,
            width=2.4 if level == "municipality" else 1.2,
            dash="6 4" if before else "",
        ),
        fields=_fields(frame),
        id_field="id",
        name_field="name",
        public=choices.public,
        made="published" if own else "computed",
    )
    return NewLayer(layer, frame)


def _fields(frame: GeoDataFrame) -> tuple[Field, ...]:
    from pandas.api.types import is_integer_dtype, is_numeric_dtype

    def kind(name: str) -> str:
        if is_integer_dtype(frame[name]):
            return "whole"
        return "number" if is_numeric_dtype(frame[name]) else "text"

    known = [Field(name, {"lv": lv, "ru": ru, "en": en}, kind=kind) for name, (lv, ru, en, kind) in _FIELDS.items()]
    others = [name for name in frame.columns if name not in {*_FIELDS, "id", frame.geometry.name}]
    return (*known, *(Field(name, {"lv": name, "en": name}, kind=kind(name)) for name in others))


TARGET = Target(
    code="territories",
    kinds=("vector",),
    examine=examine,
    layers=layers,
    store=put,
    required=("name",),
    optional=tuple(role for role in ROLES if role != "name"),
    options=(
        Option("valid_from", "date"),
        Option("valid_to", "date"),
        Option("level", "choice", codes=LEVELS, labels="level"),
        Option("scheme", "choice", codes=SCHEMES, labels="territory_scheme"),
        Option("dissolve", "flag"),
        Option("close_older", "flag"),
    ),
)
