"""What each column of a table of figures is: territory, code, period, indicator, a value, or one more division."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from gis_app.catalog.statistics.cells import is_figure
from gis_app.catalog.statistics.layout import Layout
from gis_app.catalog.statistics.places import is_code, looks_like_place, read_place
from gis_app.domain.errors import InputRefused
from gis_app.domain.periods import find_period, read_period
from gis_app.text.fold import fold

ROLES = ("territory", "code", "parent", "period", "indicator", "unit", "value", "numerator", "denominator", "status")
"""Roles of columns that a person can choose."""

PLACE_HEADS = (
    r"teritor\w*|territor\w*|administrativ\w*|pasvaldib\w*|novad\w*|pagast\w*|municipalit\w*|region\w*|regions?"
    r"|county|parish|area|place|vieta|geo\w*|apkaim\w*|neighbou?rhood|district|lau\w*|nosaukums|name|kommune|omrade"
)
_HEADS: tuple[tuple[str, str], ...] = (
    ("code", r"(\w+ )?(kods|code|atvk|geocode|lau\d? code|id)|(l0|l1|nuts\d?) code|teritorijas kods|geo code"),
    (
        "period",
        r"gad[si]?|year|years?|periods?|laika periods|time( period)?|aika|tid|ceturksnis|quarter|menesis|month|datums",
    ),
    (
        "indicator",
        r"raditaj\w*|indicators?|measure|variable|contents?( ?code)?|raditaja nosaukums|statistika|informacija",
    ),
    ("unit", r"mervieniba|units?( of measure)?|vieniba"),
    ("numerator", r"skaititajs|numerator|cases|gadijumi"),
    ("denominator", r"saucejs|denominator|base|baze"),
    ("value", r"vertiba|value|obs value|observation|skaitlis|figure|data"),
    ("status", r"obs status|statuss|status|flags?|obs flag|piezime"),
    ("territory", rf"({PLACE_HEADS})( .*)?|.* (teritorija|vieniba|novads|pagasts|name|nosaukums|unit)"),
)
_NUMBERING = re.compile(r"(nr|no|npk|nr p k|n p k|fid|objectid|gid|ogc fid|rindas nr|row|[a-z0-9]+ (type|id)|type)")
"""Columns of numbers that count nothing: numbers of rows, keys of a database, kinds as figures."""

_WIDER = re.compile(r"\b(novad\w*|municipalit\w*|region\w*|county|valstspilset\w*|rajon\w*)\b")
_SAMPLE = 400
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of figures: which, of what period (or empty), and what else its heading says."""

    place: int
    label: str
    period: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The places of the columns by role; ``divisions`` are further texts (sex, age) and ``headings`` the figures."""

    places: Mapping[str, int]
    divisions: tuple[int, ...]
    headings: tuple[Heading, ...]
    turned: bool = False


def names_of(layout: Layout) -> list[str]:
    """Return one name for each column: the rows of its header, what is merged above carried to the right."""
    upper = [_carried(row) for row in layout.header[:-1]]
    columns = zip(*upper, layout.header[-1], strict=True)
    return [" ".join(dict.fromkeys(cell.strip() for cell in column if cell.strip())) for column in columns]


def find_roles(layout: Layout, *, chosen: Mapping[str, str], known: Collection[str] = ()) -> Roles:
    """Return the role of each column: as chosen, else by its heading, else by what its cells look like.

    Raises
    ------
    InputRefused
        If a chosen column is not there, or no column holds figures or names territories.
    """
    names = names_of(layout)
    columns = [[row[place] for _n, row in layout.body[:_SAMPLE]] for place in range(len(names))]
    places = _chosen(names, chosen)
    free = [place for place in range(len(names)) if place not in places.values()]
    figures = [place for place in free if _is_figures(names[place], columns[place])]
    texts = [place for place in free if place not in figures and any(cell.strip() for cell in columns[place])]
    _by_content(places, texts, names, columns, known)
    _by_heading(places, figures, names)
    headings = _headings(figures, names, places)
    turned = _is_turned(places, headings, known)
    if not turned:
        _some_place(places, texts, columns)
    if not (turned or {"territory", "code"} & set(places)):
        raise InputRefused("statistics_no_territory", expected=", ".join(filter(None, names)))
    if not headings and "value" not in places and not {"numerator", "denominator"} <= set(places):
        raise InputRefused("statistics_no_values", expected=", ".join(filter(None, names)))
    divisions = tuple(
        place for place in texts if place not in places.values() and not _NUMBERING.fullmatch(fold(names[place]))
    )
    return Roles(places, divisions, headings, turned)


def _chosen(names: Sequence[str], chosen: Mapping[str, str]) -> dict[str, int]:
    places = {}
    for role, name in chosen.items():
        if role in ROLES and name:
            if name.strip() not in names:
                raise InputRefused("statistics_no_column", column=name, expected=", ".join(filter(None, names)))
            places[role] = names.index(name.strip())
    return places


def _carried(row: tuple[str, ...]) -> list[str]:
    carried, last = [], ""
    for cell in row:
        last = cell.strip() or last
        carried.append(last)
    return carried


def _is_figures(name: str, column: list[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    if not filled:
        return find_period(name) is not None
    if _head_role(name) in {"code", "period", "status", "unit"} or _NUMBERING.fullmatch(fold(name)):
        return False
    if sum(map(is_code, filled)) > _MOST * len(filled) and find_period(name) is None:
        return False
    least = 0.2 if find_period(name) else 0.5
    return sum(map(is_figure, filled)) > least * len(filled)


def _head_role(name: str) -> str:
    folded = fold(name)
    return next((role for role, form in _HEADS if re.fullmatch(form, folded)), "")


def _by_content(
    places: dict[str, int], texts: list[int], names: Sequence[str], columns: list[list[str]], known: Collection[str]
) -> None:
    """Find territory, code, parent, period, indicator, unit and status among the columns of text."""
    open_places = [place for place in texts if place not in places.values()]
    times = [place for place in open_places if _share(columns[place], lambda cell: read_period(cell) is not None) > 0.9]
    codes = [place for place in open_places if _share(columns[place], is_code) > 0.9]
    if times:
        places.setdefault("period", times[0])
    if codes:
        places.setdefault("code", max(codes, key=lambda place: (len(set(columns[place])), -place)))
        for number, place in enumerate(code for code in codes if code not in places.values()):
            places[f"other code {number}"] = place
    for place in texts:
        role = _head_role(names[place])
        if (
            role
            and role not in {"territory", "period", "value"}
            and role not in places
            and place not in places.values()
        ):
            places[role] = place
    _territories(places, texts, names, columns, known)


def _territories(
    places: dict[str, int], texts: list[int], names: Sequence[str], columns: list[list[str]], known: Collection[str]
) -> None:
    open_places = [place for place in texts if place not in places.values()]
    found = [
        place
        for place in open_places
        if _share(columns[place], lambda cell: looks_like_place(cell, known=known)) > _MOST
        and not (_head_role(names[place]) == "" and _divides(names[place]))
    ]
    found = found or [place for place in open_places if _head_role(names[place]) == "territory"][:1]
    if "territory" not in places and found:
        # Of two columns of places the one with more different names is the unit, the other what it lies in.
        found.sort(key=lambda place: (len(set(columns[place])), -_share(columns[place], _is_wider), place))
        places["territory"] = found.pop()
        if found:
            places.setdefault("parent", found.pop())
        places.update({f"other place {place}": place for place in found})


def _is_wider(cell: str) -> bool:
    return _WIDER.search(fold(cell)) is not None


def _divides(name: str) -> bool:
    return re.search(r"\b(dzimum|vecum|sex|gender|age|veids|kind|type|tips)", fold(name)) is not None


def _by_heading(places: dict[str, int], figures: list[int], names: Sequence[str]) -> None:
    """Give the roles of a long table to columns of figures named so; a heading with a period stays a heading."""
    for place in list(figures):
        role = _head_role(names[place])
        if role in {"numerator", "denominator", "value"} and role not in places and not find_period(names[place]):
            places[role] = place
            figures.remove(place)


def _headings(figures: list[int], names: Sequence[str], places: Mapping[str, int]) -> tuple[Heading, ...]:
    found = []
    for place in figures:
        period = None if "period" in places else find_period(names[place])
        if period:
            found.append(Heading(place, period.rest, period.period, period.provisional))
        else:
            found.append(Heading(place, names[place]))
    return tuple(found)


def _is_turned(
    places: Mapping[str, int],
    headings: Sequence[Heading],
    known: Collection[str],
) -> bool:
    if {"territory", "code"} & set(places) or not headings:
        return False
    labels = [heading.label for heading in headings]
    return _share(labels, lambda label: looks_like_place(label, known=known)) > _MOST


def _some_place(places: dict[str, int], texts: list[int], columns: list[list[str]]) -> None:
    """Take the column of text with the most different words for the territories when nothing else shows them."""
    open_places = [place for place in texts if place not in places.values()]
    if open_places and not {"territory", "code"} & set(places):
        places["territory"] = max(
            open_places, key=lambda place: (len({read_place(c).name for c in columns[place]}), -place)
        )


def _share(column: Sequence[str], fits: Callable[[str], bool]) -> float:
    filled = [cell for cell in column if cell.strip()]
    return sum(map(fits, filled)) / len(filled) if filled else 0.0
