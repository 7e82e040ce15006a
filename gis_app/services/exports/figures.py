"""Figures of territories as a file: what the planner may take away, small ones left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gis_app.analysis.disclosure import withheld
from gis_app.catalog.exports.content import Head, Origin, Sheet
from gis_app.catalog.exports.formats import MEDIA_TYPES, TABLES
from gis_app.catalog.exports.sheets import to_csv
from gis_app.domain.errors import NotAllowed, UnknownCode
from gis_app.domain.geography import Territory
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.exports.layer_files import Export, workbook
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.store import indicators as store
from gis_app.store.territories import territories
from gis_app.text.collate import sort_key
from gis_app.text.labels import label
from gis_app.text.words import N_, Words

WITHHELD = N_("too few to show")
NO_DATA = N_("no data")
INVENTED = N_("invented figure")


@dataclass(frozen=True, slots=True)
class _World:
    """Everything the tables are made from; ``left_out`` are keys of figures that may not be shown."""

    indicators: Sequence[Indicator]
    territories: Mapping[str, Territory]
    observations: Sequence[Observation]
    left_out: set[tuple[str, str, str]]


def export_figures(
    context: Context, *, project: str, role: Role, extension: str, words: Words, indicator: str = ""
) -> Export:
    """Return the figures of a project: a workbook with a sheet for each indicator, or one long CSV.

    Small figures are withheld from every role, with one more of their neighbours where a sum would give them away;
    no data says so in words and is never 0.

    Parameters
    ----------
    indicator
        Id of one indicator; empty for all.

    Raises
    ------
    NotAllowed
        If the role may not see indicators.
    NotFound
        If there is no such project.
    UnknownCode
        If we do not write that format, or the project has no such indicator.
    """
    if not may(role, Permission.SEE_INDICATORS):
        raise NotAllowed("not_allowed")
    if extension not in TABLES:
        raise UnknownCode("export_format_unknown", value=extension, expected=", ".join(TABLES))
    here = project_or_first(context, project)
    world = _gather(context, here.code, indicator)
    content = (
        to_csv(_long(world, words))
        if extension == "csv"
        else workbook([_wide(world, one, words) for one in world.indicators], words)
    )
    return Export(f"{indicator or here.code + '-raditaji'}.{extension}", MEDIA_TYPES[extension], content)


def _gather(context: Context, project: str, indicator: str) -> _World:
    with context.database.reading() as session:
        known = store.indicators(session, project)
        chosen = [one for one in known if indicator in {"", one.id}]
        if indicator and not chosen:
            raise UnknownCode("unknown_indicator", value=indicator)
        areas = {area.id: area for area in territories(session, project)}
        found = store.observations(session, indicator_ids=[one.id for one in chosen])
    here = [item for item in found if item.territory_id in areas]
    return _World(chosen, areas, here, withheld(here, parents={area.id: area.parent for area in areas.values()}))


def _wide(world: _World, indicator: Indicator, words: Words) -> Sheet:
    own = {(item.territory_id, item.period): item for item in world.observations if item.indicator == indicator.id}
    years = sorted({period for _, period in own})
    ids = sorted({key for key, _ in own}, key=lambda key: sort_key(world.territories[key].name))
    title = words.pick(indicator.title)
    unit = f" ({indicator.unit})" if indicator.unit else ""
    heads = [*_place_heads(words), *(Head(year, f"{year}{unit}", "number") for year in years)]
    rows = [
        [*_place(world.territories[key], words), *(_cell(world, own.get((key, year)), words) for year in years)]
        for key in ids
    ]
    return Sheet(title, heads, rows, _origin(indicator, words))


def _long(world: _World, words: Words) -> Sheet:
    named = {one.id: one for one in world.indicators}
    titles = {
        "indicator": words.gettext("Indicator"),
        "period": words.gettext("Period"),
        "value": words.gettext("Value"),
        "numerator": words.gettext("Numerator"),
        "denominator": words.gettext("Denominator"),
        "unit": words.gettext("Unit"),
        "state": words.gettext("Note"),
        "source": words.gettext("Source"),
    }
    heads = [*_place_heads(words), *(Head(name, title) for name, title in titles.items())]
    rows = [
        [*_place(world.territories[item.territory_id], words), *_told(world, item, named[item.indicator], words)]
        for item in world.observations
    ]
    return Sheet(words.gettext("Figures"), heads, rows, Origin(words.gettext("Figures")))


def _told(world: _World, item: Observation, indicator: Indicator, words: Words) -> list[Any]:
    shown = _cell(world, item, words)
    notes = [shown] if isinstance(shown, str) else []
    numbers = [None, None, None] if notes else [item.value, item.numerator, item.denominator]
    notes += [words.gettext(INVENTED)] if item.invented else []
    source = item.source or words.pick(indicator.source)
    return [words.pick(indicator.title), item.period, *numbers, indicator.unit, "; ".join(notes), source]


def _cell(world: _World, item: Observation | None, words: Words) -> float | str:
    if item is not None and (item.indicator, item.territory_id, item.period) in world.left_out:
        return words.gettext(WITHHELD)
    if item is None or item.value is None:
        return words.gettext(NO_DATA)
    return item.value


def _place_heads(words: Words) -> list[Head]:
    return [
        Head("code", words.gettext("Code")),
        Head("name", words.gettext("Territory")),
        Head("level", words.gettext("Level")),
    ]


def _place(area: Territory, words: Words) -> list[str]:
    return [area.code, area.name, label(words, "level", area.level)]


def _origin(indicator: Indicator, words: Words) -> Origin:
    lines = [(words.gettext("Please note"), words.gettext(INVENTED))] if indicator.invented else []
    lines += [
        (words.gettext("What it counts"), words.pick(indicator.counts)),
        (words.gettext("What else it may mean"), words.pick(indicator.may_mean)),
        (words.gettext("Unit"), indicator.unit),
        (words.gettext("Base"), indicator.base),
        (words.gettext("Source"), words.pick(indicator.source)),
    ]
    if indicator.computed:
        lines.append((words.gettext("Please note"), words.gettext("computed here, not published so")))
    return Origin(words.pick(indicator.title), tuple((name, value) for name, value in lines if value))
