"""A table written in any way that a program offers comes back the same."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gis_app.catalog.sources import read_source
from gis_app.domain.imports import Choices

LETTERS = "aāčdeēgģiīkķlļnņsšuūzž"
WORDS = st.text(alphabet=LETTERS + LETTERS.upper() + " .,;'-\"\n0123456789", min_size=1, max_size=20).map(str.strip)
CODES = st.from_regex(r"0[0-9]{6}", fullmatch=True)
NUMBERS = st.decimals(min_value=-999, max_value=999, places=3, allow_nan=False, allow_infinity=False)
ROWS = st.lists(st.tuples(CODES, WORDS, NUMBERS), min_size=1, max_size=30)


WAYS = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "cp1257", "utf-16"]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([".", ","]),
    st.sampled_from(["\r\n", "\n"]),
    st.booleans(),
)


@given(rows=ROWS, way=WAYS)
@settings(max_examples=150, deadline=None)
def test_a_table_comes_back_as_it_was_written(
    rows: list[tuple[str, str, object]], way: tuple[str, str, str, str, bool]
) -> None:
    encoding, separator, decimal, ending, everything_quoted = way
    written = [[code, word, str(number).replace(".", decimal)] for code, word, number in rows]
    assume(any(any(letter in "āčēģīķļņšūž" for letter in word.lower()) for _code, word, _number in written))
    text = io.StringIO(newline="")
    if everything_quoted:
        writer = csv.writer(text, delimiter=separator, lineterminator=ending, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=separator, lineterminator=ending)
    writer.writerows([["kods", "nosaukums", "vērtība"], *written])
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_bytes(text.getvalue().encode(encoding))
        source = read_source(file, choices=Choices(separator=separator))
    assert source.table is not None
    assert source.table.columns == ("kods", "nosaukums", "vērtība")
    assert [[str(cell) for cell in row] for row in source.table.cells.to_numpy()] == written
    assert list(source.table.cells.index) == list(range(2, len(rows) + 2))
    assert (source.encoding, source.decimal) == (encoding, decimal)


@given(rows=ROWS, separator=st.sampled_from([",", ";", "\t", "|"]))
@settings(max_examples=100, deadline=None)
def test_the_separator_needs_no_help_when_words_hold_none(rows: list[tuple[str, str, object]], separator: str) -> None:
    lines = [
        separator.join((code, word.translate(str.maketrans("", "", ',;|\t"\n')), str(n))) for code, word, n in rows
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.csv"
        file.write_text("\n".join([separator.join(("kods", "nosaukums", "x")), *lines]) + "\n", encoding="utf-8")
        source = read_source(file)
    assert source.table is not None
    assert (source.separator, source.features) == (separator, len(rows))
    assert list(source.table.cells["kods"]) == [code for code, _word, _number in rows]
