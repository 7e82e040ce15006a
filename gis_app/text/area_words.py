"""How work areas were chosen, in plain words for everybody: no order, no weight, no reason why a place is inside."""

from collections.abc import Mapping, Sequence

from gis_app.text.labels import label
from gis_app.text.words import Words

NO_CALCULATION = "none"
"""The kind of a choice that no figures stand behind."""


def method_lines(
    words: Words, *, criteria: Sequence[Mapping[str, str]], delicate: int, period: str, kind: str
) -> list[str]:
    """Return the method as sentences.

    Parameters
    ----------
    criteria
        Titles of the figures by language; those that may be named.
    delicate
        How many more there were.
    """
    if kind == NO_CALCULATION:
        return [
            words.gettext(
                "No calculation was used: people chose these areas from what they know of the place and talked them"
                " over with somebody who speaks for those who live there."
            ),
            words.gettext("Everybody in an area can use its support; nobody is asked who they are."),
        ]
    titles = sorted(words.pick(title) for title in criteria)
    lines = []
    if titles:
        named = "; ".join(titles)
        lines.append(
            words.gettext(
                "Territories were compared by these figures (%(period)s): %(named)s.", period=period, named=named
            )
        )
    if delicate:
        lines.append(
            words.ngettext(
                "%(num)s more figure is about a delicate matter: it was used with a written reason and is not public.",
                "%(num)s more figures are about delicate matters: they were used with written reasons and are not"
                " public.",
                delicate,
            )
        )
    if kind == "supply":
        lines.append(words.gettext("The figures say how far places and services are, not how people live."))
    lines += [
        words.gettext(
            "The comparison only said where to look first; people drew the areas and talked them over with somebody"
            " who speaks for those who live there."
        ),
        words.gettext(
            "Ordinary neighbourhoods and their resources are inside on purpose, so that everybody there can use the"
            " support. Why a single place is inside is not published: it would point at those who live there."
        ),
    ]
    return lines


def varied_words(words: Words, vary: Sequence[str]) -> str:
    """Return what a doubt draws anew, as a list in words."""
    return ", ".join(label(words, "vary", name) for name in vary)


def doubt_line(words: Words, *, changing: int, of: int, draws: int, methods: bool) -> str:
    """Return how much the choice hangs on weights, and on ``methods`` where these were tried, as counts."""
    if not changing:
        return _never_changing(words, draws=draws, methods=methods)
    if methods:
        return words.ngettext(
            "%(draws)s other, equally well-founded weightings and ways of computing were tried: with some of them the"
            " choice would be another for %(num)s of %(of)s territories.",
            "%(draws)s other, equally well-founded weightings and ways of computing were tried: with some of them the"
            " choice would be another for %(num)s of %(of)s territories.",
            changing,
            of=words.number(of),
            draws=words.number(draws),
        )
    return words.ngettext(
        "%(draws)s other, equally well-founded weightings were tried: with some of them the choice would be another for"
        " %(num)s of %(of)s territories.",
        "%(draws)s other, equally well-founded weightings were tried: with some of them the choice would be another for"
        " %(num)s of %(of)s territories.",
        changing,
        of=words.number(of),
        draws=words.number(draws),
    )


def _never_changing(words: Words, *, draws: int, methods: bool) -> str:
    if methods:
        return words.gettext(
            "%(draws)s other, equally well-founded weightings and ways of computing were tried: with each of them the"
            " same territories would be chosen.",
            draws=words.number(draws),
        )
    return words.gettext(
        "%(draws)s other, equally well-founded weightings were tried: with each of them the same territories would be"
        " chosen.",
        draws=words.number(draws),
    )


def unchanged_line(words: Words, *, methods: bool) -> str:
    """Return that no other weights tried, nor ``methods`` where these were, would change the choice."""
    if methods:
        return words.gettext(
            "With other, equally well-founded weights and methods the same territories would be chosen."
        )
    return words.gettext("With other, equally well-founded weights the same territories would be chosen.")


def people_line(words: Words, people: int | None) -> str:
    """Return the rounded number of residents of an area, or that none is given."""
    if people is None:
        return words.gettext("number of residents not given")
    return words.ngettext("about %(num)s resident", "about %(num)s residents", people)
