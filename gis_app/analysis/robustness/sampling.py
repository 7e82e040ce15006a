"""What chance alone does to a rate of few events: intervals, shrinkage, and rates drawn anew."""

import numpy as np
from pandas import DataFrame, Index, Series
from scipy.stats import chi2, norm

from gis_app.analysis.composite import Composite
from gis_app.analysis.normalise import Array
from gis_app.domain.criteria import Criterion

JEFFREYS = 0.5
"""Prior added to the events: a unit with none still may have some (Brown, Cai, DasGupta 2001)."""


def wilson(events: Series, *, base: Series, level: float = 0.95) -> DataFrame:
    """Return ``low`` and ``high`` of a share of people (Wilson's score interval); NaN without a base.

    For events that a person can be once: unemployed of inhabitants. Source: Wilson (1927).
    """
    z = float(norm.ppf((1 + level) / 2))
    many = base.where((base > 0) & (events <= base))
    share = events / many
    middle = share + z**2 / (2 * many)
    half = z * np.sqrt(share * (1 - share) / many + z**2 / (4 * many**2))
    below = 1 + z**2 / many
    return DataFrame({"low": ((middle - half) / below).clip(0, 1), "high": ((middle + half) / below).clip(0, 1)})


def byar(events: Series, *, base: Series, level: float = 0.95) -> DataFrame:
    """Return ``low`` and ``high`` of a rate of events over a base (Byar's approximation of the Poisson interval).

    For events that can happen to a person more than once: cases, calls. Below 10 events the exact limits of the
    chi-squared distribution are taken, as English public-health practice does. NaN without a base.
    """
    z = float(norm.ppf((1 + level) / 2))
    many = base.where(base > 0)
    count, more = events.where(events > 0), events + 1
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    few = events < 10
    low = low.where(~few, chi2.ppf((1 - level) / 2, 2 * events) / 2).where(events > 0, 0.0)
    high = high.where(~few, chi2.ppf((1 + level) / 2, 2 * more) / 2)
    return DataFrame({"low": low.where(events.notna()) / many, "high": high / many})


def shrunk(events: Series, *, base: Series) -> DataFrame:
    """Return empirical-Bayes rates: small units are drawn towards the rate of all, the more the smaller their base.

    Columns ``rate`` (as counted), ``shrunk`` and ``trust`` (1 keeps its own rate, 0 takes that of all). Method of
    moments of Marshall (1991): weight = variance between units / (that variance + rate of all / base).
    """
    known = base.where((base > 0) & events.notna())
    rate = events / known
    total = float(known.sum())
    if not total:
        return DataFrame({"rate": rate, "shrunk": rate, "trust": rate})
    overall = float(events[known.notna()].sum()) / total
    spread = float((known * (rate - overall) ** 2).sum()) / total
    between = max(0.0, spread - overall / (total / known.count()))
    trust = between / (between + overall / known) if overall > 0 else rate * 0.0
    return DataFrame({"rate": rate, "shrunk": trust * rate + (1 - trust) * overall, "trust": trust})


def redrawn(result: Composite, criterion: Criterion, *, units: Index, draws: int, rng: np.random.Generator) -> Array:
    """Return the criterion's rates as they could have come out, one row a draw; NaN where there is no figure.

    Shares of people are drawn from Beta(events + 1/2, others + 1/2), rates of events from Gamma(events + 1/2) / base:
    the posteriors of a binomial and a Poisson count under Jeffreys' prior. Filled gaps have no events and stay. What
    was done to outliers is done to the drawn rates with the same limits.
    """
    name = criterion.column
    counts = result.figures.counts.loc[units, name].to_numpy(dtype=float)
    bases = result.figures.bases.loc[units, name].to_numpy(dtype=float)
    own = result.rates.loc[units, name].notna().to_numpy() & (counts >= 0)
    drawn = np.tile(result.filled.loc[units, name].to_numpy(dtype=float), (draws, 1))
    events, many = counts[own], bases[own]
    if (events <= many).all():
        drawn[:, own] = rng.beta(events + JEFFREYS, many - events + JEFFREYS, size=(draws, own.sum()))
    else:
        drawn[:, own] = rng.gamma(events + JEFFREYS, size=(draws, own.sum())) / many
    return result.treatments[name].again(drawn)
