"""What an import can become: every target, and a draft looked at for its target."""

import json
from dataclasses import asdict, replace
from typing import Any

from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.imports import Choices, Understanding
from gis_app.domain.periods import find_period
from gis_app.services.imports.draft import Draft
from gis_app.services.imports.naming import titled
from gis_app.services.imports.privacy import without_private_people
from gis_app.services.imports.target import Target
from gis_app.services.imports.targets import (
    addresses,
    country_base,
    layer,
    osm_base,
    population,
    raster_base,
    resources,
    statistics,
    territories,
)
from gis_app.services.wiring import Context

TARGETS: dict[str, Target] = {
    target.code: target
    for target in (
        layer.TARGET,
        territories.TARGET,
        addresses.TARGET,
        resources.TARGET,
        statistics.TARGET,
        population.TARGET,
        raster_base.TARGET,
        osm_base.TARGET,
        country_base.TARGET,
        # one line each, in the order of domain.imports.TARGETS
    )
}

_GUESSED = {
    "vector": "layer",
    "table": "layer",
    "statistics": "statistics",
    "raster": "raster_base",
    "osm": "osm_base",
}


def target_of(code: str) -> Target:
    """Return a target.

    Raises
    ------
    UnknownCode
        If there is none of that code; the allowed ones are named.
    """
    if code not in TARGETS:
        raise UnknownCode("unknown_import_target", value=code, expected=", ".join(TARGETS))
    return TARGETS[code]


def guess_target(understanding: Understanding) -> str:
    """Return what a file of this kind becomes when nobody says otherwise; empty if nothing can be made of it."""
    usual = _GUESSED[understanding.kind]
    if understanding.kind == "table" and understanding.places == "none" and _has_figures(understanding):
        usual = "statistics"
    fitting = [target.code for target in TARGETS.values() if understanding.kind in target.kinds]
    return usual if usual in fitting else next(iter(fitting), "")


def _has_figures(understanding: Understanding) -> bool:
    return any(column.kind in {"number", "whole"} or find_period(column.name) for column in understanding.columns)


def examined(context: Context, draft: Draft) -> Draft:
    """Return the draft with its target, title and layer id chosen and with what is notable for that target.

    Nothing is stored.

    Raises
    ------
    UnknownCode
        If there is no such target.
    InputRefused
        If the target does not take this kind of file.
    """
    code = draft.choices.target or guess_target(draft.understanding)
    target = target_of(code)
    if draft.understanding.kind not in target.kinds:
        fitting = ", ".join(one.code for one in TARGETS.values() if draft.understanding.kind in one.kinds)
        raise InputRefused("import_target_unfit", value=code, file=draft.name, expected=fitting)
    draft = without_private_people(titled(replace(draft, choices=replace(draft.choices, target=code))))
    return target.examine(context, draft)


def plain(choices: Choices) -> dict[str, Any]:
    """Return choices as JSON gives them back; equal choices give equal values."""
    values = asdict(choices) | {"dated": choices.dated.isoformat() if choices.dated else None}
    found: dict[str, Any] = json.loads(json.dumps(values))
    return found
