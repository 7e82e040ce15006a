"""Everything known about one territory, for its card and its dossier: each role gets what it may see, no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely

from gis_app.domain.errors import NotFound
from gis_app.domain.findings import Finding
from gis_app.domain.geography import Bounds, Community, Territory
from gis_app.domain.lists import LIGHTS, RESOURCE_KINDS, THEME_BLOCKS
from gis_app.domain.resources import Resource
from gis_app.domain.roles import Permission, Role, may
from gis_app.domain.statistics import PUBLISHED, Indicator, Observation
from gis_app.maps.sparkline import Spark, spark
from gis_app.services.hidden_territories import hidden_territories
from gis_app.services.projects import project_or_first
from gis_app.services.wiring import Context
from gis_app.store.communities import communities
from gis_app.store.findings import findings
from gis_app.store.indicators import indicators, levels_of_each, observations, periods_of_each
from gis_app.store.resources import resources
from gis_app.store.territories import territory

VALUE_STATES = ("known", "small", "withheld", "no_data")


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of one period.

    Attributes
    ----------
    state
        ``known``; ``small`` (could point at single people: marked on screen); ``withheld`` (small and meant for
        paper or a file: no number is here at all); ``no_data`` (never 0, never left out).
    status, sign
        As the source gave it: ``provisional``, ``suppressed`` …, and the sign that stood there.
    """

    period: str
    state: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    status: str = PUBLISHED
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator and its values in this territory, one for every period of which any territory has a figure."""

    indicator: Indicator
    values: tuple[Value, ...]

    @property
    def spark(self) -> Spark:
        """The series as a small drawing; a withheld figure is a gap."""
        return spark([value.value for value in self.values])

    @property
    def known(self) -> tuple[Value, ...]:
        """The values that are figures, from the earliest to the latest."""
        return tuple(value for value in self.values if value.value is not None)

    @property
    def digits(self) -> int:
        """Decimals with which every figure of the series is written."""
        return int(any(value.value is not None and value.value % 1 for value in self.values))

    @property
    def has_parts(self) -> bool:
        """Whether the series has numbers of cases or a base of its own beside the values."""
        own = any(value.numerator is not None and value.numerator != value.value for value in self.values)
        return own or any(value.denominator is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class TerritoryFacts:
    """What one role may know of a territory.

    Attributes
    ----------
    area_km2
        Area of the drawn boundary in square kilometres.
    addresses
        Number of address points inside; None when the project has no addresses at all.
    resources
        Resources whose point lies inside, by kind, in the order of the list of kinds.
    figures
        Indicators of this level with their values; empty for roles that may not see indicators.
    """

    territory: Territory
    invented: bool
    area_km2: float
    addresses: int | None
    resources: Mapping[str, tuple[Resource, ...]]
    communities: tuple[Community, ...]
    findings: tuple[Finding, ...]
    figures: tuple[Figure, ...]


def territory_facts(context: Context, territory_id: str, *, role: Role, paper: bool = False) -> TerritoryFacts:
    """Gather what is known of a territory.

    Sensitive places need ``SEE_SENSITIVE``; indicators need ``SEE_INDICATORS``; findings that are not published need
    ``SEE_DOSSIER``. With ``paper`` (anything printed, exported or sent) small figures are withheld from every role.

    Raises
    ------
    NotFound
        If the register has no such territory.
    """
    with context.database.reading() as session:
        here = territory(session, territory_id)
        if here.id in hidden_territories(context, project=here.project, role=role):
            raise NotFound("territory_not_found", value=territory_id)
        around = Bounds(*here.geometry.bounds, epsg=here.epsg)
        places = resources(session, here.project, sensitive=may(role, Permission.SEE_SENSITIVE), bounds=around)
        people = communities(session, here.project, bounds=around)
        said = findings(session, here.project, territory_ids=[here.id])
        known = indicators(session, here.project) if may(role, Permission.SEE_INDICATORS) else []
        ids = [indicator.id for indicator in known]
        years = periods_of_each(session, indicator_ids=ids)
        levels = levels_of_each(session, indicator_ids=ids)
        stored = observations(session, indicator_ids=ids, territory_ids=[here.id])
    return TerritoryFacts(
        territory=here,
        invented=project_or_first(context, here.project).invented,
        area_km2=here.geometry.area / 1e6,
        addresses=_addresses(context, here, around),
        resources=_inside(here, places),
        communities=tuple(item for item in people if item.geometry and here.geometry.intersects(item.geometry)),
        findings=_strengths_first(item for item in said if item.published or may(role, Permission.SEE_DOSSIER)),
        figures=_figures(
            [one for one in known if here.level in levels.get(one.id, {here.level})], years, stored, paper=paper
        ),
    )


def _addresses(context: Context, here: Territory, around: Bounds) -> int | None:
    layers = [
        layer for layer in context.catalogue.layers() if layer.role == "addresses" and layer.project == here.project
    ]
    if not layers:
        return None
    frames = [context.catalogue.frame(layer.id, bounds=around).to_crs(here.epsg) for layer in layers]
    shapely.prepare(here.geometry)
    return sum(int(shapely.contains(here.geometry, frame.geometry.to_numpy()).sum()) for frame in frames)


def _inside(here: Territory, places: Iterable[Resource]) -> dict[str, tuple[Resource, ...]]:
    inside = [place for place in places if place.geometry is not None and here.geometry.covers(place.geometry)]
    by_kind = {kind: tuple(place for place in inside if place.kind == kind) for kind in RESOURCE_KINDS}
    return {kind: found for kind, found in by_kind.items() if found}


def _strengths_first(said: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings green, yellow, red, each by theme: difficulties never stand at the head."""
    return tuple(sorted(said, key=lambda item: (LIGHTS.index(item.light), THEME_BLOCKS.index(item.theme), item.id)))


def _figures(
    known: Iterable[Indicator],
    years: Mapping[str, Sequence[str]],
    stored: Sequence[Observation],
    *,
    paper: bool,
) -> tuple[Figure, ...]:
    """Return the figures; an indicator that is all silent here comes last, and is said all the same."""
    own: dict[str, list[Observation]] = {}
    for item in stored:
        own.setdefault(item.indicator, []).append(item)
    found = [_figure(one, years.get(one.id, ()), own.get(one.id, ()), paper=paper) for one in known]
    return tuple(sorted(found, key=lambda figure: not any(value.state != "no_data" for value in figure.values)))


def _figure(indicator: Indicator, years: Sequence[str], stored: Iterable[Observation], *, paper: bool) -> Figure:
    by_year = {item.period: item for item in stored}
    return Figure(indicator, tuple(value_of(year, by_year.get(year), paper=paper) for year in years))


def value_of(period: str, item: Observation | None, *, paper: bool) -> Value:
    """Return a stored figure as staff see it; with ``paper`` a small one is withheld."""
    if item is not None and item.is_small and paper:
        return Value(period, "withheld")
    if item is None or item.value is None:
        return _silent(period, item)
    state = "small" if item.is_small else "known"
    return Value(period, state, item.value, item.numerator, item.denominator, item.status, item.sign)


def _silent(period: str, item: Observation | None) -> Value:
    if item is None:
        return Value(period, "no_data")
    return Value(period, "no_data", denominator=item.denominator, status=item.status, sign=item.sign)
