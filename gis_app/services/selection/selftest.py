"""Try the engine on indices that others published: Berlin's social monitoring and the OECD's technology index."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pandas import Series

from gis_app.analysis.classes import between
from gis_app.analysis.composite import Composite
from gis_app.catalog.tables import Table, read_table
from gis_app.domain.criteria import Criteria, Criterion
from gis_app.domain.errors import NotRun
from gis_app.services.selection.rank import rank_table

BERLIN = "berlin_mss2021"
TAI = "oecd_tai"
TOLERANCE = 0.005
"""Berlin prints its z-values with two decimals."""
ROUNDING = 2e-6
"""Its raw figures have five decimals: half of the last one, in units of the smallest deviation."""

GOALPOSTS = {
    "patents": (0.0, 994.0),
    "royalties": (0.0, 272.6),
    "internet": (0.0, 232.4),
    "exports": (0.0, 80.8),
    "telephones_log": (0.0, 2.954724790979063),
    "electricity_log": (1.3424226808222062, 3.843170463369123),
    "schooling": (0.8, 12.0),
    "university": (0.1, 27.4),
}
"""Of the UNDP's Technology Achievement Index (2001); logarithms (base 10) of 901, 22, 6969."""


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison with a published table: ``right`` of ``total`` agree; ``name`` is the same in all languages."""

    name: str
    right: int
    total: int

    @property
    def passed(self) -> bool:
        """Whether every value agrees and there were values to compare."""
        return self.right == self.total > 0


def selftest(folder: Path) -> list[Check]:
    """Return the comparisons with every published table in ``folder``.

    Raises
    ------
    NotRun
        ``selftest_not_run`` if a table is not there.
    """
    for name in (BERLIN, TAI):
        if not (folder / name).is_dir():
            raise NotRun("selftest_not_run", file=str(folder / name))
    return [*_berlin(folder / BERLIN), *_tai(folder / TAI)]


def _berlin(folder: Path) -> list[Check]:
    figures = read_table(folder / "mss_index_indikatoren.csv")
    z_table = read_table(folder / "mss_z.csv")
    classes = read_table(folder / "mss_indizes.csv")
    # Status: high 1, middle 2, low 3, very low 4. Dynamics: positive 1, stable 3, negative 5.
    status = _berlin_index(figures, ("S1", "S3", "S4"))
    dynamic = _berlin_index(figures, ("D1", "D3", "D4"))
    status_class = between(status.index, breaks=(-1.0, 1.0, 1.5), outward=True) + 1
    dynamic_class = 2 * between(dynamic.index, breaks=(-1.0, 1.0), outward=True) + 1
    columns = [
        (result.normalised[name], f"z{name}") for result in (status, dynamic) for name in result.normalised.columns
    ]
    pairs = [(_published(z_table, "PLR-ID", column), ours) for ours, column in columns]
    return [
        _all_agree("Berlin MSS 2021: z", pairs, near=TOLERANCE),
        _agree("Berlin MSS 2021: status", _published(classes, "PLR_ID", "SI_N"), status_class),
        _agree("Berlin MSS 2021: dynamics", _published(classes, "PLR_ID", "DI_N"), dynamic_class),
    ]


def _berlin_index(figures: Table, columns: tuple[str, ...]) -> Composite:
    criteria = Criteria(
        criteria=tuple(Criterion(name, "worse") for name in columns),
        restandardise=True,
        population="EW",
        min_population=300,
    )
    return rank_table(figures, id_column="PLR_ID", criteria=criteria).result


def _tai(folder: Path) -> list[Check]:
    figures = read_table(folder / "tai_oecd2008_table_A2_23countries.csv")
    budget = read_table(folder / "tai_oecd2008_table22_weights.csv")
    by_weights = read_table(folder / "tai_oecd2008_table23_expected_ranks.csv")
    by_method = read_table(folder / "tai_oecd2008_table38_expected_ranks.csv")
    equal = dict.fromkeys(GOALPOSTS, 1.0)
    points = dict(zip(budget.ids("indicator"), budget.figures("BAP"), strict=True))

    def ranks(weights: Mapping[str, float], normalise: str, aggregate: str = "arithmetic") -> Series:
        criteria = tuple(Criterion(name, "worse", weights[name], goalposts=GOALPOSTS[name]) for name in GOALPOSTS)
        steps = Criteria(criteria=criteria, normalise=normalise, aggregate=aggregate)
        return rank_table(figures, id_column="country", criteria=steps).result.rank

    return [
        _agree("OECD TAI: equal", _published(by_weights, "country", "EW"), ranks(equal, normalise="minmax")),
        _agree("OECD TAI: budget", _published(by_weights, "country", "BAP"), ranks(points, normalise="minmax")),
        _agree(
            "OECD TAI: geometric",
            _published(by_method, "country", "GME"),
            ranks(equal, normalise="none", aggregate="geometric"),
        ),
    ]


def _published(table: Table, id_column: str, column: str) -> Series:
    return Series(table.figures(column, missing_codes=(-9999.0,)), index=table.ids(id_column), dtype=float)


def _agree(name: str, published: Series, ours: Series, *, near: float = 0.0) -> Check:
    return _all_agree(name, [(published, ours)], near=near)


def _all_agree(name: str, pairs: list[tuple[Series, Series]], *, near: float) -> Check:
    """Count the units of which every published value is ours; a unit without one must have none of ours."""
    units = pairs[0][0].index
    known, right = Series(data=False, index=units), Series(data=True, index=units)
    for published, ours in pairs:
        mine = ours.reindex(units)
        both_empty = published.isna() & mine.isna()
        known |= published.notna() | mine.notna()
        right &= both_empty | ((published - mine).abs() <= near + ROUNDING)
    return Check(name, right=int((right & known).sum()), total=int(known.sum()))
