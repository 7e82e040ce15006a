"""What a form of the workbench says: the fields as they were typed, and the wish that can be read from them.

A draft keeps the fields, so that nothing typed is lost, however wrong it is; what cannot be read becomes a ``Trouble``
beside its field, and the value that stood there by default counts instead.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from gis_app.analysis.weighing import LARGEST, Pairwise, pairwise
from gis_app.domain.errors import InputRefused, UnknownCode
from gis_app.domain.selections import FIELD_OF_WORK, FIELD_OF_WORK_WORDS
from gis_app.services.selection.draft_expert import OF_GROUP, detail_of, groups_of, method_of, vary_of
from gis_app.services.selection.draft_reader import FieldReader, Fields, Trouble
from gis_app.services.selection.draft_values import times, weight, whole_from
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.robust import SEED
from gis_app.services.selection.wish import WEIGHTS_FROM, Areas, Voice, Wish

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
    "reference_index",
    "population",
    "min_population",
    "population_weights",
    "suppress",
    "unit_group",
    "min_events",
    "missing_codes",
    "vary_asked",
    "freeze_period",
    "most",
    "seed",
    "weights_from",
    "scatter_x",
    "scatter_y",
)
LISTED = (
    *("answer.", "leave.", "why.", "weight.", "voice.", "higher.", "threshold.", "winsorise.", "group.", "reason."),
    *("goalposts.", "reference.", "pair.", "vary.", *OF_GROUP, *(f"w{number}." for number in range(2, 10))),
)
LONGEST = 2000
MOST_FIELDS = 20_000
BUDGET = 100.0
DEFAULT_WEIGHT = "5"
VOICES_MOST = 9


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
    method = method_of(reader)
    wish = Wish(
        purpose=fields.get("purpose", ""),
        purpose_words=reader.words("purpose_words"),
        weights=weights,
        reasons={item.id: reader.words(f"reason.{item.id}") for item in evidence.indicators},
        answers={name: reader.words(f"answer.{name}") for name in (*FIELD_OF_WORK, *FIELD_OF_WORK_WORDS)},
        details={item.id: detail_of(reader, item.id, normalise=method.normalise) for item in evidence.indicators},
        groups=groups_of(reader),
        areas=areas_of(fields),
        method=method,
        voices=voices,
        weights_from=reader.weights_from,
        most=reader.get("most", whole_from(1)),
        seed=SEED if (seed := reader.get("seed", whole_from(0))) is None else seed,
        vary=vary_of(reader),
    )
    return Reading(wish, reader.troubles, pairs)


def voice_numbers(fields: Fields) -> list[int]:
    """Return the numbers of the further voices, from 2 on."""
    return [number for number in range(2, VOICES_MOST + 1) if f"voice.{number}" in fields]


class _Reader(FieldReader):
    """Reads who gives which weights."""

    def __init__(self, fields: Fields, evidence: Evidence) -> None:
        super().__init__(fields, evidence)
        self.usable = [item.id for item in evidence.indicators if item.id in evidence.usable]
        self.weights_from = self.one_of("weights_from", WEIGHTS_FROM)

    def voices(self) -> tuple[Voice, ...]:
        """Return the planner's weights and those of the voices beside."""
        found = [Voice("planner", self._weights("weight."))]
        for number in voice_numbers(self.fields):
            role = self.fields[f"voice.{number}"]
            try:
                found.append(Voice(role, self._weights(f"w{number}.")))
            except UnknownCode as error:
                self.trouble(f"voice.{number}", error)
        return tuple(found)

    def _weights(self, prefix: str) -> dict[str, float]:
        return {name: self.get(prefix + name, weight) or 0.0 for name in self.usable}

    def weights(self, voices: tuple[Voice, ...]) -> tuple[dict[str, float], Pairwise | None]:
        """Return the weights that count: the planner's own, or the mean of all voices' shares, or what pairs say."""
        used = [name for name in self.usable if any(voice.weights.get(name, 0.0) > 0 for voice in voices)]
        if not used:
            self.trouble("weights", InputRefused("weights_all_zero"))
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
                self.trouble("weights" if number == 1 else f"voice.{number}", error)

    def _pairs(self, used: list[str]) -> Pairwise | None:
        if len(used) > LARGEST:
            self.trouble("weights_from", InputRefused("pairwise_too_many", value=len(used), expected=LARGEST))
            return None
        said = {}
        for row, first in enumerate(used):
            for second in used[row + 1 :]:
                many = self.get(f"pair.{first}|{second}", times)
                if many is not None:
                    said[first, second] = many
        return pairwise(used, said=said)
