"""What a form of the workbench says: the fields as they were typed, and the wish that can be read from them.

A draft keeps the fields, so that nothing typed is lost, however wrong it is; what cannot be read becomes a ``Trouble``
beside its field, and the value that stood there by default counts instead.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gis_app.analysis.weighing import LARGEST, Pairwise, pairwise
from gis_app.domain.criteria import AGGREGATE, DDOF, HIGHER_IS, MISSING, NORMALISE
from gis_app.domain.errors import InputRefused, KarteError, UnknownCode
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.robust import SEED
from gis_app.services.selection.wish import MAX_WORDS, WEIGHTS_FROM, Areas, Detail, Method, Voice, Wish

T = TypeVar("T")
Fields = Mapping[str, str]

SINGLE = (
    "purpose",
    "purpose_words",
    "kind",
    "level",
    "base",
    "leave_why",
    "normalise",
    "ddof",
    "aggregate",
    "missing",
    "min_criteria",
    "restandardise",
    "shift",
    "most",
    "seed",
    "weights_from",
    "scatter_x",
    "scatter_y",
)
LISTED = (
    *("answer.", "leave.", "why.", "weight.", "voice.", "higher.", "threshold.", "winsorise.", "group.", "reason."),
    *("pair.", "of_group.", *(f"w{number}." for number in range(2, 10))),
)
LONGEST = 2000
MOST_FIELDS = 20_000
MAX_WEIGHT = 100.0
BUDGET = 100.0
DEFAULT_WEIGHT = "5"
VOICES_MOST = 9


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that cannot be read or computed: the field it stands beside (empty for the whole), and the error."""

    field: str
    error: KarteError


@dataclass(slots=True)
class Reading:
    """What was read: the wish, what could not be read, and the comparison of pairs if weights come from it."""

    wish: Wish
    troubles: list[Trouble] = field(default_factory=list)
    pairs: Pairwise | None = None


def clean(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a form that belong to a draft, cut to a bearable length; empty ones are left out."""
    known = {name: text for name, text in form.items() if name in SINGLE or name.startswith(LISTED)}
    kept = {name[:200]: text[:LONGEST] for name, text in list(known.items())[:MOST_FIELDS]}
    return {name: text for name, text in kept.items() if text.strip()}


def first_fields(evidence: Evidence, purpose: str) -> dict[str, str]:
    """Return what a new draft says: the purpose, and equal weights for all figures that are there and not optional."""
    usable = [item.id for item in evidence.indicators if item.id in evidence.usable]
    weights = {f"weight.{name}": "0" if name in evidence.optional else DEFAULT_WEIGHT for name in usable}
    return {"purpose": purpose, **weights}


def areas_of(fields: Fields) -> Areas:
    """Return level, base and who is left out; a reason of its own goes before the common one."""
    common = fields.get("leave_why", "").strip()
    left_out = [name.removeprefix("leave.") for name in fields if name.startswith("leave.")]
    return Areas(
        level=fields.get("level", ""),
        base=fields.get("base", ""),
        excluded={place: fields.get(f"why.{place}", "").strip() or common for place in left_out},
    )


def read(fields: Fields, evidence: Evidence) -> Reading:
    """Return the wish in the fields of a form, and everything in them that cannot be read."""
    reader = _Reader(fields, evidence)
    voices = reader.voices()
    weights, pairs = reader.weights(voices)
    wish = Wish(
        purpose=fields.get("purpose", ""),
        purpose_words=_short(fields.get("purpose_words", "")),
        weights=weights,
        reasons={item.id: _short(fields.get(f"reason.{item.id}", "")) for item in evidence.indicators},
        answers={name: _short(fields.get(f"answer.{name}", "")) for name in (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)},
        details={item.id: reader.detail(item.id) for item in evidence.indicators},
        groups=reader.groups(),
        areas=areas_of(fields),
        method=reader.method(),
        voices=voices,
        weights_from=reader.weights_from,
        most=reader.get("most", _whole_from(1)),
        seed=reader.get("seed", _whole_from(0)) or SEED,
    )
    return Reading(wish, reader.troubles, pairs)


def voice_numbers(fields: Fields) -> list[int]:
    """Return the numbers of the further voices, from 2 on."""
    return [number for number in range(2, VOICES_MOST + 1) if f"voice.{number}" in fields]


class _Reader:
    """Reads fields one by one and notes what it cannot read."""

    def __init__(self, fields: Fields, evidence: Evidence) -> None:
        self.fields, self.evidence = fields, evidence
        self.troubles: list[Trouble] = []
        self.usable = [item.id for item in evidence.indicators if item.id in evidence.usable]
        self.weights_from = self.one_of("weights_from", WEIGHTS_FROM)

    def get(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return a field read by ``parse``; None when it is empty or cannot be read."""
        text = self.fields.get(name, "").strip()
        if not text:
            return None
        try:
            return parse(text)
        except InputRefused as error:
            self.troubles.append(Trouble(name, error))
            return None

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return one of a few words; the first when the field is empty or says something else."""
        return self.get(name, _choice(allowed)) or allowed[0]

    def voices(self) -> tuple[Voice, ...]:
        """Return the planner's weights and those of the voices beside."""
        found = [Voice("planner", self._weights("weight."))]
        for number in voice_numbers(self.fields):
            role = self.fields[f"voice.{number}"]
            try:
                found.append(Voice(role, self._weights(f"w{number}.")))
            except UnknownCode as error:
                self.troubles.append(Trouble(f"voice.{number}", error))
        return tuple(found)

    def _weights(self, prefix: str) -> dict[str, float]:
        return {name: self.get(prefix + name, _weight) or 0.0 for name in self.usable}

    def weights(self, voices: tuple[Voice, ...]) -> tuple[dict[str, float], Pairwise | None]:
        """Return the weights that count: the planner's own, or the mean of all voices' shares, or what pairs say."""
        used = [name for name in self.usable if any(voice.weights.get(name, 0.0) > 0 for voice in voices)]
        if not used:
            self.troubles.append(Trouble("weights", InputRefused("weights_all_zero")))
            return dict(voices[0].weights), None
        if self.weights_from == "equal":
            return {name: 1.0 if name in used else 0.0 for name in self.usable}, None
        if self.weights_from == "pairwise":
            found = self._pairs(used)
            return ({**dict.fromkeys(self.usable, 0.0), **found.weights} if found else dict(voices[0].weights)), found
        if self.weights_from == "budget":
            self._check_budget(voices)
        if len(voices) == 1:
            return dict(voices[0].weights), None
        return self._mean(voices), None

    def _mean(self, voices: tuple[Voice, ...]) -> dict[str, float]:
        said = [voice.shares for voice in voices if voice.shares]
        return {
            name: round(math.fsum(shares.get(name, 0.0) for shares in said) / len(said), 12) for name in self.usable
        }

    def _check_budget(self, voices: tuple[Voice, ...]) -> None:
        for number, voice in enumerate(voices, start=1):
            points = math.fsum(voice.weights.values())
            if abs(points - BUDGET) > 0.01:
                error = InputRefused("budget_not_spent", value=f"{points:g}", expected=f"{BUDGET:g}")
                self.troubles.append(Trouble("weights" if number == 1 else f"voice.{number}", error))

    def _pairs(self, used: list[str]) -> Pairwise | None:
        if len(used) > LARGEST:
            self.troubles.append(
                Trouble("weights_from", InputRefused("pairwise_too_many", value=len(used), expected=LARGEST))
            )
            return None
        said = {}
        for row, first in enumerate(used):
            for second in used[row + 1 :]:
                times = self.get(f"pair.{first}|{second}", _times)
                if times is not None:
                    said[first, second] = times
        return pairwise(used, said=said)

    def detail(self, name: str) -> Detail:
        """Return how one criterion counts."""
        threshold = self.get(f"threshold.{name}", _number)
        if threshold is not None and self.evidence.in_per_cent(name):
            threshold = round(threshold / 100.0, 12)
        return Detail(
            higher_is=self.get(f"higher.{name}", _choice(HIGHER_IS)) or "",
            threshold=threshold,
            winsorise=self.get(f"winsorise.{name}", _tail),
            group=_short(self.fields.get(f"group.{name}", "").strip())[:40],
        )

    def groups(self) -> dict[str, float]:
        """Return the weights of the groups of criteria."""
        names = [name.removeprefix("of_group.") for name in self.fields if name.startswith("of_group.")]
        read = {name: self.get(f"of_group.{name}", _weight) for name in names}
        return {name: weight for name, weight in read.items() if weight is not None}

    def method(self) -> Method:
        """Return the steps of the expert view."""
        missing = self.fields.get("missing", "")
        return Method(
            normalise=self.one_of("normalise", NORMALISE),
            ddof=int(self.one_of("ddof", tuple(map(str, DDOF)))),
            aggregate=self.one_of("aggregate", AGGREGATE),
            missing=self.one_of("missing", MISSING) if missing else "",
            min_criteria=self.get("min_criteria", _whole_from(1)) or (1 if missing == "at_least" else None),
            restandardise=self.fields.get("restandardise", "") == "yes",
            shift=self.get("shift", _number) or 0.0,
        )


def _short(text: str) -> str:
    return text[:MAX_WORDS]


def _number(text: str) -> float:
    try:
        number = float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError:
        raise InputRefused("number_refused", value=text) from None
    if not math.isfinite(number):
        raise InputRefused("number_refused", value=text)
    return number


def _weight(text: str) -> float:
    try:
        weight = _number(text)
    except InputRefused:
        raise InputRefused("weight_refused", value=text) from None
    if not 0 <= weight <= MAX_WEIGHT:
        raise InputRefused("weight_refused", value=text)
    return weight


def _tail(text: str) -> float:
    tail = _number(text)
    if not 0 < tail < 0.5:
        raise InputRefused("number_refused", value=text)
    return tail


def _times(text: str) -> float:
    times = _number(text)
    if not 1.0 / 9.0 - 1e-9 <= times <= 9.0 + 1e-9:
        raise InputRefused("pair_refused", value=text)
    return times


def _whole_from(least: int) -> Callable[[str], int]:
    def read_whole(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:12]) < 10**9:
            raise InputRefused("whole_refused", value=text, expected=least)
        return int(text)

    return read_whole


def _choice(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def read_choice(text: str) -> str:
        if text not in allowed:
            raise UnknownCode("criteria_bad_value", key="", value=text, expected=" | ".join(allowed))
        return text

    return read_choice
