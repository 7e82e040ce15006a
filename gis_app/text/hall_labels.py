"""The words of the evening in the hall: fields of a problem card, who was not here, what staff did."""

from gis_app.domain.errors import UnknownCode
from gis_app.text.words import N_, Words

AUDIT = {
    "meeting.phase.mark": N_("began the marking"),
    "meeting.phase.talk": N_("began the talk"),
    "meeting.phase.close": N_("began the close"),
    "wall.stopped": N_("stopped the screen"),
    "wall.followed": N_("let the screen go on"),
    "card.removed": N_("threw a problem card away"),
}
LABELS: dict[str, dict[str, str]] = {
    "card_field": {
        "context": N_("What happens there"),
        "cause": N_("Why it is so"),
        "done_now": N_("What is done about it now"),
        "affected": N_("Whom it touches"),
        "feelings": N_("How people feel"),
        "missing": N_("What is missing"),
        "sentence": N_("The problem in one sentence"),
    },
    "card_help": {
        "context": N_("When, how often, in which place"),
        "cause": N_("What the room takes for the reason; several may stand side by side"),
        "done_now": N_("By residents, the municipality, others"),
        "affected": N_("Groups, not names: pupils on their way home, people with prams"),
        "feelings": N_("In the words of those who spoke"),
        "missing": N_("Light, a person, knowledge, an agreement"),
        "sentence": N_("Worded so that everybody in the room can agree"),
    },
    "missing_group": {
        "children": N_("Children"),
        "youth": N_("Young people"),
        "parents": N_("Parents of small children"),
        "working": N_("People who work at this hour"),
        "seniors": N_("Older people"),
        "limited_mobility": N_("People who find it hard to come"),
        "carers": N_("People who care for somebody at home"),
        "newcomers": N_("People who moved here lately"),
        "other_language": N_("People who speak another language at home"),
        "far_homes": N_("People from farther villages and farms"),
        "entrepreneurs": N_("Entrepreneurs"),
        "without_phone": N_("People without a smartphone"),
    },
    "closing_lacks": {
        "sentences": N_("three to five sentences"),
        "next_step": N_("the next step"),
        "who": N_("who does it"),
        "by_when": N_("by when"),
        "next_date": N_("when we meet again"),
        "headcount": N_("how many people were in the room"),
    },
}
DRAFTS = {
    "card": N_("%(place)s: %(sentence)s"),
    "liked": N_("Most liked by us: %(places)s."),
    "missing": N_("We missed in the room: %(people)s."),
}


def draft_sentence(kind: str, values: tuple[str, ...], words: Words) -> str:
    """Return the words of a sentence offered for the close; names stand after a colon, where nothing inflects.

    Raises
    ------
    UnknownCode
        If there is no such kind of draft.
    """
    if kind not in DRAFTS:
        raise UnknownCode("not_found", value=kind)
    filled = {
        "card": {"place": values[0], "sentence": values[-1]},
        "liked": {"places": ", ".join(values)},
        "missing": {"people": ", ".join(values)},
    }[kind]
    return words.gettext(DRAFTS[kind], **filled)
