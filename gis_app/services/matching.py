"""Keys of a table matched with the register: by code in any of its forms, else by name and parent; never guessed."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gis_app.domain.atvk import NEW, OLD, REFORM, SCHEME, read_code
from gis_app.domain.errors import UnknownCode
from gis_app.services.successors import successors
from gis_app.services.wiring import Context
from gis_app.store.territories import RegisterEntry, entries
from gis_app.text.fold import fold
from gis_app.text.place_names import genitives, name_key, split_kind

WAYS = ("any", "code", "name")
REASONS = ("same_name", "other_level", "other_date", "other_parent", "successor")
"""Why a territory is only a candidate: several share the name, or it is of another level, date or parent."""
_MUNICIPAL = {"municipality", "state_city"}
_CITIES = {"town", "state_city"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A territory that a key may mean; ``share`` of an old unit that lies in it, for a successor."""

    id: str
    code: str
    name: str
    level: str
    parent: str
    valid_from: datetime.date | None
    valid_to: datetime.date | None
    why: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """What became of the keys, by their place in the given sequence.

    Attributes
    ----------
    matched
        Place → id of the one territory it means.
    ambiguous
        Place → the territories it may mean: a person chooses.
    unmatched
        Places of keys that nothing in the register resembles; empty keys are among them.
    """

    matched: Mapping[int, str] = field(default_factory=dict)
    ambiguous: Mapping[int, tuple[Candidate, ...]] = field(default_factory=dict)
    unmatched: tuple[int, ...] = ()


def match_units(
    context: Context,
    keys: Sequence[Any],
    *,
    by: str = "any",
    level: str = "",
    date: datetime.date | None = None,
    project: str = "",
    parents: Sequence[str] = (),
    chosen: Mapping[str, str] | None = None,
    with_successors: bool = False,
) -> Matched:
    """Say which territory each key of a table means.

    Parameters
    ----------
    keys
        Cells: a code in any of its forms (numbers that lost zeros too) or a name.
    by
        ``"any"`` (a code if it reads as one and the register has it, else a name), ``"code"`` or ``"name"``.
    level
        Only territories of this level; a municipality may be a state city. Empty for every level.
    date
        The day the table speaks of; today if not said. A unit of other boundaries is offered, not taken. Files of
        boundaries begin on the day somebody drew them, so before a unit's first version that version is taken, but
        never across the reform of the codes.
    parents
        Name or code of the parent of each key, beside it; makes names that are not unique plain.
    chosen
        What a person decided before: key as written → id of a territory.
    with_successors
        Offer, beside a unit of other boundaries, the units in force on the day that hold its ground.

    Raises
    ------
    UnknownCode
        If ``by`` is no way to match.
    """
    if by not in WAYS:
        raise UnknownCode("unknown_way_to_match", value=by, expected=", ".join(WAYS))
    with context.database.reading() as session:
        register = _Register(entries(session, project), day=date or context.clock().date(), level=level)
    matched: dict[int, str] = {}
    ambiguous: dict[int, tuple[Candidate, ...]] = {}
    unmatched: list[int] = []
    for place, key in enumerate(keys):
        answer = (chosen or {}).get(str(key).strip(), "")
        found = [register.by_id[answer]] if answer in register.by_id else None
        offered: tuple[Candidate, ...] = ()
        if found is None:
            found, offered = register.look(key, by=by, parent=parents[place] if parents else "")
        if len(found) == 1:
            matched[place] = found[0].id
        elif offered:
            ambiguous[place] = offered
        else:
            unmatched.append(place)
    if with_successors:
        ambiguous = _followed(context, ambiguous, register, date=date or context.clock().date(), project=project)
    return Matched(matched, ambiguous, tuple(unmatched))


def _followed(
    context: Context,
    ambiguous: Mapping[int, tuple[Candidate, ...]],
    register: "_Register",
    *,
    date: datetime.date,
    project: str,
) -> dict[int, tuple[Candidate, ...]]:
    """Return the candidates with what became of those of another date."""
    ids = [one.id for offered in ambiguous.values() for one in offered if one.why == "other_date"]
    followers = successors(context, ids, date=date, project=project) if ids else {}

    def after(one: Candidate) -> list[Candidate]:
        return [replace(register.candidate(row, "successor"), share=share) for row, share in followers.get(one.id, ())]

    return {place: (*offered, *(new for one in offered for new in after(one))) for place, offered in ambiguous.items()}


_Answer = tuple[list[RegisterEntry], tuple[Candidate, ...]]


class _Register:
    """The register as it is asked: of one day and level."""

    def __init__(self, rows: Iterable[RegisterEntry], *, day: datetime.date, level: str) -> None:
        self.by_id = {row.id: row for row in rows}
        self._day, self._level = day, level
        self._codes: dict[str, list[RegisterEntry]] = defaultdict(list)
        self._plain: dict[tuple[str, str], list[RegisterEntry]] = defaultdict(list)
        self._folded: dict[tuple[str, str], list[RegisterEntry]] = defaultdict(list)
        self._of_cities: dict[str, list[RegisterEntry]] = defaultdict(list)
        for row in self.by_id.values():
            self._codes[row.code.upper()].append(row)
            self._plain[split_kind(row.name)].append(row)
            self._folded[name_key(row.name)].append(row)
            if row.level in _CITIES:
                for form in {*genitives(row.name), fold(row.name)}:
                    self._of_cities[form].append(row)
        schemes = {scheme for row in self.by_id.values() for scheme in _schemes(row)}
        self._reformed = NEW in schemes and OLD in schemes

    def look(self, key: Any, *, by: str, parent: str) -> _Answer:
        """Return the territories a key means on the day, and those to offer when that is not exactly one."""
        if by != "name":
            rows = self._of_code(key)
            if rows or by == "code":
                return self._decide(rows, parent="")
        name = "" if key is None or key != key else str(key)  # noqa: PLR0124 - only NaN is not itself
        tiers = self._of_name(name)
        for holds in (self._is_in_force, self._is_first_known):
            for rows in tiers:
                if any(self._is_of_level(row) and holds(row) for row in rows):
                    return self._decide(rows, parent=parent)
        return self._decide(next((rows for rows in tiers if rows), []), parent=parent)

    def _of_code(self, key: Any) -> list[RegisterEntry]:
        code = read_code(key)
        if code is not None and code.code in self._codes:
            return self._codes[code.code]
        return self._codes.get(str(key).strip().upper(), [])

    def _of_name(self, name: str) -> list[list[RegisterEntry]]:
        """Return the territories of a name: spelled so, spelled so but for diacritics, in another case."""
        stem, kind = name_key(name)
        if not stem:
            return []
        tiers = [self._plain.get(split_kind(name), []), self._folded.get((stem, kind), [])]
        if kind in _CITIES:
            tiers.append(self._of_cities.get(stem, []))
        elif kind:
            forms = sorted(genitives(split_kind(name)[0]))
            tiers.append([row for form in forms for row in self._folded.get((form, kind), [])])
        return tiers

    def _decide(self, rows: Sequence[RegisterEntry], *, parent: str) -> _Answer:
        of_level = [row for row in rows if self._is_of_level(row)]
        right = _newest(row for row in of_level if self._is_in_force(row))
        right = right or [row for row in of_level if self._is_first_known(row)]
        if parent and right:
            under = [row for row in right if self._is_under(row, parent)]
            if not under:
                return [], tuple(self.candidate(row, "other_parent") for row in right)
            right = under
        if right:
            return right, tuple(self.candidate(row, "same_name") for row in right)
        return [], tuple(self.candidate(row, "other_date" if self._is_of_level(row) else "other_level") for row in rows)

    def _is_of_level(self, row: RegisterEntry) -> bool:
        if not self._level or row.level == self._level:
            return True
        return self._level in _MUNICIPAL and row.level in _MUNICIPAL and row.parent is None

    def _is_in_force(self, row: RegisterEntry) -> bool:
        if (row.valid_from and row.valid_from > self._day) or (row.valid_to and row.valid_to < self._day):
            return False
        return self._is_of_the_time(row)

    def _is_first_known(self, row: RegisterEntry) -> bool:
        """Whether the day lies before the first version of the unit, and its code was in use."""
        if row.valid_from is None or row.valid_from <= self._day or not self._is_of_the_time(row):
            return False
        return all((other.valid_from or datetime.date.min) >= row.valid_from for other in self._codes[row.code.upper()])

    def _is_of_the_time(self, row: RegisterEntry) -> bool:
        schemes = _schemes(row)
        return not (self._reformed and schemes) or (NEW if self._day >= REFORM else OLD) in schemes

    def _is_under(self, row: RegisterEntry, parent: str) -> bool:
        above = self.by_id.get(row.parent or "")
        if above is None:
            return False
        code = read_code(parent)
        if code is not None:
            return above.code == code.code
        return any(above in rows for rows in self._of_name(parent))

    def candidate(self, row: RegisterEntry, why: str) -> Candidate:
        """Return a territory as something to offer."""
        above = self.by_id.get(row.parent or "")
        return Candidate(
            row.id, row.code, row.name, row.level, above.name if above else "", row.valid_from, row.valid_to, why
        )


def _schemes(row: RegisterEntry) -> tuple[str, ...]:
    code = read_code(row.code) if row.scheme == SCHEME else None
    return code.schemes if code else ()


def _newest(rows: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """Return one row of each code: the version that began last."""
    first: Callable[[RegisterEntry], datetime.date] = lambda row: row.valid_from or datetime.date.min  # noqa: E731
    newest = {(row.scheme, row.code): row for row in sorted(rows, key=first)}
    return list(newest.values())
