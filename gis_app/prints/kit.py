"""The kit of a meeting as one PDF: what it holds, and how it becomes the data of its document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gis_app.domain.paper import PaperSheet
from gis_app.domain.run_sheet import Step
from gis_app.domain.wifi import Wifi
from gis_app.prints.grid_map import GridMap
from gis_app.prints.ink import SIGN_UNITS, north_arrow
from gis_app.prints.kit_sheets import grid_data
from gis_app.prints.metrics import FAMILY
from gis_app.prints.qr import qr_svg
from gis_app.prints.svg import Drawing
from gis_app.prints.typeset import typeset
from gis_app.text import kit_words
from gis_app.text.mark_symbols import mark_symbol
from gis_app.text.symbols import SHAPES
from gis_app.text.words import Words, words_for

LARGER = 1.25
_POSTER = kit_words.WORDS["poster"]


@dataclass(frozen=True, slots=True)
class Question:
    """A class of marks and how this meeting asks for it, in each language of the kit."""

    kind: str
    title: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything the kit says; texts of several languages are tuples in the order of ``languages``.

    Attributes
    ----------
    starts
        In local time; the run sheet counts from here.
    address
        Of the meeting's page; ``card_address`` is where a card's code is typed later.
    cards
        Codes in plain: the only place where they stand.
    purpose
        Languages of the purpose text with its lines, facts filled in.
    homes
        Names of the areas of the slip's list, in the first language.
    grids
        A drawn map and the sheet it is printed on, once for every copy.
    examples
        Lines as they are typed from paper, by language.
    """

    title: str
    place: str
    code: str
    languages: tuple[str, ...]
    sections: tuple[str, ...]
    starts: datetime
    day: date
    address: str
    card_address: str
    author: str
    invented: bool
    hall: bool
    steps: Sequence[Step]
    questions: Sequence[Question]
    identity: Sequence[tuple[str, ...]] = ()
    purpose: Sequence[tuple[str, Sequence[str]]] = ()
    homes: Sequence[str] = ()
    cards: Sequence[str] = ()
    slips: int = 0
    tables: int = 0
    grids: Sequence[tuple[GridMap, PaperSheet]] = ()
    examples: Sequence[Sequence[str]] = ()
    wifi: Wifi | None = None
    colour: bool = True
    large: bool = False


def kit_pdf(kit: Kit) -> bytes:
    """Return the kit as one PDF, every part on paper of its own size; the same kit gives the same bytes."""
    spoken = [words_for(language) for language in kit.languages]
    maps = list({id(drawn): drawn for drawn, _ in kit.grids}.values())
    return typeset("kit/kit.typ", {**_about(kit, spoken[0]), **_parts(kit, spoken, maps)})


def shown_code(code: str) -> str:
    """Return a card's code in groups of four: ``7KQ2-M4XA-90TB``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _about(kit: Kit, words: Words) -> dict[str, Any]:
    """Return what every page may say: the meeting, its addresses, how the print looks."""
    return {
        "font": FAMILY,
        "factor": LARGER if kit.large else 1.0,
        "large": kit.large,
        "languages": kit.languages,
        "sections": kit.sections,
        "title": kit.title,
        "place": kit.place,
        "short": kit.code,
        "author": kit.author,
        "invented": kit.invented,
        "when": _when(kit, words),
        "address": kit.address.removeprefix("https://").removeprefix("http://"),
        "cards_address": kit.card_address.removeprefix("https://").removeprefix("http://"),
        "page_qr": qr_svg(kit.address),
    }


def _parts(kit: Kit, spoken: Sequence[Words], maps: Sequence[GridMap]) -> dict[str, Any]:
    """Return what the parts of the kit are made of."""
    return {
        "words": {name: [words.gettext(text) for words in spoken] for name, text in kit_words.WORDS.items()},
        "steps": [_step(step, spoken) for step in kit.steps],
        "check": _all(kit_words.CHECK, spoken),
        "printed": _printed(kit, spoken[0], len(maps)),
        "helper_lines": _all(kit_words.HELPER, spoken),
        "examples": [[_example(line) for line in lines] for lines in kit.examples],
        "purpose": [
            {"language": language, "title": words_for(language).gettext(_POSTER), "lines": lines}
            for language, lines in kit.purpose
        ],
        "card_lines": _all(kit_words.CARD, spoken),
        "cards": [_card(kit, code) for code in kit.cards],
        "table_steps": _all(kit_words.TABLE_HALL if kit.wifi else kit_words.TABLE_ONLINE, spoken),
        "tables": kit.tables,
        "wifi": _wifi(kit.wifi),
        "slips": kit.slips,
        "questions": [{"sign": _sign(one.kind, kit.colour), "title": one.title} for one in kit.questions],
        "identity": kit.identity,
        "homes": kit.homes,
        "arrow": north_arrow(),
        "maps": [{"svg": one.svg, "labels": one.labels, "entries": one.entries} for one in maps],
        "grids": [
            grid_data(drawn, sheet, spoken[0], place=maps.index(drawn), parts=len(maps) - 1)
            | {"title": kit.place, "more": f"{kit.title} · {_when(kit, spoken[0])}"}
            | {"made": spoken[0].gettext("Printed %(day)s", day=spoken[0].date(kit.day))}
            for drawn, sheet in kit.grids
        ],
    }


def _all(texts: Sequence[str], spoken: Sequence[Words]) -> list[list[str]]:
    return [[words.gettext(text) for words in spoken] for text in texts]


def _when(kit: Kit, words: Words) -> str:
    return f"{words.date(kit.starts.date())}, {kit.starts:%H:%M}"


def _step(step: Step, spoken: Sequence[Words]) -> Mapping[str, Any]:
    title, what, who = kit_words.STEPS[step.code]
    return {
        "time": f"{step.begins:%H:%M}",
        "minutes": str(step.minutes),
        "title": [words.gettext(title) for words in spoken],
        "what": [words.gettext(what) for words in spoken],
        "who": [words.gettext(who) for words in spoken],
    }


def _printed(kit: Kit, words: Words, maps: int) -> list[str]:
    """Say what is in this print, so that nothing is left in the printer."""
    counted = (
        ("cards", words.ngettext("%(num)s participant card", "%(num)s participant cards", len(kit.cards))),
        ("tables", words.ngettext("%(num)s table card", "%(num)s table cards", kit.tables)),
        ("slips", words.ngettext("%(num)s slip", "%(num)s slips", kit.slips)),
        ("poster", words.gettext("purpose poster (A3)")),
        ("grids", words.ngettext("%(num)s grid sheet", "%(num)s grid sheets", len(kit.grids))),
    )
    told = {name: text for name, text in counted if name in kit.sections}
    if maps > 1 and "grids" in told:
        each = {"parts": maps - 1, "copies": len(kit.grids) // maps}
        told["grids"] += ": " + words.gettext("overview and %(parts)s parts, × %(copies)s", **each)
    return list(told.values())


def _card(kit: Kit, code: str) -> Mapping[str, str]:
    # What stands after # never leaves the phone: no server log holds the code of a card.
    return {"code": shown_code(code), "qr": qr_svg(f"{kit.address}#k={code}")}


def _wifi(wifi: Wifi | None) -> Mapping[str, str] | None:
    if wifi is None:
        return None
    return {"name": wifi.name, "password": wifi.password, "qr": qr_svg(wifi.qr_text)}


def _sign(kind: str, colour: bool) -> str:
    symbol = mark_symbol(kind)
    drawing = Drawing(8.0, 8.0)
    look = symbol.colour if colour else "#000000"
    drawing.stamp(SHAPES[symbol.shape], 4.0, 4.0, scale=7.0 / SIGN_UNITS, fill=look, stroke="#000000", width=0.15)
    return drawing.render()


def _example(line: str) -> Mapping[str, str]:
    typed, _, means = line.partition("|")
    return {"typed": typed, "means": means}
