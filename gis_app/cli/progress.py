"""How far a verb is, on stderr, once it takes longer than a second."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from gis_app.text.words import Words

_PATIENCE_S = 1.0
_STEP = 0.1


class ProgressLine:
    """Says how far the work is: one line that changes on a terminal, a line per ten per cent elsewhere.

    Parameters
    ----------
    words
        Of the language in which the per cent are written.
    title
        What is going on.
    """

    def __init__(self, words: Words, title: str) -> None:
        self._words, self._title = words, title
        self._begun, self._told = time.monotonic(), -1.0
        self._terminal = sys.stderr.isatty()

    def __call__(self, done: float) -> None:
        """Take how far the work is, from 0 to 1; nothing is said within the first second."""
        step = 0.01 if self._terminal else _STEP
        if time.monotonic() - self._begun < _PATIENCE_S or done < self._told + step:
            return
        self._told = done
        line = f"{self._title} {self._words.percent(min(done, 1.0))}"
        click.echo(f"\r{line}" if self._terminal else line, err=True, nl=not self._terminal)

    def end(self) -> None:
        """Leave the line."""
        if self._terminal and self._told >= 0:
            click.echo(err=True)


@contextmanager
def progress(words: Words, title: str) -> Iterator[ProgressLine]:
    """Yield a line that takes how far the work of the block is."""
    line = ProgressLine(words, title)
    try:
        yield line
    finally:
        line.end()
