from tests.benchmarks.frame import Absolute, Ratio, alternating
from tests.benchmarks.run import as_json, table


def test_a_ratio_says_how_many_times_fewer_or_more() -> None:
    fewer_bytes = Ratio("page", ours=10, baseline=200, unit="kB", target=10)
    slower_rate = Ratio("marks", ours=30, baseline=100, unit="/s", target=0.2, better="higher")
    assert (fewer_bytes.ratio, fewer_bytes.met) == (20, True)
    assert (slower_rate.ratio, slower_rate.met) == (0.3, True)


def test_the_table_says_plainly_what_misses_its_target() -> None:
    lines = table([Ratio("page", ours=50, baseline=200, unit="kB", target=10), Absolute("start", 3.5, "s", limit=5)])
    assert lines[1].split()[-1] == "NO"
    assert lines[2].split() == ["start", "3.5", "s", "–", "–", "≤", "5", "yes"]
    assert '"met": true' in as_json(Absolute("start", 3.5, "s", limit=5))


def test_alternating_measurements_take_turns_and_give_medians() -> None:
    order: list[str] = []
    values = iter([1.0, 9.0, 2.0, 100.0, 3.0, 8.0])

    def measure(name: str) -> float:
        order.append(name)
        return next(values)

    assert alternating(lambda: measure("ours"), lambda: measure("theirs"), rounds=3) == (2.0, 9.0)
    assert order == ["ours", "theirs"] * 3
