"""Long lists, a page at a time."""

from dataclasses import dataclass

LINES = 200
"""Lines of a page on the screen."""
EVERYTHING = 10**9
"""Lines of a page that is a file."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is shown; pages count from 1, an empty list has one page.

    ``count`` is the length of the whole list.
    """

    number: int
    count: int
    lines: int = LINES

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.lines))

    @property
    def rows(self) -> slice:
        """The lines of this page."""
        return slice((self.number - 1) * self.lines, self.number * self.lines)

    @property
    def first(self) -> int:
        """Number of the first line on this page, from 1; 0 in an empty list."""
        return min((self.number - 1) * self.lines + 1, self.count)

    @property
    def last(self) -> int:
        """Number of the last line on this page."""
        return min(self.number * self.lines, self.count)


def page_of(count: int, asked: int, *, lines: int = LINES) -> Page:
    """Return the page that was asked for, or the nearest there is."""
    return Page(min(max(asked, 1), Page(1, count, lines).pages), count, lines)
