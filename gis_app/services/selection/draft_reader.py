"""Reading a form field by field: what cannot be read is noted beside its field, and the default counts instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from gis_app.domain.errors import InputRefused, KarteError
from gis_app.services.selection.draft_values import choice
from gis_app.services.selection.evidence import Evidence
from gis_app.services.selection.wish import MAX_WORDS

T = TypeVar("T")
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that cannot be read or computed: the field it stands beside (empty for the whole), and the error."""

    field: str
    error: KarteError


class FieldReader:
    """Reads the fields of a form about some figures."""

    def __init__(self, fields: Fields, evidence: Evidence) -> None:
        self.fields, self.evidence = fields, evidence
        self.troubles: list[Trouble] = []

    def get(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return a field read by ``parse``; None when it is empty or cannot be read."""
        text = self.fields.get(name, "").strip()
        if not text:
            return None
        try:
            return parse(text)
        except InputRefused as error:
            self.trouble(name, error)
            return None

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return one of a few words; the first when the field is empty or says something else."""
        return self.get(name, choice(allowed)) or allowed[0]

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.fields.get(name, "") == "yes"

    def words(self, name: str) -> str:
        """Return a text, cut to the length that a decision holds."""
        return self.fields.get(name, "")[:MAX_WORDS]

    def trouble(self, field: str, error: KarteError) -> None:
        """Note what stands in the way."""
        self.troubles.append(Trouble(field, error))
