"""What a benchmark returns, and how one is registered.

A benchmark is a function in a module ``bench_<noun>.py`` of this folder, decorated with ``@benchmark("name")``. It
measures ours and the baseline **in the same run on the same machine** and yields ``Ratio``s; a number that has no
baseline is an ``Absolute``. Nothing here asserts: ``scripts/bench`` prints the table.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal


@dataclass(frozen=True)
class Ratio:
    """Ours against a baseline, both measured in this run.

    Attributes
    ----------
    better
        ``lower`` when a smaller number is better (bytes, seconds), ``higher`` when a larger one is (a rate).
    target
        The ratio must be at least this: ``baseline / ours`` when lower is better, ``ours / baseline`` when higher is.
    """

    name: str
    ours: float
    baseline: float
    unit: str
    target: float
    better: Literal["lower", "higher"] = "lower"
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the baseline ours is (in the direction that is better)."""
        top, bottom = (self.baseline, self.ours) if self.better == "lower" else (self.ours, self.baseline)
        return top / bottom if bottom else float("inf")

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.ratio >= self.target


@dataclass(frozen=True)
class Absolute:
    """A number with a limit of its own: reported, because it depends on the machine."""

    name: str
    value: float
    unit: str
    limit: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the value stays within the limit."""
        return self.value <= self.limit


Result = Ratio | Absolute
Benchmark = Callable[[], Iterator[Result]]
BENCHMARKS: dict[str, Benchmark] = {}


def benchmark(name: str) -> Callable[[Benchmark], Benchmark]:
    """Register a benchmark under the name that ``scripts/bench --only NAME`` takes."""

    def register(function: Benchmark) -> Benchmark:
        BENCHMARKS[name] = function
        return function

    return register


def seconds_of(work: Callable[[], object], *, rounds: int = 5, warm_up: int = 1) -> float:
    """Return the median seconds of calling ``work``, after ``warm_up`` calls that are not counted."""
    for _ in range(warm_up):
        work()
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def alternating(ours: Callable[[], float], baseline: Callable[[], float], *, rounds: int = 5) -> tuple[float, float]:
    """Return the medians of two measurements taken by turns, so that a busy moment falls on both."""
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
