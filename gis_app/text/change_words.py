"""What was changed after weights were fixed: ``weight.x: 5 → 6.5``, as a draft logs it, in words."""

import re
from collections.abc import Mapping

from gis_app.text.labels import LABELS, label
from gis_app.text.words import N_, Words

_STEP = re.compile(r"(?:^|; )((?:[a-z_]+|w[2-9])(?:\.[^;]+?)?): ")
_WEIGHT, _OF_VOICE = N_("weight of “%(title)s”"), N_("voice %(number)s, weight of “%(title)s”")
_OF_TITLE = {
    "weight": _WEIGHT,
    "higher": N_("direction of “%(title)s”"),
    "threshold": N_("threshold of “%(title)s”"),
    "winsorise": N_("drawing in outliers of “%(title)s”"),
    "goalposts": N_("goalposts of “%(title)s”"),
    "reference": N_("frozen scale of “%(title)s”"),
    "group": N_("group of “%(title)s”"),
    "pair": N_("pair “%(title)s”"),
    "leave": N_("left out: %(title)s"),
    "vary": N_("the doubt varies: %(title)s"),
    "voice": N_("voice %(title)s"),
    "of_group": N_("weight of the group “%(title)s”"),
    "group_aggregate": N_("putting together in the group “%(title)s”"),
    "group_normalise": N_("scale of the group “%(title)s”"),
    "group_min": N_("figures that are enough in the group “%(title)s”"),
    "group_missing": N_("missing figures in the group “%(title)s”"),
    "within": N_("where the group “%(title)s” belongs"),
}
_ALONE = {
    "purpose": N_("purpose"),
    "kind": N_("kind of figures"),
    "level": N_("level"),
    "base": N_("base"),
    "leave_why": N_("common reason for leaving out"),
    "normalise": N_("Common scale"),
    "ddof": N_("Standard deviation divides by"),
    "aggregate": N_("Putting together"),
    "missing": N_("Where a figure is missing"),
    "min_criteria": N_("How many figures are enough"),
    "restandardise": N_("Make the index itself a z-score"),
    "shift": N_("Added before a geometric mean"),
    "reference_index": N_("Frozen average and deviation of the index"),
    "population": N_("Count of residents"),
    "min_population": N_("Fewest residents for a rank"),
    "population_weights": N_("Average and deviation count every resident once"),
    "suppress": N_("Treat counts of 1 to 10 people as missing"),
    "unit_group": N_("Whose average fills a gap"),
    "min_events": N_("Fewest cases for a rank"),
    "missing_codes": N_("Numbers that mean “no data”"),
    "vary_asked": N_("The doubt beside the map varies"),
    "most": N_("How many territories are chosen"),
    "seed": N_("Seed of the draws"),
    "weights_from": N_("Where the weights come from"),
}
_CODES = {"missing": "missing_rule", "kind": "selection_kind"}
_DIRECTIONS = {"worse": N_("higher is worse"), "better": N_("higher is better"), "yes": N_("yes")}
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def changed_words(words: Words, what: str, *, titles: Mapping[str, str]) -> str:
    """Return a line of the log in words; what is not known stays as it was written.

    Parameters
    ----------
    titles
        Of criteria and territories, by id.
    """
    _head, *parts = _STEP.split(what)
    if not parts:
        return what
    told = []
    for name, values in zip(parts[::2], parts[1::2], strict=True):
        values_told = " → ".join(_value(words, name, text) for text in values.split(" → "))
        told.append(f"{_field(words, name, titles)}: {values_told}")
    return "; ".join(told)


def _field(words: Words, name: str, titles: Mapping[str, str]) -> str:
    if name in _ALONE:
        return words.gettext(_ALONE[name])
    kind, _dot, about = name.partition(".")
    title = " – ".join(titles.get(one, one) for one in about.split("|"))
    if kind == "vary" and about in LABELS["vary"]:
        title = label(words, "vary", about)
    if kind in _OF_TITLE:
        return words.gettext(_OF_TITLE[kind], title=title)
    if re.fullmatch(r"w[2-9]", kind):
        return words.gettext(_OF_VOICE, number=kind[1:], title=title)
    return name


def _value(words: Words, name: str, text: str) -> str:
    kind = name.partition(".")[0]
    if name not in {"seed", "level"} and _NUMBER.fullmatch(text):
        return words.number(float(text.replace(",", ".")))
    if text in LABELS.get(_CODES.get(kind, kind), {}):
        return label(words, _CODES.get(kind, kind), text)
    return words.gettext(_DIRECTIONS[text]) if text in _DIRECTIONS else text
