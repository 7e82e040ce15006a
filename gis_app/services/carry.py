"""From one version of boundaries in the catalogue to another: the pieces, and figures of the register carried over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from geopandas import GeoSeries
from pandas import DataFrame, Series

from gis_app.analysis.crosswalk import carry_counts
from gis_app.domain.errors import InputRefused, NotFound
from gis_app.domain.layers import Layer
from gis_app.domain.statistics import Indicator, Observation
from gis_app.services.crosswalk import Crosswalk, compare_boundaries
from gis_app.services.home_areas import best_grid
from gis_app.services.wiring import Context
from gis_app.store import indicators as store

ENDING = "-carried"
"""Ending of the id of an indicator that was carried over."""
_SHARES = {"%": 100.0, "‰": 1000.0, "‱": 10_000.0}


@dataclass(frozen=True, slots=True)
class Versions:
    """Two layers of territories and the pieces they share, by id in the register; ``by_people`` or by area."""

    old: Layer
    new: Layer
    found: Crosswalk
    by_people: bool


def compare_layers(context: Context, old: str, new: str, *, by_area: bool = False) -> Versions:
    """Return which share of each unit of one layer lies in which unit of another.

    Shares are of people if the project of the new layer has a population grid, unless ``by_area`` is asked.

    Raises
    ------
    NotFound
        If there is no such layer.
    InputRefused
        If a layer holds no territories.
    """
    before, after = _layer(context, old), _layer(context, new)
    grid = None if by_area else best_grid(context, after.project)
    found = compare_boundaries(_areas(context, before), _areas(context, after), grid=grid)
    return Versions(before, after, found, by_people=grid is not None)


def by_code(context: Context, versions: Versions) -> DataFrame:
    """Return the pieces with the codes and names of the units, as a table to take away."""
    table = versions.found.table
    names = {side: _names(context, layer) for side, layer in (("old", versions.old), ("new", versions.new))}
    return DataFrame(
        {
            "old": [names["old"][key][0] for key in table["old"]],
            "old_name": [names["old"][key][1] for key in table["old"]],
            "new": [names["new"][key][0] for key in table["new"]],
            "new_name": [names["new"][key][1] for key in table["new"]],
            "area_share": table["area_share"],
            "share": table["share"],
            "share_of": "people" if versions.by_people else "area",
        }
    )


def carry_indicator(
    context: Context, versions: Versions, indicator_id: str, *, keep: bool = False
) -> list[Observation]:
    """Return the figures of an indicator for the new units, and store them as computed if ``keep``.

    A count is carried by shares; a rate through its numerator and its denominator, never by itself. A new unit that
    takes a piece of an old one without data has none.

    Raises
    ------
    NotFound
        If there is no such indicator, or it has no figures for the old units.
    InputRefused
        If it is a rate and its numerators and denominators are not known.
    """
    indicator, figures = _figures(context, versions, indicator_id)
    rate = indicator.unit in _SHARES or "/" in indicator.unit
    carried = replace(
        indicator,
        id=f"{indicator.id}{ENDING}"[:60],
        computed=True,
        source={language: _told(text, versions, language) for language, text in indicator.source.items()},
    )
    found = [
        observation
        for period in sorted({figure.period for figure in figures})
        for observation in _carried(carried, [one for one in figures if one.period == period], versions, rate=rate)
    ]
    if keep:
        with context.database.transaction() as session:
            store.put_indicators(session, [carried])
            store.put_observations(session, found)
    return found


def _layer(context: Context, layer_id: str) -> Layer:
    layer = context.catalogue.layer(layer_id)
    if layer.role != "territories":
        raise InputRefused("crosswalk_no_territories", value=layer_id)
    return layer


def _areas(context: Context, layer: Layer) -> GeoSeries:
    frame = context.catalogue.frame(layer.id)
    return frame.geometry.set_axis(frame[layer.id_field].astype(str))


def _names(context: Context, layer: Layer) -> dict[str, tuple[str, str]]:
    frame = context.catalogue.frame(layer.id)
    codes = frame["code"] if "code" in frame.columns else frame[layer.id_field]
    names = frame[layer.name_field] if layer.name_field else codes
    keys = frame[layer.id_field].astype(str)
    return {key: (str(code), str(name)) for key, code, name in zip(keys, codes, names, strict=True)}


def _figures(context: Context, versions: Versions, indicator_id: str) -> tuple[Indicator, Sequence[Observation]]:
    old = set(versions.found.table["old"])
    with context.database.reading() as session:
        known = {one.id: one for one in store.indicators(session, versions.old.project)}
        if indicator_id not in known:
            raise NotFound("indicator_not_found", value=indicator_id)
        figures = [one for one in store.observations(session, indicator_ids=[indicator_id]) if one.territory_id in old]
    if not figures:
        raise NotFound("crosswalk_without_figures", value=indicator_id, layer=versions.old.id)
    return known[indicator_id], figures


def _carried(
    indicator: Indicator, figures: Sequence[Observation], versions: Versions, *, rate: bool
) -> list[Observation]:
    table = versions.found.table
    period = figures[0].period

    def series(name: str) -> Series:
        values = {one.territory_id: getattr(one, name) for one in figures}
        return Series(values, dtype=float, name=name)

    numerator, denominator = series("numerator"), series("denominator")
    if rate and (numerator.isna().all() or denominator.isna().all()):
        raise InputRefused("crosswalk_rate_without_parts", value=indicator.id)
    over = carry_counts(numerator, table=table)
    under = carry_counts(denominator, table=table)
    if rate:
        factor = _SHARES.get(indicator.unit) or _factor(figures)
        values = factor * over / under.where(under > 0)
    else:
        values = carry_counts(series("value"), table=table)
    return [
        Observation(
            indicator.id,
            str(key),
            period,
            _plain(value),
            numerator=_plain(over.get(key)),
            denominator=_plain(under.get(key)),
            invented=indicator.invented,
            source=versions.old.id,
        )
        for key, value in values.items()
    ]


def _factor(figures: Sequence[Observation]) -> float:
    """Return by how much the quotient is multiplied (1,000 for "per 1,000"), as the figures themselves show it."""
    ratios = [
        one.value * one.denominator / one.numerator
        for one in figures
        if one.value is not None and one.denominator and one.numerator
    ]
    return float(np.median(ratios)) if ratios else 1.0


def _plain(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)


def _told(source: str, versions: Versions, language: str) -> str:
    old, new = (versions.old.dated or "?", versions.new.dated or "?")
    if language == "lv":
        return f"{source} Pārrēķināts šeit no {old} robežām uz {new} robežām."
    if language == "ru":
        return f"{source} Пересчитано здесь с границ {old} на границы {new}."
    return f"{source} Carried here from the boundaries of {old} to those of {new}."
