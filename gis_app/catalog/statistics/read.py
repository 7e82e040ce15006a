"""The door: any table of figures becomes a tidy frame."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from pandas import DataFrame

from gis_app.catalog.sources import opened
from gis_app.catalog.statistics.cells import guess_decimal
from gis_app.catalog.statistics.frame import COLUMNS, Measure, Statistics
from gis_app.catalog.statistics.grid import Grid, read_grid
from gis_app.catalog.statistics.jsonstat import is_jsonstat, read_jsonstat
from gis_app.catalog.statistics.layout import Layout, find_layout
from gis_app.catalog.statistics.legend import legend_of, source_of, updated_on
from gis_app.catalog.statistics.melt import Melted, melt
from gis_app.catalog.statistics.naming import full_label, is_generic, plain_title, unit_of, without_generic
from gis_app.catalog.statistics.roles import Roles, find_roles, names_of
from gis_app.domain.errors import InputRefused
from gis_app.domain.imports import Problem
from gis_app.domain.periods import moment_of, periods_in, read_period


def read_statistics(
    file: Path,
    *,
    name: str = "",
    encoding: str = "",
    separator: str = "",
    decimal: str = "",
    part: str = "",
    columns: Mapping[str, str] | None = None,
    period: str = "",
    known: Collection[str] = (),
) -> Statistics:
    """Return the figures of a file.

    Parameters
    ----------
    columns
        Role of a column (``roles.ROLES``) → its name in the file; what is not said is guessed.
    period
        Of all figures, when the table says none.
    known
        Folded names of territories that may stand in the table, to recognise them.

    Raises
    ------
    InputRefused
        If the file holds no table with figures, or no column that names territories.
    """
    with opened(file, name=name, part=part) as found:
        inner = "" if found.parts else part
        content = found.file.read_bytes() if _opens_as_json(found.file) else b""
        if content and is_jsonstat(content):
            return _with_period(read_jsonstat(content, name=found.name, part=inner), period, found.name)
        grid = read_grid(found.file, name=found.name, encoding=encoding, separator=separator, part=inner)
    return statistics_of(grid, decimal=decimal, columns=columns, period=period, known=known)


def statistics_of(
    grid: Grid,
    *,
    decimal: str = "",
    columns: Mapping[str, str] | None = None,
    period: str = "",
    known: Collection[str] = (),
) -> Statistics:
    """Return the figures of a sheet of cells (see ``read_statistics``)."""
    layout = find_layout(grid)
    roles = find_roles(layout, chosen=columns or {}, known=known)
    guessed = decimal or guess_decimal(_figures(layout, roles))
    problems = [] if guessed else [Problem("statistics_two_readings", params={"value": _doubtful(layout, roles)})]
    legend = legend_of(layout.notes)
    melted = melt(layout, roles, decimal=guessed or ".", legend=legend)
    names = names_of(layout)
    title = plain_title(layout.title, stub=[names[place] for place in (*roles.places.values(), *roles.divisions)])
    found = Statistics(
        frame=DataFrame(melted.records, columns=list(COLUMNS)),
        layout=_kind(roles),
        title=title,
        notes=layout.notes,
        source=source_of(layout.notes),
        updated=updated_on(layout.notes),
        moment=moment_of(" ".join((layout.title, *names))),
        decimal=guessed or ".",
        shares=not roles.headings and "value" not in roles.places,
        legend=legend,
        problems=(*problems, *melted.problems),
    )
    return _with_period(_named(found, melted, Path(grid.name).stem), period, grid.name)


def _opens_as_json(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def _kind(roles: Roles) -> str:
    if roles.turned:
        return "turned"
    return "wide" if any(heading.period for heading in roles.headings) or len(roles.headings) > 1 else "long"


def _figures(layout: Layout, roles: Roles) -> list[str]:
    places = [heading.place for heading in roles.headings]
    places += [roles.places[role] for role in ("value", "numerator", "denominator") if role in roles.places]
    return [row[place] for _n, row in layout.body for place in places]


def _doubtful(layout: Layout, roles: Roles) -> str:
    return next((text for text in _figures(layout, roles) if re.search(r"\d[.,]\d{3}$", text.strip())), "")


def _named(found: Statistics, melted: Melted, stem: str) -> Statistics:
    """Give every indicator the label it is kept under; a heading like *Number* takes the title."""
    labels = list(dict.fromkeys(found.frame["indicator"]))
    title = found.title or stem
    plain = without_generic(labels)
    full = {
        label: full_label(
            plain[label], title if found.title or is_generic(plain[label]) else "", alone=len(labels) == 1
        )
        for label in labels
    }
    measures = tuple(
        Measure(
            full[label],
            unit="%" if found.shares else melted.units.get(label, "") or unit_of(label) or unit_of(found.title),
            note=label,
        )
        for label in labels
    )
    return replace(found, frame=found.frame.assign(indicator=found.frame["indicator"].map(full)), measures=measures)


def _with_period(found: Statistics, period: str, name: str) -> Statistics:
    """Fill the period of figures that have none: as said, else the only year in title, notes or file name."""
    lacking = found.frame["period"] == ""
    if not lacking.any():
        return found
    chosen = read_period(period) if period else None
    if period and chosen is None:
        raise InputRefused("statistics_period_refused", value=period)
    years = periods_in(f"{found.title} {' '.join(found.notes[:1])}") or periods_in(name)
    guess = chosen.period if chosen else years[0] if len(years) == 1 else ""
    frame = found.frame.assign(period=found.frame["period"].where(~lacking, guess))
    if chosen:
        return replace(found, frame=frame)
    rows = int(lacking.sum())
    told = (
        Problem("statistics_period_guessed", params={"value": guess})
        if guess
        else Problem("statistics_period_missing", severity="refused", params={"count": rows})
    )
    return replace(found, frame=frame, problems=(*found.problems, told))
