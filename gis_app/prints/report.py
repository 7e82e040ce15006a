"""A report on A4: headings, sentences, lists, tables and a map, with title, day, fingerprint and page on every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gis_app.prints.labels import Label
from gis_app.prints.map_sheet import label_data
from gis_app.prints.metrics import FAMILY
from gis_app.prints.typeset import typeset
from gis_app.text.words import Words


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a part, 2 stands inside one."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences one below the other; ``boxed`` ones stand out."""

    items: Sequence[str]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what is said of them; ``sticky`` ones stay on the page of what follows."""

    pairs: Sequence[tuple[str, str]]
    sticky: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; ``widths`` are shares of the page, a 0 is as wide as its content."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A map drawn in millimetres, the names on it, and what it shows in words."""

    svg: str
    width: float
    height: float
    labels: Sequence[Label]
    alt: str
    note: str = ""


Block = Heading | Text | Bullets | Facts | Rows | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says.

    Attributes
    ----------
    notice
        What stands on every page, such as for whom it is; empty: nothing.
    fingerprint
        What it is called and what it is: which decision stands behind, on every page.
    """

    title: str
    subtitle: str
    notice: str
    day: str
    fingerprint: tuple[str, str]
    invented: bool
    blocks: tuple[Block, ...]


def report_pdf(report: Report, words: Words) -> bytes:
    """Return the report as PDF (A4, upright); the same report gives the same bytes."""
    data = {
        "font": FAMILY,
        "language": words.language,
        "title": report.title,
        "subtitle": report.subtitle,
        "notice": report.notice,
        "day": report.day,
        "fingerprint": " ".join(report.fingerprint),
        "blocks": [_block(one) for one in report.blocks],
        "words": {
            "invented": words.gettext("Invented town") if report.invented else "",
            "invented_more": words.gettext("No figure and no place on this sheet is real.") if report.invented else "",
            "page": words.gettext("Page %(page)s of %(pages)s", page="@page", pages="@all"),
        },
    }
    return typeset("report.typ", data)


def _block(one: Block) -> Mapping[str, Any]:
    match one:
        case Heading():
            return {"is": "heading", "text": one.text, "level": one.level}
        case Text():
            return {"is": "text", "text": one.text, "quiet": one.quiet}
        case Bullets():
            return {"is": "bullets", "items": list(one.items), "boxed": one.boxed}
        case Facts():
            return {"is": "facts", "sticky": one.sticky, "pairs": [list(pair) for pair in one.pairs if pair[1]]}
        case Rows():
            widths = list(one.widths) or [1.0] * len(one.head)
            return {"is": "rows", "head": list(one.head), "rows": [list(row) for row in one.rows], "widths": widths}
        case Picture():
            labels = [label_data(label) for label in one.labels]
            size = {"width": one.width, "height": one.height}
            return {"is": "picture", "svg": one.svg, "labels": labels, "alt": one.alt, "note": one.note, **size}
