"""The index against ``fit`` itself, name by name."""

from hypothesis import given
from hypothesis import strategies as st

from gis_app.analysis.names import NameIndex, fit

WORDS = st.sampled_from(["iela", "ie", "dzirciema", "biedriba", "arini", "2", "elaie", "dzir"])
NAMES = st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=12)


@given(names=NAMES, typed=st.lists(WORDS, max_size=3).map(" ".join))
def test_an_index_of_names_gives_every_name_the_score_that_fit_gives_it(names: list[str], typed: str) -> None:
    assert NameIndex(names).scores(typed).tolist() == [fit(typed, name) for name in names]
