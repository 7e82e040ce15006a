"""The answer to a moved slider as JSON: every figure already in words, so that the script only puts it in its place."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from gis_app.analysis.robustness.simulation import WEIGHTS
from gis_app.analysis.robustness.tally import DRAWS
from gis_app.domain.criteria import Criteria
from gis_app.services.selection.answer import Answer
from gis_app.services.selection.doubt import Doubt, UnitDoubt
from gis_app.services.selection.result import BY_FIFTH, BY_INDEX, Result, Row
from gis_app.text.area_words import unchanged_line, varied_words
from gis_app.text.labels import label
from gis_app.text.words import Words
from gis_app.web.selections.contents import told_troubles


def live_answer(answer: Answer, words: Words) -> dict[str, Any]:
    """Return what the page shows of an answer; without a result only what is in the way."""
    told: dict[str, Any] = {"troubles": told_troubles(answer, words), "lines": _lines(answer, words)}
    if answer.reading.pairs is not None:
        told["consistency"] = consistency(answer, words)
    return told if answer.result is None else told | shown_result(answer.result, words)


def shown_result(result: Result | None, words: Words) -> dict[str, Any]:
    """Return classes, ranks, histogram and summary of a result; nothing when there is none."""
    if result is None:
        return {}
    return {
        "units": {row.id: unit_words(row, words) for row in result.rows},
        "bars": bars(result, words),
        "summary": summary(result, words),
        "most": result.most,
        "chosen": chosen_words(result, words),
    }


def unit_words(row: Row, words: Words) -> dict[str, Any]:
    """Return class, rank, index and *k of n* of a territory."""
    if row.rank is None:
        return {"tone": row.tone, "rank": None, "index": label(words, "standing", row.standing), "over": ""}
    over = _of(words, row.over, row.known)
    return {"tone": row.tone, "rank": row.rank, "index": _two(words, round(row.index or 0.0, 2)), "over": over}


@lru_cache(maxsize=20_000)
def _two(words: Words, value: float) -> str:
    """Return a number with two decimals; a moved slider asks for many, and mostly for the same."""
    return words.number(value, digits=2)


@lru_cache(maxsize=2000)
def _of(words: Words, many: int, every: int) -> str:
    return words.gettext("%(many)s of %(all)s", many=many, all=every)


def bars(result: Result, words: Words) -> list[dict[str, Any]]:
    """Return the bars of the histogram: height in per cent of the highest, class, and what a bar says."""
    highest = max((one.count for one in result.bins), default=1)
    return [
        {
            "height": round(100.0 * one.count / highest, 1),
            "tone": one.tone,
            "title": words.gettext(
                "%(low)s to %(high)s: %(count)s",
                low=words.number(one.low, digits=2),
                high=words.number(one.high, digits=2),
                count=one.count,
            ),
        }
        for one in result.bins
    ]


def summary(result: Result, words: Words) -> str:
    """Return how many territories are compared and how many are not."""
    compared = words.ngettext("%(num)s territory is compared,", "%(num)s territories are compared,", result.ranked)
    others = words.ngettext("%(num)s is not.", "%(num)s are not.", len(result.rows) - result.ranked)
    return f"{compared} {others}"


def chosen_words(result: Result, words: Words) -> str:
    """Return how many territories are chosen, and by what rule; nothing where none is compared."""
    if not result.ranked:
        return ""
    if result.rule == BY_INDEX:
        return words.ngettext(
            "Chosen is %(num)s: the territory with an index of 1 or more.",
            "Chosen are %(num)s: those with an index of 1 or more.",
            result.most,
        )
    if result.rule == BY_FIFTH:
        return words.ngettext(
            "Chosen is %(num)s, a fifth of those compared, because no index reaches 1.",
            "Chosen are %(num)s, a fifth of those compared, because no index reaches 1.",
            result.most,
        )
    return words.ngettext(
        "Chosen is %(num)s from the top of the list: the number was set by hand.",
        "Chosen are the first %(num)s: the number was set by hand.",
        result.most,
    )


def method_words(criteria: Criteria, words: Words) -> str:
    """Return scale and mean in one sentence."""
    return words.gettext(
        "Common scale: %(scale)s (ddof %(ddof)s). Put together: %(aggregate)s. Missing figures: %(missing)s.",
        scale=label(words, "normalise", criteria.normalise),
        ddof=criteria.ddof,
        aggregate=label(words, "aggregate", criteria.aggregate),
        missing=label(words, "missing_rule", criteria.missing),
    )


def consistency(answer: Answer, words: Words) -> str:
    """Return what the comparison of pairs is worth."""
    pairs = answer.reading.pairs
    if pairs is None:
        return ""
    ratio = words.number(pairs.ratio, digits=2)
    if pairs.consistent:
        return words.gettext("The comparisons fit together: consistency ratio %(ratio)s, below 0.1.", ratio=ratio)
    return words.gettext(
        "The comparisons contradict each other: consistency ratio %(ratio)s, it should be below 0.1. "
        "Look at the pairs again.",
        ratio=ratio,
    )


def _lines(answer: Answer, words: Words) -> dict[str, dict[str, str]]:
    """Return for each criterion its share of the weights, its effective influence and what the voices say."""
    weights = answer.reading.wish.weights
    total = sum(weights.values())
    found = {}
    for item in answer.evidence.indicators:
        said = answer.spread.get(item.id)
        influence = None if answer.result is None else answer.result.influence.get(item.id)
        found[item.id] = {
            "share": words.percent(weights.get(item.id, 0.0) / total, digits=0) if total else "–",
            "influence": "–" if influence is None else words.number(influence, digits=2),
            "spread": ""
            if said is None
            else words.gettext(
                "mean of the voices %(mean)s, from %(low)s to %(high)s, standard deviation %(deviation)s",
                mean=words.percent(said.mean),
                low=words.percent(said.low),
                high=words.percent(said.high),
                deviation=words.percent(said.deviation),
            ),
        }
    return found


def live_doubt(doubt: Doubt, words: Words) -> dict[str, Any]:
    """Return the doubt as the page shows it."""
    return {
        "units": {name: doubt_words(one, words) for name, one in doubt.units.items()},
        "sentences": doubt_sentences(doubt, words),
        "left_out": [left_words(doubt, name, words) for name in doubt.left_out],
        "drawn": drawn_words(doubt, words),
        "few": doubt.few,
    }


def doubt_words(one: UnitDoubt, words: Words) -> dict[str, Any]:
    """Return what is said of one territory: verdict, share of draws, interval of ranks."""
    interval = (
        ""
        if one.low is None
        else words.gettext("%(low)s to %(high)s", low=words.number(one.low), high=words.number(one.high or 0))
    )
    return {
        "verdict": one.verdict,
        "near": one.near,
        "told": label(words, "verdict", one.verdict),
        "near_told": words.gettext("close to the line") if one.near else "",
        "share": share_words(one.share, words),
        "interval": interval,
    }


def unit_doubt(doubt: Doubt | None, unit: str, words: Words) -> dict[str, Any] | None:
    """Return what the card of a territory says of its doubt; None without a rank or a doubt."""
    if doubt is None or unit not in doubt.units:
        return None
    one = doubt.units[unit]
    return {
        **doubt_words(one, words),
        "turn": turn_words(one, doubt, words),
        "drawn": drawn_words(doubt, words),
        "few": doubt.few,
    }


def drawn_words(doubt: Doubt, words: Words) -> list[str]:
    """Return what was drawn anew, how often and from which seed."""
    told = [
        words.gettext("Varied: %(varied)s.", varied=varied_words(words, doubt.vary)),
        words.gettext(
            "%(draws)s draws with the stored seed %(seed)s: the same figures and criteria give the same doubt.",
            draws=words.number(doubt.draws),
            seed=doubt.seed,
        ),
    ]
    if WEIGHTS in doubt.vary:
        told.append(words.gettext("Each weight varies by about half of itself."))
    if doubt.draws < DRAWS:
        told.append(words.gettext("With so many territories there are fewer draws, so that the page answers."))
    return told


def share_words(share: float, words: Words) -> str:
    """Return a share of draws; one that is rounded to none or to all says on which side of it it lies."""
    if 0.0 < share < 0.005:
        return f"< {words.percent(0.01)}"
    return f"> {words.percent(0.99)}" if 0.995 <= share < 1.0 else words.percent(share)


def turn_words(one: UnitDoubt, doubt: Doubt, words: Words) -> str:
    """Return the smallest change of one weight that brings the territory in or out."""
    if one.turn is None:
        return words.gettext("no single weight changes it")
    return words.gettext(
        "%(title)s: %(now)s → %(then)s",
        title=words.pick(doubt.titles[one.turn.criterion]),
        now=words.percent(one.turn.share, digits=1),
        then=words.percent(one.turn.flips_at, digits=1),
    )


def doubt_sentences(doubt: Doubt, words: Words) -> list[str]:
    """Return the doubt in plain sentences: first how many would change, then who is how sure, then near misses."""
    told = [_first_sentence(doubt, words)]
    nearest = doubt.nearest_turn
    if nearest is not None:
        unit, turn = nearest
        told.append(
            words.gettext(
                "The smallest change of a single weight that changes the choice: “%(title)s” from %(now)s to %(then)s"
                " (%(name)s).",
                title=words.pick(doubt.titles[turn.criterion]),
                now=words.percent(turn.share, digits=1),
                then=words.percent(turn.flips_at, digits=1),
                name=doubt.names[unit],
            )
        )
    if doubt.near:
        names = ", ".join(doubt.names[name] for name in doubt.near[:6])
        more = len(doubt.near) - 6
        told.append(
            words.gettext(
                "Close to the line, and not chosen: %(names)s.", names=names + (f" (+{more})" if more > 0 else "")
            )
        )
    told += [
        words.ngettext(
            "Compared on another footing (%(title)s), %(num)s of the %(all)s chosen would be another one.",
            "Compared on another footing (%(title)s), %(num)s of the %(all)s chosen would be others.",
            other.changed,
            title=_footing(other.level, other.title, words),
            all=words.number(other.most),
        )
        for other in doubt.elsewhere
    ]
    return told


def _first_sentence(doubt: Doubt, words: Words) -> str:
    if not doubt.contested:
        return unchanged_line(words, methods=doubt.vary != (WEIGHTS,))
    if doubt.vary == (WEIGHTS,):
        return words.ngettext(
            "With other, equally well-founded weights the choice would change for %(num)s of %(all)s territories.",
            "With other, equally well-founded weights the choice would change for %(num)s of %(all)s territories.",
            doubt.contested,
            all=words.number(doubt.ranked),
        )
    return words.ngettext(
        "With other, equally well-founded weights and methods the choice would change for %(num)s of %(all)s"
        " territories.",
        "With other, equally well-founded weights and methods the choice would change for %(num)s of %(all)s"
        " territories.",
        doubt.contested,
        all=words.number(doubt.ranked),
    )


def _footing(level: str, title: Mapping[str, str], words: Words) -> str:
    return label(words, "level", level) if level else words.pick(title)


def left_words(doubt: Doubt, name: str, words: Words) -> dict[str, str]:
    """Return what happens when one criterion is left out."""
    out = doubt.left_out[name]
    none = words.gettext("nobody")
    return {
        "title": words.pick(doubt.titles[name]),
        "entering": ", ".join(doubt.names[unit] for unit in out.entering) or none,
        "leaving": ", ".join(doubt.names[unit] for unit in out.leaving) or none,
    }
