"""Which mark wins when both sides have it: taken back wins over everything, then the office's decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gis_app.domain.lists import EMPTY_MARK_STATES
from gis_app.store import packs

SAID = ("class", "geometry", "area_id", "uncertainty_m", "text", "photo")
"""What a participant says with a mark."""
DECIDED = ("state", "text", "text_state", "photo", "photo_state")
"""What review decides: refused words are no longer there, an approved photo has another name."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many marks of a pack were new here, changed or taken back since, or needed nothing."""

    new: int
    changed: int
    withdrawn: int
    same: int


def merged_marks(
    session: Any, meeting: str, brought: Sequence[Mapping[str, Any]], *, touched: Collection[str]
) -> Counts:
    """Store the marks of a pack beside those that are here; each change is noted for who follows the meeting.

    ``touched`` are the marks that changed on the laptop since the pack before: the others stay as they are here.
    Where the results are public already, what the laptop approved waits: nobody has seen it in a preview (§6.7).
    """
    if packs.is_published(session, meeting):
        brought = [_undecided(row) for row in brought]
    here = {row["uuid"]: row for row in packs.rows_of(session, "mark", meeting)}
    new = [{**row, "on_wall": False} for row in brought if row["uuid"] not in here]
    packs.add_rows(session, "mark", new)
    packs.note_changes(session, meeting, [row["uuid"] for row in new], what="placed")
    done = {"changed": 0, "withdrawn": 0, "same": 0}
    for row in brought:
        known = here.get(row["uuid"])
        if known is None:
            continue
        kept, what = _winner(known, row) if row["uuid"] in touched else (known, "same")
        done[what] += 1
        if what != "same":
            packs.replace_row(session, "mark", kept)
            packs.note_changes(session, meeting, [row["uuid"]], what=what)
    return Counts(new=len(new), **done)


def _winner(known: Mapping[str, Any], brought: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    if known["state"] in EMPTY_MARK_STATES:
        return known, "same"
    if brought["state"] in EMPTY_MARK_STATES:
        return {**brought, "participant": known["participant"]}, "withdrawn"
    if _reviewed(known) or all(known[name] == brought[name] for name in (*SAID, *DECIDED)):
        return known, "same"
    return {**brought, "on_wall": known["on_wall"]}, "changed"


def _undecided(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a mark whose approvals wait to be given anew; a home has nothing to approve."""
    if row["class"] == "home":
        return row
    states = ("state", "text_state", "photo_state")
    return {**row, **{name: "waiting" for name in states if row[name] == "approved"}}


def _reviewed(row: Mapping[str, Any]) -> bool:
    """Whether somebody here has decided anything about a mark: a decision is not undone by a file."""
    states = (row["state"], row["text_state"], row["photo_state"])
    return any(state not in {"waiting", "none"} for state in states) and row["class"] != "home"
