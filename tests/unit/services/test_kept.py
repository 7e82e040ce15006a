from gis_app.services.kept import Kept


class Counter:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self) -> int:
        self.calls += 1
        return self.calls


def test_a_value_is_made_once_for_each_state_of_the_data() -> None:
    kept, make = Kept[int](most=10), Counter()
    assert kept.get("a", stamp=1, make=make) == kept.get("a", stamp=1, make=make) == 1
    assert kept.get("a", stamp=2, make=make) == 2


def test_without_a_stamp_nothing_is_kept() -> None:
    kept, make = Kept[int](most=10), Counter()
    assert [kept.get("a", stamp=None, make=make) for _ in range(3)] == [1, 2, 3]


def test_the_value_unused_longest_goes_first() -> None:
    kept, make = Kept[int](most=2), Counter()
    for key in ("a", "b", "a", "c"):
        kept.get(key, stamp=1, make=make)
    assert kept.get("a", stamp=1, make=make) == 1
    assert kept.get("b", stamp=1, make=make) == 4
