"""Who holds a token or a card at a meeting, and two of them that turn out to be one person."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gis_app.domain.meetings import Device, Mark, Participant
from gis_app.store import cards, marks, meetings


@dataclass(frozen=True, slots=True)
class Found:
    """All that is known of a token and a card.

    Attributes
    ----------
    by_token, by_card
        The participant who has joined with the token, and the one who holds the card.
    printed
        Whether the card is one of the meeting's deck.
    printed_before
        Whether the card with which the token joined is.
    holds_marks
        Whether the one who holds the card has placed anything that is still there.
    """

    by_token: Participant | None
    by_card: Participant | None
    printed: bool
    printed_before: bool
    holds_marks: bool = False

    @property
    def same(self) -> bool:
        """Whether token and card already belong to one participant."""
        return self.by_token is not None and self.by_token == self.by_card

    @property
    def unknown(self) -> bool:
        """Whether nobody holds the card and nobody printed it."""
        return self.by_card is None and not self.printed


def look(session: Session, *, meeting: str, token_hash: str, card_hash: str) -> Found:
    """Look everything up, always all of it: the time of a refusal must not tell its reason."""
    known = meetings.participants_by_token(session, token_hash=[token_hash], meeting=meeting)
    holders = meetings.participants_by_card(session, card_hash=[card_hash], meeting=meeting)
    before = known[0].card_hash if known else token_hash
    return Found(
        by_token=known[0] if known else None,
        by_card=holders[0] if holders else None,
        printed=cards.in_deck(session, meeting=meeting, card_hash=card_hash),
        printed_before=cards.in_deck(session, meeting=meeting, card_hash=before),
        holds_marks=marks.has_marks(session, holders[0].id if holders else ""),
    )


def let_in(session: Session, found: Found, *, newcomer: Participant, device: Device) -> list[Mark]:
    """Store who comes and with which page; returns homes that a person named twice, for the caller to withdraw.

    Parameters
    ----------
    found
        What ``look`` said of the card of ``newcomer`` and the token of ``device``.
    newcomer
        Stored if nobody holds the card yet.
    device
        The page; its participant is filled in here.
    """
    known, holder = found.by_token, found.by_card
    if known is not None:
        return _go_over(session, known, holder) if holder else _take_card(session, known, newcomer.card_hash)
    if holder is None:
        meetings.put_participants(session, [newcomer])
        holder = newcomer
    meetings.put_devices(session, [Device(device.meeting, device.token_hash, holder.id, device.channel)])
    return []


def _go_over(session: Session, person: Participant, holder: Participant) -> list[Mark]:
    """Give everything of a participant to another, who is the same person.

    More marks of a class than may be placed stay; no more can be added.
    """
    theirs, own = (
        [mark for mark in marks.marks_of(session, participant=each.id) if mark.kind == "home"]
        for each in (holder, person)
    )
    meetings.move_participant(session, person.id, to=holder.id)
    _keep_card(session, person, holder.id)
    return own if theirs else []


def _take_card(session: Session, person: Participant, card_hash: str) -> list[Mark]:
    meetings.rename_card(session, person.id, card_hash=card_hash)
    _keep_card(session, person, person.id)
    return []


def _keep_card(session: Session, person: Participant, holder: str) -> None:
    """Somebody may have written the first code down: it stays a way to see and remove the marks (§6.6)."""
    meetings.put_devices(session, [Device(person.meeting, person.card_hash, holder)])
